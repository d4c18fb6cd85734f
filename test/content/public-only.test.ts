/** What is secret or internal is refused; words that only sound like it are not. */
import { describe, expect, test } from '@jest/globals'

import { bearsStamp } from '../../src/content/public-only.js'

describe('a stamp', () => {
  test.each([
    'MẬT', 'Mật', '(Mật)', '[MẬT] Báo cáo tình hình', 'TỐI MẬT', 'Tối mật', 'tuyệt  mật', 'TUYỆT MẬT: kế hoạch', 'Lưu hành nội bộ', 'LƯU HÀNH NỘI BỘ', 'Tài liệu mật', 'Độ mật', 'Văn bản mật của tỉnh',
    'Báo cáo (mật) về an ninh', 'Kế hoạch 12 - MẬT', 'Báo cáo MẬT của Công an', 'Tài liệu không phổ biến ra ngoài', 'To\u0302\u0301i ma\u0323\u0302t',
  ])('%s', (text) => expect(bearsStamp(text)).toBe(true))
})

describe('no stamp', () => {
  test.each([
    'Luật Bảo vệ bí mật nhà nước', 'LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC', 'Nuôi ong lấy mật', 'Phát triển nghề nuôi ong mật', 'Bảo mật thông tin cá nhân', 'Luật về BÍ MẬT nhà nước', 'Mật độ dân số', 'MẬT ĐỘ DÂN SỐ', 'Đường mật tự quản',
    'Về phát triển mô hình ong mật bạc hà Mèo Vạc', 'Nghị quyết về đất đai', 'Lưu hành thuốc thú y', '', 'Quy chế nội bộ của tổ tự quản',
  ])('%s', (text) => expect(bearsStamp(text)).toBe(false))
})

describe('in a number', () => {
  test.each(['05-BC/TU-M', '12/M-TU', 'M-15/BC'])('%s', (symbol) => expect(bearsStamp(symbol, { isSymbol: true })).toBe(true))
  test.each(['18-NQ/TW', '05-CT/TU', '06-ĐA/TU', '12-NQ/MTTQ', '16-ĐA/HU', '121-KL/TW'])('%s', (symbol) => expect(bearsStamp(symbol, { isSymbol: true })).toBe(false))
})
