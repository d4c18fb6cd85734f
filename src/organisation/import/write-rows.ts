/** What looking, writing and taking back share. */

/** Rows looked at in one step: some ten milliseconds of the one writer. */
export const CHUNK = 1_000

/** Nothing and an empty text are the same to a person. */
export function isSame(one: unknown, other: unknown): boolean {
  const plain = (value: unknown): unknown => (value === '' || value === undefined ? null : value)
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other))
}
