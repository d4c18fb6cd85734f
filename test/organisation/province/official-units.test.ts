/** The bundled list of provinces and communes, held against the numbers that were published for 1 July 2025. */
import { describe, expect, test } from '@jest/globals'

import { officialProvince, officialProvinces } from '../../../src/organisation/province/official-units.js'

/** Communes, wards and special zones per province, as the 34 resolutions of 16 June 2025 and Hoàng Sa's and Trường Sa's own rule make them. */
const PUBLISHED: Record<string, number> = {
  'Thành phố Hà Nội': 126, 'Tỉnh Cao Bằng': 56, 'Tỉnh Tuyên Quang': 124, 'Tỉnh Điện Biên': 45, 'Tỉnh Lai Châu': 38, 'Tỉnh Sơn La': 75, 'Tỉnh Lào Cai': 99,
  'Tỉnh Thái Nguyên': 92, 'Tỉnh Lạng Sơn': 65, 'Tỉnh Quảng Ninh': 54, 'Tỉnh Bắc Ninh': 99, 'Tỉnh Phú Thọ': 148, 'Thành phố Hải Phòng': 114, 'Tỉnh Hưng Yên': 104,
  'Tỉnh Ninh Bình': 129, 'Tỉnh Thanh Hóa': 166, 'Tỉnh Nghệ An': 130, 'Tỉnh Hà Tĩnh': 69, 'Tỉnh Quảng Trị': 78, 'Thành phố Huế': 40, 'Thành phố Đà Nẵng': 94,
  'Tỉnh Quảng Ngãi': 96, 'Tỉnh Gia Lai': 135, 'Tỉnh Khánh Hòa': 65, 'Tỉnh Đắk Lắk': 102, 'Tỉnh Lâm Đồng': 124, 'Tỉnh Đồng Nai': 95, 'Thành phố Hồ Chí Minh': 168,
  'Tỉnh Tây Ninh': 96, 'Tỉnh Đồng Tháp': 102, 'Tỉnh Vĩnh Long': 124, 'Tỉnh An Giang': 102, 'Thành phố Cần Thơ': 103, 'Tỉnh Cà Mau': 64,
}

describe('the official list', () => {
  test('has the 34 provinces with as many communes as were published', async () => {
    const provinces = await officialProvinces()
    expect(Object.fromEntries(provinces.map(({ name, communes }) => [name, communes.length]))).toEqual(PUBLISHED)
    expect(new Set(provinces.map(({ code }) => code)).size).toBe(34)
  })

  test('has 3,321 communes of three kinds, each with a code of its own and a name without loose marks', async () => {
    const communes = (await officialProvinces()).flatMap((province) => province.communes)
    const counts = new Map<string, number>()
    for (const { label } of communes) counts.set(label, (counts.get(label) ?? 0) + 1)
    expect(Object.fromEntries(counts)).toEqual({ xã: 2621, phường: 687, 'đặc khu': 13 })
    expect(new Set(communes.map(({ code }) => code)).size).toBe(3321)
    for (const { code, name, label } of communes) {
      expect(code).toMatch(/^\d{5}$/)
      expect(name).toBe(name.normalize('NFC').trim())
      expect(name.toLowerCase().startsWith(`${label} `)).toBe(true)
    }
  })

  test('no two communes of a province have one name', async () => {
    for (const { communes } of await officialProvinces()) expect(new Set(communes.map(({ name }) => name)).size).toBe(communes.length)
  })

  test.each([['22', 'Xã Ba Chẽ', '06978'], ['52', 'Xã Ia Mơ', '23938'], ['08', 'Xã Tân Trào', '02545'], ['79', 'Phường Gò Vấp', '26884'], ['75', 'Xã Long Thành', '26368']])('%s: %s has the code %s', async (province, name, code) => {
    expect((await officialProvince(province))?.communes.find((commune) => commune.name === name)?.code).toBe(code)
  })
})
