/**
 * Compares an assignment's counters with its deliveries while facts may go on arriving. Called by verify and rebuild.
 * A first look compares everything; only where it differs is each unit looked at closely, between two equal readings
 * of its counters, so that a fact that landed meanwhile is never taken for an error.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { addTo, type Counts, countsOf, noCounts, type Tree } from '../dissemination/counters.js'
import { deliveries, reachCounters } from '../dissemination/tables.js'
import type { Reads } from '../platform/database/tables.js'
import { countersOf } from './read-rows.js'
import { childrenIn, endColumn, isEqual, isZero, minus, type Tally, type TreeTally, withAncestors } from './tally.js'

/** Counters of one unit that are not what its deliveries add up to. */
export interface CounterDifference {
  tree: Tree
  unit: string
  counted: Counts
  expected: Counts
}

const MOST_TRIES = 40
const PAUSE_MS = 25

/** Every counter of an assignment in one tree, slots summed: one statement, hence one moment. */
export async function allCounters({ reads, assignment, tree }: { reads: Reads; assignment: string; tree: Tree }): Promise<Map<string, Counts>> {
  const counters = new Map<string, Counts>()
  for (const row of await reads.find(reachCounters, { where: [['assignment', '=', assignment], ['tree', '=', tree]] })) {
    counters.set(String(row.unit), addTo(counters.get(String(row.unit)) ?? noCounts(), row as Partial<Counts>))
  }
  return counters
}

/** Units whose counters differ; `again` counts the deliveries anew, for trees in which units cannot be told apart. */
export async function counterDifferences({ reads, assignment, tree, tally, again }: { reads: Reads; assignment: string; tree: Tree; tally: Tally; again(): Promise<Tally> }): Promise<CounterDifference[]> {
  const own = tally[tree]
  const counters = await allCounters({ reads, assignment, tree })
  const first = compare({ tree, counters, sums: own.sums })
  if (!first.length) return []
  if (own.isTwisted) return compare({ tree, counters: await allCounters({ reads, assignment, tree }), sums: (await again())[tree].sums })
  const errors = await localErrors({ reads, assignment, tree, tally: own, counters })
  const differing = new Map<string, Counts>()
  for (const [unit, error] of errors) {
    for (const above of withAncestors(unit, own.parents)) differing.set(above, addTo(differing.get(above) ?? noCounts(), error))
  }
  const present = await countersOf({ reads, assignments: [assignment], tree, units: [...differing.keys()] })
  return [...differing].flatMap(([unit, error]): CounterDifference[] => {
    if (isZero(error)) return []
    const counted = present.get(assignment)?.get(unit) ?? noCounts()
    return [{ tree, unit, counted, expected: minus(counted, error) }]
  })
}

/**
 * What each unit's counters hold beyond its own deliveries and its child units' counters. Facts move both sides alike,
 * so this is zero everywhere exactly when every counter is right; a unit's own error is the sum of these below it.
 */
export async function localErrors({ reads, assignment, tree, tally, counters }: { reads: Reads; assignment: string; tree: Tree; tally: TreeTally; counters: ReadonlyMap<string, Counts> }): Promise<Map<string, Counts>> {
  const children = childrenIn(tally)
  const errors = new Map<string, Counts>()
  for (const unit of new Set([...tally.sums.keys(), ...counters.keys()])) {
    const below = children.get(unit) ?? []
    const glance = localError({ unit, below, counters, own: tally.own.get(unit) ?? noCounts() })
    if (isZero(glance)) continue
    const error = await closeLook({ reads, assignment, tree, unit, below })
    if (!isZero(error)) errors.set(unit, error)
  }
  return errors
}

/** The same of one unit, from its rows as they are within one transaction or between two equal readings. */
export async function errorOf({ reads, assignment, tree, unit, below }: { reads: Reads; assignment: string; tree: Tree; unit: string; below: readonly string[] }): Promise<{ error: Counts; counters: ReadonlyMap<string, Counts> }> {
  const counters = (await countersOf({ reads, assignments: [assignment], tree, units: [unit, ...below] })).get(assignment) ?? new Map<string, Counts>()
  const own = noCounts()
  for (const row of await reads.find(deliveries, { where: [['assignment', '=', assignment], [endColumn(tree), '=', unit]] })) addTo(own, countsOf(row))
  return { error: localError({ unit, below, counters, own }), counters }
}

async function closeLook(at: { reads: Reads; assignment: string; tree: Tree; unit: string; below: readonly string[] }): Promise<Counts> {
  let error = noCounts()
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const looked = await errorOf(at)
    error = looked.error
    if (isZero(error)) return error
    const after = (await countersOf({ reads: at.reads, assignments: [at.assignment], tree: at.tree, units: [at.unit, ...at.below] })).get(at.assignment)
    if ([at.unit, ...at.below].every((unit) => isEqual(looked.counters.get(unit) ?? noCounts(), after?.get(unit) ?? noCounts()))) return error
    await wait(PAUSE_MS)
  }
  return error
}

function localError({ unit, below, counters, own }: { unit: string; below: readonly string[]; counters: ReadonlyMap<string, Counts>; own: Counts }): Counts {
  const expected = addTo(noCounts(), own)
  for (const child of below) addTo(expected, counters.get(child) ?? {})
  return minus(counters.get(unit) ?? noCounts(), expected)
}

function compare({ tree, counters, sums }: { tree: Tree; counters: ReadonlyMap<string, Counts>; sums: ReadonlyMap<string, Counts> }): CounterDifference[] {
  return [...new Set([...counters.keys(), ...sums.keys()])].flatMap((unit): CounterDifference[] => {
    const counted = counters.get(unit) ?? noCounts()
    const expected = sums.get(unit) ?? noCounts()
    return isEqual(counted, expected) ? [] : [{ tree, unit, counted, expected }]
  })
}
