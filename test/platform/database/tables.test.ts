/** Law 9: the row port behaves the same over SQLite and MongoDB. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { importRows } from '../../../src/organisation/import/tables.js'
import { teams } from '../../../src/organisation/tables.js'
import { type Condition, DuplicateRow, defineWork, Refusal, refuse, type Table, type Tx } from '../../../src/platform/database/tables.js'
import { deliveries, messages, reachCounters, reports, teamRevisions } from '../../../src/dissemination/tables.js'
import { type Fresh, freshDatabase, kinds } from '../../support/fresh-database.js'

const free = defineWork('test-free', async (tx, input: { key: string }) => programs.get(input.key)?.(tx))
const programs = new Map<string, (tx: Tx) => Promise<unknown>>()

describe.each(kinds)('the row port over %s', (kind) => {
  let fresh: Fresh
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
  }, 60_000)
  afterAll(() => fresh.stop())

  let count = 0
  const write = <T>(program: (tx: Tx) => Promise<T>): Promise<T> => {
    const key = `p${(count += 1)}`
    programs.set(key, program)
    return fresh.database.write(free, { key }) as Promise<T>
  }
  const put = (table: Table, rows: Record<string, unknown>[]) => write((tx) => tx.insert(table, rows))

  test('keeps every kind of column as it was given', async () => {
    const row = { id: 'd1', assignment: 'a', team: 't', path: '/1/2/', households: 0, seenAt: '2026-01-02T03:04:05.678Z', acknowledgedLate: false, blocked: { reason: 'phone', until: null }, sessions: 3 }
    await put(deliveries, [row])
    expect(await fresh.database.read.byId(deliveries, 'd1')).toMatchObject(row)
    expect((await fresh.database.read.byId(deliveries, 'd1'))?.acceptedAt).toBeNull()
  })

  test('keeps plain values as JSON has them: what is undefined is not there', async () => {
    await put(deliveries, [{ id: 'd2', assignment: 'a', team: 't2', blocked: { reason: 'other', note: undefined, 'a.b': [{ $c: 1, d: undefined }] } }])
    expect((await fresh.database.read.byId(deliveries, 'd2'))?.blocked).toStrictEqual({ reason: 'other', 'a.b': [{ $c: 1 }] })
    await write((tx) => tx.update(deliveries, [['id', '=', 'd2']], { blocked: { until: undefined, reason: 'phone' } }))
    expect((await fresh.database.read.byId(deliveries, 'd2'))?.blocked).toStrictEqual({ reason: 'phone' })
  })

  test('keeps rows that come in any number, whatever they have in common', async () => {
    const made = (length: number) =>
      Array.from({ length }, (_, index) => ({ id: `n${length}-${index}`, assignment: `n${length}`, team: `t${index}`, households: index % (1 + (length % 3)), state: 'assigned', blocked: null, exemptedAt: length % 2 ? null : '2026-01-02T03:04:05.678Z' }))
    const lengths = Array.from({ length: 120 }, (_, index) => index + 1)
    for (const length of lengths) await put(deliveries, made(length))
    const kept = await fresh.database.read.find(deliveries, { where: [['assignment', 'prefix', 'n']], columns: ['id', 'assignment', 'team', 'households', 'state', 'blocked', 'exemptedAt'] })
    const byId = new Map(kept.map((row) => [row.id, row]))
    expect(kept).toHaveLength(lengths.reduce((sum, length) => sum + length, 0))
    for (const row of lengths.flatMap(made)) expect(byId.get(row.id)).toEqual(row)
    // Some are there, some are new.
    const more = [...made(40).map((row) => ({ ...row, id: `again-${row.id}` })), ...made(130).slice(100)]
    expect(await write((tx) => tx.insertIfAbsent(deliveries, more, ['assignment', 'team']))).toEqual(new Set(more.slice(40).map(({ id }) => id)))
  }, 60_000)

  test('finds by equality, range, prefix, list and null, in order and to a limit', async () => {
    await put(messages, ['b', 'a', 'c'].map((name, index) => ({ id: `m-${name}`, team: 'find', clientId: name, kind: index ? 'seen' : 'delivered', delivery: index === 2 ? null : 'x' })))
    const { read } = fresh.database
    const ids = async (where: Parameters<typeof read.find>[1]['where'], limit?: number) =>
      (await read.find(messages, { where: [['team', '=', 'find'], ...where], orderBy: [['id', 'asc']], ...(limit ? { limit } : {}) })).map((row) => row.id)
    expect(await ids([])).toEqual(['m-a', 'm-b', 'm-c'])
    expect(await ids([], 2)).toEqual(['m-a', 'm-b'])
    expect(await ids([['id', '>', 'm-a'], ['id', '<=', 'm-c']])).toEqual(['m-b', 'm-c'])
    expect(await ids([['clientId', 'in', ['a', 'c', 'z']]])).toEqual(['m-a', 'm-c'])
    expect(await ids([['clientId', 'in', []]])).toEqual([])
    expect(await ids([['delivery', '=', null]])).toEqual(['m-c'])
    expect(await ids([['delivery', '!=', null]])).toEqual(['m-a', 'm-b'])
    expect(await ids([['kind', '!=', 'seen']])).toEqual(['m-b'])
    expect(await ids([['id', 'prefix', 'm-']])).toEqual(['m-a', 'm-b', 'm-c'])
    expect(await read.count(messages, [['team', '=', 'find']])).toBe(3)
  })

  test('keeps related records in their order and finds by them', async () => {
    await put(reports, [{ id: 'r1', clientId: 'c1', team: 't1', deliveries: ['dx', 'dy'], assignments: ['ax'] }, { id: 'r2', clientId: 'c2', team: 't1', deliveries: ['dy'], assignments: [] }])
    const { read } = fresh.database
    expect((await read.byId(reports, 'r1'))?.deliveries).toEqual(['dx', 'dy'])
    expect((await read.byId(reports, 'r2'))?.assignments).toEqual([])
    const holding = await read.find(reports, { where: [['deliveries', 'has', 'dy']], orderBy: [['id', 'asc']] })
    expect(holding.map((row) => row.id)).toEqual(['r1', 'r2'])
    expect(await read.find(reports, { where: [['deliveries', 'has', 'dz']] })).toEqual([])
  })

  test('rows that wait as JSON are moved in one step: inserted, changed where they say so, removed', async () => {
    const { read } = fresh.database
    const wait = (number: number, body: object) => ({ id: `w${number}`, import: 'w', state: 'new', number, body: JSON.stringify(body) })
    await put(importRows, [
      wait(1, { record: { id: 's1', label: 'Tổ "một"', active: true }, set: { label: 'Tổ 1' }, key: 's1' }), wait(2, { record: { id: 's2', label: null, active: false }, set: { label: null, foundingDecision: '1-QĐ' }, key: 's2' }),
      wait(3, { key: 's3' }), wait(4, { record: { id: 's4', label: 'bỏ', active: true }, key: 's4' }),
    ])
    const staged = { table: importRows, where: [['import', '=', 'w']] as Condition[], json: 'body', having: 'record', except: ['w4'] }
    const now = '2026-01-02T03:04:05.678Z'
    await write((tx) => tx.insertStaged(teams, staged, { id: 'record.id', label: 'record.label', active: 'record.active', foundingDecision: 'record.foundingDecision' }, { unit: 'u', createdAt: now, updatedAt: now }))
    const all = () => read.find(teams, { where: [['unit', '=', 'u']], orderBy: [['id', 'asc']], columns: ['id', 'label', 'active', 'foundingDecision', 'createdAt'] })
    expect(await all()).toEqual([{ id: 's1', label: 'Tổ "một"', active: true, foundingDecision: null, createdAt: now }, { id: 's2', label: null, active: false, foundingDecision: null, createdAt: now }])
    await expect(write((tx) => tx.insertStaged(teams, staged, { id: 'record.id' }, { unit: 'u', createdAt: now, updatedAt: now }))).rejects.toThrow(DuplicateRow)

    const how = { match: 'id', key: 'key', columns: { label: 'set.label', foundingDecision: 'set.foundingDecision' }, given: { path: '/1/' } }
    await write((tx) => tx.updateStaged(teams, { ...staged, except: [] }, { ...how, where: [['active', '=', true]] }))
    expect((await all()).map(({ label, foundingDecision }) => [label, foundingDecision])).toEqual([['Tổ 1', null], [null, null]])
    await write((tx) => tx.updateStaged(teams, staged, how))
    expect(await read.find(teams, { where: [['path', '=', '/1/']], orderBy: [['id', 'asc']], columns: ['label', 'foundingDecision'] })).toMatchObject([{ label: 'Tổ 1', foundingDecision: null }, { label: null, foundingDecision: '1-QĐ' }])
    await write((tx) => tx.removeStaged(teams, { ...staged, except: ['w1'] }, { match: 'id', key: 'key' }))
    expect((await all()).map(({ id }) => id)).toEqual(['s1'])
  })

  test('a key is free once: the second insert is refused as a whole, insertIfAbsent passes over it', async () => {
    await put(deliveries, [{ id: 'u1', assignment: 'au', team: 'tu' }])
    await expect(put(deliveries, [{ id: 'u2', assignment: 'au', team: 'tv' }, { id: 'u3', assignment: 'au', team: 'tu' }])).rejects.toThrow(DuplicateRow)
    expect(await fresh.database.read.byId(deliveries, 'u2')).toBeUndefined()
    const made = await write((tx) => tx.insertIfAbsent(deliveries, [{ id: 'u4', assignment: 'au', team: 'tu' }, { id: 'u5', assignment: 'au', team: 'tw' }], ['assignment', 'team']))
    expect([...made]).toEqual(['u5'])
  })

  test('a guard in the conditions has one winner of twenty', async () => {
    await put(messages, [{ id: 'guard', team: 'g', kind: 'open' }])
    const tries = await Promise.all(Array.from({ length: 20 }, () => write((tx) => tx.update(messages, [['id', '=', 'guard'], ['kind', '=', 'open']], { kind: 'shut' }))))
    expect(tries.filter((changed) => changed === 1)).toHaveLength(1)
  })

  test('counters that many raise at once lose nothing, revisions have no gaps', async () => {
    const raised = await Promise.all(
      Array.from({ length: 30 }, () =>
        write(async (tx) => {
          tx.increment(reachCounters, `a:then:u:${tx.slot}`, { assignment: 'a', tree: 'then', unit: 'u' }, { seen: 1, sessions: 2 })
          return tx.bump(teamRevisions, ['team', 'team'], 'revision')
        }),
      ),
    )
    expect(raised.map((revisions) => revisions.get('team') ?? 0).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    expect(await write((tx) => tx.bump(teamRevisions, ['team', 'another'], 'revision'))).toEqual(new Map([['team', 31], ['another', 1]]))
    expect(await write((tx) => tx.bump(teamRevisions, [], 'revision'))).toEqual(new Map())
    expect(await fresh.database.read.sum(reachCounters, { where: [['assignment', '=', 'a']], columns: ['seen', 'sessions'] })).toEqual({ seen: 30, sessions: 60 })
  })

  test('a refusal among others leaves nothing of its own and does not disturb them', async () => {
    const [first, second, third] = await Promise.allSettled([
      put(messages, [{ id: 'n1', team: 'n' }]),
      write(async (tx) => {
        tx.increment(reachCounters, 'refused', { assignment: 'refused', tree: 'then', unit: 'u' }, { seen: 1 })
        await tx.byId(messages, 'n1')
        throw refuse({ status: 409, code: 'state', details: { why: 'x' } })
      }),
      put(messages, [{ id: 'n2', team: 'n' }]),
    ])
    expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(second.status === 'rejected' && second.reason).toBeInstanceOf(Refusal)
    expect(await fresh.database.read.count(messages, [['team', '=', 'n']])).toBe(2)
    expect(await fresh.database.read.byId(reachCounters, 'refused')).toBeUndefined()
  })

  test('an unexpected error after a write takes the write back, and the others stay', async () => {
    const [bad, good] = await Promise.allSettled([
      write(async (tx) => {
        await tx.insert(messages, [{ id: 'half', team: 'h' }])
        throw new Error('in the middle')
      }),
      put(messages, [{ id: 'whole', team: 'h' }]),
    ])
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled'])
    expect((await fresh.database.read.find(messages, { where: [['team', '=', 'h']] })).map((row) => row.id)).toEqual(['whole'])
  })
})
