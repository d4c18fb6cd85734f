// What the import says to people: one Vietnamese sentence per code, with what to do. Codes are stable, sentences are not.

type Values = Readonly<Record<string, string | number>>

/** The sentence of a code with its values filled in ({name}). */
export function importText(code: string, values: Values = {}): string {
  const text = sentences[code] ?? 'Dòng này chưa nhận được.'
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

export function hasImportText(code: string): boolean {
  return Object.hasOwn(sentences, code)
}

const REORGANISE = 'Nhập danh sách không đổi được; hãy dùng mục Sắp xếp đơn vị.'

const sentences: Record<string, string> = {
  // The file as a whole.
  'empty-file': 'Tệp trống. Hãy chọn tệp có danh sách.',
  'too-large': 'Tệp lớn hơn {most} MB. Hãy bỏ ảnh, bỏ các trang không cần hoặc chia thành nhiều tệp.',
  'too-many-rows': 'Tệp có hơn {most} dòng. Hãy chia thành nhiều tệp, mỗi tệp không quá {most} dòng.',
  'too-many-merges': 'Trang tính có quá nhiều ô gộp. Hãy bỏ gộp ô rồi lưu lại.',
  'zip-bomb': 'Tệp nén quá mức cho phép nên không mở. Hãy chép danh sách sang một tệp Excel mới rồi gửi lại.',
  'too-much': 'Danh sách quá lớn để kiểm tra một lần. Hãy chia thành nhiều tệp, mỗi tệp vài xã.',
  'broken-file': 'Tệp hỏng hoặc chưa tải lên hết. Hãy mở lại bằng Excel, lưu thành tệp .xlsx mới rồi gửi lại.',
  'not-a-table': 'Đây không phải tệp Excel (.xlsx) hay .csv. Hãy mở bằng Excel rồi chọn Lưu thành "Excel Workbook (.xlsx)".',
  'old-excel': 'Đây là tệp Excel đời cũ (.xls). Hãy mở bằng Excel rồi chọn Lưu thành "Excel Workbook (.xlsx)".',
  'binary-excel': 'Tệp .xlsb chưa đọc được. Hãy mở bằng Excel rồi chọn Lưu thành "Excel Workbook (.xlsx)".',
  'open-document': 'Tệp .ods chưa đọc được. Hãy mở bằng LibreOffice rồi chọn Lưu thành "Excel 2007–365 (.xlsx)".',
  macros: 'Tệp có chương trình kèm theo (macro) nên không nhận. Hãy lưu thành "Excel Workbook (.xlsx)" rồi gửi lại.',
  protected: 'Tệp đang đặt mật khẩu. Hãy bỏ mật khẩu khi lưu rồi gửi lại.',
  'no-headings': 'Không tìm thấy dòng tiêu đề. Cần có ít nhất cột: {columns}. Hãy dùng tệp mẫu.',
  'no-rows': 'Trang tính chỉ có tiêu đề, chưa có dòng nào để nhập.',
  'missing-column': 'Thiếu cột "{column}". Hãy thêm cột này hoặc dùng tệp mẫu.',
  'merged-heading': 'Ô tiêu đề "{heading}" gộp nhiều cột. Hãy bỏ gộp và ghi tiêu đề cho từng cột.',
  'repeated-heading': 'Hai cột cùng có tiêu đề "{heading}". Hãy giữ một cột.',

  // Remarks on the file; nothing is wrong with the rows.
  'hidden-rows': 'Có {count} dòng đang ẩn (từ dòng {first}); chúng vẫn được đọc. Nếu không muốn nhập, hãy xoá các dòng đó.',
  'hidden-sheet': 'Trang tính ẩn "{sheet}" không được đọc.',
  'other-sheet': 'Chỉ đọc trang "{read}". Trang "{sheet}" không được đọc.',
  'unknown-heading': 'Cột "{heading}" không thuộc mẫu nên không được đọc.',
  'repeated-header-row': 'Dòng này lặp lại tiêu đề nên được bỏ qua.',
  'numbering-row': 'Dòng đánh số cột được bỏ qua.',
  'total-row': 'Dòng cộng được bỏ qua.',
  converted: 'Chữ gõ bằng phông {encoding} đã được chuyển: "{was}" → "{text}".',

  // One cell.
  'formula-error': 'Công thức trong ô đang báo lỗi ({text}). Hãy sửa công thức hoặc gõ giá trị.',
  'formula-empty': 'Công thức trong ô chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại, hoặc gõ giá trị.',
  'external-link': 'Ô lấy số liệu từ một tệp khác. Hãy chép ô rồi chọn Dán giá trị.',
  'too-long': 'Nội dung dài hơn {most} ký tự. Hãy rút gọn.',
  required: 'Ô này không được để trống.',
  'not-a-count': '"{text}" không phải số nguyên. Hãy ghi một số, ví dụ 86.',
  'count-range': 'Số {text} nằm ngoài khoảng {least}–{most}. Hãy kiểm tra lại.',
  'not-a-day': '"{text}" không phải ngày. Hãy ghi ngày/tháng/năm, ví dụ 01/07/2025.',
  'short-year': 'Năm "{text}" cần đủ bốn chữ số, ví dụ 01/07/2025.',
  'future-day': 'Ngày {text} ở quá xa trong tương lai. Hãy kiểm tra lại năm.',
  'past-day': 'Ngày {text} quá lâu trong quá khứ. Hãy kiểm tra lại năm.',
  'not-a-phone': '"{text}" không phải số điện thoại. Số di động có 10 chữ số, bắt đầu bằng 0.',
  'not-an-email': '"{text}" không phải địa chỉ thư điện tử.',
  'not-a-choice': '"{text}" không có trong danh sách. Hãy chọn một trong: {choices}.',
  'not-a-code': 'Mã "{text}" có ký tự lạ. Mã chỉ gồm chữ, số, dấu chấm, gạch ngang, gạch chéo; dài nhất 40.',
  'lost-zeros': 'Ô mã là số nên có thể đã mất số 0 ở đầu: có đơn vị mang mã {code}. Nếu là nơi đó, hãy ghi đủ số 0.',

  // Matching.
  'unknown-code': 'Không có đơn vị mang mã {code} trong địa bàn của bạn.',
  'unknown-commune': 'Không tìm thấy xã "{name}" trong địa bàn của bạn. Hãy kiểm tra tên, hoặc ghi mã xã.',
  'ambiguous-commune': 'Có {count} nơi tên "{name}": {candidates}. Hãy ghi mã, hoặc ghi thêm tỉnh.',
  'parent-missing': 'Chưa ghi xã. Hãy ghi tên xã hoặc mã xã.',
  'parent-differs': 'Đơn vị này đang thuộc {was}. ' + REORGANISE,
  'parent-level': '"{name}" không phải cấp trên của loại đơn vị này.',
  'code-name-differ': 'Mã {code} là của {was}, không phải "{name}". Hãy kiểm tra mã hoặc tên.',
  'code-differs': 'Đơn vị này đang có mã {was}. ' + REORGANISE + ' Nếu là nơi khác cùng tên, hãy thêm vào tệp cả dòng của mã {was}.',
  'code-taken': 'Mã {code} đang dùng cho đơn vị khác.',
  'type-differs': 'Đơn vị này đang là loại {was}. ' + REORGANISE,
  'unknown-label': 'Loại "{text}" chưa biết. Hãy chọn: thôn, bản, xóm, tổ dân phố, khu phố, ấp, buôn, xã, phường…',
  'outside-territory': '"{name}" nằm ngoài địa bàn của bạn.',
  'ambiguous-village': 'Có {count} nơi khớp "{name}": {candidates}. Hãy ghi mã để chọn đúng nơi.',
  'unknown-village': 'Không tìm thấy "{name}" trong {commune}. Hãy nhập danh sách thôn trước, hoặc kiểm tra tên.',
  'village-missing': 'Chưa ghi thôn. Hãy ghi tên thôn và xã, hoặc mã thôn.',
  'repeated-row': 'Trùng với dòng {row}. Hãy giữ một dòng.',
  'repeated-member': 'Trùng với dòng {row}. Nếu là một người, hãy giữ một dòng; nếu là hai người cùng tên, hãy ghi số điện thoại của từng người.',
  'repeated-code': 'Mã {code} đã có ở dòng {row}. Mỗi đơn vị một mã.',
  'parent-wrong': 'Đơn vị cấp trên ở dòng {row} còn lỗi. Hãy sửa dòng đó trước.',
  'no-team': 'Thôn này chưa có tổ dân vận. Hãy nhập danh sách tổ trước.',
  'ambiguous-team': 'Nơi này có {count} tổ: {candidates}. Hãy ghi tên tổ.',
  'unknown-team': 'Nơi này không có tổ tên "{name}".',
  'ambiguous-member': 'Tổ có {count} người tên "{name}". Hãy ghi số điện thoại để chọn đúng người.',
  'two-teams': '{name} ({phone}) đã có trong {team}. Một người chỉ ở một tổ; hãy cho thôi ở tổ cũ trước.',
  'two-teams-file': '{name} ({phone}) còn ở dòng {row} thuộc tổ khác. Một người chỉ ở một tổ.',
  namesake: 'Có người cùng họ tên ở {place}, cùng xã. Nếu là một người thì chỉ ghi ở một tổ.',
  'two-leaders': 'Tổ đang có tổ trưởng là {name}. Nếu người ấy thôi, hãy ghi ngày thôi hoặc vai trò mới của họ, trong danh sách hoặc ở trang Kiện toàn.',
  'role-day-missing': 'Người này đã thôi từ {to} nhưng vai trò lại đổi. Hãy ghi từ ngày nào giữ vai trò mới, hoặc để trống ô Vai trò.',
  'days-order': 'Ngày thôi ({to}) trước ngày bắt đầu ({from}).',
  'roles-missing': 'Chưa ghi quyền. Hãy chọn: Quản trị, Tuyên truyền, Theo dõi địa bàn.',
  'units-missing': 'Chưa ghi đơn vị phụ trách.',
  'email-taken': 'Địa chỉ này là của một tài khoản ngoài địa bàn của bạn.',
  'username-taken': 'Tên đăng nhập này là của một tài khoản khác.',
  'not-a-sign-in-name': '"{text}" không dùng làm tên đăng nhập được: chỉ gồm chữ không dấu, chữ số, dấu chấm hoặc gạch, từ 3 đến 40 ký tự.',
  'account-differs': 'Tên đăng nhập {username} và thư điện tử {email} là của hai tài khoản khác nhau. Hãy sửa một trong hai.',
  'ambiguous-account': 'Có {count} tài khoản tên "{name}" ở đơn vị này. Hãy ghi tên đăng nhập, thư điện tử hoặc số điện thoại để chọn đúng người.',
  'other-phone': 'Đã có tài khoản "{name}" ({username}) ở đơn vị này với số điện thoại {phone}. Nếu là người đó, hãy ghi tên đăng nhập {username}; nếu là người khác, hãy ghi một tên đăng nhập mới.',
  'own-account': 'Đây là tài khoản của chính bạn; quyền và địa bàn của mình không tự đổi được.',
  'account-above': 'Tài khoản này có địa bàn rộng hơn của bạn nên bạn không sửa được.',

  // Lists that the product makes itself.
  'every-village-has-a-team': 'Thôn nào cũng đã có tổ dân vận.',
  'no-villages': 'Chưa có thôn nào. Hãy nhập danh sách thôn trước.',

  // Applying and taking back.
  'changed-meanwhile': 'Dữ liệu đã có người sửa sau lần kiểm tra. Hãy kiểm tra lại tệp rồi áp dụng.',
  busy: 'Đang có một lần nhập khác ({file}) chưa xong. Hãy đợi vài phút rồi làm lại.',
  'has-wrong-rows': 'Tệp còn {count} dòng lỗi. Hãy tải tệp dòng lỗi, sửa rồi gửi lại; chưa có gì được nhập.',
  forgotten: 'Lần nhập này đã quá {days} ngày nên không còn giữ các dòng để hoàn tác.',
  'nothing-to-apply': 'Tệp không có gì mới so với dữ liệu đang có.',
  'kept-children': 'Giữ lại {name}: đã có đơn vị hoặc tổ khác dựa vào.',
  'kept-changed': 'Giữ lại {name}: đã có người sửa sau khi nhập.',
  'kept-used': 'Giữ lại {name}: đã có việc được giao, máy hoặc báo cáo.',
  'kept-account': 'Giữ lại tài khoản của {name}: người ấy đã đặt mật khẩu. Muốn khoá, hãy mở tài khoản và bỏ hết vai trò.',
  'kept-cell': 'Giữ nguyên mục "{column}" của {name}: đã có người sửa sau khi nhập.',
}
