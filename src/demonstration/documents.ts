/**
 * What the demonstration sends to the villages: three real documents with their published particulars, and one emulation
 * campaign. Summaries, questions and answers are our own writing and say so in their first line. Pure texts; seed.ts
 * saves and approves them through the same doors as an editor would.
 */

/** First line of every text that is ours, so that nobody takes it for the document itself. */
export const SAMPLE_MARK = 'Bản tóm tắt mẫu – dữ liệu minh hoạ, không thay cho văn bản gốc.'
export const SAMPLE_MARK_HMN =
  'Bản mẫu tiếng Mông (chữ Mông La-tinh RPA), chưa được người thạo chữ Mông thẩm định. Qauv ntawv, tsis tau muaj neeg kuaj.'

export interface ContentText {
  summary: string
  keyPoints: string[]
  questions: { question: string; answer: string }[]
  /** A recording of this language, by its name in files/. */
  audio?: string
}

export interface DemonstrationResolution {
  key: 'health' | 'digital' | 'grassroots'
  kind: 'NQ' | 'DA'
  symbol: string
  issuer: string
  term: string | undefined
  /** Absent where no published source that we could read gives the day: better empty than invented. */
  issuedOn: string | undefined
  abstract: string
  field: 'economy' | 'culture-society' | 'defence-security' | 'political-system' | 'other'
  texts: { vi: ContentText; hmn?: ContentText }
}

export interface DemonstrationCampaign {
  title: string
  launchedBy: string
  field: 'culture-society'
  goal: string
  body: string
  indicators: { key: string; name: string; unit: string; target: number; per: 'village' | 'commune' | 'province' }[]
}

const healthSpoken = [
  'Kính thưa bà con. Đây là bản đọc mẫu, dùng để giới thiệu phần mềm Lan Tỏa.',
  'Ngày mồng chín tháng chín năm hai nghìn không trăm hai mươi lăm, Bộ Chính trị ban hành Nghị quyết số bảy mươi hai, về bảo vệ, chăm sóc và nâng cao sức khỏe nhân dân.',
  'Có ba điều bà con cần nhớ.',
  'Một là, từ năm hai nghìn không trăm hai mươi sáu, mỗi người dân được khám sức khỏe định kỳ hoặc khám sàng lọc miễn phí, ít nhất mỗi năm một lần, theo nhóm ưu tiên và theo lộ trình.',
  'Hai là, mỗi người có một sổ sức khỏe điện tử, để bác sĩ theo dõi sức khỏe của mình từ nhỏ đến già.',
  'Ba là, trạm y tế xã là nơi gần dân nhất. Bà con đừng để bệnh nặng mới đi khám, và nhớ cho trẻ em tiêm chủng đầy đủ.',
  'Khi nào xã tổ chức khám, tổ dân vận sẽ báo đến từng hộ. Bà con có điều gì chưa rõ, xin hỏi tổ dân vận hoặc trạm y tế xã.',
  'Xin cảm ơn bà con.',
]

/** What the recording says, sentence by sentence; make-files.ts has it spoken. */
export const HEALTH_RECORDING = { file: 'nghi-quyet-72-ban-doc-mau.mp3', sentences: healthSpoken }
export const CAMPAIGN_POSTER = { file: 'nha-tieu-hop-ve-sinh.png', alt: 'Áp phích minh hoạ: Mỗi nhà một nhà tiêu hợp vệ sinh' }

/** Drawn pictures that stand for the photos of a few reports. */
export const REPORT_PHOTOS = ['buoi-hop-thon.jpg', 'bang-tin-thon.jpg'] as const

export const resolutions: DemonstrationResolution[] = [
  {
    key: 'health',
    kind: 'NQ',
    symbol: '72-NQ/TW',
    issuer: 'Bộ Chính trị',
    term: '2021-2026',
    issuedOn: '2025-09-09',
    abstract: 'Về một số giải pháp đột phá, tăng cường bảo vệ, chăm sóc và nâng cao sức khoẻ nhân dân',
    field: 'culture-society',
    texts: {
      vi: {
        audio: HEALTH_RECORDING.file,
        summary: [
          SAMPLE_MARK,
          'Nghị quyết coi chăm sóc sức khoẻ nhân dân là nhiệm vụ chính trị hàng đầu và chuyển mạnh từ lo chữa bệnh sang lo phòng bệnh: phát hiện sớm, theo dõi suốt đời, ngay từ nơi gần dân nhất là trạm y tế xã.',
          'Điều bà con thấy ngay: từ năm 2026 mỗi người được khám sức khoẻ định kỳ hoặc khám sàng lọc miễn phí ít nhất mỗi năm một lần, theo nhóm ưu tiên và lộ trình; mỗi người có sổ sức khoẻ điện tử. Đến năm 2030, người dân được miễn viện phí ở mức cơ bản trong phạm vi quyền lợi bảo hiểm y tế, theo lộ trình.',
          'Mục tiêu đến năm 2030: tuổi thọ trung bình 75,5 tuổi, trong đó ít nhất 68 năm sống khoẻ; trẻ em và thanh thiếu niên từ 1 đến 18 tuổi cao thêm ít nhất 1,5 cm; tỉ lệ tiêm các vắc-xin thiết yếu đạt trên 95%; số người thường xuyên tập luyện tăng thêm 10%.',
          'Việc của tổ dân vận: nói cho bà con hiểu quyền được khám miễn phí, báo lịch khám của xã đến từng hộ, nhắc giữ thẻ bảo hiểm y tế và cho trẻ tiêm chủng đúng hẹn.',
        ].join('\n\n'),
        keyPoints: [
          'Từ năm 2026, mỗi người được khám sức khoẻ định kỳ hoặc sàng lọc miễn phí ít nhất mỗi năm một lần, theo lộ trình.',
          'Mỗi người có một sổ sức khoẻ điện tử để theo dõi suốt đời.',
          'Đến năm 2030, miễn viện phí mức cơ bản trong phạm vi bảo hiểm y tế, theo lộ trình.',
          'Phòng bệnh là chính; trạm y tế xã là nơi khám và tư vấn đầu tiên.',
        ],
        questions: [
          {
            question: 'Khám miễn phí ở đâu, mang theo giấy tờ gì?',
            answer: 'Xã thông báo ngày và nơi khám. Bà con mang căn cước và thẻ bảo hiểm y tế (nếu có). Chưa nghe thông báo thì hỏi trạm y tế xã.',
          },
          {
            question: 'Nhà ở xa, người già không đi được thì sao?',
            answer: 'Báo tổ dân vận ghi lại số hộ cần giúp để xã bố trí khám lưu động hoặc xe đưa đón theo điều kiện của xã.',
          },
          {
            question: 'Không có điện thoại thông minh thì có sổ sức khoẻ điện tử không?',
            answer: 'Có. Sổ do cơ sở y tế lập và giữ; bà con chỉ cần căn cước khi đi khám.',
          },
        ],
      },
      hmn: {
        summary: [
          SAMPLE_MARK_HMN,
          'Nyob zoo cov kwv tij neej tsa. Daim ntawv no hais txog kev noj qab haus huv.',
          'Txij xyoo 2026, txhua tus neeg mus kuaj mob tsis tau them nqi, tsawg kawg ib xyoos ib zaug. Lub zos yuav qhia hnub kuaj mob.',
          'Coj menyuam mus txhaj tshuaj tiv thaiv kab mob. Yog mob, mus cuag kws kho mob sai sai.',
        ].join('\n\n'),
        keyPoints: ['Ib xyoos mus kuaj mob ib zaug, tsis tau them nqi.', 'Coj menyuam mus txhaj tshuaj tiv thaiv kab mob.'],
        questions: [{ question: 'Mus kuaj mob qhov twg?', answer: 'Mus tom tsev kho mob hauv xã. Yog tsis paub, nug tổ dân vận.' }],
      },
    },
  },
  {
    key: 'digital',
    kind: 'NQ',
    symbol: '57-NQ/TW',
    issuer: 'Bộ Chính trị',
    term: '2021-2026',
    issuedOn: '2024-12-22',
    abstract: 'Về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia',
    field: 'economy',
    texts: {
      vi: {
        summary: [
          SAMPLE_MARK,
          'Nghị quyết xác định khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số là đột phá quan trọng hàng đầu, là động lực chính để đất nước phát triển nhanh. Người dân và doanh nghiệp là trung tâm, là chủ thể, được hưởng lợi từ chuyển đổi số.',
          'Với thôn, bản, chuyển đổi số bắt đầu từ việc gần gũi: làm giấy tờ qua mạng đỡ phải đi xa, dùng căn cước điện tử, trả và nhận tiền không cần tiền mặt, bán nông sản qua mạng, và biết giữ mình trước kẻ lừa đảo.',
          'Việc của tổ dân vận: cùng tổ công nghệ số cộng đồng cầm tay chỉ việc cho bà con, bắt đầu từ người đã có điện thoại; không để người già, người chưa thạo chữ bị bỏ lại.',
        ].join('\n\n'),
        keyPoints: [
          'Người dân là trung tâm của chuyển đổi số, không ai bị bỏ lại phía sau.',
          'Làm thủ tục qua mạng: đỡ đi lại, đỡ chờ đợi, theo dõi được kết quả.',
          'Không đưa mật khẩu, mã xác nhận cho bất cứ ai, kể cả người tự xưng là cán bộ.',
        ],
        questions: [
          {
            question: 'Không biết dùng điện thoại thông minh thì làm giấy tờ thế nào?',
            answer: 'Đến bộ phận một cửa của xã, cán bộ làm giúp; hoặc nhờ tổ công nghệ số cộng đồng của thôn hướng dẫn.',
          },
          {
            question: 'Có người gọi điện bảo đọc mã trong tin nhắn thì làm gì?',
            answer: 'Không đọc mã, tắt máy, báo công an xã và nhắc người nhà cùng biết.',
          },
        ],
      },
    },
  },
  {
    key: 'grassroots',
    kind: 'DA',
    symbol: '06-ĐA/TU',
    issuer: 'Tỉnh uỷ Hà Giang',
    term: undefined,
    issuedOn: undefined,
    abstract: 'Về công tác dân vận ở cơ sở, tổ dân vận ở thôn, tổ dân phố (trích yếu ghi theo tin đã đăng, cần đối chiếu văn bản gốc)',
    field: 'political-system',
    texts: {
      vi: {
        summary: [
          SAMPLE_MARK,
          'Đề án của Tỉnh uỷ Hà Giang trước ngày hợp nhất tỉnh, về làm công tác dân vận ngay ở thôn, tổ dân phố. Ngày ban hành để trống vì chưa đối chiếu được với văn bản gốc.',
          'Hà Giang làm thí điểm tổ dân vận ở thôn, tổ dân phố, sau đó nhân rộng; theo Báo Hà Giang tháng 11/2020, cả 2.071 thôn, tổ dân phố của tỉnh đều đã có tổ dân vận.',
          'Mỗi tổ do đảng uỷ xã quyết định thành lập. Bí thư chi bộ làm tổ trưởng; trưởng thôn và trưởng ban công tác Mặt trận làm tổ phó; thành viên là người đứng đầu các đoàn thể và người có uy tín. Tổ họp hằng tháng, mỗi thành viên phụ trách một nhóm hộ.',
          'Cách làm: nghe dân nói, nói dân hiểu, làm dân tin. Tổ phổ biến chủ trương bằng lời dễ hiểu và tiếng nói của bà con, rồi báo lại xã việc đã làm và điều còn vướng.',
        ].join('\n\n'),
        keyPoints: [
          'Mỗi thôn, tổ dân phố một tổ dân vận, bí thư chi bộ làm tổ trưởng.',
          'Họp tổ hằng tháng; mỗi thành viên phụ trách một nhóm hộ.',
          'Làm xong có báo lại: đã họp mấy buổi, bao nhiêu lượt người, còn vướng gì.',
        ],
        questions: [
          {
            question: 'Tổ dân vận có thay trưởng thôn không?',
            answer: 'Không. Tổ giúp chi bộ và trưởng thôn tuyên truyền, vận động, không làm thay việc quản lý.',
          },
          {
            question: 'Trong thôn có nhiều dân tộc thì nói tiếng gì?',
            answer: 'Nói bằng tiếng bà con hiểu nhất. Nên có thành viên nói được tiếng của từng nhóm hộ.',
          },
        ],
      },
    },
  },
]

export const campaign: DemonstrationCampaign = {
  title: 'Thi đua “Dân vận khéo”: mỗi nhà một nhà tiêu hợp vệ sinh (minh hoạ)',
  launchedBy: 'Ban Tuyên giáo và Dân vận Tỉnh uỷ (minh hoạ)',
  field: 'culture-society',
  goal: [
    'Trong năm, mỗi thôn vận động thêm ít nhất 10 hộ làm nhà tiêu hợp vệ sinh, mỗi thôn đăng ký một mô hình “Dân vận khéo”, mỗi tháng một ngày cùng dọn đường thôn.',
    'Dữ liệu minh hoạ.',
  ].join('\n\n'),
  body: [
    'Đến từng nhà, xem cùng bà con chỗ đặt, cách làm, vật liệu sẵn có. Nhà làm trước giúp nhà làm sau. Hộ khó khăn thì bàn trong chi bộ, góp công, góp vật liệu.',
    'Không ép, không làm cho có: nhà tiêu phải dùng được, xa nguồn nước, có nắp đậy và chỗ rửa tay.',
    'Dữ liệu minh hoạ.',
  ].join('\n\n'),
  indicators: [
    { key: 'latrines', name: 'Hộ làm mới nhà tiêu hợp vệ sinh', unit: 'hộ', target: 10, per: 'village' },
    { key: 'models', name: 'Mô hình “Dân vận khéo” đã đăng ký', unit: 'mô hình', target: 1, per: 'village' },
    { key: 'clean-days', name: 'Ngày cùng dọn đường thôn', unit: 'ngày', target: 12, per: 'village' },
  ],
}

/** The poster as a material about the campaign. */
export const poster = {
  title: 'Áp phích: Mỗi nhà một nhà tiêu hợp vệ sinh (minh hoạ)',
  body: [
    'Treo ở nhà văn hoá thôn, cổng trường, điểm bán hàng. Khi treo, nói thêm vài câu bằng tiếng của bà con.',
    'Dữ liệu minh hoạ.',
  ].join('\n\n'),
  keyPoints: ['Xa nguồn nước', 'Có nắp đậy', 'Có chỗ rửa tay với xà phòng'],
}

/** The two assignments: one half-way through its life in the whole province, one just begun in the pilot communes. */
export const assignmentTexts = {
  halfWay: {
    title: 'Phổ biến Nghị quyết 72-NQ/TW về chăm sóc sức khoẻ nhân dân (minh hoạ)',
    instructions:
      'Nghe hoặc đọc bản tóm tắt, tổ bàn cách nói rồi phổ biến trong họp chi bộ và họp thôn. Nơi có bà con người Mông thì dùng thêm bản tiếng Mông. Xong thì báo số buổi, số lượt người dự và điều còn vướng.',
  },
  begun: {
    title: 'Thi đua “Dân vận khéo”: mỗi nhà một nhà tiêu hợp vệ sinh (minh hoạ)',
    instructions: 'Đọc mục tiêu, treo áp phích, đến từng hộ vận động. Báo số hộ đã làm đến nay; làm được bao nhiêu ghi bấy nhiêu.',
  },
}
