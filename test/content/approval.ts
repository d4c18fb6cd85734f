/** "Duyệt nội dung" through the doors: what is frozen, what is missing, who sees what, and that no half edit is frozen. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createLocalReq } from 'payload'
import sharp from 'sharp'

import { type Answer, type Kind, type Product, startProduct } from '../access/product.js'
import { emailOf, makeTwoCommunes, type TwoCommunes } from '../access/two-communes.js'
import { savesOf } from '../../src/content/saves-of.js'

type Json = Record<string, unknown>

export function approval(kind: Kind): void {
  let product: Product
  let country: TwoCommunes
  let province = ''
  let commune = ''
  let reader = ''
  let count = 0

  beforeAll(async () => {
    product = await startProduct(kind)
    country = await makeTwoCommunes(product.payload)
    province = await product.signIn(emailOf('editor', 'province'))
    commune = await product.signIn(emailOf('editor', 'inside'))
    reader = await product.signIn(emailOf('manager', 'inside'))
  })
  afterAll(() => product.stop())

  const resolution = async (data: Json = {}): Promise<string> => {
    count += 1
    const { json, status } = await product.call({ path: '/api/resolutions', token: province, body: { kind: 'NQ', symbol: `${count}-NQ/TU`, issuer: 'Tỉnh uỷ', term: '2025-2030', abstract: 'Về đất đai', summary: 'Tóm tắt một', ...data } })
    expect(status).toBe(201)
    return json.doc.id as string
  }
  const approve = (id: string, language = 'vi', token = province, type = 'resolutions') => product.call({ path: `/api/${type}/${id}/approve`, token, body: { language } })
  const edit = (id: string, data: Json, { locale = 'vi', token = province, type = 'resolutions' } = {}) => product.call({ method: 'PATCH', path: `/api/${type}/${id}?locale=${locale}`, token, body: data })
  const read = async (id: string, { locale = 'vi', token = province } = {}): Promise<Json> => (await product.call({ path: `/api/resolutions/${id}?locale=${locale}`, token })).json
  const bundle = async (hash: string) => {
    const row = await product.payload.db.findOne<{ id: string; json: string; files: { sha256: string }[]; bytes: number }>({ collection: 'bundles', where: { id: { equals: hash } } })
    if (!row) throw new Error('no bundle')
    return row
  }
  const languageOf = (doc: Json, code: string): Json | undefined => (doc.languages as Json[]).find((language) => language.code === code)
  const upload = async (bytes: Buffer, name: string, type: string, token = province): Promise<Answer> => {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(bytes)], { type }), name)
    form.set('_payload', JSON.stringify({ alt: 'Bản mẫu' }))
    return product.call({ path: '/api/media', token, form })
  }

  describe('a language is frozen', () => {
    test('201, then 200 with the same hash, then a second version after an edit', async () => {
      const id = await resolution({ keyPoints: [{ text: 'Ý một' }], questions: [{ question: 'Hỏi?', answer: 'Đáp.' }] })
      const first = await approve(id)
      expect(first.status).toBe(201)
      expect(first.json).toEqual({ language: 'vi', bundleHash: expect.stringMatching(/^[0-9a-f]{64}$/), version: 1 })
      const again = await approve(id)
      expect(again.status).toBe(200)
      expect(again.json).toEqual(first.json)
      await edit(id, { summary: 'Tóm tắt hai' })
      expect(languageOf(await read(id), 'vi')).toMatchObject({ state: 'changed', bundleHash: first.json.bundleHash })
      const second = await approve(id)
      expect(second.json.version).toBe(2)
      expect(second.json.bundleHash).not.toBe(first.json.bundleHash)
      expect(languageOf(await read(id), 'vi')).toMatchObject({ code: 'vi', state: 'approved', bundleHash: second.json.bundleHash, approvedBy: 'editor province' })
      expect((await bundle(first.json.bundleHash)).json).toContain('Tóm tắt một')
    })

    test('its name is the SHA-256 of its bytes, in the shape of the contract', async () => {
      const id = await resolution({ issuedOn: '2026-01-15', keyPoints: [{ text: 'Ý một' }, { text: 'Ý hai' }], questions: [{ question: 'Hỏi?', answer: 'Đáp.' }] })
      const { json } = await approve(id)
      const row = await bundle(json.bundleHash)
      expect(createHash('sha256').update(row.json).digest('hex')).toBe(json.bundleHash)
      expect(row.bytes).toBe(Buffer.byteLength(row.json))
      expect(JSON.parse(row.json)).toEqual({
        content: id, version: 1, language: 'vi', kind: 'NQ', symbol: `${count}-NQ/TU`, title: 'Về đất đai', issuer: 'Tỉnh uỷ', issuedOn: '2026-01-15', summary: 'Tóm tắt một',
        keyPoints: [{ text: 'Ý một' }, { text: 'Ý hai' }], questions: [{ question: 'Hỏi?', answer: 'Đáp.' }], attachments: [],
      })
    })

    test('files go with it, and outlive their upload', async () => {
      const sound = await upload(readFileSync(`src/demonstration/files/${AUDIO}`), 'ban doc.mp3', 'audio/mpeg')
      expect(sound.status).toBe(201)
      expect(sound.json.doc).toMatchObject({ mimeType: 'audio/mpeg', seconds: expect.any(Number) })
      const pdf = await upload(Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\nxref\n0 3\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n'), 'van ban.pdf', 'application/pdf')
      expect(pdf.status).toBe(201)
      const id = await resolution({ audio: sound.json.doc.id, attachments: [pdf.json.doc.id] })
      const listen = (token: string) => product.call({ path: `/api/media/file/${sound.json.doc.filename}`, token })
      expect((await listen(reader)).status).toBe(404)
      const { json, status } = await approve(id)
      expect((await listen(reader)).status).toBe(200)
      expect(status).toBe(201)
      const body = JSON.parse((await bundle(json.bundleHash)).json)
      expect(body.audio).toEqual({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: sound.json.doc.filesize, seconds: sound.json.doc.seconds, type: 'audio/mpeg' })
      expect(body.attachments).toEqual([{ name: 'Bản mẫu', sha256: expect.any(String), bytes: pdf.json.doc.filesize, type: 'application/pdf' }])
      const { objectStore } = await import('../../src/platform/storage/objects.js')
      expect(await objectStore().size(body.audio.sha256)).toBe(sound.json.doc.filesize)
      expect((await product.call({ method: 'DELETE', path: `/api/media/${sound.json.doc.id}`, token: province })).status).toBe(409)
    })

    test('a campaign with its indicators', async () => {
      const { json } = await product.call({ path: '/api/campaigns', token: province, body: { title: 'Làm đường', kind: 'emulation', launchedBy: 'UBND tỉnh', from: '2026-01-01', to: '31/12/2026', goal: 'Đường sạch', body: 'Mỗi thôn một tuyến.', indicators: [{ key: 'duong', name: 'Mét đường', unit: 'm', target: 500, per: 'village' }] } })
      const approved = await approve(json.doc.id, 'vi', province, 'campaigns')
      expect(approved.status).toBe(201)
      expect(JSON.parse((await bundle(approved.json.bundleHash)).json)).toMatchObject({
        kind: 'emulation', title: 'Làm đường', issuer: 'UBND tỉnh', summary: 'Mỗi thôn một tuyến.', keyPoints: [], questions: [],
        campaign: { goal: 'Đường sạch', from: '2026-01-01', to: '2026-12-31', indicators: [{ key: 'duong', name: 'Mét đường', unit: 'm', target: 500, per: 'village' }] },
      })
    })
  })

  describe('what is missing', () => {
    test('no text: 422 with what', async () => {
      const answer = await approve(await resolution({ summary: '' }))
      expect(answer.status).toBe(422)
      expect(answer.json).toMatchObject({ code: 'incomplete', errors: [{ path: 'summary' }] })
    })
    test('another language before Vietnamese', async () => {
      const id = await resolution()
      await edit(id, { summary: 'Hmoob' }, { locale: 'hmn' })
      expect((await approve(id, 'hmn')).json).toMatchObject({ status: 422, code: 'vietnamese-missing' })
      await approve(id)
      expect((await approve(id, 'hmn')).json).toMatchObject({ language: 'hmn', version: 1 })
      expect((await approve(id, 'tyz')).status).toBe(422)
    })
    test('an unknown language, no language, no such content', async () => {
      const id = await resolution()
      expect((await approve(id, 'fr')).status).toBe(422)
      expect((await product.call({ path: `/api/resolutions/${id}/approve`, token: province, body: {} })).status).toBe(400)
      expect((await approve('khong-co')).status).toBe(404)
    })
    test('a stranger’s file is neither taken nor published', async () => {
      const theirs = await upload(await picture(), 'anh.jpg', 'image/jpeg', await product.signIn(emailOf('editor', 'outside')))
      const data = { title: 'Áp phích', kind: 'poster' as const, file: String(theirs.json.doc.id) }
      expect((await product.call({ path: '/api/materials', token: commune, body: data })).status).toBe(403)
      // Approval looks again: the file may have been passed on to another office meanwhile.
      const kept = await product.payload.create({ collection: 'materials', data: { ...data, owner: country.inside.commune } })
      expect((await approve(kept.id, 'vi', commune, 'materials')).json).toMatchObject({ status: 422, errors: [{ path: 'file', code: 'file-missing' }] })
    })
  })

  describe('readers below the owner', () => {
    test('see nothing before approval, then the approved text whatever is edited since', async () => {
      const id = await resolution({ keyPoints: [{ text: 'Đã duyệt' }] })
      expect((await product.call({ path: `/api/resolutions/${id}`, token: reader })).status).toBe(404)
      expect((await approve(id, 'vi', commune)).status).toBe(404)
      await approve(id)
      await edit(id, { summary: 'Chưa duyệt', keyPoints: [{ text: 'Chưa duyệt' }], abstract: 'Tên chưa duyệt' })
      await edit(id, { summary: 'Hmoob chưa duyệt' }, { locale: 'hmn' })
      for (const token of [reader, commune]) {
        expect(await read(id, { token })).toMatchObject({ summary: 'Tóm tắt một', abstract: 'Về đất đai', keyPoints: [{ text: 'Đã duyệt' }] })
        expect((await read(id, { token, locale: 'hmn' })).summary ?? null).toBeNull()
        expect(languageOf(await read(id, { token }), 'vi')?.state).toBe('approved')
        expect(languageOf(await read(id, { token }), 'hmn')?.state).toBe('none')
      }
      expect(await read(id)).toMatchObject({ summary: 'Chưa duyệt' })
      const listed = await product.call({ path: '/api/resolutions?limit=200', token: reader })
      expect((listed.json.docs as Json[]).find((doc) => doc.id === id)).toMatchObject({ summary: 'Tóm tắt một' })
      expect((await product.call({ path: `/api/resolutions/versions?where[parent][equals]=${id}`, token: reader })).json.docs).toEqual([])
    })
    test('may not change or approve it', async () => {
      const id = await resolution()
      await approve(id)
      expect((await edit(id, { summary: 'x' }, { token: commune })).status).toBe(403)
      expect((await approve(id, 'vi', commune)).status).toBe(403)
      expect((await approve(id, 'vi', reader)).status).toBe(403)
    })
  })

  describe('at the same moment', () => {
    test('two approvals make one bundle', async () => {
      const id = await resolution()
      const answers = await Promise.all(Array.from({ length: 6 }, () => approve(id)))
      expect(new Set(answers.map(({ json }) => json.bundleHash)).size).toBe(1)
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201])
    })
    test('a bundle never holds half an edit', async () => {
      const id = await resolution({ summary: 'bản 0', keyPoints: [{ text: 'bản 0' }], questions: [{ question: 'bản 0', answer: 'bản 0' }] })
      const edits = (async () => {
        for (let index = 1; index <= 8; index += 1) {
          const text = `bản ${index}`
          expect((await edit(id, { summary: text, keyPoints: [{ text }, { text }], questions: [{ question: text, answer: text }], abstract: text })).status).toBe(200)
        }
      })()
      const hashes = new Set<string>()
      let isDone = false
      void edits.finally(() => (isDone = true))
      while (!isDone) hashes.add((await approve(id)).json.bundleHash as string)
      await edits
      for (const hash of hashes) {
        const body = JSON.parse((await bundle(hash)).json)
        const texts = new Set([body.summary, ...body.keyPoints.map((point: Json) => point.text), ...body.questions.flatMap((row: Json) => [row.question, row.answer])])
        expect([...texts]).toHaveLength(1)
      }
      const last = await approve(id)
      expect(JSON.parse((await bundle(last.json.bundleHash)).json).summary).toBe('bản 8')
      expect(languageOf(await read(id), 'vi')?.state).toBe('approved')
      const { json } = await product.call({ path: `/api/resolutions/versions?where[parent][equals]=${id}&limit=200`, token: province })
      expect(json.totalDocs).toBe(9)
    })
  })

  describe('what is written', () => {
    test('public documents only', async () => {
      for (const data of [{ symbol: '05-BC/TU (Mật)' }, { abstract: 'Tối mật' }, { summary: 'LƯU HÀNH NỘI BỘ\nNội dung' }, { visibility: 'internal' }, { visibility: 'secret' }]) {
        const { status, json } = await product.call({ path: '/api/resolutions', token: province, body: { kind: 'NQ', symbol: '900-NQ/TU', issuer: 'Tỉnh uỷ', abstract: 'Về việc', ...data } })
        expect(status).toBe(400)
        expect(JSON.stringify(json)).toContain('chỉ nhận văn bản công khai')
        expect(json.errors[0].data.errors.map((error: Json) => error.path)).toEqual(Object.keys(data))
      }
    })
    test('one document is entered once', async () => {
      const data = { kind: 'CT', symbol: '09-CT/TU', issuer: 'Tỉnh uỷ', abstract: 'Chỉ thị' }
      expect((await product.call({ path: '/api/resolutions', token: province, body: data })).status).toBe(201)
      expect((await product.call({ path: '/api/resolutions', token: province, body: data })).status).toBe(400)
      expect((await product.call({ path: '/api/resolutions', token: province, body: { ...data, term: '2025-2030' } })).status).toBe(201)
      expect((await product.call({ path: '/api/resolutions', token: province, body: { ...data, kind: 'QD' } })).status).toBe(201)
    })
    test('limits are said in Vietnamese', async () => {
      const { status, json } = await product.call({ path: '/api/resolutions', token: province, body: { kind: 'NQ', symbol: '901-NQ/TU', issuer: 'Tỉnh uỷ', abstract: 'Về việc', summary: 'a'.repeat(3_001), issuedOn: '2026-02-30' } })
      expect(status).toBe(400)
      expect(JSON.stringify(json)).toContain('Dài nhất 3.000')
      expect(JSON.stringify(json)).toContain('năm-tháng-ngày')
    })
    test('an edit in one language leaves the others alone, and every version is kept', async () => {
      const id = await resolution({ keyPoints: [{ text: 'Ý' }] })
      await edit(id, { summary: 'Hmoob', keyPoints: [{ text: 'Hmoob' }] }, { locale: 'hmn' })
      expect(await read(id)).toMatchObject({ summary: 'Tóm tắt một', keyPoints: [{ text: 'Ý' }] })
      expect(await read(id, { locale: 'hmn' })).toMatchObject({ summary: 'Hmoob', keyPoints: [{ text: 'Hmoob' }] })
      expect((await read(id, { locale: 'tyz' })).summary ?? null).toBeNull()
    })
    test('is listed by who saved it, in which language and what; to nobody outside', async () => {
      const id = await resolution()
      await edit(id, { summary: 'Tóm tắt hai' })
      await edit(id, { summary: 'Ntawv luv' }, { locale: 'hmn' })
      const readAs = async (place: 'province' | 'outside') => {
        const { docs: [user] } = await product.payload.find({ collection: 'users', where: { email: { equals: emailOf('editor', place) } } })
        if (!user) throw new Error('no such account')
        const { saves, ...pages } = await savesOf({ contentType: 'resolutions', id, page: 1, req: await createLocalReq({ user: { ...user, collection: 'users' } }, product.payload) })
        return { pages, saves: saves.map(({ actor, isNew, language, changed }) => ({ isHis: actor === user.id, isNew, language, changed })) }
      }
      expect(await readAs('province')).toEqual({
        pages: { page: 1, pages: 1 },
        saves: [
          { isHis: true, isNew: false, language: 'hmn', changed: ['summary'] },
          { isHis: true, isNew: false, language: 'vi', changed: ['summary'] },
          { isHis: true, isNew: true, language: 'vi', changed: [] },
        ],
      })
      expect((await readAs('outside')).saves).toEqual([])
    })

    describe('by two people at once', () => {
      /** As the panel's form saves: everything it shows, also what its writer never touched. */
      const form = async (id: string, locale = 'vi') => {
        const { updatedAt, kind, symbol, issuer, term, abstract, summary, keyPoints, questions, attachments } = await read(id, { locale })
        return { updatedAt, kind, symbol, issuer, term, abstract, summary, keyPoints, questions, attachments }
      }
      test('nobody replaces unseen what the other has written', async () => {
        const id = await resolution({ keyPoints: [{ text: 'Ý một' }] })
        const opened = await form(id)
        expect((await edit(id, { ...opened, summary: 'Của người thứ nhất' })).status).toBe(200)
        const { status, json } = await edit(id, { ...opened, summary: 'Của người thứ hai' })
        expect(status).toBe(400)
        expect(json.errors[0].data.errors).toEqual([{ path: 'summary', label: { vi: 'Tóm tắt để đọc cho dân nghe', en: 'Summary' }, message: expect.stringMatching(/^editor province đã sửa mục này lúc \d\d:\d\d \d\d\/\d\d\/\d{4}, sau khi bạn mở trang\./) }])
        expect(await read(id)).toMatchObject({ summary: 'Của người thứ nhất' })
        // Having seen it, the second person goes on from there.
        expect((await edit(id, { ...(await form(id)), summary: 'Của cả hai' })).status).toBe(200)
      })
      test('what they wrote in different parts stays, each', async () => {
        const id = await resolution({ keyPoints: [{ text: 'Ý một' }], questions: [{ question: 'Hỏi?', answer: 'Đáp.' }] })
        const opened = await form(id)
        expect((await edit(id, { ...opened, summary: 'Tóm tắt mới', questions: [] })).status).toBe(200)
        expect((await edit(id, { ...opened, keyPoints: [{ text: 'Ý mới' }] })).status).toBe(200)
        const now = await read(id)
        expect(now).toMatchObject({ summary: 'Tóm tắt mới', keyPoints: [{ text: 'Ý mới' }] })
        expect(now.questions ?? []).toEqual([])
      })
      test('each in a language of their own', async () => {
        const id = await resolution()
        const [inMong, inTay] = [await form(id, 'hmn'), await form(id, 'tyz')]
        expect((await edit(id, { ...inMong, summary: 'Hmoob', abstract: 'Về rừng' }, { locale: 'hmn' })).status).toBe(200)
        expect((await edit(id, { ...inTay, summary: 'Tày' }, { locale: 'tyz' })).status).toBe(200)
        expect(await read(id)).toMatchObject({ summary: 'Tóm tắt một', abstract: 'Về rừng' })
        expect([(await read(id, { locale: 'hmn' })).summary, (await read(id, { locale: 'tyz' })).summary]).toEqual(['Hmoob', 'Tày'])
      })
      test('nobody is shut out by the other having it open', async () => {
        const id = await resolution()
        const other = country.accounts[emailOf('admin', 'province')] ?? ''
        const open = () => product.payload.db.create({ collection: 'payload-locked-documents', data: { document: { relationTo: 'resolutions', value: id }, user: { relationTo: 'users', value: other } } })
        await open()
        expect((await edit(id, { ...(await form(id)), summary: 'Vẫn lưu được' })).status).toBe(200)
        await open()
        const removed = await product.call({ method: 'DELETE', path: `/api/resolutions/${id}`, token: province })
        expect([removed.status, removed.json.errors[0].message]).toEqual([423, expect.stringMatching(/^Có người đang mở/)])
      })
      test('a save that names no version is taken as it is', async () => {
        const id = await resolution()
        const { updatedAt, ...opened } = await form(id)
        expect(updatedAt).toEqual(expect.any(String))
        await edit(id, { summary: 'Một' })
        expect((await edit(id, { ...opened, summary: 'Hai' })).status).toBe(200)
      })
    })
    test('an earlier version brought back is what was approved then', async () => {
      const id = await resolution({ keyPoints: [{ text: 'Ý một' }] })
      const first = await product.call({ path: `/api/resolutions/versions?where[parent][equals]=${id}`, token: province })
      const { json } = await approve(id)
      await edit(id, { summary: 'Khác', keyPoints: [] })
      const back = await product.call({ method: 'POST', path: `/api/resolutions/versions/${first.json.docs[0].id}`, token: province, body: {} })
      expect(back.status).toBe(200)
      expect(await read(id)).toMatchObject({ summary: 'Tóm tắt một', keyPoints: [{ text: 'Ý một' }] })
      expect(languageOf(await read(id), 'vi')).toMatchObject({ state: 'approved', bundleHash: json.bundleHash })
      expect((await product.call({ path: `/api/resolutions/${id}`, token: reader })).status).toBe(200)
      expect((await product.call({ method: 'POST', path: `/api/resolutions/versions/${first.json.docs[0].id}`, token: commune, body: {} })).status).toBe(403)
    })
    test('found without case or marks', async () => {
      const id = await resolution({ abstract: 'Giữ gìn bản sắc Đồng Văn' })
      const { json } = await product.call({ path: `/api/resolutions?where[searchText][like]=${encodeURIComponent('BAN SẮC đong')}`, token: province })
      expect((json.docs as Json[]).map((doc) => doc.id)).toContain(id)
      const { symbol } = await read(id)
      const byKind = await product.call({ path: `/api/resolutions?where[searchText][like]=${encodeURIComponent(`nghi quyet ${String(symbol).split('-')[0]}`)}`, token: province })
      expect((byKind.json.docs as Json[]).map((doc) => doc.id)).toContain(id)
    })
  })

  describe('files', () => {
    test('a picture is turned upright and loses where it was taken', async () => {
      const { json, status } = await upload(await picture(), 'Ảnh đình làng.JPG', 'image/jpeg')
      expect(status).toBe(201)
      expect(json.doc).toMatchObject({ filename: expect.stringMatching(/^Anh-dinh-lang-\w{8}\.jpg$/), width: 600, height: 800, mimeType: 'image/jpeg' })
      const stored = readFileSync(`${process.env.LANTOA_MEDIA_DIR}/files/${json.doc.filename}`)
      const meta = await sharp(stored).metadata()
      expect([meta.exif, meta.orientation]).toEqual([undefined, undefined])
      expect(json.doc.sizes.w320).toMatchObject({ mimeType: 'image/webp', width: 320 })
      const get = (name: string, token?: string, headers: Record<string, string> = {}) => product.call({ path: `/api/media/file/${name}`, headers, ...(token ? { token } : {}) })
      expect((await get(json.doc.filename, province)).headers.get('content-type')).toBe('image/jpeg')
      expect((await get(json.doc.sizes.w320.filename, province)).headers.get('content-type')).toBe('image/webp')
      const part = await get(json.doc.filename, province, { Range: 'bytes=2-5' })
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 2-5/${json.doc.filesize}`])
      expect((await get(json.doc.filename)).status).toBe(403)
      expect((await get(json.doc.filename, reader)).status).toBe(404)
      expect((await get('..%2F..%2Ftest.db', province)).status).not.toBe(200)
      expect((await product.call({ method: 'DELETE', path: `/api/media/${json.doc.id}`, token: province })).status).toBe(200)
      expect(() => readFileSync(`${process.env.LANTOA_MEDIA_DIR}/files/${json.doc.filename}`)).toThrow()
    })
    test.each([
      ['a drawing that can run scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 'a.png'],
      ['a page', Buffer.from('<!doctype html><script>1</script>'), 'a.jpg'],
      ['a program', Buffer.from('MZ\u0090\u0000'.padEnd(400, '\0'), 'latin1'), 'a.pdf'],
      ['nothing', Buffer.from(''), 'a.png'],
    ])('%s is refused', async (_what, bytes, name) => {
      expect([400, 413, 415, 422]).toContain((await upload(bytes, name, 'image/png')).status)
    })
    test('a picture of too many points is refused', async () => {
      const wide = await sharp({ create: { width: 9_000, height: 5_000, channels: 3, background: 'white' } }).png({ compressionLevel: 9 }).toBuffer()
      expect((await upload(wide, 'to.png', 'image/png')).status).toBe(422)
    })
  })

  test('what others rest on is not deleted', async () => {
    const id = await resolution()
    await approve(id)
    expect((await product.call({ method: 'DELETE', path: `/api/resolutions/${id}`, token: province })).status).toBe(409)
    const draft = await resolution()
    const about = await product.call({ path: '/api/materials', token: province, body: { title: 'Hỏi đáp', kind: 'text', about: { relationTo: 'resolutions', value: draft } } })
    expect((await product.call({ method: 'DELETE', path: `/api/resolutions/${draft}`, token: province })).status).toBe(409)
    await product.call({ method: 'DELETE', path: `/api/materials/${about.json.doc.id}`, token: province })
    const assigned = await product.call({ path: '/api/assignments', token: province, body: { title: 'Việc', content: [{ relationTo: 'resolutions', value: draft }] } })
    expect(assigned.status).toBe(201)
    expect((await product.call({ method: 'DELETE', path: `/api/resolutions/${draft}`, token: province })).status).toBe(409)
    await product.call({ method: 'DELETE', path: `/api/assignments/${assigned.json.doc.id}`, token: province })
    expect((await product.call({ method: 'DELETE', path: `/api/resolutions/${draft}`, token: province })).status).toBe(200)
    const admin = await product.signIn(emailOf('admin', 'province'))
    expect((await product.call({ method: 'DELETE', path: `/api/org-units/${country.inside.commune}`, token: admin })).status).toBe(409)
    expect((await product.call({ method: 'DELETE', path: `/api/org-units/${country.inside.village}`, token: admin })).status).toBe(409)
    expect((await product.call({ method: 'DELETE', path: `/api/teams/${country.inside.team}`, token: admin })).status).toBe(409)
  })

  test('the log tells who did what', async () => {
    const id = await resolution()
    await approve(id)
    await edit(id, { summary: 'Sửa' })
    const admin = await product.signIn(emailOf('admin', 'province'))
    const { json } = await product.call({ path: `/api/audit-events?where[subject][equals]=resolutions/${id}&limit=10`, token: admin })
    expect((json.docs as Json[]).map((event) => event.action).sort()).toEqual(['resolutions.approve', 'resolutions.create', 'resolutions.update'])
    for (const event of json.docs as Json[]) expect(event).toMatchObject({ actor: country.accounts[emailOf('editor', 'province')], requestId: expect.any(String), unit: country.province, at: expect.any(String) })
    expect(JSON.stringify(json)).not.toContain('Tóm tắt một')
  })
}

const AUDIO = 'nghi-quyet-72-ban-doc-mau.mp3'

/** Lies on its side with a place in its EXIF, as a phone stores it. */
function picture(): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 600, channels: 3, background: 'green' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '23/1 16/1 0/1' } })
    .jpeg()
    .toBuffer()
}
