/** A due day as a person says it, counted from today. Pure. */
import { daysBetween, shortDay } from '../phone/clock.js'
import { texts } from '../texts.js'

export function dueWords(due: string, today: string): string {
  const days = daysBetween(today, due)
  if (days < 0) return texts.due.late(-days)
  if (days === 0) return texts.due.today
  if (days === 1) return texts.due.tomorrow
  if (days <= 30) return texts.due.left(days)
  return texts.due.on(shortDay(due, today.slice(0, 4)))
}
