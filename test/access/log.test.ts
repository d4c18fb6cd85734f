/** The log as administrators read it: every action has its words, and the search box finds by who and by what. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { nameOfActor, nameOfSubject } from '../../src/access/log-names.js'
import { loggedActions, wordsOfAction } from '../../src/access/log-words.js'
import { type Product, startProduct } from './product.js'
import { emailOf, makeTwoCommunes, type TwoCommunes } from './two-communes.js'

let product: Product
let country: TwoCommunes
let admin = ''
let editor = ''

beforeAll(async () => {
  product = await startProduct('sqlite')
  country = await makeTwoCommunes(product.payload)
  admin = await product.signIn(emailOf('admin', 'inside'))
  editor = await product.signIn(emailOf('editor', 'inside'))
  const body = { kind: 'NQ', symbol: '1-NQ/ĐU', issuer: 'Đảng uỷ', abstract: 'Về đường', summary: 'Tóm tắt' }
  const { json } = await product.call({ path: '/api/resolutions', token: editor, body })
  await product.call({ path: `/api/resolutions/${json.doc.id}/approve`, token: editor, body: { language: 'vi' } })
  await product.call({ path: `/api/org-units/${country.inside.commune}/enrolment-codes`, token: admin, body: {} })
})
afterAll(() => product.stop())

/** As the panel's search box asks. */
const found = async (typed: string): Promise<{ action: string; actor: string; subject: string }[]> =>
  (await product.call({ path: `/api/audit-events?limit=50&where[and][0][or][0][searchText][like]=${encodeURIComponent(typed)}`, token: admin })).json.docs

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : entry.name.endsWith('.ts') ? [readFileSync(join(folder, entry.name), 'utf8')] : []))

test('every action that the product logs has its words, in both languages', () => {
  const text = sources('src').join('\n')
  const named = [...text.matchAll(/(?:action: |logLink\(.*action: |caller, \w+, )(?:isUndo \? )?'([a-z-]+\.[a-z-]+)'/g)].map(([, action]) => action ?? '')
  const kept = product.payload.config.collections.filter(({ hooks }) => (hooks.afterDelete ?? []).some(({ name }) => name === 'deleted')).map(({ slug }) => slug)
  expect(named.length).toBeGreaterThan(20)
  expect(kept.length).toBeGreaterThan(8)
  const wordless = [...named, ...kept.flatMap((slug) => ['create', 'update', 'delete'].map((verb) => `${slug}.${verb}`))].filter((action) => !loggedActions.includes(action))
  expect([...new Set(wordless)]).toEqual([])
  for (const action of loggedActions) for (const language of ['vi', 'en'] as const) expect(wordsOfAction(action, language)).not.toContain('.')
  expect(wordsOfAction('assignment.publish.refused', 'vi')).toBe('Giao cho các tổ (bị từ chối)')
})

test('found by what was done, in any case and without marks', async () => {
  expect((await found('DUYET noi dung')).map(({ action }) => action)).toEqual(['resolutions.approve'])
  expect((await found('mã nhận máy')).map(({ action }) => action)).toEqual(['enrolment-codes.make'])
  expect(await found('không có việc nào như thế')).toEqual([])
})

test('found by who did it', async () => {
  const actors = (await found('editor inside')).map(({ actor }) => actor)
  expect(new Set(actors)).toEqual(new Set([country.accounts[emailOf('editor', 'inside')]]))
  expect(actors.length).toBeGreaterThan(1)
})

test('an id is told by its name', async () => {
  const { payload } = product
  const [approval] = await found('duyet noi dung')
  expect(await nameOfActor({ payload, actor: approval?.actor ?? '', language: 'vi' })).toBe('editor inside')
  expect(await nameOfSubject({ payload, subject: approval?.subject ?? '', language: 'vi' })).toMatchObject({ name: 'văn bản 1-NQ/ĐU', href: expect.stringMatching(/^\/admin\/collections\/resolutions\//) })
  expect(await nameOfActor({ payload, actor: 'product', language: 'vi' })).toBe('Lan Tỏa (tự làm)')
  expect(await nameOfActor({ payload, actor: `team:${country.inside.team}`, language: 'vi' })).toMatch(/^Tổ dân vận thôn Một/)
  expect(await nameOfSubject({ payload, subject: 'assignments/gone', language: 'vi' })).toEqual({ name: 'việc giao' })
})
