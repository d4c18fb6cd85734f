/** What is kept up on teams, members and devices at every save, and what may not be deleted because others rest on it. */
import { APIError, type CollectionBeforeChangeHook, type CollectionBeforeDeleteHook, type PayloadRequest } from 'payload'

import { tidyText } from '../platform/text.js'
import { memberColumns, teamColumns } from './kept-columns.js'
import { idOf } from './place.js'
import { dayBefore, later } from './renewal/rules.js'
import type { PastRole } from './tables.js'

export const keepTeam: CollectionBeforeChangeHook = async ({ data, req }) => {
  const unitId = idOf(data.unit)
  const unit = unitId ? await req.payload.db.findOne<{ id: string; name: string; closedOn?: string | null }>({ collection: 'org-units', where: { id: { equals: unitId } } }) : null
  if (!unit) throw new APIError('Không có đơn vị này.', 400, undefined, true)
  const label = tidyText(String(data.label ?? '')).trim() || `Tổ dân vận ${unit.name.charAt(0).toLowerCase()}${unit.name.slice(1)}`
  return { ...data, label, ...teamColumns({ label, unitName: unit.name }) }
}

export const keepMember: CollectionBeforeChangeHook = ({ data }) => {
  const name = tidyText(String(data.name ?? '')).trim().replace(/\s+/g, ' ')
  if (name === '') throw new APIError('Cần có họ tên thành viên.', 400, undefined, true)
  if (typeof data.from === 'string' && typeof data.to === 'string' && data.to !== '' && data.to < data.from) {
    throw new APIError('Ngày thôi tham gia phải sau ngày bắt đầu.', 400, undefined, true)
  }
  return { ...data, name, ...memberColumns({ name, position: data.position }) }
}

/** Who led until now led until now: what was done before a change of role is judged by the role of that time. */
export const keepPastRoles: CollectionBeforeChangeHook = ({ data, originalDoc, operation }) => {
  if (operation !== 'update' || typeof originalDoc?.role !== 'string' || data.role === originalDoc.role) return data
  const past: PastRole[] = Array.isArray(originalDoc.pastRoles) ? originalDoc.pastRoles : []
  return { ...data, pastRoles: [...past, { role: originalDoc.role, until: new Date().toISOString() }] }
}

/**
 * The desk confirms a member whom a team named itself: the one that it replaces has left the day before the new one's
 * first, and what they did until this moment stays theirs.
 */
export const confirmMember: CollectionBeforeChangeHook = async ({ data, originalDoc, operation, req }) => {
  if (operation !== 'update' || originalDoc?.provisional !== true || data.provisional !== false) return data
  const replaced = typeof data.replaces === 'string' ? data.replaces : undefined
  if (replaced && typeof data.from === 'string') {
    const left = await req.payload.db.findOne<{ id: string; from?: string | null }>({ req, collection: 'team-members', where: { and: [{ id: { equals: replaced } }, { or: [{ to: { exists: false } }, { to: { greater_than_equal: data.from } }] }] } })
    const to = later(left?.from ?? null, dayBefore(data.from))
    if (left) await req.payload.db.updateOne({ req, collection: 'team-members', where: { id: { equals: replaced } }, data: { to, replacedAt: new Date().toISOString() } })
  }
  return data
}

export const refuseDeletingTeam: CollectionBeforeDeleteHook = async ({ req, id }) => {
  await refuseIfUsed({ req, id, collection: 'deliveries', field: 'team', message: 'Không xoá được tổ đã có việc được giao. Hãy bỏ chọn “Đang hoạt động”.' })
  await refuseIfUsed({ req, id, collection: 'team-members', field: 'team', message: 'Không xoá được tổ còn thành viên. Hãy bỏ chọn “Đang hoạt động”.' })
  await refuseIfUsed({ req, id, collection: 'devices', field: 'team', message: 'Không xoá được tổ còn máy. Hãy bỏ chọn “Đang hoạt động”.' })
}

export const refuseDeletingMember: CollectionBeforeDeleteHook = async ({ req, id }) => {
  const member = await req.payload.db.findOne<{ id: string; team?: unknown; clientId?: string | null }>({ collection: 'team-members', where: { id: { equals: id } } })
  const message = 'Không xoá được thành viên đã có việc ghi tên. Hãy ghi ngày thôi tham gia.'
  if (member?.clientId) throw new APIError(message, 409, undefined, true)
  const team = idOf(member?.team)
  if (!team) return
  const acknowledged = await req.payload.db.findOne({ collection: 'acknowledgements', where: { and: [{ team: { equals: team } }, { member: { equals: id } }] } })
  if (acknowledged || (await isNamedInReports(req, team, String(id)))) throw new APIError(message, 409, undefined, true)
}

/** Reports keep who presented inside their body. */
async function isNamedInReports(req: PayloadRequest, team: string, member: string): Promise<boolean> {
  const { docs } = await req.payload.db.find<{ id: string; body?: unknown }>({ collection: 'reports', where: { team: { equals: team } }, limit: 0, pagination: false, select: { body: true } })
  return docs.some(({ body }) => JSON.stringify(body ?? null).includes(JSON.stringify(member)))
}

export const refuseDeletingDevice: CollectionBeforeDeleteHook = async ({ req, id }) => {
  await refuseIfUsed({ req, id, collection: 'messages', field: 'device', message: 'Không xoá được máy đã gửi việc. Hãy ngừng dùng máy này.' })
}

async function refuseIfUsed({ req, id, collection, field, message }: { req: PayloadRequest; id: string | number; collection: 'deliveries' | 'team-members' | 'devices' | 'messages'; field: string; message: string }): Promise<void> {
  const found = await req.payload.db.findOne({ collection, where: { [field]: { equals: id } } })
  if (found) throw new APIError(message, 409, undefined, true)
}
