// Plans a list of units (villages under communes, communes under a province). Pure; called by plan.ts.
import { newId } from '../../platform/ids.js'
import { fold, placeLabel, placeName, tidy } from './folding.js'
import { addUnknownCode, findUpper, matchVillage } from './find-unit.js'
import { LABEL_TYPES } from './kinds.js'
import { codeKey, indexUnits, type Known, type KnownUnit, type UnitIndex } from './known.js'
import { changesOf, listed, problemsOf, settledRow, wrongRow, type PlannedRow, type Planner } from './plan.js'
import type { ReadRow } from './read-table.js'

const LEVELS = ['nation', 'province', 'district', 'commune', 'village']
const TYPE_WORDS: Record<string, string> = { nation: 'trung ương', province: 'tỉnh', district: 'huyện', commune: 'xã', village: 'thôn' }

const FIELDS = [
  { field: 'name', column: 'Tên đơn vị', same: (a: unknown, b: unknown) => a === b },
  { field: 'label', column: 'Loại', same: (a: unknown, b: unknown) => fold(String(a ?? '')) === fold(String(b)) },
  { field: 'households', column: 'Số hộ' },
  { field: 'population', column: 'Nhân khẩu' },
]

interface UnitRow {
  read: ReadRow
  name: string
  type: string
  label: string
  code: string | undefined
}

export function unitPlanner(known: Known): Planner {
  const index = indexUnits(known)
  const taken = new Set(known.takenCodes.map(codeKey))
  const seenTargets = new Map<string, number>()
  const seenCodes = new Map<string, number>()
  const wrongUppers = new Map<string, number>()
  /** Ids of the units above the village that this list makes. */
  const madeUppers = new Set<string>()
  /** Units above the village are few; they are planned first, so that a list may name them in any order. */
  const uppers: UnitRow[] = []
  let plannedUppers: Map<number, PlannedRow> | undefined
  // Two places of one commune that differ only in their kind ("Thôn 1", "Tổ 1") are two, where the list has both.
  const labelled = new Map<string, Set<string>>()
  const saidCodes = new Set<string>()
  return { survey, plan }

  function survey(read: ReadRow): void {
    const row = unitRow(read)
    if (row.type !== 'village') uppers.push(row)
    if (row.code) saidCodes.add(codeKey(row.code))
    if (!placeName(row.name).label) return
    const said = labelled.get(saidParent(read)) ?? new Set<string>()
    labelled.set(saidParent(read), said.add(fold(row.name)))
  }

  function plan(read: ReadRow): PlannedRow {
    plannedUppers ??= planUppers()
    const row = unitRow(read)
    return (row.type === 'village' ? undefined : plannedUppers.get(read.row)) ?? planOne(row)
  }

  function planUppers(): Map<number, PlannedRow> {
    const planned = new Map<number, PlannedRow>()
    for (const level of LEVELS) {
      for (const row of uppers) {
        if (row.type !== level) continue
        const result = planOne(row)
        planned.set(row.read.row, result)
        if (result.state === 'wrong') wrongUppers.set(fold(row.name), row.read.row)
      }
    }
    return planned
  }

  function planOne({ read, name, type, label, code }: UnitRow): PlannedRow {
    const problems = problemsOf(read)
    const { add } = problems
    if (!name && !read.problems.some((problem) => problem.column === 'Tên đơn vị')) add('Tên đơn vị', 'required')
    const saidLabel = read.values.label as string | undefined
    if (saidLabel && !LABEL_TYPES.has(fold(saidLabel))) add('Loại', 'unknown-label', { text: saidLabel })
    if (!name || problems.all.length) return wrongRow(read, name, problems.all)

    const repeatedCode = code ? seenCodes.get(codeKey(code)) : undefined
    if (code && repeatedCode) add('Mã đơn vị', 'repeated-code', { code, row: repeatedCode })
    else if (code) seenCodes.set(codeKey(code), read.row)

    const byCode = code ? index.byCode(code) : undefined
    const zeros = code && !byCode && read.numbers?.includes('code') ? index.codeWithZeros(code) : undefined
    if (zeros) add('Mã đơn vị', 'lost-zeros', { code: zeros })
    const parent = parentOf({ read, type, byCode, add })
    if (problems.all.length) return wrongRow(read, name, problems.all)

    const target = byCode ?? (parent ? byName({ read, parent, name, code, add }) : undefined)
    if (problems.all.length) return wrongRow(read, name, problems.all)
    if (target) return planKnown({ read, name, type, label, code, parent, target, problems })

    if (code && taken.has(codeKey(code))) add('Mã đơn vị', 'code-taken', { code })
    const isRoot = !parent && known.isWhole === true && (type === 'nation' || type === 'province') && !read.values.parent && !read.values.parentCode
    if (code && !parent && !isRoot && read.values.parent === undefined && read.values.parentCode === undefined) {
      addUnknownCode({ index, code, column: 'Mã đơn vị', isNumber: false, add })
    }
    if (!parent && !isRoot) add('Xã', 'parent-missing')
    else if (parent && LEVELS.indexOf(parent.type) >= LEVELS.indexOf(type)) add('Xã', 'parent-level', { name: parent.name })
    if (problems.all.length) return wrongRow(read, name, problems.all)
    return planNew({ read, name, type, label, code, parent })
  }

  function parentOf({ read, type, byCode, add }: { read: ReadRow; type: string; byCode: KnownUnit | undefined; add: Add }): KnownUnit | undefined {
    const { parent: name, parentCode, upper } = read.values as Record<string, string | undefined>
    if (!name && !parentCode) return byCode ? index.byId.get(byCode.parent) : onlyRoot(index, known, type)
    const wrongAt = name ? wrongUppers.get(fold(name)) : undefined
    if (wrongAt && !parentCode && index.named(name ?? '').length === 0) {
      add('Xã', 'parent-wrong', { row: wrongAt })
      return undefined
    }
    return findUpper({ index, code: parentCode, name, upper, columns: { code: 'Mã xã', name: 'Xã' }, isNumber: read.numbers?.includes('parentCode') ?? false, add })
  }

  function byName({ read, parent, name, code, add }: { read: ReadRow; parent: KnownUnit; name: string; code: string | undefined; add: Add }): KnownUnit | undefined {
    // A list that says both codes means two places of one name: communes that were merged have them.
    const match = matchVillage(index, parent.id, name, (unit) => !code || !unit.code || !saidCodes.has(codeKey(unit.code)))
    if (match.kind === 'none') return undefined
    if (match.kind === 'many') {
      add('Tên đơn vị', 'ambiguous-village', { name, count: match.units.length, candidates: listed(match.units.map(index.describe)) })
      return undefined
    }
    if (!match.exact && labelled.get(saidParent(read))?.has(fold(match.unit.name))) return undefined
    if (code && match.unit.code) add('Mã đơn vị', 'code-differs', { was: match.unit.code })
    return match.unit
  }

  function planKnown({ read, name, type, label, code, parent, target, problems }: {
    read: ReadRow; name: string; type: string; label: string; code: string | undefined; parent: KnownUnit | undefined; target: KnownUnit; problems: ReturnType<typeof problemsOf>
  }): PlannedRow {
    const { add } = problems
    const earlier = seenTargets.get(target.id)
    if (earlier) add(undefined, 'repeated-row', { row: earlier })
    else seenTargets.set(target.id, read.row)
    if (parent && target.parent && parent.id !== target.parent) add('Xã', 'parent-differs', { was: index.byId.get(target.parent)?.name ?? '' })
    if (type !== target.type && (read.values.label || placeName(name).label)) add('Loại', 'type-differs', { was: TYPE_WORDS[target.type] ?? target.type })
    if (problems.all.length) return wrongRow(read, name, problems.all)

    // Found by its name, the place is not renamed by another word before it; found by its code, the list may rename it.
    const isByCode = code !== undefined && index.byCode(code) === target
    const isSameName = isByCode ? isSameSpelling(name, target.name) : placeName(name).core === placeName(target.name).core
    const values: Record<string, unknown> = { households: read.values.households, population: read.values.population }
    if (!isSameName || isBetterSpelling(name, target.name)) values.name = name
    if (read.values.label && target.type === type) values.label = label
    else if (values.name !== undefined && placeName(name).label && label) values.label = label
    return settledRow(read, { target: target.id, name: target.name, changes: changesOf({ fields: FIELDS, record: target, values }), base: target })
  }

  function planNew({ read, name, type, label, code, parent }: { read: ReadRow; name: string; type: string; label: string; code: string | undefined; parent: KnownUnit | undefined }): PlannedRow {
    const id = newId()
    const unit: KnownUnit = {
      id, code: code ?? '', name, type, label, parent: parent?.id ?? '', path: `${parent?.path ?? '/'}${id}/`,
      households: (read.values.households as number | undefined) ?? null,
      population: (read.values.population as number | undefined) ?? null,
      openedOn: (read.values.openedOn as string | undefined) ?? known.today,
    }
    index.add(unit)
    if (type !== 'village') madeUppers.add(id)
    seenTargets.set(id, read.row)
    return settledRow(read, { target: id, name, record: { ...unit }, isOnNew: parent !== undefined && madeUppers.has(parent.id) })
  }
}

type Add = (column: string | undefined, code: string, values?: Record<string, string | number>) => void

/** The unit above, as the row names it. */
function saidParent(read: ReadRow): string {
  return fold(String(read.values.parent ?? read.values.parentCode ?? ''))
}

function unitRow(read: ReadRow): UnitRow {
  const name = (read.values.name as string | undefined) ?? ''
  const said = read.values.label as string | undefined
  const ofName = placeLabel(name)
  const type = LABEL_TYPES.get(fold(said ?? '')) ?? LABEL_TYPES.get(kindWord(name)) ?? 'village'
  const label = said ? sentenceCase(said) : ofName ? sentenceCase(ofName) : type === 'commune' ? sentenceCase(name.split(' ')[0] ?? '') : ''
  return { read, name, type, label, code: read.values.code as string | undefined }
}

/** "xa", "phuong", "dac khu" before the name of a unit above the village. */
function kindWord(name: string): string {
  const words = fold(name).split(' ')
  for (const count of [2, 1]) {
    const word = words.slice(0, count).join(' ')
    const type = LABEL_TYPES.get(word)
    if (words.length > count && type && type !== 'village') return word
  }
  return ''
}

function sentenceCase(text: string): string {
  const lower = text.toLowerCase()
  return lower.charAt(0).toUpperCase() + lower.slice(1)
}

/** A spelling with marks corrects one without ("Lung Cu" → "Lũng Cú"); case alone changes nothing. */
function isBetterSpelling(given: string, held: string): boolean {
  return isBare(held) && !isBare(given) && fold(given) === fold(held)
}

/** Other marks are another spelling ("Nà Lán" → "Nà Lạn"); a name typed without any says nothing about them. */
function isSameSpelling(given: string, held: string): boolean {
  return tidy(given).toLowerCase() === tidy(held).toLowerCase() || (isBare(given) && fold(given) === fold(held))
}

function isBare(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- ASCII is exactly this range
  return /^[\x00-\x7f]*$/.test(text)
}

/** Where the importer has one unit that can be the parent, it need not be named on every row. */
function onlyRoot(index: UnitIndex, known: Known, type: string): KnownUnit | undefined {
  const [root, ...others] = known.roots.flatMap((id) => index.byId.get(id) ?? [])
  if (!root || others.length) return undefined
  const fits = type === 'village' ? root.type === 'commune' : LEVELS.indexOf(root.type) < LEVELS.indexOf(type)
  return fits ? root : undefined
}
