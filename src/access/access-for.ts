/** Turns a row of the role table into Payload's access functions; every collection takes its access from here. */
import type { AccessArgs, CollectionConfig, PayloadRequest, Where } from 'payload'

import { type Account, accountOf, hasRole, isWithin, pathIsWithin, roles } from './account.js'
import { isAnAccountIManage } from './is-an-account-i-manage.js'
import { isAnImportOfMyTerritory } from './is-an-import-of-my-territory.js'
import { isApprovedAboveMe } from './is-approved-above-me.js'
import { isDeliveredInMyTerritory } from './is-delivered-in-my-territory.js'
import { isInMyTerritory } from './is-in-my-territory.js'
import { isMyself } from './is-myself.js'
import { callRoles, type CollectionRow, collectionRoles, type DeskCall, type Operation, type RuledCollection, type RuleName } from './role-table.js'
import type { Rule } from './rule.js'

const rules: Record<RuleName, Rule> = {
  'is-myself': isMyself,
  'is-an-account-i-manage': isAnAccountIManage,
  'is-in-my-territory': isInMyTerritory,
  'is-an-import-of-my-territory': isAnImportOfMyTerritory,
  'is-approved-above-me': isApprovedAboveMe,
  'is-delivered-in-my-territory': isDeliveredInMyTerritory,
}

/** The access of a collection by the role table; versions are read where the record is one's own. */
export function accessFor(slug: RuledCollection): NonNullable<CollectionConfig['access']> {
  const row: CollectionRow = collectionRoles[slug]
  const update = byRules({ slug, operation: 'update' })
  return {
    create: async (args) => {
      const account = accountOf(args.req)
      return account !== undefined && account.roles.some((role) => row[role].create) && placesAreMine({ row, operation: 'create', account, args })
    },
    read: byRules({ slug, operation: 'read' }),
    update: async (args) => {
      const account = accountOf(args.req)
      return account !== undefined && (await placesAreMine({ row, operation: 'update', account, args })) && update(args)
    },
    delete: byRules({ slug, operation: 'delete' }),
    readVersions: ({ req }) => {
      const account = accountOf(req)
      return account?.roles.some((role) => row[role].read) ? pathIsWithin(`version.${row.place}`, account.territory) : false
    },
    unlock: update,
    ...(slug === 'users' ? { admin: ({ req }: { req: PayloadRequest }) => hasRole(accountOf(req), ...roles) } : {}),
  }
}

/** May this account make this call of the desk at all? Its territory is the call's own business. */
export function mayCall(account: Account, call: DeskCall): boolean {
  return hasRole(account, ...callRoles[call])
}

/** What an account may do with the records of a collection, as a condition; for lists made outside Payload's API. */
export async function recordsOpenTo({ account, slug, operation, req }: { account: Account; slug: RuledCollection; operation: Operation; req: PayloadRequest }): Promise<boolean | Where> {
  const row: CollectionRow = collectionRoles[slug]
  const names = new Set(account.roles.flatMap((role) => row[role][operation] ?? []))
  const opened: Where[] = []
  for (const name of names) {
    const result = await rules[name]({ account, place: row.place, req })
    if (result === true) return true
    if (result !== false) opened.push(result)
  }
  const [only] = opened
  if (!only) return false
  return opened.length === 1 ? only : { or: opened }
}

function byRules({ slug, operation }: { slug: RuledCollection; operation: Operation }) {
  return async ({ req }: { req: PayloadRequest }): Promise<boolean | Where> => {
    const account = accountOf(req)
    return account ? recordsOpenTo({ account, slug, operation, req }) : false
  }
}

/** Units and teams that the data names lie in the account's territory. Without data (the panel asks what is possible) yes. */
async function placesAreMine({ row, operation, account, args }: { row: CollectionRow; operation: 'create' | 'update'; account: Account; args: AccessArgs }): Promise<boolean> {
  const data: unknown = args.data
  if (!isRecord(data) || Object.keys(data).length === 0) return true
  if (operation === 'update' && row.placeIsFixed) return true
  const units = (row.unitsGiven ?? []).flatMap((field) => idsAt(data, field.split('.')))
  const teams = (row.teamsGiven ?? []).flatMap((field) => idsAt(data, field.split('.')))
  // The panel asks with a form's first values whether one may create at all; only what is really sent must name its place.
  if (operation === 'create' && row.placeRequired && args.req.payloadAPI === 'REST' && units.length + teams.length === 0) return false
  return (
    (await allWithin({ collection: 'org-units', ids: units, account, req: args.req })) &&
    (await allWithin({ collection: 'teams', ids: teams, account, req: args.req })) &&
    (await allReadable({ given: row.recordsGiven ?? {}, data, account, req: args.req }))
  )
}

const CONTENTS = ['resolutions', 'materials', 'campaigns'] as const
type Given = (typeof CONTENTS)[number] | 'media'

/** Contents and files that the data names are there and open to the account, so that nothing is passed on unseen. */
async function allReadable({ given, data, account, req }: { given: NonNullable<CollectionRow['recordsGiven']>; data: Record<string, unknown>; account: Account; req: PayloadRequest }): Promise<boolean> {
  const named = new Map<Given, Set<string>>()
  const name = (slug: Given, id: string): void => void named.set(slug, (named.get(slug) ?? new Set()).add(id))
  for (const [field, kind] of Object.entries(given)) {
    for (const value of eachOf(data[field])) {
      if (kind === 'media') for (const id of idsAt(value, [])) name('media', id)
      else if (isRecord(value)) for (const slug of CONTENTS.filter((one) => one === value.relationTo)) for (const id of idsAt(value.value, [])) name(slug, id)
    }
  }
  for (const [slug, ids] of named) {
    const open = await recordsOpenTo({ account, slug, operation: 'read', req })
    if (open === false || ids.size > 2_000) return false
    const chosen: Where = { id: { in: [...ids] } }
    const { docs } = await req.payload.db.find({ collection: slug, where: open === true ? chosen : { and: [chosen, open] }, limit: 0, pagination: false, select: {} })
    if (docs.length < ids.size) return false
  }
  return true
}

/** A field's values: one, a list, or one per language. */
function eachOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(eachOf)
  if (isRecord(value) && !('relationTo' in value) && !('id' in value)) return Object.values(value).flatMap(eachOf)
  return [value]
}

async function allWithin({ collection, ids, account, req }: { collection: 'org-units' | 'teams'; ids: string[]; account: Account; req: PayloadRequest }): Promise<boolean> {
  const distinct = [...new Set(ids)]
  if (distinct.length === 0) return true
  if (distinct.length > 2_000) return false
  const { docs } = await req.payload.db.find<{ path?: string }>({ collection, where: { id: { in: distinct } }, limit: 0, pagination: false, select: { path: true } })
  return docs.length === distinct.length && docs.every(({ path }) => isWithin(path, account.territory))
}

/** Ids at a path of the data; lists are walked through, populated records count as their id. */
function idsAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => idsAt(item, path))
  if (path.length === 0) {
    if (typeof value === 'string') return value === '' ? [] : [value]
    if (typeof value === 'number') return [String(value)]
    return isRecord(value) && typeof value.id === 'string' ? [value.id] : []
  }
  const [field = '', ...rest] = path
  return isRecord(value) ? idsAt(value[field], rest) : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
