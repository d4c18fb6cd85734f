/** Amounts as people say them. */

/** "1,2 MB", "340 KB". */
export function byteSize(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1).replace('.', ',')} GB`
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1).replace('.', ',')} MB`
  return `${Math.max(1, Math.round(bytes / 1000))} KB`
}

/** "3:07". */
export function minutes(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** "12.345". */
export function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, '.')
}
