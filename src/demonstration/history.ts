/**
 * What the teams and the desk did with an assignment up to now: messages as phones send them and decisions as officers
 * take them, in the order in which they arrived. Pure and repeatable; seed.ts plays it through the product's own doors.
 */
import { diceFor, type Dice } from './dice.js'
import { correctedReport, sampleReport, type Photo, type ReportSubject, type SampleReport } from './sample-reports.js'

/** How far a team has come. In each commune the same mixture, so that no real commune looks better or worse. */
export const PROFILES = [
  ['accepted', 20],
  ['reported', 18],
  ['reported-first', 2],
  ['corrected', 1],
  ['returned', 1.5],
  ['acknowledged', 22],
  ['acknowledged-late', 8],
  ['wrong-member', 0.5],
  ['by-paper', 1],
  ['by-call', 1],
  ['blocked-after', 1.5],
  ['seen', 8],
  ['delivered', 5.5],
  ['blocked', 3],
  ['silent', 4],
  ['no-device', 3],
] as const satisfies readonly (readonly [string, number])[]

export type Profile = (typeof PROFILES)[number][0]

/** One of everything a visitor may want to look at, for the teams of the pilot communes in turn. */
export const PILOT_PROFILES: readonly Profile[] = [
  'accepted', 'returned', 'reported', 'acknowledged', 'acknowledged-late', 'seen', 'blocked', 'corrected', 'delivered',
  'by-paper', 'wrong-member', 'no-device', 'accepted', 'reported', 'acknowledged', 'reported-first', 'silent', 'by-call',
  'accepted', 'acknowledged',
]

/** The younger assignment: most have only just received it. */
export const BEGUN_PROFILES: readonly Profile[] = [
  'acknowledged', 'seen', 'reported', 'acknowledged', 'delivered', 'acknowledged', 'seen', 'silent', 'acknowledged', 'no-device',
  'seen', 'no-device', 'acknowledged', 'delivered', 'accepted', 'seen', 'silent', 'no-device', 'acknowledged', 'delivered',
]

export interface HistoryTeam {
  key: string
  /** The unit whose villages share one mixture of profiles. */
  commune: string
  deliveryId: string
  households: number
  /** Leader first. */
  memberIds: readonly string[]
  profile: Profile
  photos?: readonly Photo[]
}

/** One content of the assignment: the frozen bundle of each language it goes out in. */
export interface HistoryContent {
  vi: string
  hmn?: string
}

export interface FieldEvent {
  clientId: string
  deliveryId: string
  kind: 'delivered' | 'seen' | 'acknowledged' | 'retracted' | 'blocked'
  at: string
  memberId?: string
  bundleHash?: string
  event?: string
  reason?: string
  note?: string
  until?: string
}

/** `at` is when it reached the server; the times inside are the phone's, earlier where it had no signal. */
export type HistoryStep = { at: Date; team: string } & (
  | { kind: 'events'; events: FieldEvent[] }
  | { kind: 'report'; report: SampleReport }
  | { kind: 'accept'; reportClientId: string }
  | { kind: 'return'; reportClientId: string; reason: string }
  | { kind: 'reply'; reportClientId: string; text: string }
  | { kind: 'desk-acknowledge'; deliveryId: string; memberId: string; via: 'paper' | 'call'; bundleHashes: string[]; happenedAt: string; note: string }
)

export interface HistoryInput {
  seed: string
  teams: readonly HistoryTeam[]
  contents: readonly HistoryContent[]
  publishedAt: Date
  /** The last day on which an acknowledgement is in time, at its end. */
  ackDue: Date
  now: Date
  campaign?: ReportSubject['campaign']
}

/** Everything that arrived between publication and now, oldest first. */
export function historyOf(input: HistoryInput): HistoryStep[] {
  return input.teams
    .flatMap((team) => stepsOf({ ...input, team, dice: diceFor(input.seed, 'history', team.key) }))
    .filter((step) => step.at <= input.now)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
}

/**
 * Spreads the profiles over a commune's teams in their shares (systematic sampling), so each commune has the same
 * mixture to within one team.
 */
export function profilesFor({ seed, commune, count }: { seed: string; commune: string; count: number }): Profile[] {
  const dice = diceFor(seed, 'profiles', commune)
  const total = PROFILES.reduce((sum, [, share]) => sum + share, 0)
  const start = dice.next()
  const drawn = Array.from({ length: count }, (_, index) => {
    let place = ((index + start) / count) * total
    return PROFILES.find(([, share]) => (place -= share) < 0)?.[0] ?? 'acknowledged'
  })
  return dice.some(drawn, count)
}

export const hasDevice = (profile: Profile): boolean => !['no-device', 'by-paper', 'by-call'].includes(profile)

type TeamInput = HistoryInput & { team: HistoryTeam; dice: Dice }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const BLOCKS = [
  { reason: 'weather', note: 'Mưa to, suối dâng, chưa tập trung bà con được.' },
  { reason: 'people-away', note: 'Đang mùa đi làm xa, hẹn họp cuối tháng.' },
  { reason: 'no-signal', note: 'Thôn không có sóng, phải ra trung tâm xã mới gửi được.' },
  { reason: 'language', note: 'Cần bản tiếng Dao để đọc trên loa.' },
  { reason: 'unclear', note: 'Chưa rõ lịch khám của xã nên bà con hỏi nhiều.' },
] as const
const REPLIES = [
  'Xã đã nhận. Cảm ơn tổ, buổi họp đông đủ.',
  'Xã ghi nhận đề nghị, sẽ báo lịch khám trước một tuần.',
  'Đã chuyển đề nghị sửa loa lên văn phòng xã.',
] as const
const RETURN_REASON = 'Số người dự buổi họp thôn lớn hơn nhiều so với mọi lần, có thể thừa một chữ số. Tổ xem lại giúp.'

function stepsOf(input: TeamInput): HistoryStep[] {
  const { team } = input
  switch (team.profile) {
    case 'no-device':
    case 'silent':
      return []
    case 'by-paper':
    case 'by-call':
      return deskSteps(input, team.profile === 'by-paper' ? 'paper' : 'call')
    case 'delivered':
      return [events(input, fetchedAt(input), ['delivered'])]
    case 'seen':
      return [events(input, fetchedAt(input), ['delivered', 'seen'])]
    case 'blocked':
      return [events(input, fetchedAt(input), ['delivered', 'seen']), blockStep(input, fetchedAt(input))]
    case 'reported-first':
      return [events(input, fetchedAt(input), ['delivered', 'seen']), ...reportSteps(input, afterAck(input, fetchedAt(input)))]
    default:
      return acknowledgedSteps(input)
  }
}

function acknowledgedSteps(input: TeamInput): HistoryStep[] {
  const { team, dice } = input
  const fetched = fetchedAt(input)
  const isLate = team.profile === 'acknowledged-late'
  const at = isLate ? between(dice, input.ackDue, input.now) : between(dice, fetched, earlier(input.ackDue, input.now))
  const first = events(input, fetched, ['delivered', 'seen'])
  const acknowledgement = acknowledge(input, at)
  const steps = [first, acknowledgement]
  if (team.profile === 'wrong-member') return [...steps, ...retraction(input, acknowledgement)]
  if (team.profile === 'blocked-after') return [...steps, blockStep(input, at)]
  if (!['accepted', 'reported', 'corrected', 'returned'].includes(team.profile)) return steps
  return [...steps, ...reportSteps(input, afterAck(input, at))]
}

/** The first fetch: half of the phones within two days, the rest as they come by a place with signal. */
function fetchedAt({ seed, team, publishedAt, ackDue }: TeamInput): Date {
  const dice = diceFor(seed, 'fetch', team.key)
  const span = ackDue.getTime() - publishedAt.getTime()
  return inDaytime(new Date(publishedAt.getTime() + 20 * MINUTE + span * 0.8 * dice.next() ** 2))
}

function afterAck({ dice, now }: TeamInput, at: Date): Date {
  const latest = new Date(now.getTime() - 2 * DAY)
  return at < latest ? between(dice, at, latest) : new Date(at.getTime() + HOUR)
}

/** Facts made offline arrive together; their own times lie a little before. */
function events({ dice, team, publishedAt }: TeamInput, at: Date, kinds: ('delivered' | 'seen')[]): HistoryStep {
  const room = at.getTime() - publishedAt.getTime()
  return {
    kind: 'events',
    team: team.key,
    at,
    events: kinds.map((kind, index) => ({
      clientId: dice.uuid(),
      deliveryId: team.deliveryId,
      kind,
      at: new Date(at.getTime() - Math.min(room, (kinds.length - index) * dice.integer(1, 25) * MINUTE)).toISOString(),
    })),
  }
}

type EventsStep = Extract<HistoryStep, { kind: 'events' }>

function acknowledge({ dice, team, contents }: TeamInput, at: Date, member?: string): EventsStep {
  const memberId = member ?? (dice.chance(0.6) ? (team.memberIds[0] ?? '') : dice.some(team.memberIds, 1)[0] ?? '')
  const inMong = dice.chance(0.18)
  return {
    kind: 'events',
    team: team.key,
    at,
    events: contents.map((content, index) => ({
      clientId: dice.uuid(),
      deliveryId: team.deliveryId,
      kind: 'acknowledged',
      at: new Date(at.getTime() - (contents.length - index) * MINUTE).toISOString(),
      memberId,
      bundleHash: inMong && content.hmn ? content.hmn : content.vi,
    })),
  }
}

/** "Không phải tôi": the acknowledgement is taken back, and the right member gives another. */
function retraction(input: TeamInput, wrong: EventsStep): HistoryStep[] {
  const { dice, team } = input
  const at = new Date(wrong.at.getTime() + 3 * HOUR)
  const right = team.memberIds.find((member) => member !== wrong.events[0]?.memberId)
  return [
    {
      kind: 'events',
      team: team.key,
      at,
      events: wrong.events.map((event) => ({
        clientId: dice.uuid(),
        deliveryId: team.deliveryId,
        kind: 'retracted',
        at: at.toISOString(),
        event: event.clientId,
      })),
    },
    acknowledge(input, new Date(at.getTime() + 10 * MINUTE), right),
  ]
}

function blockStep({ dice, team, now }: TeamInput, after: Date): HistoryStep {
  const at = between(dice, after, now)
  const until = new Date(now.getTime() + dice.integer(3, 12) * DAY).toISOString().slice(0, 10)
  return {
    kind: 'events',
    team: team.key,
    at,
    events: [
      { clientId: dice.uuid(), deliveryId: team.deliveryId, kind: 'blocked', at: at.toISOString(), ...dice.pick(BLOCKS), until },
    ],
  }
}

function reportSteps(input: TeamInput, at: Date): HistoryStep[] {
  const { dice, team, publishedAt, now, campaign } = input
  const isSlip = team.profile === 'returned' || team.profile === 'corrected'
  const subject: ReportSubject = {
    deliveryId: team.deliveryId,
    households: team.households,
    memberIds: team.memberIds,
    language: diceFor(input.seed, 'language', team.commune).pick(['vi', 'vi', 'vi', 'hmn', 'tyz', 'ium']),
    ...(team.photos ? { photos: team.photos } : {}),
    ...(campaign ? { campaign } : {}),
  }
  const report = sampleReport({ dice, subject, publishedAt, at, slip: isSlip })
  const sent: HistoryStep = { kind: 'report', team: team.key, at, report }
  const decidedAt = inDaytime(new Date(Math.min(at.getTime() + dice.integer(3, 40) * HOUR, now.getTime() - HOUR)))
  const decision = { team: team.key, at: decidedAt > at ? decidedAt : new Date(at.getTime() + HOUR), reportClientId: report.clientId }
  if (isSlip) {
    const returned: HistoryStep = { ...decision, kind: 'return', reason: RETURN_REASON }
    if (team.profile === 'returned') return [sent, returned]
    const again = new Date(decision.at.getTime() + 5 * HOUR)
    return [sent, returned, { kind: 'report', team: team.key, at: again, report: correctedReport({ dice, report, at: again }) }]
  }
  if (team.profile !== 'accepted') return [sent]
  const accepted: HistoryStep = { ...decision, kind: 'accept' }
  if (!dice.chance(0.3)) return [sent, accepted]
  const reply: HistoryStep = { ...decision, at: new Date(decision.at.getTime() + MINUTE), kind: 'reply', text: dice.pick(REPLIES) }
  return [sent, accepted, reply]
}

/** No phone: the commune's officer writes down what the team signed or said. */
function deskSteps({ dice, team, contents, publishedAt, ackDue, now }: TeamInput, via: 'paper' | 'call'): HistoryStep[] {
  const at = between(dice, new Date(publishedAt.getTime() + DAY), earlier(ackDue, now))
  const memberId = team.memberIds[0]
  if (!memberId) return []
  const note = via === 'paper' ? 'Phiếu xác nhận nộp tại xã.' : 'Tổ báo qua điện thoại của thôn.'
  const happenedAt = new Date(at.getTime() - 2 * HOUR).toISOString()
  const bundleHashes = contents.map((content) => content.vi)
  return [{ kind: 'desk-acknowledge', team: team.key, at, deliveryId: team.deliveryId, memberId, via, bundleHashes, happenedAt, note }]
}

function between(dice: Dice, from: Date, to: Date): Date {
  const start = from.getTime() + MINUTE
  const at = inDaytime(new Date(start + dice.next() * Math.max(0, to.getTime() - start)))
  // Moving it into the day must not move it out of its bounds.
  return at > from && at < to ? at : new Date((start + Math.max(start, to.getTime())) / 2)
}

/** People answer between 6 and 22 o'clock; what falls into the night is moved to the evening before. */
function inDaytime(at: Date): Date {
  const hour = new Date(at.getTime() + 7 * HOUR).getUTCHours()
  if (hour >= 22) return new Date(at.getTime() - 3 * HOUR)
  return hour < 6 ? new Date(at.getTime() - 9 * HOUR) : at
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other
}
