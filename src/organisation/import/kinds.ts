// The four kinds of table that can be imported: their columns with Vietnamese headings, the words that offices use
// for them, and the allowed values. Read by the check, the templates and the error file alike.
import { fold } from './folding.js'

export const importKinds = ['units', 'teams', 'members', 'accounts'] as const
export type ImportKind = (typeof importKinds)[number]

export type ColumnType = 'text' | 'code' | 'name' | 'day' | 'count' | 'phone' | 'email' | 'choice' | 'choices'

export interface Choice {
  value: string
  /** As it is written in templates. */
  word: string
  /** Folded words that mean the same. */
  also: readonly string[]
}

export interface ImportColumn {
  key: string
  heading: string
  /** Folded headings that mean this column. */
  also: readonly string[]
  type: ColumnType
  choices?: readonly Choice[]
  /** Without this column (or one of its group) the table makes no sense. */
  needed?: boolean
  /** How many years ahead a day may lie; one where nothing is said. */
  yearsAhead?: number
  help: string
  example: string
  width: number
}

export interface KindDefinition {
  kind: ImportKind
  title: string
  columns: readonly ImportColumn[]
}

export function kindDefinition(kind: ImportKind): KindDefinition {
  return definitions[kind]
}

export function isImportKind(value: unknown): value is ImportKind {
  return importKinds.some((kind) => kind === value)
}

/** The column a heading stands for, or none. */
export function columnOfHeading(kind: ImportKind, heading: string): ImportColumn | undefined {
  const folded = headingKey(heading)
  return folded === '' ? undefined : headingIndex(kind).get(folded)
}

/** Headings that stand in many office tables and carry nothing to store. */
export function isIgnoredHeading(heading: string): boolean {
  return IGNORED.has(headingKey(heading))
}

export const ROLE_CHOICES: readonly Choice[] = [
  { value: 'leader', word: 'Tổ trưởng', also: ['to truong', 'truong to', 'tt'] },
  { value: 'deputy', word: 'Tổ phó', also: ['to pho', 'pho to truong', 'pho to', 'tp'] },
  { value: 'member', word: 'Thành viên', also: ['thanh vien', 'to vien', 'uy vien', 'tv'] },
]

export const ACCOUNT_ROLE_CHOICES: readonly Choice[] = [
  { value: 'admin', word: 'Quản trị', also: ['quan tri', 'quan tri vien', 'admin'] },
  { value: 'editor', word: 'Tuyên truyền', also: ['tuyen truyen', 'can bo tuyen truyen', 'bien tap', 'bien soan', 'editor'] },
  { value: 'manager', word: 'Theo dõi địa bàn', also: ['theo doi dia ban', 'theo doi', 'can bo theo doi dia ban', 'phu trach dia ban', 'quan ly', 'manager'] },
]

export const ACTIVE_CHOICES: readonly Choice[] = [
  { value: 'true', word: 'Đang hoạt động', also: ['dang hoat dong', 'hoat dong', 'co', 'dang'] },
  { value: 'false', word: 'Đã ngừng', also: ['da ngung', 'ngung', 'ngung hoat dong', 'giai the', 'khong'] },
]

/** Kinds of place and the type of unit each stands for. */
export const LABEL_TYPES: ReadonlyMap<string, string> = new Map([
  ...['thon', 'ban', 'xom', 'to', 'to dan pho', 'tdp', 'khu pho', 'khu', 'khoi', 'khoi pho', 'ap', 'buon', 'lang', 'khom', 'tieu khu', 'phum', 'soc', 'bon', 'plei', 'khu dan cu'].map(
    (word) => [word, 'village'] as const,
  ),
  ...['xa', 'phuong', 'thi tran', 'dac khu'].map((word) => [word, 'commune'] as const),
  ...['huyen', 'quan', 'thi xa'].map((word) => [word, 'district'] as const),
  ...['tinh', 'thanh pho'].map((word) => [word, 'province'] as const),
])

export const LABEL_WORDS = ['Thôn', 'Bản', 'Xóm', 'Tổ dân phố', 'Khu phố', 'Ấp', 'Buôn', 'Làng', 'Khóm', 'Tiểu khu', 'Xã', 'Phường', 'Đặc khu']

function headingKey(heading: string): string {
  return fold(heading.replace(/\([^)]*\)|\*/g, ' '))
}

const IGNORED = new Set(['stt', 'tt', 'so tt', 'so thu tu', 'ghi chu', 'ly do', 'ly do chua nhan', 'dong goc', 'so dong'])

const unitPlace = (also: { code: readonly string[] }): ImportColumn[] => [
  {
    key: 'unitCode', heading: 'Mã thôn', also: ['ma thon ban', 'ma don vi', 'ma dia ban', 'ma to dan pho', 'ma thon to dan pho', ...also.code], type: 'code',
    help: 'Có mã thì chỉ cần mã. Mã lấy từ mẫu "điền sẵn" hoặc trang Đơn vị.', example: '', width: 16,
  },
  {
    key: 'commune', heading: 'Xã', also: ['ten xa', 'xa phuong', 'xa phuong thi tran', 'phuong xa', 'phuong', 'ten xa phuong', 'thuoc xa', 'don vi xa'], type: 'name',
    help: 'Tên xã, phường. Có thể viết có hoặc không có chữ "Xã".', example: 'Lũng Cú', width: 20,
  },
  {
    key: 'village', heading: 'Thôn', also: ['ten thon', 'thon ban', 'ten thon ban', 'thon to dan pho', 'to dan pho', 'ban', 'xom', 'thon xom', 'khu pho', 'thon ban to dan pho', 'ten thon ban to dan pho', 'dia ban', 'ten dia ban', 'ten don vi', 'khu dan cu'], type: 'name',
    help: 'Tên thôn, bản, tổ dân phố.', example: 'Thôn Lô Lô Chải', width: 24,
  },
]

const definitions: Record<ImportKind, KindDefinition> = {
  units: {
    kind: 'units',
    title: 'Danh sách thôn, bản, tổ dân phố',
    columns: [
      { key: 'code', heading: 'Mã đơn vị', also: ['ma', 'ma thon', 'ma thon ban', 'ma dv', 'ma dia ban', 'ma to dan pho', 'ma don vi hanh chinh'], type: 'code', help: 'Để trống khi chưa có mã: phần mềm tự đặt mã.', example: '', width: 16 },
      { key: 'name', heading: 'Tên đơn vị', also: ['ten', 'ten thon', 'thon', 'thon ban', 'ten thon ban', 'thon to dan pho', 'to dan pho', 'ban', 'xom', 'thon xom', 'ten thon to dan pho', 'thon ban to dan pho', 'ten thon ban to dan pho', 'ten dia ban', 'dia ban', 'khu dan cu'], type: 'name', needed: true, help: 'Tên thôn, bản, tổ dân phố (hoặc xã, phường).', example: 'Thôn Lô Lô Chải', width: 28 },
      { key: 'label', heading: 'Loại', also: ['loai don vi', 'loai dia ban', 'cap', 'loai hinh'], type: 'text', help: 'Thôn, Bản, Xóm, Tổ dân phố, … Để trống thì lấy chữ đầu của tên.', example: 'Thôn', width: 14 },
      { key: 'parentCode', heading: 'Mã xã', also: ['ma don vi cap tren', 'ma cap tren', 'ma xa phuong', 'ma phuong xa', 'ma xa phuong thi tran'], type: 'code', help: 'Mã của đơn vị cấp trên trực tiếp.', example: '', width: 14 },
      { key: 'parent', heading: 'Xã', also: ['ten xa', 'xa phuong', 'xa phuong thi tran', 'phuong xa', 'phuong', 'ten xa phuong', 'thuoc xa', 'don vi cap tren', 'cap tren', 'truc thuoc', 'thuoc don vi'], type: 'name', help: 'Tên xã, phường mà thôn thuộc về.', example: 'Lũng Cú', width: 20 },
      { key: 'upper', heading: 'Tỉnh', also: ['tinh thanh pho', 'ten tinh', 'huyen', 'quan huyen', 'huyen cu', 'tinh thanh'], type: 'name', help: 'Chỉ cần khi có hai xã cùng tên.', example: '', width: 16 },
      { key: 'households', heading: 'Số hộ', also: ['ho', 'tong so ho', 'so ho dan', 'so ho gia dinh', 'tong ho'], type: 'count', help: 'Số hộ dân, số nguyên.', example: '86', width: 10 },
      { key: 'population', heading: 'Nhân khẩu', also: ['so khau', 'dan so', 'so nhan khau', 'khau', 'tong so khau', 'so dan'], type: 'count', help: 'Số nhân khẩu, số nguyên.', example: '410', width: 12 },
      { key: 'openedOn', heading: 'Ngày thành lập', also: ['ngay lap', 'thanh lap ngay', 'tu ngay'], type: 'day', help: 'Ngày/tháng/năm. Để trống thì lấy ngày nhập.', example: '01/07/2025', width: 16 },
    ],
  },
  teams: {
    kind: 'teams',
    title: 'Danh sách tổ dân vận',
    columns: [
      ...unitPlace({ code: ['ma'] }),
      { key: 'label', heading: 'Tên tổ', also: ['ten to dan van', 'to dan van', 'ten goi', 'ten to', 'ten goi to'], type: 'text', help: 'Để trống thì là "Tổ dân vận" và tên thôn.', example: '', width: 30 },
      { key: 'foundingDecision', heading: 'Quyết định thành lập', also: ['so quyet dinh', 'quyet dinh', 'qd thanh lap', 'so qd', 'quyet dinh so', 'so quyet dinh thanh lap'], type: 'text', help: 'Số, ký hiệu và ngày của quyết định.', example: '15-QĐ/ĐU ngày 10/01/2026', width: 28 },
      { key: 'active', heading: 'Tình trạng', also: ['trang thai', 'hoat dong'], type: 'choice', choices: ACTIVE_CHOICES, help: 'Để trống là đang hoạt động.', example: 'Đang hoạt động', width: 16 },
    ],
  },
  members: {
    kind: 'members',
    title: 'Danh sách thành viên tổ dân vận',
    columns: [
      ...unitPlace({ code: ['ma'] }),
      { key: 'team', heading: 'Tên tổ', also: ['ten to dan van', 'to dan van', 'to'], type: 'text', help: 'Chỉ cần khi thôn có hơn một tổ.', example: '', width: 24 },
      { key: 'name', heading: 'Họ và tên', also: ['ho ten', 'ten thanh vien', 'ho va ten thanh vien', 'ten', 'ho ten thanh vien', 'thanh vien'], type: 'name', needed: true, help: 'Họ và tên đầy đủ.', example: 'Giàng A Páo', width: 26 },
      { key: 'role', heading: 'Vai trò', also: ['chuc vu trong to', 'nhiem vu', 'nhiem vu trong to', 'vai tro trong to', 'chuc danh trong to'], type: 'choice', choices: ROLE_CHOICES, help: 'Tổ trưởng, Tổ phó hoặc Thành viên.', example: 'Tổ trưởng', width: 14 },
      { key: 'position', heading: 'Chức vụ', also: ['chuc danh', 'chuc vu chinh quyen doan the', 'chuc vu dang chinh quyen doan the', 'cong viec'], type: 'text', help: 'Chức vụ đang giữ, ví dụ Bí thư chi bộ.', example: 'Bí thư chi bộ', width: 24 },
      { key: 'phone', heading: 'Số điện thoại', also: ['dien thoai', 'sdt', 'so dt', 'dt', 'di dong', 'so di dong'], type: 'phone', help: 'Không bắt buộc.', example: '0912345678', width: 16 },
      { key: 'from', heading: 'Từ ngày', also: ['ngay bat dau', 'ngay vao to', 'ngay tham gia', 'bat dau'], type: 'day', help: 'Ngày bắt đầu làm nhiệm vụ. Để trống thì lấy ngày nhập.', example: '10/01/2026', width: 14 },
      { key: 'to', heading: 'Đến ngày', also: ['ngay ket thuc', 'ngay thoi', 'ngay nghi', 'ket thuc'], type: 'day', yearsAhead: 10, help: 'Ngày thôi làm nhiệm vụ, nếu đã thôi.', example: '', width: 14 },
    ],
  },
  accounts: {
    kind: 'accounts',
    title: 'Danh sách tài khoản cán bộ',
    columns: [
      { key: 'name', heading: 'Họ và tên', also: ['ho ten', 'ten can bo', 'ten', 'can bo'], type: 'name', needed: true, help: 'Họ và tên đầy đủ.', example: 'Nguyễn Thị Hoa', width: 26 },
      { key: 'email', heading: 'Thư điện tử', also: ['email', 'e mail', 'dia chi thu dien tu', 'thu dien tu cong vu', 'hop thu', 'dia chi email', 'tai khoan'], type: 'email', help: 'Dùng để đăng nhập. Không có thì để trống: phần mềm đặt tên đăng nhập.', example: 'hoa.nt@tuyenquang.gov.vn', width: 30 },
      { key: 'username', heading: 'Tên đăng nhập', also: ['ten tai khoan', 'ten nguoi dung', 'user', 'username'], type: 'text', help: 'Để trống: phần mềm tự đặt, ví dụ hoa.nguyen. Ghi vào khi muốn chỉ đúng một tài khoản đã có.', example: '', width: 18 },
      { key: 'phone', heading: 'Số điện thoại', also: ['dien thoai', 'sdt', 'so dt', 'dt', 'di dong'], type: 'phone', help: 'Không bắt buộc.', example: '0912345678', width: 16 },
      { key: 'roles', heading: 'Quyền', also: ['vai tro', 'quyen han', 'nhiem vu', 'phan quyen'], type: 'choices', choices: ACCOUNT_ROLE_CHOICES, help: 'Một hoặc nhiều quyền, cách nhau bằng dấu chấm phẩy.', example: 'Tuyên truyền; Theo dõi địa bàn', width: 30 },
      { key: 'unitCode', heading: 'Mã đơn vị', also: ['ma don vi phu trach', 'ma xa', 'ma dia ban'], type: 'code', help: 'Một hoặc nhiều mã, cách nhau bằng dấu chấm phẩy.', example: '', width: 18 },
      { key: 'unit', heading: 'Đơn vị', also: ['don vi phu trach', 'dia ban', 'dia ban phu trach', 'xa', 'xa phuong', 'don vi cong tac', 'ten don vi'], type: 'name', help: 'Tên xã, phường, tỉnh; nhiều đơn vị cách nhau bằng dấu chấm phẩy.', example: 'Lũng Cú; Đồng Văn', width: 30 },
    ],
  },
}

const indexes = new Map<ImportKind, Map<string, ImportColumn>>()

function headingIndex(kind: ImportKind): Map<string, ImportColumn> {
  let index = indexes.get(kind)
  if (index) return index
  index = new Map()
  for (const column of definitions[kind].columns) for (const word of column.also) index.set(word, column)
  for (const column of definitions[kind].columns) index.set(fold(column.heading), column)
  indexes.set(kind, index)
  return index
}
