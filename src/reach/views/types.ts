/** What the reach page reads: deliveries, acknowledgements and reports as Payload's REST answers them, and what was sent. */
import type { OutstandingItem } from '../present-outstanding'
import type { ReachAnswer, ReachChild } from '../read-reach'
import type { WaitingItem, WaitingPage } from '../read-waiting'
import type { Totals } from '../totals'

export type { OutstandingItem, ReachAnswer, ReachChild, Totals, WaitingItem, WaitingPage }

export interface SentBundle {
  hash: string
  language: string
  version: number
  title: string
}

/** The assignment as its reach page needs it from the start. */
export interface ReachedAssignment {
  id: string
  title: string
  state: string
  ackDue: string | null
  reportDue: string | null
  publishedAt: string | null
  bundles: SentBundle[]
}

export interface DeliveryDoc {
  id: string
  assignment: string
  team: string
  unit: string
  holder?: string | null
  state: string
  deliveredAt?: string | null
  seenOn?: string | null
  acknowledgedAt?: string | null
  acknowledgedLate?: boolean | null
  acknowledgedVia?: string | null
  reportedAt?: string | null
  reportedLate?: boolean | null
  reportedVia?: string | null
  acceptedAt?: string | null
  exemptedAt?: string | null
  exemptReason?: string | null
  blocked?: { reason?: string; note?: string | null; until?: string | null; by?: string; at?: string } | null
  ackDue?: string | null
  reportDue?: string | null
  households?: number | null
  householdsReached?: number | null
}

export interface AcknowledgementDoc {
  id: string
  delivery: string
  member: string | { id: string; name?: string; role?: string } | null
  bundleHash?: string | null
  language?: string | null
  via?: string | null
  recordedBy?: string | { id: string; name?: string } | null
  at?: string | null
  receivedAt?: string | null
  retractedAt?: string | null
  note?: string | null
}

export interface ReportSessionDoc {
  id: string
  date: string
  form: string
  language: string
  place?: string | null
  presenterIds?: string[] | null
  attendance: { partyMembers?: number | null; households?: number | null; others?: number | null; total?: number | null }
}

export interface ReportDoc {
  id: string
  clientId: string
  team: string
  unit?: string | null
  assignments?: string[] | null
  deliveries?: string[] | null
  revision: number
  supersedes?: string | null
  state: 'submitted' | 'returned' | 'accepted' | 'superseded'
  returnReason?: string | null
  replies?: { text: string; from: string; at: string }[] | null
  sessions?: ReportSessionDoc[] | null
  householdsReached?: number | null
  householdsTotal?: number | null
  copies?: number | null
  broadcasts?: { times: number; minutes: number; language: string }[] | null
  indicators?: { campaign: string; key: string; value: number }[] | null
  difficulties?: string | null
  proposals?: string | null
  photos?: { sha256: string; state: string; url?: string }[] | null
  warnings?: { path: string; code: string; message: string }[] | null
  withheld?: { path: string; found: { kind: string }[] }[] | null
  via?: string | null
  at?: string | null
  receivedAt?: string | null
  decidedAt?: string | null
  keptAfterWithdrawal?: boolean | null
}

export interface OutstandingPage {
  items: OutstandingItem[]
  nextCursor: string | null
  more: boolean
  total: number
}
