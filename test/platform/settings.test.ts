import { afterAll, describe, expect, test } from '@jest/globals'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { isWritableFolder, readSettings, SettingsError } from '../../src/platform/settings.js'

const folder = mkdtempSync(join(tmpdir(), 'lantoa-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

const lineOf = (environment: Record<string, string>) => {
  try {
    readSettings(environment)
    return undefined
  } catch (error) {
    return error instanceof SettingsError ? error.message : String(error)
  }
}

describe('a folder to write in', () => {
  test.each(['/proc/nope', '/proc/nope/media', '/sys/nope', '/dev/null', '/dev/null/media'])('%s is none, whoever asks', (path) => expect(isWritableFolder(path)).toBe(false))
  test('one that is there, or can be made; nothing is left behind', () => {
    expect([isWritableFolder(folder), isWritableFolder(join(folder, 'a/b'))]).toEqual([true, true])
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('settings', () => {
  test('the defaults are an embedded database on this machine only', () => {
    const settings = readSettings({})
    expect(settings.database).toMatchObject({ kind: 'sqlite' })
    expect(settings.database.url).toMatch(/^file:\/.*\/data\/lantoa\.db$/)
    expect(settings).toMatchObject({ port: 3000, host: '127.0.0.1', trustProxy: false, rateLimits: true, logLevel: 'info', s3: undefined, metricsPort: undefined })
    expect(settings.mediaDir).toMatch(/\/media$/)
  })

  test('an empty value counts as none', () => {
    expect(readSettings({ PORT: '', LANTOA_HOST: ' ' })).toMatchObject({ port: 3000, host: '127.0.0.1' })
  })

  test.each([
    ['LANTOA_DATABASE_URL', 'mongodb://a:27017/lantoa?replicaSet=rs0', { database: { kind: 'mongodb', name: 'lantoa' } }],
    ['LANTOA_DATABASE_URL', 'file:/tmp/x.db', { database: { kind: 'sqlite', file: '/tmp/x.db', url: 'file:/tmp/x.db' } }],
    ['LANTOA_DATABASE_URL', 'file:///tmp/x.db', { database: { kind: 'sqlite', file: '/tmp/x.db' } }],
    ['LANTOA_PUBLIC_URL', 'https://lantoa.tinh.vn/', { publicUrl: 'https://lantoa.tinh.vn' }],
    ['PORT', '0', { port: 0 }],
    ['LANTOA_TRUST_PROXY', 'none', { trustProxy: false }],
    ['LANTOA_TRUST_PROXY', '1', { trustProxy: 1 }],
    ['LANTOA_TRUST_PROXY', '10.0.0.1, 10.1.0.0/16', { trustProxy: ['10.0.0.1', '10.1.0.0/16'] }],
    ['LANTOA_MAIL_FROM', 'Lan Tỏa <a@b.vn>', { mailFrom: { name: 'Lan Tỏa', address: 'a@b.vn' } }],
    ['LANTOA_MAIL_FROM', 'a@b.vn', { mailFrom: { name: 'Lan Tỏa', address: 'a@b.vn' } }],
    ['LANTOA_RATE_LIMITS', 'off', { rateLimits: false }],
  ])('%s=%s is understood', (name, value, expected) => {
    expect(readSettings({ [name]: value })).toMatchObject(expected)
  })

  test.each([
    ['LANTOA_DATABASE_URL', 'postgres://x/y'],
    ['LANTOA_DATABASE_URL', 'mongodb://host:27017/?replicaSet=rs0'],
    ['LANTOA_DATABASE_URL', 'mongodb://host:27017/lantoa'],
    ['LANTOA_DATABASE_URL', 'file:'],
    ['LANTOA_SECRET', 'short'],
    ['LANTOA_PUBLIC_URL', 'lantoa.vn'],
    ['LANTOA_PUBLIC_URL', 'https://lantoa.vn/app'],
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['LANTOA_HOST', 'a b'],
    ['LANTOA_TRUST_PROXY', 'true'],
    ['LANTOA_TRUST_PROXY', '10.0.0.1/33'],
    ['LANTOA_TRUST_PROXY', '::1/129'],
    ['LANTOA_DATABASE_URL', 'mongodb://host:27017/a%ZZ?replicaSet=rs0'],
    ['LANTOA_S3_BUCKET', 'only-this'],
    ['LANTOA_SMTP_URL', 'mail.example.vn'],
    ['LANTOA_SMTP_URL', 'smtp://'],
    ['LANTOA_MAIL_FROM', 'nobody'],
    ['LANTOA_MAIL_FROM', 'Hai\ndòng <a@b.vn>'],
    ['LANTOA_LOG_LEVEL', 'loud'],
    ['LANTOA_METRICS_PORT', '-1'],
    ['LANTOA_RATE_LIMITS', 'maybe'],
  ])('%s=%s is refused in one line that names it and keeps its value to itself', (name, value) => {
    const line = lineOf({ [name]: value })
    expect(line).toMatch(/^Cài đặt chưa đúng: .*\.$/)
    expect(line).not.toContain('\n')
    expect(line).toContain(name === 'LANTOA_S3_BUCKET' ? 'LANTOA_S3_ENDPOINT' : name)
    if (name === 'LANTOA_SECRET') expect(line).not.toContain(value)
  })

  test('without a secret one is made once, kept readable by its owner only, and only when it is needed', () => {
    const dataDir = join(folder, 'data')
    const first = readSettings({ LANTOA_DATA_DIR: dataDir })
    expect(existsSync(dataDir)).toBe(false)
    const { secret } = first
    expect(secret.length).toBeGreaterThanOrEqual(43)
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
    expect(readSettings({ LANTOA_DATA_DIR: dataDir }).secret).toBe(secret)
    expect(readSettings({ LANTOA_DATA_DIR: dataDir, LANTOA_SECRET: 'given-by-the-operator' }).secret).toBe('given-by-the-operator')
  })

  test('all of S3 together is one setting', () => {
    const s3 = { LANTOA_S3_ENDPOINT: 'https://s3.example.vn', LANTOA_S3_BUCKET: 'b', LANTOA_S3_ACCESS_KEY_ID: 'k', LANTOA_S3_SECRET_ACCESS_KEY: 's' }
    expect(readSettings(s3).s3).toEqual({ endpoint: 'https://s3.example.vn', bucket: 'b', region: 'us-east-1', accessKeyId: 'k', secretAccessKey: 's' })
  })
})
