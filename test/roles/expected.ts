/**
 * Who may do what, as contract §2 says it, written a second time by hand: the walk compares every door with this table,
 * so a slip in src/access/role-table.ts shows. `all` = create, read, update, delete inside the territory.
 */
export type Right = 'all' | 'read' | 'none' | 'self' | 'update'

export const EXPECTED: Record<string, { admin: Right; editor: Right; manager: Right; above?: true }> = {
  users: { admin: 'all', editor: 'self', manager: 'self' },
  'org-units': { admin: 'all', editor: 'read', manager: 'read' },
  teams: { admin: 'all', editor: 'read', manager: 'read' },
  'team-members': { admin: 'all', editor: 'read', manager: 'all' },
  devices: { admin: 'all', editor: 'read', manager: 'all' },
  resolutions: { admin: 'all', editor: 'all', manager: 'read', above: true },
  materials: { admin: 'all', editor: 'all', manager: 'read', above: true },
  campaigns: { admin: 'all', editor: 'all', manager: 'read', above: true },
  media: { admin: 'all', editor: 'all', manager: 'read', above: true },
  assignments: { admin: 'all', editor: 'all', manager: 'read', above: true },
  deliveries: { admin: 'read', editor: 'read', manager: 'read' },
  acknowledgements: { admin: 'read', editor: 'read', manager: 'read' },
  reports: { admin: 'read', editor: 'read', manager: 'read' },
  imports: { admin: 'read', editor: 'read', manager: 'read' },
  reorganisations: { admin: 'all', editor: 'read', manager: 'read' },
  'audit-events': { admin: 'read', editor: 'none', manager: 'none' },
}

/** The product's own books and Payload's: no REST at all. */
export const CLOSED = [
  'org-placements', 'enrolment-codes', 'bundles', 'assignment-plans', 'messages', 'team-revisions', 'reach-counters', 'mail-ledger', 'runs', 'import-rows',
  'payload-kv', 'payload-locked-documents', 'payload-preferences', 'payload-migrations',
]

/** The desk's calls by method and path: the roles that may make them. */
export const CALLS: Record<string, readonly ('admin' | 'editor' | 'manager')[]> = {
  'POST /api/resolutions/:id/approve': ['admin', 'editor'],
  'POST /api/materials/:id/approve': ['admin', 'editor'],
  'POST /api/campaigns/:id/approve': ['admin', 'editor'],
  'POST /api/assignments/:id/preview': ['admin', 'editor'],
  'POST /api/assignments/:id/publish': ['admin', 'editor'],
  'POST /api/assignments/:id/amend': ['admin', 'editor'],
  'POST /api/assignments/:id/extend': ['admin', 'editor'],
  'POST /api/assignments/:id/add-teams': ['admin', 'editor'],
  'POST /api/assignments/:id/withdraw': ['admin', 'editor'],
  'POST /api/assignments/:id/close': ['admin', 'editor'],
  'GET /api/assignments/:id/reach': ['admin', 'editor', 'manager'],
  'GET /api/reach': ['admin', 'editor', 'manager'],
  'GET /api/outstanding': ['admin', 'editor', 'manager'],
  'POST /api/deliveries/:id/acknowledge': ['admin', 'manager'],
  'POST /api/deliveries/:id/exempt': ['admin', 'manager'],
  'POST /api/deliveries/:id/block': ['admin', 'manager'],
  'POST /api/reports': ['admin', 'manager'],
  'POST /api/reports/:id/accept': ['admin', 'manager'],
  'POST /api/reports/:id/return': ['admin', 'manager'],
  'POST /api/reports/:id/reopen': ['admin', 'manager'],
  'POST /api/reports/:id/reply': ['admin', 'manager'],
  'GET /api/reports/:id/photos/:sha256': ['admin', 'editor', 'manager'],
  'POST /api/org-units/:id/enrolment-codes': ['admin', 'manager'],
  'POST /api/devices/:id/revoke': ['admin', 'manager'],
  'POST /api/imports': ['admin'],
  'GET /api/imports/templates/:file': ['admin'],
  'GET /api/imports/:id/rows': ['admin', 'editor', 'manager'],
  'GET /api/imports/:id': ['admin', 'editor', 'manager'],
  'GET /api/imports/:id/errors.xlsx': ['admin', 'editor', 'manager'],
  'POST /api/imports/:id/apply': ['admin'],
  'POST /api/imports/:id/undo': ['admin'],
  'PUT /api/reorganisations/:id/changes': ['admin'],
  'POST /api/reorganisations/:id/check': ['admin'],
  'POST /api/reorganisations/:id/apply': ['admin'],
  'POST /api/reorganisations/:id/undo': ['admin'],
  'GET /api/teams/gaps': ['admin', 'editor', 'manager'],
  'GET /api/teams/gap-totals': ['admin', 'editor', 'manager'],
  'GET /api/teams/:id/roll': ['admin', 'manager'],
  'POST /api/teams/:id/renew': ['admin', 'manager'],
  'POST /api/users/password-links': ['admin'],
  'GET /api/users/:id/password-link': ['admin'],
  'POST /api/users/:id/revoke-password-link': ['admin'],
  'GET /api/org-units/:id/timeline': ['admin', 'editor', 'manager'],
  'GET /api/org-units/find': ['admin', 'editor', 'manager'],
}
