/** Law 10: search ignores case and marks (đ = d), sorting is Vietnamese on any database. */
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'

import { foldVietnamese, searchTextOf, sortKeyVietnamese, tidyText } from '../../src/platform/text.js'

describe('search text', () => {
  test.each([
    ['Đồng Văn', 'dong van'], ['ĐỒNG  VĂN', 'dong van'], ['đồng văn', 'dong van'], ['Đo\u0302\u0300ng Va\u0306n', 'dong van'], ['18-NQ/TW', '18 nq tw'], ['Quản Bạ (cũ)', 'quan ba cu'], ['Ưu Ơn ẵm', 'uu on am'], ['', ''],
    ['Thôn Tả Phìn A', 'thon ta phin a'], ['Hmoob Dawb', 'hmoob dawb'],
  ])('%s → %s', (text, folded) => expect(foldVietnamese(text)).toBe(folded))

  test('joins what there is', () => expect(searchTextOf('Đồng Văn', undefined, null, 'XĐV-01')).toBe('dong van xdv 01'))
  test('folding again changes nothing', () => fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => foldVietnamese(foldVietnamese(text)) === foldVietnamese(text))))
  test('composed and decomposed are one', () => fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => foldVietnamese(text.normalize('NFD')) === foldVietnamese(text.normalize('NFC')))))
  // A mark of its own takes the way by the definition, composed letters take the short one.
  const latin = fc.string({ unit: fc.integer({ min: 0x20, max: 0x1eff }).map((code) => String.fromCharCode(code)) })
  test('the short way and the long one agree', () => fc.assert(fc.property(latin, (text) => foldVietnamese(text) === foldVietnamese(`\u0301${text}`)), { numRuns: 2_000 }))
})

describe('order', () => {
  const inOrder = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ', 'ă', 'ằ', 'â', 'ấ', 'b', 'c', 'd', 'đ', 'e', 'ê', 'g', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'],
    ['Thôn 1', 'Thôn 2', 'Thôn 9', 'Thôn 10', 'Thôn 11', 'Thôn 100'],
    ['Bản Lác', 'Bản Lạc', 'Bản Lắc', 'Bản Na'],
    ['An', 'An Bình', 'Anh Sơn', 'Ba Bể'],
    ['Đa Phúc', 'Đà Nẵng', 'Đông Anh', 'Đồng Văn', 'Đức Trọng'],
    ['Xã Dân Chủ', 'Xã Đạo Đức', 'Xã Em'],
    ['Tân Trào', 'Tân Yên', 'Tấn Minh'],
    ['Khâu Vai', 'Khâu Vai 2', 'Khâu Vai A'],
  ]
  test.each(inOrder.map((names) => [names.join(' < '), names] as const))('%s', (_title, names) => {
    const shuffled = [...names].reverse()
    expect(shuffled.sort((left, right) => compareBytes(sortKeyVietnamese(left), sortKeyVietnamese(right)))).toEqual(names)
  })
  test('case does not matter', () => expect(sortKeyVietnamese('ĐỒNG VĂN')).toBe(sortKeyVietnamese('đồng văn')))
  test('composed and decomposed are one', () => expect(sortKeyVietnamese('Đồng Văn'.normalize('NFD'))).toBe(sortKeyVietnamese('Đồng Văn'.normalize('NFC'))))
})

test('text from outside is composed and free of control characters', () => {
  expect(tidyText('Ta\u0301c\u0000 gia\u0309\u0007\n')).toBe('Tác giả\n')
})

/** As a database compares: byte by byte. */
function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right))
}
