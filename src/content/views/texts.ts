/** Texts of a content's languages panel and of its list of saves. */
import type { Catalogue } from '../../platform/admin/language'
import type { LanguageCode, LanguageState } from '../languages'

type State = LanguageState['state']

const vi = {
  heading: 'Các tiếng và việc duyệt',
  states: { none: 'chưa có', draft: 'bản nháp', approved: 'đã duyệt', changed: 'đã sửa sau khi duyệt' } satisfies Record<State, string>,
  approve: 'Duyệt nội dung',
  approveAgain: 'Duyệt lại',
  write: 'Soạn',
  writing: 'đang soạn ở đây',
  read: 'Xem',
  reading: 'đang xem ở đây',
  saveFirst: 'Bạn đang có chỗ sửa chưa lưu. Hãy bấm Lưu rồi mới duyệt, để bản duyệt đúng là bản đang thấy.',
  createFirst: 'Lưu lần đầu rồi duyệt từng tiếng ở đây.',
  vietnameseFirst: 'Duyệt tiếng Việt trước.',
  missing: 'Còn thiếu',
  advisable: 'Nên có thêm',
  parts: { keyPoints: 'ý chính', questions: 'hỏi – đáp', audio: 'bản đọc' },
  approvedBy: (by: string, at: string) => `${by}, ${at}`,
  approved: (language: string, version: string) => `${language}: đã duyệt bản ${version}. Chưa gửi cho ai; bấm Giao cho các tổ để gửi.`,
  unchanged: (language: string) => `${language}: không có gì đổi từ lần duyệt trước.`,
  confirmTitle: (language: string) => `Duyệt nội dung: ${language}`,
  confirmText: 'Bản hiện nay được giữ nguyên làm một bản duyệt, không sửa được nữa. Sửa tiếp vẫn được, rồi duyệt thành bản mới. Duyệt chưa gửi cho ai.',
  fileTypes: { image: (name: string) => `Ảnh ${name}`, audio: (name: string) => `Âm thanh ${name}` },
  inList: (language: string, state: string) => `${language.replace(/^Tiếng /, '')}: ${state}`,
  othersEditing: (names: string) => `${names} cũng đang sửa`,
  readOnly: 'Nội dung của cấp trên đã duyệt: bạn đọc và giao được, không sửa.',
  names: { vi: 'Tiếng Việt', en: 'Tiếng Anh', hmn: 'Tiếng Mông', tyz: 'Tiếng Tày', ium: 'Tiếng Dao', nut: 'Tiếng Nùng' } satisfies Record<LanguageCode, string>,
}

const en: typeof vi = {
  heading: 'Languages and approval',
  states: { none: 'nothing yet', draft: 'draft', approved: 'approved', changed: 'edited since approval' },
  approve: 'Approve',
  approveAgain: 'Approve again',
  write: 'Write',
  writing: 'being edited here',
  read: 'Read',
  reading: 'being shown here',
  saveFirst: 'There are unsaved edits. Save first, so that what is approved is what you see.',
  createFirst: 'Save once, then approve each language here.',
  vietnameseFirst: 'Approve Vietnamese first.',
  missing: 'Missing',
  advisable: 'Better with',
  parts: { keyPoints: 'key points', questions: 'questions and answers', audio: 'a recording' },
  approvedBy: (by, at) => `${by}, ${at}`,
  approved: (language, version) => `${language}: version ${version} is approved. Nobody has it yet; use “Give to teams” to send it.`,
  unchanged: (language) => `${language}: nothing changed since the last approval.`,
  confirmTitle: (language) => `Approve: ${language}`,
  confirmText: 'The text as it is now is kept for good as one approved version. You may go on editing and approve a newer one. Approval sends nothing.',
  fileTypes: { image: (name) => `Image ${name}`, audio: (name) => `Sound ${name}` },
  inList: (language, state) => `${language}: ${state}`,
  othersEditing: (names) => `${names} is editing this too`,
  readOnly: 'Approved content of a unit above: you can read it and give it out, not edit it.',
  names: { vi: 'Vietnamese', en: 'English', hmn: 'Hmong', tyz: 'Tày', ium: 'Dao', nut: 'Nùng' },
}

export const languageTexts: Catalogue<typeof vi> = { vi, en }

const savesVi = {
  at: 'Lưu lúc',
  by: 'Người lưu',
  language: 'Tiếng',
  what: 'Mục đã sửa',
  made: 'Tạo mới',
  none: 'Chưa lưu lần nào.',
  newer: 'Mới hơn',
  older: 'Cũ hơn',
  page: (page: number, pages: number) => `Trang ${page}/${pages}`,
}

const savesEn: typeof savesVi = {
  at: 'Saved at',
  by: 'By',
  language: 'Language',
  what: 'What changed',
  made: 'Created',
  none: 'Never saved yet.',
  newer: 'Newer',
  older: 'Older',
  page: (page, pages) => `Page ${page} of ${pages}`,
}

export const savesTexts: Catalogue<typeof savesVi> = { vi: savesVi, en: savesEn }
