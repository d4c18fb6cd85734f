/** The organisation's rows as the row port sees them. */
import { defineTable } from '../platform/database/tables.js'

export const orgUnits = defineTable({
  slug: 'org-units',
  columns: { id: 'text', name: 'text', type: 'text', label: 'text', code: 'text', openCode: 'text', parent: 'ref', path: 'text', openedOn: 'text', closedOn: 'text', households: 'number', population: 'number', searchText: 'text', sortKey: 'text', createdAt: 'date', updatedAt: 'date' },
})

export const orgPlacements = defineTable({
  slug: 'org-placements',
  columns: { id: 'text', unit: 'text', parent: 'text', path: 'text', name: 'text', type: 'text', code: 'text', label: 'text', from: 'text', to: 'text', decision: 'text' },
})

/** One row per change of a unit's register: the households it has since `from`, and those it had before. */
export const orgHouseholds = defineTable({
  slug: 'org-households',
  columns: { id: 'text', unit: 'text', households: 'number', before: 'number', from: 'date' },
})

export const teams = defineTable({
  slug: 'teams',
  columns: { id: 'text', unit: 'ref', path: 'text', label: 'text', foundingDecision: 'text', active: 'boolean', searchText: 'text', sortKey: 'text', createdAt: 'date', updatedAt: 'date' },
})

export const teamMembers = defineTable({
  slug: 'team-members',
  columns: { id: 'text', team: 'ref', path: 'text', name: 'text', role: 'text', position: 'text', phone: 'text', from: 'text', to: 'text', provisional: 'boolean', clientId: 'text', replaces: 'text', replacedAt: 'date', pastRoles: 'json', leavingOn: 'text', searchText: 'text', sortKey: 'text', createdAt: 'date', updatedAt: 'date' },
})

export const devices = defineTable({
  slug: 'devices',
  columns: { id: 'text', team: 'ref', path: 'text', name: 'text', keyHash: 'text', lastSeenOn: 'text', revokedAt: 'date', createdAt: 'date', updatedAt: 'date' },
})

/** What a member was until an instant of the past: their work of that time is judged by it. */
export interface PastRole {
  role: string
  until: string
}

/** `id` is the code's HMAC under the product's secret; the code itself is shown once and kept nowhere. */
export const enrolmentCodes = defineTable({
  slug: 'enrolment-codes',
  columns: { id: 'text', team: 'text', expiresAt: 'date', usedAt: 'date', device: 'text', voidedAt: 'date', createdAt: 'date' },
})

/** What a call of the desk needs of the account behind it; written by Payload alone. `sessions` are their ids. */
export const users = defineTable({
  slug: 'users',
  columns: { id: 'text', name: 'text', email: 'text', roles: 'choices', units: 'many', territory: 'json', unitTypes: 'json', sessions: 'rows' },
  targets: { units: 'org-units' },
})
