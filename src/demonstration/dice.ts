/**
 * Repeatable chance for the demonstration: the same seed and names always tell the same province and the same history.
 * Each subject throws its own dice, so adding one village never changes another.
 */

export interface Dice {
  /** A number from 0 up to, but not, 1. */
  next(): number
  /** A whole number between the two, both included. */
  integer(low: number, high: number): number
  /** True that often, 0 to 1. */
  chance(probability: number): boolean
  pick<T extends readonly [unknown, ...unknown[]]>(from: T): T[number]
  /** So many different ones, in a random order; all of them where fewer are there. */
  some<T>(from: readonly T[], count: number): T[]
  /** A whole number around a middle, seldom far from it, never outside the bounds. */
  around(middle: number, low: number, high: number): number
  /** A version 4 UUID, as a phone makes for what it sends. */
  uuid(): string
}

/** @param names what the dice are for, such as a seed, a commune's code and a purpose */
export function diceFor(...names: (string | number)[]): Dice {
  let state = hash(names.join('/'))

  // mulberry32: 32 bits of state are plenty for invented names.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))

  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (from) => from[integer(0, from.length - 1)] ?? from[0],
    some: (from, count) =>
      from
        .map((item) => ({ item, place: next() }))
        .sort((one, other) => one.place - other.place)
        .slice(0, count)
        .map(({ item }) => item),
    around: (middle, low, high) => {
      const spread = (next() + next() + next()) / 3
      const value = spread < 0.5 ? low + (middle - low) * spread * 2 : middle + (high - middle) * (spread - 0.5) * 2
      return Math.round(value)
    },
    uuid: () => {
      const digits = Array.from({ length: 32 }, () => integer(0, 15).toString(16))
      digits[12] = '4'
      digits[16] = (8 + integer(0, 3)).toString(16)
      const text = digits.join('')
      return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
    },
  }
}

/** FNV-1a, stirred once more so that names that differ in their last letter start far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}
