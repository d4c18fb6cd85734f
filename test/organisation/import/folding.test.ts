// Names are compared as an office compares them.
import { describe, expect, test } from '@jest/globals'
import { fold, placeLabel, placeName, tidy, upperName } from '../../../src/organisation/import/folding.js'

describe('names', () => {
  test.each([
    ['Thôn Lô Lô Chải', 'lo lo chai'],
    ['THÔN  LÔ LÔ CHẢI', 'lo lo chai'],
    ['Bản Lô Lô Chải'.normalize('NFD'), 'lo lo chai'],
    ['Tổ dân phố 04', '4'],
    ['TDP số 4', 'so 4'],
    ['Tổ 4', '4'],
    ['Thôn IV', '4'],
    ['Thôn Nà Trào II', 'na trao 2'],
    ['Xóm Vi', 'vi'],
    ['Bản', 'ban'],
    ['Lũng Cú', 'lung cu'],
    ['Bản Đông', 'dong'],
    ['Bảng Vàng', 'bang vang'],
  ])('%s is %s', (name, core) => expect(placeName(name).core).toBe(core))

  test.each([
    ['Xã Lũng Cú', 'lung cu'],
    ['P. Minh Xuân', 'minh xuan'],
    ['Phường Hà Giang 1', 'ha giang 1'],
    ['lung cu', 'lung cu'],
    ['Tỉnh Tuyên Quang', 'tuyen quang'],
    ['TP. Hà Giang', 'ha giang'],
  ])('commune %s is %s', (name, core) => expect(upperName(name)).toBe(core))

  test('the kind of place is taken as it is written', () => {
    expect(placeLabel('Tổ dân phố 4')).toBe('Tổ dân phố')
    expect(placeLabel('Lũng')).toBeUndefined()
  })

  test('invisible characters and double spaces go', () => {
    expect(tidy('  Thôn\u00a0\u200b Nà  Trào\u0007 ')).toBe('Thôn Nà Trào')
    expect(fold('Đồng-Văn')).toBe('dong van')
  })
})
