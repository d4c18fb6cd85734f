/** The small parts a phone without HTTPS needs: its own hash, ids and keys; codes, days and files. */
import { createHash, webcrypto } from 'node:crypto'
import { beforeAll, expect, test } from '@jest/globals'
import { codeInFragment, readCode, spacedCode } from '../../src/team-app/enrol/code.js'
import { piecesOf, promptKey, promptList } from '../../src/team-app/listen/prompt-list.js'
import { outboxFile, readOutboxFile } from '../../src/team-app/outbox/outbox-file.js'
import { chromeLink, deviceModel, isZalo } from '../../src/team-app/phone/browser.js'
import { addDays, clockTime, dayOf, daysBetween, shortDay } from '../../src/team-app/phone/clock.js'
import { newClientId, newDeviceKey } from '../../src/team-app/phone/ids.js'
import { sha256InScript } from '../../src/team-app/phone/sha256.js'
import type { BundleBody } from '../../src/team-app/post/contract.js'
import type { Entry } from '../../src/team-app/post/queue.js'
import { versionBefore, whatChanged } from '../../src/team-app/read/what-changed.js'
import { byteSize, count, minutes } from '../../src/team-app/ui/sizes.js'

beforeAll(() => {
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true })
})

test.each([0, 1, 3, 55, 56, 63, 64, 65, 1000, 100_003])('SHA-256 of %i bytes is the same as everybody’s', (length) => {
  const bytes = new Uint8Array(length).map((_, index) => (index * 31 + 7) & 255)
  expect(sha256InScript(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
})

test('ids are UUIDs of version 4, keys 32 bytes in base64url', () => {
  expect(newClientId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(newClientId()).not.toBe(newClientId())
  expect(newDeviceKey()).toMatch(/^[A-Za-z0-9_-]{43}$/)
})

test.each([
  ['ab3d-ef7h', 'AB3DEF7H'],
  [' AB3D EF7H ', 'AB3DEF7H'],
  ['AB3DEF7', undefined],
  ['AB3DEF7HH', undefined],
  // What a Vietnamese keyboard makes of "AS3DEF7H", "DD3DAA7H", "W3DAWS7H" and "AAJ3DEEX".
  ['Á3DÈ7H', 'AS3DEF7H'],
  ['Đ3DÂ7H', 'DD3DAA7H'],
  ['ư3dắ7h', 'W3DAWS7H'],
  ['Ậ3DẼ', undefined],
  ['Ậ3DỄ', 'AAJ3DEEX'],
  ['', undefined],
])('code %j is %j', (text, code) => {
  expect(readCode(text)).toBe(code)
})

test('the code of a link, and as it is shown', () => {
  expect(codeInFragment('#enrol=ab3d-ef7h')).toBe('AB3DEF7H')
  expect(codeInFragment('#enrol=AB3DEF7H#Intent;scheme=https;end')).toBe('AB3DEF7H')
  expect(codeInFragment('#enrol=%E0%A4%A')).toBeUndefined()
  expect(codeInFragment('#/gui')).toBeUndefined()
  expect(spacedCode('AB3DEF7H')).toBe('AB3D EF7H')
})

test('Zalo is known, and Chrome gets the code', () => {
  expect(isZalo('Mozilla/5.0 (Linux; Android 10) Version/4.0 Chrome/90.0 Mobile Safari/537.36 Zalo android/12100')).toBe(true)
  expect(isZalo('Mozilla/5.0 (Linux; Android 10) Chrome/120 Mobile')).toBe(false)
  expect(chromeLink('https://lantoa.vn/#enrol=AB3DEF7H')).toBe('intent://lantoa.vn/#enrol=AB3DEF7H#Intent;scheme=https;package=com.android.chrome;end')
  expect(deviceModel('Mozilla/5.0 (Linux; Android 10; SM-A105F Build/QP1A) Chrome/90')).toBe('SM-A105F')
  expect(deviceModel('Mozilla/5.0 (Linux; Android 10; K) Chrome/120')).toBeUndefined()
})

test('days are Vietnam’s, whatever the phone’s zone', () => {
  expect(dayOf(Date.parse('2026-11-22T16:59:59Z'))).toBe('2026-11-22')
  expect(dayOf(Date.parse('2026-11-22T17:00:00Z'))).toBe('2026-11-23')
  expect(clockTime('2026-11-22T07:03:00Z')).toBe('14:03')
  expect(addDays('2026-02-27', 2)).toBe('2026-03-01')
  expect(daysBetween('2026-12-31', '2027-01-02')).toBe(2)
  expect(shortDay('2026-03-07', '2026')).toBe('7/3')
  expect(shortDay('2025-03-07', '2026')).toBe('7/3/2025')
})

test('amounts as people say them', () => {
  expect([byteSize(1_230_000), byteSize(340_400), byteSize(10)]).toEqual(['1,2 MB', '340 KB', '1 KB'])
  expect([minutes(187), count(1234567)]).toEqual(['3:07', '1.234.567'])
})

test('the outbox in a file: everything unsent, exactly as it would be sent, for the same team only', () => {
  const body = { clientId: 'c1', deliveryId: 'd', kind: 'seen', at: 'x' }
  const entries = [
    { seq: 2, clientId: 'c1', kind: 'event', state: 'waiting', at: 'x', attempted: true, body },
    { seq: 1, clientId: 'c0', kind: 'event', state: 'sent', at: 'x', body: { ...body, clientId: 'c0' } },
    { seq: 3, clientId: 'c2', kind: 'event', state: 'failed', at: 'x', body: { ...body, clientId: 'c2' } },
  ] as Entry[]
  const team = { id: 't1', name: 'Tổ', unit: 'Thôn' }
  const text = JSON.stringify(outboxFile({ team, entries, photos: [], exportedAt: 'now' }))
  const read = readOutboxFile(text, 't1')
  expect(read.ok && read.file.messages).toEqual([
    { kind: 'event', body, at: 'x' },
    { kind: 'event', body: { ...body, clientId: 'c2' }, at: 'x' },
  ])
  expect(readOutboxFile(text, 't2')).toEqual({ ok: false, reason: 'other-team' })
  expect(readOutboxFile('{"a":1}', 't1')).toEqual({ ok: false, reason: 'not-ours' })
  expect(readOutboxFile('nonsense', 't1')).toEqual({ ok: false, reason: 'not-ours' })
  expect(readOutboxFile(text.replace('"version":1', '"version":2'), 't1')).toEqual({ ok: false, reason: 'newer' })
})

test('every fixed sentence has a key of its own and plain words', () => {
  const prompts = promptList()
  expect(prompts.length).toBeGreaterThan(150)
  expect(new Set(prompts.map((prompt) => prompt.key)).size).toBe(prompts.length)
  for (const { text } of prompts) expect(text).not.toMatch(/đồng bộ|máy chủ|cache|token|server|offline|online/i)
  expect(promptKey('Việc của tổ')).toBe('home.title')
})

test('a sentence about someone or some number is heard in pieces: what is fixed in it can be recorded', () => {
  expect(piecesOf('Xác nhận: Vàng A Páo')).toEqual(['Xác nhận:', 'Vàng A Páo'])
  expect(piecesOf('Cần làm ngay (2)')).toEqual(['Cần làm ngay', '2'])
  expect(piecesOf('Chưa làm được: Mưa lũ, đường không đi được').map(promptKey)).toEqual(['states.blocked', 'reason.weather'])
  expect(piecesOf('Tất cả: 102').map(promptKey)).toEqual(['report.allHouseholds', undefined])
  expect(promptKey('xác nhận')).toBe(promptKey('Xác nhận:'))
  for (const { text } of promptList()) expect(text).not.toContain('\u0001')
})

test('what changed is told by the last text the team knew, and to nobody who knew none', () => {
  const body = (version: number, summary: string, change: Partial<BundleBody> = {}): BundleBody => ({ content: 'c1', version, language: 'vi', kind: 'NQ', title: 'NQ', summary, ...change })
  const now = body(3, 'một\nba')
  expect(versionBefore(now, [now])).toBeUndefined()
  expect(versionBefore(now, [now, body(1, 'một\nhai'), body(2, 'khác', { content: 'c2' })])?.version).toBe(1)
  expect(versionBefore(now, [body(1, ''), body(2, '')])?.version).toBe(2)
  expect(versionBefore(now, [body(1, '', { language: 'hmn' })])?.language).toBe('hmn')
  expect(whatChanged(body(1, 'một\nhai'), now)).toEqual({ now: ['ba'], before: ['hai'] })
})
