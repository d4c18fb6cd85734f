/** Numbers, days and times as offices write them (1.234,5 · 22/11/2026 · 09:05). Used by all desk views. */

const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 })
const ZONE = 'Asia/Ho_Chi_Minh'
const dayParts = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

export const NOTHING = '–'

export function showNumber(value: number | null | undefined): string {
  return typeof value === 'number' ? numbers.format(value) : NOTHING
}

/** A share of a whole; without a whole there is no share. */
export function showShare(part: number, whole: number): string {
  if (whole <= 0) return NOTHING
  const share = (100 * part) / whole
  // Neither "all" nor "nobody" is said of what is only nearly so.
  if (part > 0 && share < 0.1) return '< 0,1%'
  if (part < whole && share > 99.9) return '> 99,9%'
  return `${numbers.format(Math.round(share * 10) / 10)}%`
}

/** `2026-11-22` → `22/11/2026`. */
export function showDay(day: string | null | undefined): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(day ?? '')
  return found ? `${found[3]}/${found[2]}/${found[1]}` : NOTHING
}

/** The Vietnamese day of an instant. */
export function dayOf(instant: string | Date): string {
  return dayParts.format(typeof instant === 'string' ? new Date(instant) : instant)
}

export function showInstant(instant: string | null | undefined): string {
  if (!instant || Number.isNaN(Date.parse(instant))) return NOTHING
  return `${clock.format(new Date(instant))} ${showDay(dayOf(instant))}`
}

export function showInstantDay(instant: string | null | undefined): string {
  return instant && !Number.isNaN(Date.parse(instant)) ? showDay(dayOf(instant)) : NOTHING
}

/** What a `datetime-local` field holds, for an instant, in Vietnamese time. */
export function toLocalInput(instant: Date): string {
  return `${dayOf(instant)}T${clock.format(instant)}`
}

/** The instant that a `datetime-local` field means. */
export function fromLocalInput(value: string): string {
  return new Date(`${value}:00+07:00`).toISOString()
}
