/** What screening must find, what it must leave alone, and what holds for any text. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { buildSync } from 'esbuild'
import fc from 'fast-check'
import { screen, screenPlace, type Finding } from '../../src/dissemination/screening.js'

const phones = [
  '0912 345 678',
  '0912345678',
  '0912.345.678',
  '0912-345-678',
  '0912.345678',
  '09 12 34 56 78',
  '0 9 1 2 3 4 5 6 7 8',
  '091 234 5678',
  '(0912) 345 678',
  '0912/345/678',
  '0912,345,678',
  '0912 – 345 – 678',
  '0912. 345. 678',
  '0912\u00a0345\u00a0678',
  'O912 345 678',
  '０９１２３４５６７８',
  '+84912345678',
  '+84 912 345 678',
  '+84-912-345-678',
  '(+84) 912 345 678',
  '+84 (0) 912 345 678',
  '84-912.345.678',
  '84912345678',
  '0084912345678',
  '0356 789 012',
  '0705 123 456',
  '0523 456 789',
  '0868 123 456',
  '01689 123 456',
  '0219 3866 123',
  '0219.3866.123',
  '(0219) 3.866.123',
  '02193866123',
  '024 3825 5555',
  '0207 3822 111',
  '+84 219 3866123',
  '+86 138 0013 8000',
]

const phonesInText = [
  'liên hệ trưởng thôn 0912345678 để nhận tờ rơi',
  'SĐT:0912.345.678.',
  'gọi 0912345678/0987654321',
  'ngày 22/11/2025 0912 345 678',
  'họp 15 hộ, 0912 345 678, 20 hộ chưa đến',
  'Zalo 912345678',
  'sđt 912 345 678',
  'điện thoại: 3 866 123',
  'điện thoại của tổ là 3866123',
  'số máy 0912 345 678 không gọi được',
  'Páo-0912345678',
  'https://zalo.me/0912345678',
  'có 3 người 0912345678 15 hộ',
]

const idNumbers = [
  'CCCD 001085012345',
  'CCCD số 001 085 012 345',
  'CCCD: 0010.8501.2345',
  'căn cước công dân 001085012345',
  'số định danh cá nhân 001085012345',
  'định danh: 001-085-012-345',
  '001085012345',
  '002 190 001 234',
  'CMND 073123456',
  'CMND số 073 123 456',
  'cmt 073.123.456',
  'chứng minh thư 073123456',
  'chứng minh nhân dân số 123 456 789',
  '073123456',
  '073 123 456',
  'BHYT 0123456789',
  'thẻ BHYT số DN4010123456789',
  'GD4 02 1234567890',
  'GD4021234567890',
  'HN 2 02 02 123 45678',
  'mã thẻ BHXH 0220123456',
  'hộ chiếu B1234567',
]

const addresses = [
  '12 ngõ 3 đường Lê Lợi',
  '12A ngách 5',
  '15/3 hẻm 7',
  'số nhà 12',
  'Số nhà: 12',
  'số nhà 12A',
  'số nhà 12/5',
  'số nhà 12, đường Trần Phú',
  'số 12 đường Trần Phú',
  'Số 12, đường Trần Phú',
  'số 45 phố Minh Khai',
  'số 7 ngõ 12',
  'số 7, ngõ 12, đường Lê Lợi',
  'nhà số 5',
  'nhà số 5 ngõ 3',
  'nhà số 5, ngõ 3',
  'nhà 12 ngõ 5',
  'SN 12',
  'SN: 12',
  'sn 12 tổ 5',
  'ngõ 12/5',
  'ngách 3/12',
  'hẻm 45',
  'hẻm 45/2',
  'kiệt 12/3',
  'so nha 12',
  'căn hộ số 1205',
  'số 27 Lê Lợi',
  'Số 12/5, Trần Phú',
  'số 8 Nguyễn Trãi',
]

const inASentence = [
  'Ở 45 đường Lê Lợi', 'gặp ở 120 Trần Phú', '12/5 Nguyễn Trãi', 'ngõ 3 nhà 12', 'ngõ 3, nhà số 12', 'hẻm số 45', '12 hẻm Lê Lợi',
].map((text): [string, string] => [text, 'address']).concat(
  ['CCCD là 001085 012345', '001085 012345', '001085.012345', '001-085-012-345', '0010 8501 2345', 'minh thư 07312345'].map((text): [string, string] => [text, 'id-number']),
  [
    'ông sính chưa ký', 'bà mỷ không đến', 'nhà ông páo chưa đồng ý', 'Ông dính ốm', 'ông tuấn chưa nộp', 'gặp ông lềnh', 'BÀ SÍNH KHÔNG ĐẾN', 'ÔNG PÁO CHƯA KÝ', 'NHÀ BÀ MỶ',
    'Trưởng thôn Páo', 'Bí thư Hùng chưa về', 'trưởng bản Páo chưa đến', 'Phó Bí thư Hùng', 'Chủ tịch Hùng', 'bà Triệu chưa ký',
  ].map((text): [string, string] => [text, 'person']),
)

/** What is often said of an old man, an old woman or an officer whom nobody names. */
const ofNobody = [
  'ông bà già yếu', 'bà con đồng tình', 'BÀ CON NHÂN DÂN', 'CÁC ÔNG BÀ CAO TUỔI', 'các ông bà cao tuổi', 'ông bà nội ngoại', 'bà con chưa hiểu', 'ông ấy không đến', 'bà ấy đi vắng', 'ông này chưa ký', 'bà đó đã ký',
  'ông nào cũng đồng ý', 'ông cụ 90 tuổi', 'bà cụ neo đơn', 'ông bố', 'bà mẹ', 'ông chồng say rượu', 'ông chủ', 'ông từ đi vắng', 'bà đỡ', 'bà bán quán', 'ông lão', 'ông cha ta dạy', 'ông tổ nghề', 'ông trời mưa', 'bà goá neo đơn',
  'ông bị ốm', 'bà là hội viên', 'ông đã ký', 'BÀ ĐÃ KÝ', 'ÔNG KHÔNG ĐẾN', 'bà đi chợ', 'ông hỏi', 'bà được hỗ trợ', 'ông mới vào tổ', 'ông xin rút', 'ông cũng đồng ý', 'ông đang ốm', 'bà vẫn chưa hiểu', 'ông làm trưởng ban', 'ông thường vắng',
  'ông phải đi viện', 'bà ở một mình', 'ông trên 80 tuổi', 'ông mối bà mai', 'bà hoả', 'ông nói gà bà nói vịt', 'ÔNG TRƯỞNG THÔN', 'bà xã tôi', 'ông phó thôn', 'ông thủ từ', 'ông lang', 'bà điếc', 'ông khó nghe', 'ông phát biểu', 'bà kiến nghị',
  'ông hiến đất', 'bà nuôi lợn', 'ông hát then', 'bà minh mẫn', 'ông dũng cảm', 'ông hùng hồn phát biểu', 'ông huy động bà con', 'ông duy trì nếp cũ', 'bà trang trí nhà', 'bà loan tin', 'ông khánh thành nhà mới', 'bà lan toả nếp đẹp', 'bà hoa mắt',
  'Trưởng thôn Nà Trào', 'Bí thư Đảng uỷ', 'Trưởng bản Lũng Cú', 'Chủ tịch Mặt trận', 'Trưởng thôn và Bí thư', 'Trưởng bản Nậm Mu họp', 'Trưởng thôn Minh Tân', 'Trưởng thôn Sính Lủng', 'Trưởng thôn Đoàn Kết', 'Bí thư Tỉnh uỷ', 'Trưởng xóm Mới',
  'sửa 2 đường điện', 'làm 45 đường bê tông', 'tổ 3 đường Lê Lợi', 'km 12 đường Lê Lợi', 'năm 2025 đường Lê Lợi đã xong', 'khu 3 Trần Phú', 'lớp 5 Lê Lợi', 'chi bộ 3 Trần Phú', 'quốc lộ 4 đường Trần Phú', 'năm 1930, Trần Phú', '30 phố phường',
  '19h30 đường Lê Lợi', 'ngõ 3 nhà 12 hộ', '3 ngõ 12 hộ', 'ngõ 3 nhà văn hoá', '2 000 000 000', 'bình minh thư thái',
  'hội thi Nguyễn Văn Trỗi', 'anh Nguyễn Văn Trỗi', 'noi gương Trần Quốc Toản', 'anh hùng Lê Văn Tám', 'thơ Bà Huyện Thanh Quan', 'Hai Bà Trưng, Bà Triệu', 'khởi nghĩa Bà Triệu.', 'cúng ông Công và ông Táo',
]

const persons = [
  'ông Nguyễn Văn A',
  'ông Nguyễn Văn Nam',
  'Ông Nguyễn Văn Nam',
  'ÔNG NGUYỄN VĂN NAM',
  'ông NGUYỄN VĂN NAM',
  'bà Sùng Thị Mỷ',
  'ông: Giàng A Páo',
  'ông Páo',
  'bà Mỷ',
  'anh Tuấn',
  'chị Hoa',
  'em Sính',
  'cháu Lan',
  'cụ Dính',
  'bác Hùng',
  'cô Lan',
  'chú Pó',
  'OB Tuấn',
  'đồng chí Nguyễn Văn Nam',
  'đ/c Nam',
  'Đ/c Lý A Tủa',
  'bác sĩ Hoa',
  'cô giáo Lan',
  'thầy Nam',
  'ông A',
  'bà X',
  'ông Vàng Mí Sính',
  'Vàng Mí Sính',
  'Hoàng A Tủa',
  'Lò Thị',
  'Lò Thị Mai',
  'Giàng A Páo',
  'Giàng Thị Dợ',
  'Sùng Mí Pó',
  'Thào Mí Dình',
  'Vừ Mí Kỳ',
  'Phàn Láo San',
  'Tẩn A Sài',
  'Chảo Láo Tả',
  'Lù Seo Dìn',
  'Hầu A Lềnh',
  'Ma Thị Hương',
  'Nông Văn Thái',
  'Bế Thị Duyên',
  'Lục Văn Toàn',
  'Triệu Mùi Nái'.replace('Mùi', 'Thị'),
  'Đặng Văn Phin',
  'Bàn Văn Tá',
  'Hoàng Minh Tuấn',
  'Lý Quốc Khánh',
  'Nguyễn Văn Nam',
  'Nguyễn Nam',
  'Trần Quang Minh',
  'Lê Thu Hà',
  'NGUYỄN VĂN NAM',
  'SÙNG THỊ MỶ',
  'nguyễn văn nam',
  'nguyễn văn minh',
  'nguyễn thị hoa',
  'sùng thị mỷ',
  'giàng a páo',
  'vàng mí sính',
  'ông vừ mí già',
  'ông nguyễn nam',
  'bà lò thị mai',
  'anh hoàng văn dũng',
  'bà nông thị hoa',
  'ông Cao Văn Bằng',
  'bà Triệu Thị Mai',
  'bà Nông Thị Hoa',
  'anh Đoàn Văn Hậu',
  'ông Thanh',
  'Nguyen Van Nam',
  'nguyen van nam',
  'Giang A Pao',
  'Nguyễn văn Nam',
  'giang thi my',
  'Bà Triệu Mùi Pham',
  'ô Pó',
  'Ô. Nam',
  'ông Trường',
  'anh Thông',
  'chị Tuyên',
  'Anh Dân',
  'anh Hiệu',
  'bà Ngoan',
  'ông Đảng',
  'anh Thường',
]

const personsInText = [
  'ong Nguyen Van Nam',
  'ba Giang Thi My va ong Ly A Tua',
  'hộ Nguyễn Văn Nam chưa đồng ý',
  'Hộ ông Páo chưa ký cam kết',
  'Chủ tịch Ủy ban Mặt trận Tổ quốc tỉnh Giàng A Tông cùng dự',
  'Nguyễn Văn Nguyên (xã Dương Hưu) hiến 1,2 ha đất',
  'cán bộ phụ nữ xã Lò Thị Mai đến từng hộ',
  'vợ chồng anh Páo đi làm xa',
  'trưởng thôn Vàng Mí Sính vắng mặt',
  'công an xã Nguyễn Văn Nam đã đến',
  'Bí thư chi bộ Lò Văn Thành chủ trì',
  'ông trưởng thôn Giàng A Páo',
  'các ông: Giàng A Páo, Sùng Mí Pó',
  'nhà ông Páo ở cuối bản',
  'Đề nghị hỗ trợ bà “Mỷ” làm nhà',
  'gia đình chị Hoa thuộc hộ nghèo',
  'em Lan bỏ học từ tháng 9',
  'có nguyễn văn nam và lò thị mai không đến',
  'già làng Giàng A Páo giúp tuyên truyền',
]

const harmless = [
  'họp tổ 3, ngõ 12',
  'khu 5 ngõ 3',
  'Ông Trưởng thôn và Bà Chi hội trưởng phụ nữ',
  'thả cá tiễn ông Công ông Táo',
  'đi lễ chùa Bà Đanh',
  'nhớ lời Bác Tôn',
  'Nguyễn Huệ',
  'diện tích 123456789 m2',
  '',
  'Họp thôn ngày 22/11/2025, có 56 hộ dự.',
  '104.220 lượt',
  '21.890 buổi với 104.220 lượt người',
  '1.200.000.000 đồng',
  '84.912.345.678 đồng',
  'thu 500000000 đồng',
  '350 triệu đồng, 1.250.000đ mỗi hộ',
  '18-NQ/TW',
  'Nghị quyết số 18-NQ/TW ngày 25/10/2017',
  'Luật số 91/2025/QH15',
  'Nghị định 356/2025/NĐ-CP',
  'Kết luận 121-KL/TW, Chỉ thị 09-CT/TU, Đề án 06-ĐA/TU',
  'Hướng dẫn 36-HD/VPTW',
  'ngày 07 08 2025 19h30',
  '05-12-2025 10 hộ',
  'từ 1/7/2025 đến 31/12/2026',
  'ngày 05/12/2025 và 06/12/2025, 12 hộ',
  'buổi 1: 12 15 20 31 người',
  'các tổ 03 04 05 06 07',
  '19h30 ngày 20.11.2025',
  'quốc lộ 4C, km 123+500',
  'tổng số nhà 12',
  'số nhà tạm còn 12',
  'số nhà cần xoá: 12',
  'xoá 12 nhà tạm',
  'làm được 12 đường bê tông',
  'số 12 trong danh sách',
  'tổ 5, khu phố 2',
  'thôn 3, xóm 5, bản 7',
  'ngõ xóm sạch đẹp',
  'căn nhà thứ ba được hỗ trợ',
  'sinh năm 1985 (SN 1985)',
  'hotline 1900 1234',
  'gọi 111 khi trẻ em cần giúp',
  'CCCD cấp cho 120 hộ',
  'làm CCCD ngày 22/11/2025',
  'ông trưởng thôn',
  'ông Trưởng thôn',
  'ông trưởng thôn Nà Pồng',
  'bà con',
  'bà con Mông ở Lũng Cú',
  'Bà con nhân dân',
  'ông bà',
  'các ông, các bà',
  'Các ông bà trong thôn',
  'CÁC ÔNG BÀ TRONG THÔN',
  'các cụ',
  'các cụ cao tuổi',
  'Các cụ Hội Người cao tuổi',
  'Bí thư chi bộ',
  'đồng chí Bí thư chi bộ',
  'đồng chí Trưởng ban công tác Mặt trận',
  'Đ/c Bí thư, đ/c Trưởng thôn',
  'anh em',
  'chị em phụ nữ',
  'chị em Phụ nữ',
  'các anh Công an xã',
  'các anh CA xã',
  'các chị Hội Phụ nữ',
  'các cháu Thiếu nhi',
  'các em Học sinh lớp 5',
  'trẻ em Mông',
  'trẻ em Việt Nam',
  'tiếng Anh',
  'nước Anh',
  'nhạc cụ Mông',
  'đàn ông Mông',
  'Cô giáo Mầm non',
  'Bà mẹ Việt Nam anh hùng',
  'Anh hùng Lao động',
  'cháu ngoan Bác Hồ',
  'học tập tư tưởng Hồ Chí Minh',
  'Chủ tịch Hồ Chí Minh',
  'Đoàn TNCS Hồ Chí Minh',
  'Bác Hồ',
  'đường Trần Hưng Đạo',
  'đường Trần Phú',
  'đường Nguyễn Văn Linh',
  'phố Nguyễn Thái Học',
  'trường Nguyễn Trãi',
  'trường THCS Nguyễn Trãi',
  'Trường Tiểu học Lê Văn Tám',
  'trường THPT Phan Đình Phùng',
  'anh Lý Tự Trọng',
  'Lý Tự Trọng',
  'quỹ Vừ A Dính',
  'chi bộ Nguyễn Văn Cừ',
  'quảng trường Nguyễn Tất Thành',
  'Hai Bà Trưng',
  'Bà Rịa – Vũng Tàu',
  'huyện đảo Cô Tô',
  'xã Minh Tân',
  'thị trấn Vị Xuyên',
  'huyện Hoàng Su Phì',
  'Hoàng Su Phì',
  'xã Giàng Chu Phìn',
  'Giàng Chu Phìn',
  'xã Cao Mã Pờ',
  'Cao Bằng, Lạng Sơn, Hà Giang',
  'Hà Giang Tuyên Quang',
  'Mai Châu',
  'Hồ Thầu',
  'Lý Nhân',
  'Hoàng Sa, Trường Sa',
  'chủ nghĩa Mác - Lênin',
  'nhà văn hoá thôn',
  'Nhà Văn hoá thôn Nà Pồng',
  'nhà ông trưởng thôn',
  'nhà họp',
  'nhà họp thôn',
  'vi phạm văn hoá giao thông',
  'vi phạm văn bản',
  'trình độ văn hoá',
  'thị xã, thị trấn',
  'lý do bà con chưa đến',
  'vàng lá, mùa màng',
  'giá vàng thị trường',
  'chú ý phòng cháy',
  'cô đơn, cụ thể, bác bỏ',
  'Mặt trận Tổ quốc Việt Nam xã',
  'Ban Thường vụ Đảng uỷ',
  'UBND xã, HĐND, MTTQ',
  'Đề nghị cấp thêm tài liệu tiếng Mông.',
  'Phát 120 tờ rơi, loa 3 lần x 15 phút.',
  'Đường vào bản sạt lở, 12 hộ chưa đến được.',
  'Bà con hỏi về BHYT và CCCD.',
  'Chị em đề nghị mở lớp học chữ.',
  'Tổng Bí thư Nguyễn Phú Trọng',
  'Thủ tướng Phạm Minh Chính',
  'Tết Nguyên đán',
  'Đoàn Thanh Niên, Đoàn thanh niên, ĐOÀN THANH NIÊN',
  'HỘI NGHỊ CÁN BỘ CÔNG TÁC DÂN VẬN XÃ MINH TÂN',
  'Nhà văn hoá thôn Suối Lê Non',
  'thôn Lòng Ngô Vàng',
  'Lễ hội Gầu Tào',
  'ba Bí thư chi bộ',
  'ba Nghị quyết',
  'một hai ba bốn năm',
  'anh chị em Tuyên truyền viên',
  'bác sĩ trạm y tế',
  'đồng chí Thường trực Đảng uỷ',
  'đ/c Uỷ viên Ban Thường vụ, đồng chí Thường vụ',
  'Bác sĩ Trung tâm y tế khám cho bà con',
  'bác sĩ Trạm Y tế, Bác sĩ Bệnh viện huyện',
  'ông Trung ương, đồng chí Lãnh đạo xã',
  'đồng chí Cấp uỷ, Đồng chí Báo cáo viên',
  'anh Khuyến nông viên và chị Cộng tác viên',
  'Thầy giáo Trường PTDTBT, cô giáo Trường Tiểu học, thầy Hiệu phó',
  'Đồng chí Đảng viên, đồng chí Tuyên giáo, anh Dân quân, ông Thôn đội trưởng',
  'các anh Kiểm lâm, anh Biên phòng',
  'anh Văn hoá xã, chị Văn hóa xã, ông Địa chính xã',
  'Kính gửi Bà Con Nhân Dân trong thôn',
  'đường lên núi Cô Tiên, Núi đôi Cô Tiên',
  'đường vào suối Lê Non sạt lở',
  'phường Ô Chợ Dừa, Ô Loan',
  'XE Ô TÔ KHÔNG LÊN ĐƯỢC, Ô NHIỄM NGUỒN NƯỚC',
]

const realReports = [
  'Chỉ thị số 10-CT/TW ngày 15/12/2016 của Ban Bí thư Trung ương Đảng; Kế hoạch số 69-KH/TU ngày 17/3/2017; Thông báo số 160-TB/TW',
  'Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh gắn với Cuộc vận động Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh.',
  'Các già làng, trưởng bản, người có uy tín, thầy mo đã cùng cán bộ xã đến từng hộ.',
  'Khó khăn: bà con đi nương, đi làm thuê ở Trung Quốc; một số hộ chưa hiểu về Nghị quyết 27-NQ/TU về xoá bỏ hủ tục.',
  'Anh em đoàn viên thanh niên làm 350 m đường; chị em phụ nữ trồng hoa ven đường; các cụ cao tuổi trồng cây.',
  'Bà con dân tộc Mông, Dao, Tày, Nùng, Giáy, Lô Lô, Pà Thẻn, Cờ Lao, Pu Péo, Bố Y, Phù Lá.',
  'Đề nghị Ban Dân vận Tỉnh uỷ, UBND huyện Hoàng Su Phì, Xín Mần, Quang Bình, Bắc Quang, Vị Xuyên, Bắc Mê, Quản Bạ, Yên Minh, Đồng Văn, Mèo Vạc xem xét.',
  'Xã Lũng Cú, Ma Lé, Sà Phìn, Sính Lủng, Lũng Táo, Phố Cáo, Sủng Là, Vần Chải, Tả Lủng, Giàng Chu Phìn, Cán Chu Phìn, Lao Chải, Cao Bồ, Thượng Sơn, Quảng Ngần, Hồ Thầu, Nậm Dịch, Pờ Ly Ngài, Tả Sử Choóng, Thàng Tín, Thèn Chu Phìn, Đản Ván, Túng Sán, Pố Lồ',
  'Mỗi hộ góp 2.000.000 đồng; tổng 112.000.000đ; đã chi 98.500.000 VNĐ; vận động 1.250 ngày công; 12.500 m2 đất.',
  'Họp lúc 19h30 ngày 05/12/2025, 20.00 ngày 06-12-2025; từ 07 đến 09/2025; tỷ lệ 98,5 %; 3/5 chi bộ; 12/15 thôn; khoảng 2-3 ngày',
  'Loa phát 3 lần/ngày x 15 phút; phát 120 tờ tiếng Việt, 80 tờ tiếng Mông',
  'Trường PTDTBT THCS Lũng Cú, Trường Mầm non Hoa Mai, Trạm Y tế, Bưu điện, Đồn Biên phòng Lũng Cú, Hạt Kiểm lâm',
  'Cô giáo, thầy giáo và các em học sinh biểu diễn văn nghệ chào mừng ngày 20/11.',
  'Ông bà, cha mẹ cần nhắc con cháu không tảo hôn. Các anh, các chị trong tổ đã đến 45 hộ.',
  'Chị Chủ tịch Hội Phụ nữ xã và anh Bí thư Đoàn cùng dự. Cụ thể như sau: Bác nông dân; chú bộ đội; cô y tá.',
  'Mời Bác sĩ về khám. Đồng chí Trưởng Công an xã giải thích Luật Căn cước. Em bé được tiêm phòng.',
  'Đường từ thôn Nà Sài đến Bản Lè bị sạt; cầu Nậm Mu hỏng; chợ phiên Mèo Vạc họp chủ nhật.',
  'Thi đua "Dân vận khéo" năm 2026; mô hình "Ánh sáng vùng biên", "Nhà sạch vườn đẹp", "Camera an ninh".',
  'Hội Cựu chiến binh, Hội Nông dân, Đoàn Thanh niên Cộng sản Hồ Chí Minh, Hội Liên hiệp Phụ nữ Việt Nam, Hội Người cao tuổi',
  'Ngày Bầu cử đại biểu Quốc hội khoá XVI; Đại hội Đảng lần thứ XIV; Cách mạng Tháng Tám; Ngày Quốc khánh 2/9',
  'Thôn Nặm Đăm, Lô Lô Chải, Du Già, Khuổi My, Nậm Hồng; hang Lùng Khuý; Cột cờ Lũng Cú; đèo Mã Pí Lèng; sông Nho Quế; phố cổ Đồng Văn; dinh Vua Mèo',
  'Điện thoại của tổ bị hỏng. Gọi điện không được. Zalo nhóm thôn có 85 người. Số máy của tổ đã đổi.',
  'Có 12 hộ chưa có CCCD gắn chíp, 35 người chưa có thẻ BHYT, 4 cháu chưa đi học.',
  'Lò gạch, lò sấy chè; vàng da; mùa màng; lý lịch; ma chay, cưới xin; mai táng; hà hơi; cao su; cà phê; quan hệ; tòng quân; thái rau; đàm phán; la mắng; bế giảng; vi phạm',
  'văn hoá thôn, thị trường, thị trấn, văn bản mới, văn nghệ quần chúng, văn minh',
  'đề nghị cấp trên mua thêm 02 loa thùng 15 tai nghe',
]

const namedPlaces = ['nhà anh Vừ A Dính', 'Nhà ông Lê Lợi', 'nhà ô Pó', 'nhà ông Thông trưởng thôn', 'nhà anh Trường', 'nhà ông Đại', 'Nhà Bác Hùng', 'NHÀ ÔNG BÌNH', 'nhà anh hùng', 'nhà A Páo', 'nhà bà X', 'nhà bà Mỷ', 'nhà bà mỷ', 'nhà ông Páo', 'nhà ông páo', 'Nhà Páo', 'sân nhà anh tuấn', 'nhà ông Vàng Mí Sính', 'nhà Sùng Thị Mỷ', 'quán chị hoa', 'số nhà 12 tổ 5', 'nhà cụ Dính', 'nhà chị Hoa thôn Nà Pồng']
const meetingPlaces = ['Nhà Cộng đồng thôn Bản Lòa', 'Nhà Cộng Đồng', 'nhà Đại đoàn kết', 'Nhà Sàn', 'nhà Bác Hồ', 'Nhà Bán trú', 'Nhà Hiệu bộ', 'nhà thầy mo', 'nhà ông thầy cúng', 'nhà Thầy giáo', 'đồi Cô Tiên', 'Nghĩa trang Anh hùng liệt sĩ', 'tượng đài anh hùng', 'Nhà A2', 'nhà B trường học', 'NHÀ BÀ CON', 'lớp học của các em nhỏ', 'nhà văn hoá', 'nhà văn hoá thôn', 'Nhà Văn hóa thôn Nà Pồng', 'NHÀ VĂN HOÁ THÔN', 'nhà ông trưởng thôn', 'nhà ông bí thư', 'nhà bà trưởng bản', 'nhà trưởng thôn', 'Nhà Trưởng bản', 'nhà họp', 'hội trường xã', 'Hội trường UBND xã Minh Tân', 'Trường Tiểu học Lũng Cú', 'trường Nguyễn Trãi', 'sân trường', 'chợ Đồng Văn', 'nhà Rông', 'Nhà Sinh hoạt cộng đồng', 'nhà cộng đồng', 'Nhà thờ Sa Pa', 'đình làng', 'nhà các cụ cao tuổi'.replace('các cụ cao tuổi', 'truyền thống'), 'nhà bà con trong bản', 'gốc đa đầu làng', 'điểm trường Lùng Tám', 'nhà máy thuỷ điện', 'đường Trần Phú', 'Trạm y tế xã Hồ Thầu', 'UBND xã Hoàng Su Phì', 'thôn Tả Phìn', 'tại các xóm, các hộ']

const kinds = (found: Finding[]) => [...new Set(found.map((one) => one.kind))]
const inNFD = (text: string) => text.normalize('NFD')

describe('found', () => {
  test.each(phones)('phone: %s', (text) => expect(screen(text)).toEqual([{ start: expect.any(Number), end: text.length, kind: 'phone' }]))
  test.each(phonesInText)('phone in: %s', (text) => expect(kinds(screen(text))).toContain('phone'))
  test.each(idNumbers)('ID number: %s', (text) => expect(kinds(screen(text))).toEqual(['id-number']))
  test.each(addresses)('address: %s', (text) => expect(kinds(screen(text))).toEqual(['address']))
  test.each(persons)('person: %s', (text) => expect(screen(text)).toEqual([{ start: 0, end: text.length, kind: 'person' }]))
  test.each(personsInText)('person in: %s', (text) => expect(kinds(screen(text))).toEqual(['person']))
  test.each(inASentence)('%s: %s', (text, kind) => expect(kinds(screen(text))).toEqual([kind]))
  test.each(namedPlaces)('place: %s', (text) => expect(screenPlace(text)).not.toEqual([]))
})

describe('left alone', () => {
  test.each(harmless)('text: %s', (text) => expect(screen(text)).toEqual([]))
  test.each(ofNobody)('of nobody: %s', (text) => expect(screen(text)).toEqual([]))
  test.each(realReports)('report: %s', (text) => expect(screen(text)).toEqual([]))
  test.each(meetingPlaces)('place: %s', (text) => expect(screenPlace(text)).toEqual([]))
})

describe('spans', () => {
  const foundIn = (text: string) => screen(text).map(({ start, end }) => text.slice(start, end))

  test.each([
    ['gọi ông Giàng A Páo theo số 0912 345 678 nhé', ['ông Giàng A Páo', '0912 345 678']],
    ['Bà Sùng Thị Mỷ, số nhà 12, đường Trần Phú', ['Bà Sùng Thị Mỷ', 'số nhà 12, đường Trần Phú']],
    ['CCCD 001085012345 của Nguyễn Văn Nam', ['001085012345', 'Nguyễn Văn Nam']],
    ['các ông: Giàng A Páo, Sùng Mí Pó', ['ông: Giàng A Páo', 'Sùng Mí Pó']],
    ['gọi 0912345678/0987654321', ['0912345678']],
    ['Họp 56 hộ.\nÔng Páo vắng.', ['Ông Páo']],
  ])('%s', (text, parts) => expect(foundIn(text)).toEqual(parts))

  test('indices are those of the text as given, however its diacritics are written', () => {
    const text = inNFD('Bữa trước bà Sùng Thị Mỷ đến.')
    expect(foundIn(text)).toEqual([inNFD('bà Sùng Thị Mỷ')])
  })

  test('invisible characters and other digits hide nothing', () => {
    expect(foundIn('x 091\u200b2345678 y')).toEqual(['091\u200b2345678'])
    expect(kinds(screen('Nguyễn\u00a0Văn\u00a0Nam'))).toEqual(['person'])
    expect(kinds(screen('İİ 0912345678'))).toEqual(['phone'])
  })

  test('one text with everything', () => {
    const text = 'Ông Vàng Mí Sính (SĐT 0912.345.678, CCCD 002085001234) ở số nhà 5 ngõ 12.'
    expect(screen(text).map((one) => one.kind)).toEqual(['person', 'phone', 'id-number', 'address'])
  })
})

describe('laws', () => {
  const words = fc.constantFrom(...harmless.filter((text) => text && !/\d$|^\d|CCCD|BHYT|gọi|hotline/.test(text)))
  const phone = fc.constantFrom(...phones)
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('0', '9', '1', '2', '8', '4', ' ', '.', '-', '/', '+', '(', ')', ',', '\n'), maxLength: 200 }),
    fc.array(fc.constantFrom(...persons, ...phones, ...addresses, ...idNumbers, ...harmless, '\n', '', '. '), { maxLength: 12 }).map((parts) => parts.join(' ')),
  )

  test('any text: findings are whole, in order and apart; never an error', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const found of [screen(text), screenPlace(text)]) {
          let reached = 0
          for (const { start, end, kind } of found) {
            expect(start).toBeGreaterThanOrEqual(reached)
            expect(end).toBeGreaterThan(start)
            expect(end).toBeLessThanOrEqual(text.length)
            expect(['phone', 'id-number', 'address', 'person']).toContain(kind)
            reached = end
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a phone number in any harmless text is found', () => {
    fc.assert(
      fc.property(words, phone, words, (before, number, after) => {
        expect(kinds(screen(`${before}, ${number}; ${after}`))).toContain('phone')
      }),
      { numRuns: 400 },
    )
  })

  test('a named person in any harmless text is found', () => {
    fc.assert(
      fc.property(words, fc.constantFrom('ông Páo', 'bà Sùng Thị Mỷ', 'Giàng A Páo', 'Nguyễn Văn Nam'), words, (before, name, after) => {
        expect(kinds(screen(`${before}. ${name}, ${after}`))).toEqual(['person'])
      }),
      { numRuns: 300 },
    )
  })

  test('composed and decomposed spellings say the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const composed = text.normalize('NFC')
        const decomposed = text.normalize('NFD')
        const parts = (of: string) => screen(of).map(({ start, end, kind }) => `${kind} ${of.slice(start, end).normalize('NFC')}`)
        expect(parts(decomposed)).toEqual(parts(composed))
      }),
      { numRuns: 300 },
    )
  })

  test('time grows with length only', () => {
    const units = ['0', '0 ', '09 ', '84', '0912345', '1.', 'a', 'A ', 'Nguyễn ', 'ông ', 'ngõ 1/', 'số nhà ', 'đường a b, ', ' ', '-', '\u0301', '+84 ', 'sđt ', 'cccd ', 'cccd 1', '00000', 'ông: ', '(', 'İ']
    for (const unit of units) {
      const text = unit.repeat(Math.ceil(2000 / unit.length)).slice(0, 2000)
      const tries = [1, 2, 3, 4, 5].map(() => {
        const started = performance.now()
        screenPlace(text)
        return performance.now() - started
      })
      expect({ unit, isQuick: Math.min(...tries) < 100 }).toEqual({ unit, isQuick: true })
    }
    const started = performance.now()
    for (const unit of units) screen(unit.repeat(Math.ceil(200_000 / unit.length)))
    expect((performance.now() - started) / units.length).toBeLessThan(2000)
  })
})

/** A twelfth of the 60 KB that all of the phone's script may weigh: a name that is missed costs a person more than a few hundred bytes. */
test('it is small enough for the phone', () => {
  const entry = fileURLToPath(new URL('../../src/dissemination/screening.ts', import.meta.url))
  const built = buildSync({ entryPoints: [entry], bundle: true, minify: true, format: 'esm', charset: 'utf8', write: false })
  expect(gzipSync(built.outputFiles[0]?.contents ?? '', { level: 9 }).length).toBeLessThanOrEqual(5000)
  expect(readFileSync(entry, 'utf8')).not.toMatch(/^import /m)
})
