/** Texts of the chooser above the lists of facts. */
import type { Catalogue } from '../../platform/admin/language'

const vi = {
  assignment: 'Việc giao',
  noAssignment: 'Chọn một việc…',
  option: (title: string, day: string) => `${title} (giao ${day})`,
  team: 'Hoặc một tổ',
  chooseFirst: 'Chọn một việc giao hoặc một tổ để xem danh sách. Muốn xem theo xã, thôn thì mở việc ấy rồi vào Độ phủ.',
}

const en: typeof vi = {
  assignment: 'Assignment',
  noAssignment: 'Choose one…',
  option: (title, day) => `${title} (given ${day})`,
  team: 'Or a team',
  chooseFirst: 'Choose an assignment or a team to see the list. By commune and village it is seen on the assignment’s reach page.',
}

export const scopeTexts: Catalogue<typeof vi> = { vi, en }
