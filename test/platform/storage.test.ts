/** Where bytes lie: one suite over the folder and over a bucket that checks what it is sent. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

import { type Blobs, folderOf } from '../../src/platform/storage/blobs.js'
import { bucketOf, signature } from '../../src/platform/storage/bucket.js'
import { objectStoreOn } from '../../src/platform/storage/objects.js'

const credentials = { region: 'us-east-1', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }
let folder = ''
let bucket: Server
const held = new Map<string, Buffer>()

beforeAll(async () => {
  mkdirSync('.tmp', { recursive: true })
  folder = mkdtempSync(join('.tmp', 'blobs-'))
  bucket = createServer((request, response) => {
    void buffer(request).then((body) => {
      const name = decodeURIComponent(request.url ?? '')
      const signed = (/SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '').split(';').filter((header) => !['host', 'x-amz-date', 'x-amz-content-sha256'].includes(header))
      const at = new Date(String(request.headers['x-amz-date']).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
      const expected = signature({
        setting: credentials, method: request.method ?? '', url: new URL(request.url ?? '', `http://${request.headers.host}`), payload: body, at,
        headers: Object.fromEntries(signed.map((header) => [header, String(request.headers[header])])),
      })
      if (expected.authorization !== request.headers.authorization) return response.writeHead(403).end()
      if (request.method === 'PUT') held.set(name, body)
      if (request.method === 'DELETE') held.delete(name)
      const found = held.get(name)
      if (request.method !== 'DELETE' && !found) return response.writeHead(404).end()
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
      const part = range && found ? found.subarray(Number(range[1]), Number(range[2]) + 1) : (found ?? Buffer.alloc(0))
      response.writeHead(range ? 206 : 200, { 'content-length': request.method === 'PUT' || request.method === 'DELETE' ? 0 : part.length })
      response.end(request.method === 'GET' ? part : undefined)
    })
  })
  await new Promise<void>((done) => bucket.listen(0, '127.0.0.1', done))
})
afterAll(() => {
  bucket.close()
  rmSync(folder, { recursive: true, force: true })
})

const endpoint = () => `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`
const places: [string, () => Blobs][] = [['a folder', () => folderOf(folder)], ['a bucket', () => bucketOf({ ...credentials, endpoint: endpoint(), bucket: 'lantoa' })]]

describe.each(places)('%s', (_name, kept) => {
  test('keeps, reads in parts and removes', async () => {
    const bytes = randomBytes(5_000)
    await kept().put('files/anh-1.jpg', bytes, 'image/jpeg')
    expect(await kept().size('files/anh-1.jpg')).toBe(5_000)
    expect(await kept().bytes('files/anh-1.jpg')).toEqual(bytes)
    expect(await buffer(kept().read('files/anh-1.jpg'))).toEqual(bytes)
    expect(await buffer(kept().read('files/anh-1.jpg', { start: 10, end: 19 }))).toEqual(bytes.subarray(10, 20))
    await kept().remove('files/anh-1.jpg')
    expect(await kept().size('files/anh-1.jpg')).toBeUndefined()
    expect(await kept().bytes('files/anh-1.jpg')).toBeUndefined()
    await kept().remove('files/anh-1.jpg')
  })
  test('what is not there is an error of the stream', async () => {
    await expect(buffer(kept().read('files/khong-co.jpg'))).rejects.toThrow()
  })
  test('objects are named by their content, the same twice is once', async () => {
    const store = objectStoreOn(kept())
    const bytes = randomBytes(300)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(await Promise.all([store.put(bytes), store.put(bytes), store.put(bytes)])).toEqual([sha256, sha256, sha256])
    expect(await store.size(sha256)).toBe(300)
    expect(await buffer(store.read(sha256))).toEqual(bytes)
    expect(await store.size('../../etc/passwd')).toBeUndefined()
    expect(() => store.read('../../etc/passwd')).toThrow()
  })
})

test('the folder leaves no half files and no way out', async () => {
  const kept = folderOf(folder)
  await kept.put('objects/ab/cd', Buffer.from('x'))
  writeFileSync(join(folder, 'outside'), 'x')
  expect(readdirSync(join(folder, 'objects/ab'))).toEqual(['cd'])
  for (const name of ['../outside', 'a/../../outside', '/etc/passwd', '', 'a//b', '..']) await expect(async () => kept.put(name, Buffer.from('x'))).rejects.toThrow()
})

test('the signature is that of Amazon’s own example', () => {
  const signed = signature({
    setting: credentials, method: 'GET', url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'), headers: { range: 'bytes=0-9' }, payload: new Uint8Array(), at: new Date('2013-05-24T00:00:00Z'),
  })
  expect(signed.authorization).toContain('Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41')
})
