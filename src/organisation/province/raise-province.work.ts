/**
 * Makes a province with its communes in one transaction, and takes it back while nothing rests on it. Both may be asked
 * for again: what is there already stays as it is. Called by province.ts.
 */
import { defineTable, defineWork, refuse, type Reads, type Row } from '../../platform/database/tables.js'
import { unitUses, users, writtenTeams } from '../import/tables.js'
import { orgPlacements, orgUnits } from '../tables.js'

export interface RaiseProvinceInput {
  /** The highest unit, a nation: the province goes under it. */
  root: string
  /** Ready rows, province first; `parent` and `path` of the communes are those of the new province. */
  province: Row
  communes: Row[]
  /** One first placement per unit, by the unit's id. */
  placements: Row[]
}

export interface RaisedProvince {
  province: string
  path: string
  created: number
  existing: number
}

export const raiseProvince = defineWork('raise-province', async (tx, input: RaiseProvinceInput): Promise<RaisedProvince> => {
  const [held] = await tx.find(orgUnits, { where: [['openCode', '=', String(input.province.openCode)]] })
  if (held && (held.type !== 'province' || held.parent !== input.root)) throw refuse({ status: 409, code: 'state', details: { reason: 'code-taken', code: held.code, name: held.name } })
  const another = held ? undefined : await tx.findOne(orgUnits, { where: [['parent', '=', input.root], ['closedOn', '=', null]] })
  if (another) throw refuse({ status: 409, code: 'state', details: { reason: 'another', name: another.name } })

  const id = String(held?.id ?? input.province.id)
  const path = String(held?.path ?? input.province.path)
  const taken = new Map((await tx.find(orgUnits, { where: [['openCode', 'in', input.communes.map(({ openCode }) => String(openCode))]] })).map((row) => [String(row.openCode), row]))
  for (const row of taken.values()) if (!String(row.path).startsWith(path)) throw refuse({ status: 409, code: 'state', details: { reason: 'code-taken', code: row.code, name: row.name } })

  const fresh = input.communes.filter(({ openCode }) => !taken.has(String(openCode))).map((row): Row => ({ ...row, parent: id, path: `${path}${String(row.id)}/` }))
  const made: Row[] = [...(held ? [] : [input.province]), ...fresh]
  const places = new Map(made.map((row) => [row.id, row]))
  await tx.insert(orgUnits, made)
  await tx.insert(orgPlacements, input.placements.flatMap((placement) => {
    const unit = places.get(placement.unit)
    return unit ? [{ ...placement, parent: unit.parent, path: unit.path }] : []
  }))
  return { province: id, path, created: made.length, existing: taken.size + (held ? 1 : 0) }
})

/** What keeps a province from being taken back, with how many there are. */
export type Resting = Record<'units' | 'teams' | 'accounts' | 'contents' | 'changed', number>

export interface TakeBackInput {
  /** The province's path. */
  path: string
  /** The account that asks: the first administrator alone is no obstacle. */
  except: string
  /** Codes of the province and its communes in the official list: what else lies there somebody made. */
  codes: string[]
}

export const takeBackProvince = defineWork('take-back-province', async (tx, input: TakeBackInput): Promise<{ removed: number }> => {
  const resting = await restingOn(tx, input)
  if (Object.values(resting).some(Boolean)) throw refuse({ status: 409, code: 'depends', details: { ...resting } })
  const ids = (await tx.find(orgUnits, { where: [['path', 'prefix', input.path]], columns: ['id'] })).map(({ id }) => String(id))
  if (ids.length === 0) return { removed: 0 }
  await tx.remove(orgPlacements, [['unit', 'in', ids]])
  await tx.remove(orgUnits, [['id', 'in', ids]])
  return { removed: ids.length }
})

const owned = [...unitUses, { table: defineTable({ slug: 'reorganisations', columns: { id: 'text', owner: 'ref' } }), column: 'owner' }] as const

/** Counts what rests on the province. */
export async function restingOn(reads: Reads, { path, except, codes }: TakeBackInput): Promise<Resting> {
  const units = await reads.find(orgUnits, { where: [['path', 'prefix', path]], columns: ['id', 'code'] })
  const ids = units.map(({ id }) => String(id))
  const official = new Set(codes)
  const placements = await reads.find(orgPlacements, { where: [['unit', 'in', ids]], columns: ['id'] })
  let contents = 0
  for (const { table, column } of owned) contents += await reads.count(table, [[column, 'in', ids]])
  const accounts = await reads.find(users, { where: [], columns: ['id'] })
  return {
    units: units.filter(({ code }) => !official.has(String(code))).length,
    teams: await reads.count(writtenTeams, [['unit', 'in', ids]]),
    accounts: accounts.filter(({ id }) => id !== except).length,
    contents,
    changed: placements.length - ids.length,
  }
}
