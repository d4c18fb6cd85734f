// Every answer that says "no" to a program: one catalogue of codes with their HTTP status and a Vietnamese
// sentence that says what to do. Domains throw `problem({ code })`; the kernel writes it (RFC 9457).
import type { ServerResponse } from 'node:http'

interface CatalogueEntry {
  status: number
  title: string
}

const catalogue = {
  malformed: { status: 400, title: 'Dữ liệu gửi lên chưa đúng dạng. Hãy kiểm tra các mục được nêu rồi gửi lại.' },
  'unknown-host': { status: 400, title: 'Địa chỉ này không thuộc máy chủ. Hãy mở đúng địa chỉ được cấp.' },
  'unknown-cursor': { status: 400, title: 'Không đọc tiếp được từ chỗ đã dừng. Hãy tải lại danh sách từ đầu.' },

  unauthenticated: { status: 401, title: 'Bạn chưa đăng nhập hoặc phiên làm việc đã hết. Hãy đăng nhập lại.' },
  'unknown-key': { status: 401, title: 'Máy này chưa được nhận vào tổ. Hãy nhập mã của tổ.' },
  revoked: { status: 401, title: 'Máy này đã được ngừng dùng cho tổ. Hãy liên hệ cán bộ xã để nhận mã mới.' },

  forbidden: { status: 403, title: 'Tài khoản của bạn không có quyền làm việc này. Hãy liên hệ quản trị nếu cần.' },
  'foreign-origin': { status: 403, title: 'Lệnh được gửi từ một trang khác nên không thực hiện. Hãy mở lại trang quản trị rồi làm lại.' },

  'not-found': { status: 404, title: 'Không tìm thấy nội dung này. Hãy kiểm tra lại hoặc tải lại danh sách.' },
  'unknown-path': { status: 404, title: 'Không có địa chỉ này. Hãy cập nhật ứng dụng rồi thử lại.' },
  'unknown-code': { status: 404, title: 'Mã không đúng. Hãy xem lại từng ký tự trên phiếu rồi nhập lại.' },
  'unknown-delivery': { status: 404, title: 'Việc này không thuộc tổ. Hãy tải lại danh sách việc.' },

  'method-not-allowed': { status: 405, title: 'Địa chỉ này không nhận cách gọi đó. Hãy cập nhật ứng dụng rồi thử lại.' },

  state: { status: 409, title: 'Tình trạng hiện tại không cho phép làm việc này. Hãy tải lại để xem tình trạng mới nhất.' },
  depends: { status: 409, title: 'Đã có nội dung mới dựa trên quyết định này nên chưa hoàn tác được. Hãy xem danh sách kèm theo.' },
  conflict: { status: 409, title: 'Đã có nội dung khác được lưu trước. Hãy tải lại rồi làm tiếp trên bản mới nhất.' },
  'client-id-used': { status: 409, title: 'Mã gửi này đã dùng cho một nội dung khác. Hãy gửi lại với mã mới.' },
  superseded: { status: 409, title: 'Báo cáo này đã có bản thay thế. Hãy mở bản mới nhất.' },

  'used-code': { status: 410, title: 'Mã này đã được dùng cho máy khác. Hãy xin cán bộ xã một mã mới.' },
  'expired-code': { status: 410, title: 'Mã này đã hết hạn. Hãy xin cán bộ xã một mã mới.' },
  withdrawn: { status: 410, title: 'Việc này đã được thu hồi. Nội dung bạn gửi vẫn được giữ để cán bộ xem.' },
  gone: { status: 410, title: 'Nội dung này không còn nữa. Hãy tải lại danh sách.' },

  'too-large': { status: 413, title: 'Nội dung gửi lên quá lớn. Hãy chia nhỏ rồi gửi lại.' },
  'too-many': { status: 413, title: 'Một lần gửi có quá nhiều mục. Hãy chia nhỏ rồi gửi lại.' },
  'unsupported-type': { status: 415, title: 'Loại dữ liệu này không được nhận. Hãy chọn loại khác rồi gửi lại.' },
  range: { status: 416, title: 'Phần tệp được yêu cầu không có. Hãy tải lại tệp từ đầu.' },

  rules: { status: 422, title: 'Có mục chưa hợp lệ. Hãy sửa các mục được nêu rồi gửi lại.' },
  'reason-missing': { status: 422, title: 'Cần ghi lý do. Hãy ghi rõ lý do rồi làm lại.' },
  'not-approved': { status: 422, title: 'Chưa có nội dung nào được duyệt để gửi. Hãy duyệt nội dung tiếng Việt trước.' },
  nobody: { status: 422, title: 'Chưa có tổ nào trong danh sách nhận. Hãy chọn lại đơn vị hoặc tổ nhận.' },
  'vietnamese-missing': { status: 422, title: 'Bản tiếng Việt chưa được duyệt. Hãy duyệt bản tiếng Việt trước.' },
  incomplete: { status: 422, title: 'Nội dung còn thiếu. Hãy bổ sung các mục được nêu rồi duyệt lại.' },
  'unknown-kind': { status: 422, title: 'Loại thông tin này chưa được nhận. Hãy cập nhật ứng dụng.' },
  'unknown-member': { status: 422, title: 'Người này không có trong danh sách của tổ vào ngày đó. Hãy chọn lại thành viên.' },
  'unknown-reason': { status: 422, title: 'Lý do này không có trong danh sách. Hãy chọn lại lý do.' },
  'not-leader': { status: 422, title: 'Việc này cần tổ trưởng xác nhận. Hãy nhờ tổ trưởng xác nhận.' },
  'unknown-bundle': { status: 422, title: 'Bản nội dung này không thuộc việc được giao. Hãy tải lại việc rồi xác nhận.' },
  'hash-missing': { status: 422, title: 'Thiếu mã của bản nội dung được xác nhận. Hãy mở lại việc rồi xác nhận.' },
  'hash-differs': { status: 422, title: 'Ảnh nhận được không giống ảnh đã khai. Hãy gửi lại ảnh.' },
  undecodable: { status: 422, title: 'Không mở được ảnh này. Hãy chụp lại hoặc chọn ảnh khác.' },

  'nothing-new': { status: 422, title: 'Chưa có bản nào mới được duyệt để gửi. Hãy sửa và duyệt nội dung trước; sửa đổi lớn cần bản tiếng Việt mới.' },
  'key-used': { status: 422, title: 'Máy này đã được nhận vào tổ bằng mã khác. Hãy nhập lại mã để máy tạo khoá mới.' },
  'event-missing': { status: 422, title: 'Thiếu xác nhận cần rút lại. Hãy mở lại việc rồi rút lại.' },
  'too-long': { status: 422, title: 'Đoạn viết này quá dài. Hãy viết gọn lại.' },

  'rate-limited': { status: 429, title: 'Có quá nhiều lần gửi trong thời gian ngắn. Hãy đợi một lát rồi thử lại.' },
  internal: { status: 500, title: 'Máy chủ gặp lỗi và chưa lưu nội dung này. Hãy thử lại sau ít phút.' },
  unavailable: { status: 503, title: 'Máy chủ đang tạm nghỉ. Nội dung vẫn ở trên máy của bạn, hãy thử lại sau ít phút.' },
} as const satisfies Record<string, CatalogueEntry>

export type ProblemCode = keyof typeof catalogue

/** One thing that is wrong in what was sent: where, a stable code, and a Vietnamese sentence. */
export interface ProblemError {
  path: string
  code: string
  message: string
}

export interface ProblemInput {
  /** A code of the catalogue, or a domain's own one (then with `status` and `title`). */
  code: ProblemCode | (string & {})
  status?: number
  title?: string
  details?: Record<string, unknown>
  errors?: ProblemError[]
  /** Extra response headers, such as `Retry-After` or `Allow`. */
  headers?: Record<string, string>
}

export interface ProblemBody {
  type: string
  title: string
  status: number
  code: string
  details?: Record<string, unknown>
  errors?: ProblemError[]
}

/** What `problem()` makes. A class only because `throw` wants a stack; recognise it with `isProblem`. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly details?: Record<string, unknown>
  readonly errors?: ProblemError[]
  readonly headers: Record<string, string>

  constructor(input: ProblemInput) {
    const known = lookUp(input.code)
    super(input.title ?? known?.title ?? titleForStatus(input.status ?? 500))
    this.name = 'Problem'
    this.code = input.code
    this.status = input.status ?? known?.status ?? 500
    this.headers = input.headers ?? {}
    if (input.details) this.details = input.details
    if (input.errors && input.errors.length > 0) this.errors = input.errors
  }
}

/** Makes a refusal to throw: `throw problem({ code: 'withdrawn', details: { delivery } })`. */
export function problem(input: ProblemInput): Problem {
  return new Problem(input)
}

/** True for a refusal, also one made by another copy of this module (the admin's bundle, a worker thread). */
export function isProblem(error: unknown): error is Problem {
  if (error instanceof Problem) return true
  if (!(error instanceof Error) || error.name !== 'Problem') return false
  return 'status' in error && typeof error.status === 'number' && 'code' in error && typeof error.code === 'string'
}

/** The RFC 9457 object of a refusal, also used inside results of a batch. */
export function problemBody(refusal: Problem): ProblemBody {
  return {
    type: `urn:lantoa:problem:${refusal.code}`,
    title: refusal.message,
    status: refusal.status,
    code: refusal.code,
    ...(refusal.details ? { details: refusal.details } : {}),
    ...(refusal.errors ? { errors: refusal.errors } : {}),
  }
}

/** Writes a refusal as `application/problem+json`; does nothing when an answer is already under way. */
export function sendProblem(response: ServerResponse, refusal: Problem): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = Buffer.from(JSON.stringify(problemBody(refusal)))
  const retryAfter = refusal.status === 503 && !refusal.headers['Retry-After'] ? { 'Retry-After': '5' } : {}
  for (const name of ['ETag', 'Last-Modified', 'Content-Encoding', 'Content-Range']) response.removeHeader(name)
  response.writeHead(refusal.status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    ...retryAfter,
    ...refusal.headers,
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

/** The Vietnamese sentence and the status of a code, for texts shown elsewhere (desk views, mails). */
export function lookUp(code: string): CatalogueEntry | undefined {
  return Object.hasOwn(catalogue, code) ? catalogue[code as ProblemCode] : undefined
}

/** All codes with status and title, for the documentation and its test. */
export function problemCatalogue(): Readonly<Record<string, CatalogueEntry>> {
  return catalogue
}

function titleForStatus(status: number): string {
  if (status === 404) return catalogue['not-found'].title
  if (status === 403) return catalogue.forbidden.title
  if (status === 409) return catalogue.state.title
  if (status === 410) return catalogue.gone.title
  if (status === 422) return catalogue.rules.title
  if (status === 503) return catalogue.unavailable.title
  if (status < 500) return catalogue.malformed.title
  return catalogue.internal.title
}
