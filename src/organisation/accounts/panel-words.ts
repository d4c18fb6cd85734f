/** Payload's own words where its Vietnamese is half English or names the wrong thing; read by payload.config.ts. */
import { searchWords } from '../../platform/search.js'
import { signInWords } from './sign-in-words.js'

const faults = {
  correctInvalidFields: 'Chưa lưu được. Hãy xem lại các mục báo đỏ.',
  documentNotFound: 'Không tìm thấy mục này. Có thể nó đã bị xoá hoặc nằm ngoài địa bàn của bạn.',
  loadingDocument: 'Chưa tải được mục này. Hãy tải lại trang.',
  noFilesUploaded: 'Hãy chọn một tệp.',
  notAllowedToPerformAction: 'Bạn không có quyền làm việc này, hoặc phiên làm việc đã hết. Những gì đã nhập vẫn còn trên trang: đăng nhập lại ở một thẻ khác rồi bấm Lưu lần nữa.',
  problemUploadingFile: 'Chưa nhận được tệp. Hãy thử lại.',
  tokenInvalidOrExpired: 'Đường dẫn này không đúng hoặc đã hết hạn. Hãy xin đường dẫn mới.',
  unknown: 'Chưa làm được. Hãy thử lại; vẫn không được thì báo quản trị.',
  unspecific: 'Chưa làm được. Hãy thử lại; vẫn không được thì báo quản trị.',
}
const names = {
  upload: { dragAndDropHere: 'hoặc kéo tệp vào đây', fileName: 'Tên tệp', fileSize: 'Dung lượng', selectFile: 'Chọn tệp' },
  validation: { emailAddress: 'Thư điện tử viết chưa đúng.', fieldHasNo: 'Mục này không có {{label}}.', invalidSelection: 'Mục này có lựa chọn không đúng.', invalidSelections: 'Mục này có lựa chọn không đúng:', validUploadID: 'Tệp này không còn. Hãy chọn tệp khác.' },
}
// Nothing is published here: a save is a save, and what teams read is approved and sent.
const saved = { vi: { currentlyPublished: 'Bản đang dùng', previouslyPublished: 'Bản đã lưu', versionID: 'Mã bản lưu' }, en: { currentlyPublished: 'Saved now', previouslyPublished: 'Saved before' } }

const refused = { followingFieldsInvalid_one: 'Chưa lưu được. Hãy xem lại mục:', followingFieldsInvalid_other: 'Chưa lưu được. Hãy xem lại các mục:' }

export const panelWords = {
  vi: {
    ...signInWords.vi,
    ...names,
    general: { ...signInWords.vi.general, ...searchWords.vi.general, locale: 'Tiếng của nội dung', dashboard: 'Việc hôm nay', backToDashboard: 'Về Việc hôm nay' },
    error: { ...signInWords.vi.error, ...faults, ...refused },
    version: saved.vi,
  },
  en: { ...signInWords.en, general: { locale: 'Content language', dashboard: 'Today', backToDashboard: 'Back to Today' }, version: saved.en },
}
