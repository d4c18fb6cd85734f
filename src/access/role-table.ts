/**
 * Who may do what (contract §2), written once. Collections take their access from here by `accessFor`, the desk's calls
 * by `mayCall`; test/roles walks every row through HTTP. What has no row is denied.
 */
import type { Role } from './account.js'

export type Operation = 'create' | 'read' | 'update' | 'delete'

/** Each is a file of this folder that says it as a sentence. */
export type RuleName =
  | 'is-myself'
  | 'is-an-account-i-manage'
  | 'is-in-my-territory'
  | 'is-an-import-of-my-territory'
  | 'is-approved-above-me'
  | 'is-delivered-in-my-territory'

export type RoleRow = Readonly<Record<Role, Partial<Record<Operation, readonly RuleName[]>>>>

export type CollectionRow = RoleRow & {
  /** The column that holds the path of the record's place. */
  readonly place: string
  /** Fields of a create or update that name units or teams; they must lie in the territory too. */
  readonly unitsGiven?: readonly string[]
  readonly teamsGiven?: readonly string[]
  /** Fields that name contents or files: only what the account may read is given on. A field that may name several kinds says which. */
  readonly recordsGiven?: Readonly<Record<string, 'media' | 'contents'>>
  /** A record must name its place: where the field is missing on create, nobody may create it. */
  readonly placeRequired?: boolean
  /** The place is given once, on create. */
  readonly placeIsFixed?: boolean
}

const inside = ['is-in-my-territory'] as const
const all = { create: inside, read: inside, update: inside, delete: inside } as const
const read = { read: inside } as const
const imported = { read: ['is-an-import-of-my-territory'] } as const
const none = {} as const

const readByEveryRole: RoleRow = { admin: read, editor: read, manager: read }
const byNobody: RoleRow = { admin: none, editor: none, manager: none }

const ownContent = { create: inside, read: ['is-in-my-territory', 'is-approved-above-me'], update: inside, delete: inside } as const
const content: CollectionRow = {
  place: 'ownerPath',
  unitsGiven: ['owner'],
  admin: ownContent,
  editor: ownContent,
  manager: { read: ['is-in-my-territory', 'is-approved-above-me'] },
}
const ownAssignments = { create: inside, read: ['is-in-my-territory', 'is-delivered-in-my-territory'], update: inside, delete: inside } as const
const self = { read: ['is-myself'], update: ['is-myself'] } as const

export const collectionRoles = {
  users: {
    place: 'territory',
    unitsGiven: ['units'],
    placeRequired: true,
    admin: {
      create: ['is-an-account-i-manage'],
      read: ['is-an-account-i-manage', 'is-myself'],
      update: ['is-an-account-i-manage', 'is-myself'],
      delete: ['is-an-account-i-manage'],
    },
    editor: self,
    manager: self,
  },
  'org-units': { place: 'path', unitsGiven: ['parent'], placeRequired: true, placeIsFixed: true, admin: all, editor: read, manager: read },
  teams: { place: 'path', unitsGiven: ['unit'], placeRequired: true, placeIsFixed: true, admin: all, editor: read, manager: read },
  'team-members': { place: 'path', teamsGiven: ['team'], placeRequired: true, placeIsFixed: true, admin: all, editor: read, manager: all },
  devices: { place: 'path', teamsGiven: ['team'], placeRequired: true, placeIsFixed: true, admin: all, editor: read, manager: all },
  resolutions: { ...content, recordsGiven: { attachments: 'media', audio: 'media' } },
  materials: { ...content, recordsGiven: { about: 'contents', file: 'media', audio: 'media' } },
  campaigns: { ...content, recordsGiven: { audio: 'media' } },
  media: content,
  assignments: {
    place: 'ownerPath',
    unitsGiven: ['owner', 'audience.units'],
    teamsGiven: ['audience.teams', 'audience.exclusions.team'],
    recordsGiven: { content: 'contents' },
    admin: ownAssignments,
    editor: ownAssignments,
    manager: { read: ['is-in-my-territory', 'is-delivered-in-my-territory'] },
  },
  deliveries: { place: 'pathNow', ...readByEveryRole },
  acknowledgements: { place: 'path', ...readByEveryRole },
  reports: { place: 'path', ...readByEveryRole },
  imports: { place: 'ownerPath', admin: imported, editor: imported, manager: imported },
  reorganisations: { place: 'ownerPath', unitsGiven: ['owner'], admin: all, editor: read, manager: read },
  'audit-events': { place: 'path', admin: read, editor: none, manager: none },
  // The product's own books: nobody reaches them through Payload.
  'org-placements': { place: 'path', ...byNobody },
  'org-households': { place: 'path', ...byNobody },
  'enrolment-codes': { place: 'path', ...byNobody },
  bundles: { place: 'path', ...byNobody },
  'assignment-plans': { place: 'path', ...byNobody },
  messages: { place: 'path', ...byNobody },
  'team-revisions': { place: 'path', ...byNobody },
  'reach-counters': { place: 'path', ...byNobody },
  'mail-ledger': { place: 'path', ...byNobody },
  runs: { place: 'path', ...byNobody },
  'import-rows': { place: 'path', ...byNobody },
  'prompt-recordings': { place: 'path', ...byNobody },
} as const satisfies Record<string, CollectionRow>

export type RuledCollection = keyof typeof collectionRoles

const byAll: readonly Role[] = ['admin', 'editor', 'manager']
const byEditors: readonly Role[] = ['admin', 'editor']
const byManagers: readonly Role[] = ['admin', 'manager']
const byAdmins: readonly Role[] = ['admin']

/** The desk's calls (contract §4): who may make them, always inside the territory. */
export const callRoles = {
  'POST /api/{resolutions|materials|campaigns}/{id}/approve': byEditors,
  'POST /api/assignments/{id}/preview': byEditors,
  'POST /api/assignments/{id}/publish': byEditors,
  'POST /api/assignments/{id}/amend': byEditors,
  'POST /api/assignments/{id}/extend': byEditors,
  'POST /api/assignments/{id}/add-teams': byEditors,
  'POST /api/assignments/{id}/withdraw': byEditors,
  'POST /api/assignments/{id}/close': byEditors,
  'GET /api/assignments/{id}/reach': byAll,
  'GET /api/reach': byAll,
  'GET /api/outstanding': byAll,
  'POST /api/deliveries/{id}/acknowledge': byManagers,
  'POST /api/deliveries/{id}/exempt': byManagers,
  'POST /api/deliveries/{id}/block': byManagers,
  'POST /api/reports': byManagers,
  'POST /api/reports/{id}/accept': byManagers,
  'POST /api/reports/{id}/return': byManagers,
  'POST /api/reports/{id}/reopen': byManagers,
  'POST /api/reports/{id}/reply': byManagers,
  'GET /api/reports/waiting': byAll,
  'GET /api/reports/{id}/photos/{sha256}': byAll,
  'POST /api/org-units/{id}/enrolment-codes': byManagers,
  'POST /api/devices/{id}/revoke': byManagers,
  'POST /api/outbox-files/check': byManagers,
  'POST /api/outbox-files': byManagers,
  'GET /api/prompts': byAdmins,
  'GET /api/prompts/{language}/{key}/audio': byAdmins,
  'PUT /api/prompts/{language}/{key}': byAdmins,
  'DELETE /api/prompts/{language}/{key}': byAdmins,
  'GET /api/teams/gaps': byAll,
  'GET /api/teams/gap-totals': byAll,
  'GET /api/teams/{id}/roll': byManagers,
  'POST /api/teams/{id}/renew': byManagers,
  'POST /api/users/password-links': byAdmins,
  'GET /api/users/{id}/password-link': byAdmins,
  'POST /api/users/{id}/revoke-password-link': byAdmins,
  'GET /api/users/{id}/personal-data': byAll,
  'GET /api/team-members/{id}/personal-data': byManagers,
  'GET /api/first-run': byAll,
  'GET /api/first-run/provinces': byAdmins,
  'GET /api/first-run/provinces/{code}': byAdmins,
  'POST /api/first-run/province': byAdmins,
  'POST /api/first-run/province/undo': byAdmins,
  'POST /api/imports': byAdmins,
  'POST /api/imports/teams-for-villages': byAdmins,
  'GET /api/imports/templates/{kind}.xlsx': byAdmins,
  'GET /api/imports/{id}': byAll,
  'GET /api/imports/{id}/rows': byAll,
  'GET /api/imports/{id}/errors.xlsx': byAll,
  'POST /api/imports/{id}/apply': byAdmins,
  'POST /api/imports/{id}/undo': byAdmins,
  'PUT /api/reorganisations/{id}/changes': byAdmins,
  'POST /api/reorganisations/{id}/check': byAdmins,
  'POST /api/reorganisations/{id}/apply': byAdmins,
  'POST /api/reorganisations/{id}/undo': byAdmins,
  'GET /api/org-units/{id}/timeline': byAll,
  'GET /api/org-units/find': byAll,
} as const satisfies Record<string, readonly Role[]>

export type DeskCall = keyof typeof callRoles
