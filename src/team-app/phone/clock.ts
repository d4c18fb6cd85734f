/**
 * Time on a phone whose clock may be wrong. Facts carry the phone's own clock (the server sets them right by
 * `Lantoa-Sent-At`); what people read, such as "hôm nay", follows the server's clock as last heard. Pure but for `now`.
 */
let offset = 0

/** Milliseconds to add to the phone's clock, from the last /ping. */
export function setClockOffset(milliseconds: number): void {
  offset = milliseconds
}

/** The phone's own time, for facts and headers. */
export function phoneNow(): string {
  return new Date().toISOString()
}

/** The best guess at the true time, for people. */
export function trueNow(): number {
  return Date.now() + offset
}

/** The day in Vietnam (UTC+7, no summer time) at a moment, `yyyy-mm-dd`. */
export function dayOf(moment: number): string {
  return new Date(moment + 7 * 3_600_000).toISOString().slice(0, 10)
}

export function today(): string {
  return dayOf(trueNow())
}

/** The day so many days after a day. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whole days from one day to another; negative when it has passed. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** "14:03" in Vietnam. */
export function clockTime(moment: number | string): string {
  const time = typeof moment === 'string' ? Date.parse(moment) : moment
  return new Date(time + 7 * 3_600_000).toISOString().slice(11, 16)
}

/** "3/7" in this year, "3/7/2025" in another. */
export function shortDay(day: string, thisYear: string = today().slice(0, 4)): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const short = `${Number(date)}/${Number(month)}`
  return year === thisYear ? short : `${short}/${year}`
}
