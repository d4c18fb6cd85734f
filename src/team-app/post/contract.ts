/** The shapes of `/field/v1` as the phone reads and writes them (contract, section 3). Types only. */

export interface FieldUnit {
  id: string
  name: string
  households?: number | null
  path: string[]
}

export type MemberRole = 'leader' | 'deputy' | 'member'

export interface FieldMember {
  id: string
  name: string
  role: MemberRole
  provisional?: boolean
  /** The client id under which this phone named the member, when it did. */
  clientId?: string
  /** The team has said that this member left; the desk has not confirmed it yet. */
  leaving?: boolean
}

export interface FieldForm {
  code: string
  name: string
  band?: [number, number] | null
}

export interface Coded {
  code: string
  name: string
}

export interface Me {
  deviceId: string
  team: { id: string; name: string; unit: FieldUnit }
  members: FieldMember[]
  languages: Coded[]
  forms: FieldForm[]
  blockReasons: Coded[]
}

export interface EnrolCheck {
  team: { id?: string; name: string } | string
  unit: { name: string; path: string[] }
  expiresAt: string
}

export type Materiality = 'language' | 'editorial' | 'material'

export interface FieldBundle {
  hash: string
  language: string
  version: number
  bytes: number
  replaces?: string | null
  materiality?: Materiality | null
}

export interface FieldContent {
  id: string
  kind: string
  title: string
  symbol?: string | null
  bundles: FieldBundle[]
}

export interface FieldAcknowledgement {
  memberId: string
  bundleHash: string
  at: string
}

export interface FieldBlocked {
  reason: string
  note?: string | null
  until?: string | null
  by?: string | null
  at?: string | null
}

export interface FieldDelivery {
  id: string
  assignment: {
    id: string
    title: string
    instructions?: string | null
    publishedAt: string
    ackDue?: string | null
    reportDue?: string | null
    ackRule: 'any' | 'leader'
  }
  content: FieldContent[]
  state: string
  facts: {
    deliveredAt?: string | null
    seenAt?: string | null
    acknowledgedAt?: string | null
    reportedAt?: string | null
    acceptedAt?: string | null
  }
  acknowledgements: FieldAcknowledgement[]
  blocked?: FieldBlocked | null
  inheritedFrom?: { unit: { name: string } | string } | null
  returned?: { reportClientId: string; reason: string; at: string } | null
  replies?: { text: string; from: string; at: string }[] | null
  updatedAt: string
}

export interface DeliveriesPage {
  items: FieldDelivery[]
  removed: string[]
  nextCursor: string
  more: boolean
}

export interface Indicator {
  key: string
  name: string
  unit?: string
  target?: number | null
  per?: string
}

export interface Attachment {
  name: string
  sha256: string
  bytes: number
  type: string
}

export interface BundleBody {
  content: unknown
  version: number
  language: string
  kind: string
  symbol?: string | null
  title: string
  issuer?: string | null
  issuedOn?: string | null
  summary?: string | null
  keyPoints?: { text: string }[]
  questions?: { question: string; answer: string }[]
  campaign?: { goal?: string | null; from?: string | null; to?: string | null; indicators?: Indicator[] } | null
  audio?: { sha256: string; bytes: number; seconds?: number; type: string } | null
  attachments?: Attachment[]
  changes?: string | null
}

export interface Attendance {
  partyMembers?: number
  households?: number
  others?: number
  total?: number
}

export interface ReportSession {
  id: string
  date: string
  form: string
  language: string
  place?: string
  presenterIds?: string[]
  attendance: Attendance
}

export interface ReportBody {
  clientId: string
  deliveryIds: string[]
  supersedes?: string
  sessions: ReportSession[]
  householdsReached?: number
  householdsTotal?: number
  copies?: number
  broadcasts?: { times: number; minutes: number; language: string }[]
  indicators?: { campaign: string; key: string; value: number }[]
  difficulties?: string
  proposals?: string
  photos?: { sha256: string; bytes: number }[]
  at: string
}

export interface Warning {
  path: string
  code: string
  message: string
}

export interface Withheld {
  path: string
  found: { start: number; end: number; kind: string }[]
}

export interface ReportAnswer {
  clientId: string
  reportId: string
  revision: number
  state: string
  warnings?: Warning[]
  withheld?: Withheld[]
  photos?: { sha256: string; state: 'wanted' | 'stored' }[]
}

export interface OwnReport {
  clientId: string
  reportId: string
  revision: number
  state: 'submitted' | 'returned' | 'accepted' | 'superseded'
  body: ReportBody
  withheld?: Withheld[]
  returnReason?: string | null
  replies?: { text: string; from: string; at: string }[]
  photos?: { sha256: string; state: string }[]
  receivedAt: string
}

export type FieldEvent =
  | { clientId: string; deliveryId: string; kind: 'delivered' | 'seen'; at: string }
  | { clientId: string; deliveryId: string; kind: 'acknowledged'; memberId: string; bundleHash: string; at: string }
  | { clientId: string; deliveryId: string; kind: 'retracted'; event: string; at: string }
  | { clientId: string; deliveryId: string; kind: 'blocked'; reason: string; note?: string; until?: string; at: string }

export interface NewMember {
  clientId: string
  name: string
  role: MemberRole
  position?: string
  replaces?: string
  /** Nobody is new: the one named by `replaces` has left without a successor. */
  leaving?: boolean
  at: string
}

export interface ProblemBody {
  title: string
  status: number
  code: string
  details?: { latest?: string; [key: string]: unknown }
  errors?: { path: string; code: string; message: string }[]
}

export interface EventResult {
  clientId: string
  status: number
  problem?: ProblemBody
  withheld?: Withheld[]
}

export interface Standing {
  year: number
  assigned: number
  acknowledged: number
  acknowledgedOnTime: number
  reported: number
  reportedOnTime: number
  accepted: number
  householdsReached: number
  householdsTotal: number
  sessions: number
  attendances: number
}

export interface PromptList {
  items: { key: string; sha256: string; seconds?: number; bytes?: number; type?: string }[]
}
