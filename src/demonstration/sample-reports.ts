/**
 * Bodies of reports as village teams really write them: averages from published tables (13–14 attendances at a cell's
 * session, 50–70 at a village's), unknown numbers left out, now and then a slipped digit. Called by history.ts.
 */
import type { Dice } from './dice.js'

export interface SampleSession {
  id: string
  date: string
  form: string
  language: string
  place: string
  presenterIds: string[]
  attendance: { partyMembers?: number; households?: number; others?: number; total?: number }
}

/** The body of `POST /field/v1/reports`. */
export interface SampleReport {
  clientId: string
  deliveryIds: string[]
  supersedes?: string
  sessions: SampleSession[]
  householdsReached?: number
  householdsTotal?: number
  copies?: number
  broadcasts?: { times: number; minutes: number; language: string }[]
  indicators?: { campaign: string; key: string; value: number }[]
  difficulties?: string
  proposals?: string
  photos?: Photo[]
  at: string
}

export interface Photo {
  sha256: string
  bytes: number
}

export interface ReportSubject {
  deliveryId: string
  households: number
  memberIds: readonly string[]
  language: string
  /** Photos that the team sends after the report. */
  photos?: readonly Photo[]
  /** The campaign whose indicators the report counts, if it is about one. */
  campaign?: { id: string; indicators: readonly { key: string; target: number }[] }
}

const DAY = 86_400_000
/** What people give as the reason that something was hard; nobody is named. */
const DIFFICULTIES = [
  'Mưa kéo dài, đường vào hai cụm dân cư trơn, phải họp muộn một buổi.',
  'Nhiều lao động đi làm xa, dự họp chủ yếu là người già và phụ nữ.',
  'Loa của thôn bị hỏng một chiếc nên cuối thôn nghe không rõ.',
  'Một số bà con chưa thạo tiếng phổ thông, phải nói lại bằng tiếng dân tộc.',
  'Đang vụ thu hoạch nên phải họp buổi tối, thời gian ngắn.',
  'Nhà văn hoá chật, họp chia làm hai buổi.',
] as const
const PROPOSALS = [
  'Đề nghị xã báo lịch khám sức khoẻ sớm trước một tuần để bà con sắp xếp.',
  'Đề nghị cấp thêm tờ rơi chữ to cho người cao tuổi.',
  'Đề nghị có bản ghi âm tiếng Mông để phát loa.',
  'Đề nghị sửa loa truyền thanh của thôn.',
  'Đề nghị khám lưu động cho cụm dân cư ở xa trạm y tế.',
] as const

/** A report sent at that time; its sessions lie between publication and then. `slip` writes one digit too many. */
export function sampleReport({
  dice,
  subject,
  publishedAt,
  at,
  slip = false,
}: {
  dice: Dice
  subject: ReportSubject
  publishedAt: Date
  at: Date
  slip?: boolean
}): SampleReport {
  const sessions = sampleSessions({ dice, subject, publishedAt, at })
  const village = sessions.find((session) => session.form === 'village-meeting')
  if (slip && village) village.attendance = { total: dice.integer(42, 68) * 10 }
  const aboveRegister = dice.chance(0.03)
  const reached = aboveRegister ? subject.households + dice.integer(1, 5) : Math.round(subject.households * (0.58 + dice.next() * 0.4))
  return {
    clientId: dice.uuid(),
    deliveryIds: [subject.deliveryId],
    sessions,
    // "Không rõ" is an answer: some leave it out.
    ...(dice.chance(0.94) ? { householdsReached: reached } : {}),
    ...(aboveRegister ? { householdsTotal: reached } : {}),
    ...(dice.chance(0.55) ? { copies: dice.integer(2, 12) * 5 } : {}),
    ...(dice.chance(0.6) ? { broadcasts: [{ times: dice.integer(2, 8), minutes: dice.pick([5, 7, 10, 15]), language: subject.language }] } : {}),
    ...(subject.campaign ? { indicators: sampleIndicators(dice, subject.campaign) } : {}),
    ...(dice.chance(0.24) ? { difficulties: dice.pick(DIFFICULTIES) } : {}),
    ...(dice.chance(0.2) ? { proposals: dice.pick(PROPOSALS) } : {}),
    ...(subject.photos?.length ? { photos: [...subject.photos] } : {}),
    at: at.toISOString(),
  }
}

/** The same report with the slipped digit taken back. */
export function correctedReport({ dice, report, at }: { dice: Dice; report: SampleReport; at: Date }): SampleReport {
  return {
    ...report,
    clientId: dice.uuid(),
    supersedes: report.clientId,
    at: at.toISOString(),
    sessions: report.sessions.map((session) => {
      const total = session.attendance.total ?? 0
      return total > 300 ? { ...session, attendance: { ...session.attendance, total: Math.round(total / 10) } } : session
    }),
  }
}

function sampleSessions({ dice, subject, publishedAt, at }: { dice: Dice; subject: ReportSubject; publishedAt: Date; at: Date }): SampleSession[] {
  const span = Math.max(0, Math.floor((at.getTime() - publishedAt.getTime()) / DAY))
  const session = (form: string, place: string, attendance: SampleSession['attendance']): SampleSession => ({
    id: dice.uuid(),
    date: hanoiDay(new Date(at.getTime() - dice.integer(0, Math.max(0, span - 1)) * DAY)),
    form,
    language: form === 'cell-meeting' ? 'vi' : subject.language,
    place,
    presenterIds: dice.some(subject.memberIds, dice.chance(0.3) ? 2 : 1),
    attendance,
  })
  const isLarge = subject.households > 130
  return [
    ...(dice.chance(0.85) ? [session('cell-meeting', 'Nhà văn hoá thôn', cellAttendance(dice))] : []),
    session('village-meeting', 'Nhà văn hoá thôn', villageAttendance(dice, subject.households)),
    ...(isLarge && dice.chance(0.5) ? [session('village-meeting', 'Sân trường tiểu học', villageAttendance(dice, subject.households))] : []),
    ...(dice.chance(0.18) ? [session('association-meeting', 'Nhà văn hoá thôn', { total: dice.around(24, 12, 45) })] : []),
    ...(dice.chance(0.15) ? [session('house-visit', 'Các hộ ở xa', { households: dice.around(9, 3, 20) })] : []),
  ]
}

/** 13–14 on average; nearly all are party members. */
function cellAttendance(dice: Dice): SampleSession['attendance'] {
  const partyMembers = dice.around(12, 7, 20)
  return dice.chance(0.5) ? { partyMembers, others: dice.integer(0, 3) } : { total: partyMembers + dice.integer(0, 3) }
}

/** 50–70 on average: about one from each household that came, some party members, some others. */
function villageAttendance(dice: Dice, register: number): SampleSession['attendance'] {
  if (dice.chance(0.04)) return {}
  const households = Math.min(Math.round(register * (0.42 + dice.next() * 0.33)), dice.integer(48, 78))
  const partyMembers = dice.around(7, 3, 12)
  const others = dice.around(5, 0, 16)
  if (dice.chance(0.3)) return { total: households + partyMembers + others }
  return { partyMembers, households, others }
}

function sampleIndicators(dice: Dice, campaign: NonNullable<ReportSubject['campaign']>): SampleReport['indicators'] {
  return campaign.indicators.map(({ key, target }) => ({
    campaign: campaign.id,
    key,
    value: target <= 1 ? dice.integer(0, 1) : dice.integer(0, Math.ceil(target / 3)),
  }))
}

/** yyyy-mm-dd in Asia/Ho_Chi_Minh. */
export function hanoiDay(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
}
