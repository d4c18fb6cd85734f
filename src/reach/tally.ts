/**
 * Adds deliveries up to what the counters above them should hold, in both trees. Pure; verify and rebuild compare it
 * with the counters as they are.
 */
import { addTo, COUNTS, type Counts, countedUnits, countsOf, noCounts, type Tree } from '../dissemination/counters.js'
import type { Row } from '../platform/database/tables.js'

export const trees = ['then', 'now'] as const satisfies readonly Tree[]

export interface TreeTally {
  /** What each counted unit should hold: every delivery below it. */
  sums: Map<string, Counts>
  /** What ends its counting at the unit itself. */
  own: Map<string, Counts>
  /** The unit above, as the deliveries' paths have it; undefined for a root. */
  parents: Map<string, string | undefined>
  /** A unit lies under two units: added later from a rearranged tree. Then no unit's children can be told apart. */
  isTwisted: boolean
}

export type Tally = Record<Tree, TreeTally>

export function newTally(): Tally {
  const empty = (): TreeTally => ({ sums: new Map(), own: new Map(), parents: new Map(), isTwisted: false })
  return { then: empty(), now: empty() }
}

export function addDelivery(tally: Tally, delivery: Row): void {
  const counts = countsOf(delivery)
  for (const tree of trees) {
    const units = countedUnits(String(tree === 'then' ? delivery.path : delivery.pathNow), endOf(delivery, tree))
    const { sums, own, parents } = tally[tree]
    units.forEach((unit, depth) => {
      const parent = units[depth - 1]
      if (parents.has(unit) && parents.get(unit) !== parent) tally[tree].isTwisted = true
      parents.set(unit, parent)
      sums.set(unit, addTo(sums.get(unit) ?? noCounts(), counts))
      if (depth === units.length - 1) own.set(unit, addTo(own.get(unit) ?? noCounts(), counts))
    })
  }
}

/** The unit where the counting of a delivery ends. */
export function endOf(delivery: Row, tree: Tree): string {
  return String(tree === 'then' ? delivery.counterUnitThen : delivery.counterUnitNow)
}

export const endColumn = (tree: Tree): 'counterUnitThen' | 'counterUnitNow' => (tree === 'then' ? 'counterUnitThen' : 'counterUnitNow')

export function childrenIn(tally: TreeTally): Map<string, string[]> {
  const children = new Map<string, string[]>()
  for (const [unit, parent] of tally.parents) if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), unit])
  return children
}

/** A unit and all that are above it, nearest first. */
export function withAncestors(unit: string, parents: ReadonlyMap<string, string | undefined>): string[] {
  const chain: string[] = []
  for (let current: string | undefined = unit; current !== undefined && !chain.includes(current); current = parents.get(current)) chain.push(current)
  return chain
}

export function minus(a: Counts, b: Counts): Counts {
  return Object.fromEntries(COUNTS.map((name) => [name, a[name] - b[name]])) as Counts
}

export const isZero = (counts: Counts): boolean => COUNTS.every((name) => counts[name] === 0)
export const isEqual = (a: Counts, b: Counts): boolean => COUNTS.every((name) => a[name] === b[name])
