/** Assignments, deliveries and their facts as the row port sees them. */
import { defineTable } from '../platform/database/tables.js'

/** `sendings`: what went out, in order; a delivery's `epoch` says up to which of them it has come. */
export const assignments = defineTable({
  slug: 'assignments',
  columns: {
    id: 'text', owner: 'ref', ownerPath: 'text', title: 'text', instructions: 'text', ackDue: 'text', reportDue: 'text', ackRule: 'text', state: 'text',
    audienceCount: 'number', preparedCount: 'number', firstAckDue: 'text', firstReportDue: 'text', publishedAt: 'date', endedAt: 'date', withdrawnReason: 'text',
    sendings: 'json', excludedTeams: 'json', publishedTree: 'text', revision: 'number', updatedAt: 'date',
  },
})

/** The audience as frozen at publication, in parts: `rows` are [team, unit, unit's path, counter unit, households]. */
export const assignmentPlans = defineTable({
  slug: 'assignment-plans',
  columns: { id: 'text', assignment: 'text', part: 'number', rows: 'json', done: 'boolean' },
})

export const deliveries = defineTable({
  slug: 'deliveries',
  columns: {
    id: 'text', assignment: 'ref', team: 'ref', unit: 'ref', holder: 'ref', path: 'text', pathNow: 'text', counterUnitThen: 'text', counterUnitNow: 'text',
    households: 'number', ackDue: 'text', reportDue: 'text', publishedAt: 'date', epoch: 'number', state: 'text',
    deliveredAt: 'date', seenAt: 'date', seenOn: 'text', acknowledgedAt: 'date', acknowledgedLate: 'boolean', acknowledgedVia: 'text',
    reportedAt: 'date', reportedLate: 'boolean', reportedVia: 'text', acceptedAt: 'date', isReturned: 'boolean',
    exemptedAt: 'date', exemptReason: 'text', blockedReason: 'text', blocked: 'json',
    householdsReached: 'number', sessions: 'number', attPartyMembers: 'number', attHouseholds: 'number', attOthers: 'number', attTotal: 'number',
    dueDelivered: 'text', dueAcknowledged: 'text', dueReported: 'text',
    openUntil: 'text', isWithdrawn: 'boolean', revision: 'number', item: 'text', updatedAt: 'date',
  },
})

export const acknowledgements = defineTable({
  slug: 'acknowledgements',
  columns: {
    id: 'text', clientId: 'text', delivery: 'ref', assignment: 'ref', team: 'ref', unit: 'ref', path: 'text', member: 'ref', bundleHash: 'text', language: 'text',
    via: 'text', recordedBy: 'ref', device: 'ref', at: 'date', effectiveAt: 'date', receivedAt: 'date', retractedAt: 'date', note: 'text',
  },
})

export const reports = defineTable({
  slug: 'reports',
  columns: {
    id: 'text', clientId: 'text', team: 'ref', unit: 'ref', path: 'text', assignments: 'many', deliveries: 'many', revision: 'number', supersedes: 'text', links: 'json', state: 'text',
    returnReason: 'text', decidedAt: 'date', decidedBy: 'text', replies: 'json', via: 'text', recordedBy: 'ref', device: 'ref', body: 'json', photos: 'json', warnings: 'json', withheld: 'json',
    keptAfterWithdrawal: 'boolean', at: 'date', effectiveAt: 'date', receivedAt: 'date', updatedAt: 'date',
  },
})

/** Every message of a team as it was taken: the record of client ids, and the facts that a delivery is computed from. */
export const messages = defineTable({
  slug: 'messages',
  columns: {
    id: 'text', team: 'text', clientId: 'text', kind: 'text', digest: 'text', delivery: 'text', at: 'date', sentAt: 'date', effectiveAt: 'date', receivedAt: 'date',
    device: 'text', via: 'text', recordedBy: 'text', body: 'json', status: 'number', answer: 'json',
  },
})

export const teamRevisions = defineTable({ slug: 'team-revisions', columns: { id: 'text', revision: 'number' } })

/** Work that must go on after a crash: `kind` and `subject` say what, `input` with what. */
export const runs = defineTable({
  slug: 'runs',
  columns: { id: 'text', kind: 'text', subject: 'text', state: 'text', done: 'number', total: 'number', input: 'json', startedBy: 'text', createdAt: 'date', updatedAt: 'date' },
})

/** What an installation had recorded of the app's own sentences; `id` is `<language>:<key>`, `text` the words as they were then. */
export const promptRecordings = defineTable({
  slug: 'prompt-recordings',
  columns: { id: 'text', language: 'text', key: 'text', text: 'text', sha256: 'text', bytes: 'number', type: 'text', seconds: 'number', recordedBy: 'text', updatedAt: 'date' },
})

/** One row per (assignment, tree, unit, slot); the sums of the deliveries below the unit. */
export const reachCounters = defineTable({
  slug: 'reach-counters',
  columns: {
    id: 'text', assignment: 'text', tree: 'text', unit: 'text',
    assigned: 'number', exempted: 'number', blocked: 'number', delivered: 'number', seen: 'number', acknowledged: 'number', acknowledgedLate: 'number', acknowledgedViaDesk: 'number',
    reported: 'number', reportedLate: 'number', reportedViaDesk: 'number', accepted: 'number', returned: 'number', householdsReached: 'number', householdsTotal: 'number',
    sessions: 'number', attPartyMembers: 'number', attHouseholds: 'number', attOthers: 'number', attTotal: 'number',
    openDelivered: 'number', openAcknowledged: 'number', openReported: 'number',
  },
})
