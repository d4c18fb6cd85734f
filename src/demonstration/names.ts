/**
 * Invented names of villages and of people for the demonstration. A village's name is three words of landscape that no
 * office uses in this order, so that no real village is meant; people's names are put together at random.
 */
import type { Dice } from './dice.js'

const PLACES = [
  'Suối', 'Đồi', 'Khe', 'Nương', 'Đèo', 'Dốc', 'Rừng', 'Vườn', 'Bến', 'Thác', 'Hang', 'Đồng', 'Mỏm', 'Lòng', 'Sườn', 'Cửa',
] as const
const THINGS = [
  'Trám', 'Mận', 'Đào', 'Lê', 'Chè', 'Cọ', 'Sa Mộc', 'Thông', 'Trúc', 'Ngô', 'Lanh', 'Ong', 'Sáo', 'Én', 'Sương', 'Mây',
  'Mơ', 'Quế', 'Gạo', 'Ban', 'Dẻ', 'Giang', 'Sim', 'Hồi', 'Nếp', 'Cam', 'Bưởi', 'Thảo Quả', 'Tam Giác Mạch', 'Kim Ngân',
] as const
const MANNERS = [
  'Xanh', 'Vàng', 'Trắng', 'Sớm', 'Muộn', 'Non', 'Biếc', 'Thơm', 'Rộ', 'Ngát', 'Mới', 'Say', 'Reo', 'Hiền', 'Bừng', 'Sáng',
] as const

const FAMILIES = [
  'Hoàng', 'Nông', 'Ma', 'Quan', 'Hà', 'Nguyễn', 'Trần', 'Lê', 'Phạm', 'Bàn', 'Triệu', 'Đặng', 'Phàn', 'Chẩu', 'Lý', 'Vàng',
  'Giàng', 'Sùng', 'Thào', 'Vừ', 'Hầu', 'Ly', 'Cháng', 'Lù', 'Tẩn', 'Đinh', 'Vi', 'Lộc', 'Phùng', 'Mai',
] as const
const MEN = {
  middle: ['Văn', 'Đức', 'Minh', 'Quốc', 'Xuân', 'Thanh', 'Hữu', 'Ngọc', 'Đình', 'Trung'],
  given: ['Páo', 'Sơn', 'Hùng', 'Thắng', 'Tuấn', 'Long', 'Bình', 'Dũng', 'Hải', 'Kiên', 'Lâm', 'Nam', 'Phúc', 'Quân', 'Tâm', 'Việt', 'Chính', 'Khánh', 'Toàn', 'Vinh'],
} as const
const WOMEN = {
  middle: ['Thị', 'Thu', 'Thanh', 'Ngọc', 'Thúy', 'Minh', 'Hồng', 'Kim', 'Bích', 'Mai'],
  given: ['Mỷ', 'Hoa', 'Lan', 'Hương', 'Nga', 'Hạnh', 'Thảo', 'Liên', 'Nhung', 'Yến', 'Dung', 'Hằng', 'Xuân', 'Mai', 'Sen', 'Duyên', 'Hiền', 'Phương', 'Thơm', 'Tươi'],
} as const

/** Every invented village name there is, in an order of the dice's own: take from the front and none comes twice. */
export function villageNames(dice: Dice): string[] {
  const all = PLACES.flatMap((place) => THINGS.flatMap((thing) => MANNERS.map((manner) => `${place} ${thing} ${manner}`)))
  return dice.some(all, all.length)
}

/** The few families that live together in one village. */
export function villageFamilies(dice: Dice): [string, ...string[]] {
  const families = dice.some(FAMILIES, 5)
  return [families[0] ?? FAMILIES[0], ...families.slice(1)]
}

export function personName({ dice, families, woman }: { dice: Dice; families: [string, ...string[]]; woman: boolean }): string {
  const names = woman ? WOMEN : MEN
  return `${dice.pick(families)} ${dice.pick(names.middle)} ${dice.pick(names.given)}`
}
