/**
 * How far a new installation has come, told from what is there: province, villages, teams, codes, first document. No
 * flag is kept, so it is true also after an import was taken back. Called by the route for the guide and its card.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { Account } from '../../access/account.js'
import { assignments } from '../../dissemination/tables.js'
import { users } from '../../organisation/import/tables.js'
import { officialProvince } from '../../organisation/province/official-units.js'
import { provinceUnder, rootUnit } from '../../organisation/province/province.js'
import { devices, enrolmentCodes, orgUnits, teamMembers, teams } from '../../organisation/tables.js'
import { defineTable, type Reads, type Row, type Table } from '../../platform/database/tables.js'
import { services } from '../../platform/services.js'
import type { FirstRun, FirstRunContent } from './steps.js'

const PAGE = 2_000

const contentTables = (['resolutions', 'materials', 'campaigns'] as const).map((slug) => ({
  slug,
  table: defineTable({ slug, columns: { id: 'text', ownerPath: 'text', isApproved: 'boolean', [slug === 'resolutions' ? 'symbol' : 'title']: 'text', updatedAt: 'date' } }),
}))

/** For accounts that do not set the installation up, `concerns` is false and nothing is counted. */
export async function firstRun({ account }: { account: Account }): Promise<FirstRun> {
  const { database } = services()
  const reads = database.read
  const root = await rootUnit()
  const province = root.type === 'nation' ? await provinceUnder(root) : undefined
  const place = province ?? root
  const concerns = account.roles.includes('admin') && account.units.some((unit) => unit === root.id || unit === place.id)
  const shown = { id: String(place.id), name: String(place.name), type: String(place.type), code: String(place.code) }
  if (!concerns) return { concerns, isFinished: true, place: shown, canPick: false, canDrop: false, steps: undefined }

  const path = String(place.path)
  const given = await reads.findOne(assignments, { where: [['ownerPath', 'prefix', path], ['state', 'in', ['publishing', 'active', 'closed', 'withdrawn']]], columns: ['id'] })
  const isReached = Boolean((await reads.findOne(devices, { where: [], columns: ['id'] })) ?? (await reads.findOne(enrolmentCodes, { where: [], columns: ['id'] })))
  const isFinished = given !== undefined && isReached
  // A finished installation may have a hundred thousand rows: they are counted for the guide only.
  if (isFinished) return { concerns, isFinished, place: shown, canPick: false, canDrop: false, steps: undefined }

  const [only, another] = await reads.find(users, { where: [], columns: ['id'], limit: 2 })
  const places = await countPlaces(reads, path)
  const contents = await contentState(reads, path)
  const draft = await reads.findOne(assignments, { where: [['ownerPath', 'prefix', path], ['state', '=', 'draft']], columns: ['id'] })
  const official = province ? await officialProvince(String(province.code)) : undefined
  return {
    concerns,
    isFinished,
    place: shown,
    canPick: root.type === 'nation',
    canDrop: province !== undefined && only?.id === account.id && another === undefined,
    steps: {
      province: { isDone: province !== undefined || places.communes > 0 || place.type === 'commune', communes: places.communes, official: official?.communes.length ?? null, hasOwnRoot: root.type !== 'nation' },
      villages: { isDone: places.villages > 0, villages: places.villages, communesWithout: places.communesWithout },
      teams: { isDone: places.teams > 0, teams: places.teams, villagesWithout: places.villagesWithout, members: await reads.count(teamMembers, [['path', 'prefix', path]]) },
      codes: { isDone: isReached, codes: await reads.count(enrolmentCodes, [['voidedAt', '=', null]]), phones: await reads.count(devices, [['path', 'prefix', path], ['revokedAt', '=', null]]) },
      document: { isDone: given !== undefined, ...contents, isGiven: given !== undefined, draft: draft ? String(draft.id) : null },
      accounts: { isDone: another !== undefined, others: another ? (await reads.count(users, [])) - 1 : 0 },
    },
  }
}

interface Places {
  communes: number
  communesWithout: number
  villages: number
  villagesWithout: number
  teams: number
}

async function countPlaces(reads: Reads, path: string): Promise<Places> {
  const communes = new Set<string>()
  const villages = new Set<string>()
  const parents = new Set<string>()
  for await (const rows of pages(reads, orgUnits, path, ['id', 'path', 'type', 'parent', 'closedOn'])) {
    for (const row of rows) {
      if (row.closedOn) continue
      if (row.type === 'commune') communes.add(String(row.id))
      if (row.type !== 'village') continue
      villages.add(String(row.id))
      parents.add(String(row.parent))
    }
  }
  const withTeam = new Set<string>()
  let count = 0
  for await (const rows of pages(reads, teams, path, ['id', 'path', 'unit'])) {
    count += rows.length
    for (const row of rows) withTeam.add(String(row.unit))
  }
  const without = (all: Set<string>, having: Set<string>) => [...all].filter((id) => !having.has(id)).length
  return { communes: communes.size, communesWithout: without(communes, parents), villages: villages.size, villagesWithout: without(villages, withTeam), teams: count }
}

/** Page by page, so that no phone waits behind a count. Rows of one path come together: a village has few teams. */
async function* pages(reads: Reads, table: Table, path: string, columns: readonly string[]): AsyncGenerator<Row[]> {
  let after: string | undefined
  for (;;) {
    const rows = await reads.find(table, { where: [['path', 'prefix', path], ...(after === undefined ? [] : [['path', '>', after] as ['path', '>', string]])], orderBy: [['path', 'asc']], limit: PAGE, columns })
    const last = String(rows.at(-1)?.path ?? '')
    if (rows.length < PAGE) return yield rows
    // The last path may go on in the next page: it is left for that one.
    const whole = rows.filter((row) => row.path !== last)
    yield whole.length ? whole : rows
    after = whole.length ? String(whole.at(-1)?.path) : last
    await turn()
  }
}

/** The newest content, one that still waits for approval first: there the work goes on. */
async function contentState(reads: Reads, path: string): Promise<{ isWritten: boolean; isApproved: boolean; content: FirstRunContent | null }> {
  const found: { content: FirstRunContent; isApproved: boolean; at: string }[] = []
  for (const { slug, table } of contentTables) {
    for (const isApproved of [true, false]) {
      const row = await reads.findOne(table, { where: [['ownerPath', 'prefix', path], isApproved ? ['isApproved', '=', true] : ['isApproved', '!=', true]], orderBy: [['updatedAt', 'desc']] })
      if (row) found.push({ content: { collection: slug, id: String(row.id), title: String(row.symbol ?? row.title ?? '') }, isApproved, at: String(row.updatedAt) })
    }
  }
  const newest = found.sort((one, other) => Number(other.isApproved) - Number(one.isApproved) || other.at.localeCompare(one.at))[0]
  return { isWritten: found.length > 0, isApproved: found.some(({ isApproved }) => isApproved), content: newest?.content ?? null }
}
