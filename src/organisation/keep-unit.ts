/** What is kept up when a unit is written: its path, its code, how it is found, and its first placement in the tree. */
import { APIError, type CollectionAfterChangeHook, type CollectionBeforeChangeHook, type CollectionBeforeDeleteHook, type CollectionBeforeOperationHook, type PayloadRequest, type Where } from 'payload'

import { newId } from '../platform/ids.js'
import { invalidFields } from '../platform/invalid-fields.js'
import { tidyText } from '../platform/text.js'
import { codeFor, type PlacedUnit, placementOf, unitColumns } from './kept-columns.js'
import { idOf } from './place.js'

const LEVELS = ['nation', 'province', 'district', 'commune', 'village']
/** Only these change by a reorganisation; its set-based work does not come through here. */
const FIXED = ['code', 'type', 'parent', 'openedOn', 'closedOn'] as const

type UnitRow = PlacedUnit & { closedOn?: string | null }

export const keepUnit: CollectionBeforeChangeHook = async ({ data, operation, req, originalDoc }) => {
  const name = tidyText(String(data.name ?? '')).trim().replace(/\s+/g, ' ')
  if (name === '') throw new APIError('Cần có tên đơn vị.', 400, undefined, true)
  if (operation === 'update') return { ...data, name, ...unitColumns({ id: String(originalDoc?.id), name, label: data.label, code: String(data.code), closedOn: data.closedOn }) }

  const id = typeof data.id === 'string' ? data.id : newId()
  const parentId = idOf(data.parent)
  const parent = parentId ? await unitBy(req, parentId) : undefined
  if (parentId && !parent) throw new APIError('Không có đơn vị cấp trên này.', 400, undefined, true)
  if (parent?.closedOn) throw new APIError('Đơn vị cấp trên này đã thôi hoạt động.', 400, undefined, true)
  if (parent && !mayLieUnder(String(data.type), parent.type)) throw new APIError('Loại đơn vị phải thấp hơn đơn vị cấp trên.', 400, undefined, true)
  const code = tidyText(String(data.code ?? '')).trim() || codeFor(id)
  const holder = await req.payload.db.findOne<{ id: string; name: string }>({ collection: 'org-units', where: { openCode: { equals: code } } })
  if (holder) throw invalidFields({ slug: 'org-units', errors: [{ path: 'code', message: `Mã ${code} đang là của một đơn vị khác. Hãy dùng mã khác, hoặc để trống.` }], req })
  return { ...data, id, name, code, path: `${parent?.path ?? '/'}${id}/`, ...unitColumns({ id, name, label: data.label, code, closedOn: data.closedOn }) }
}

/** A village may lie under a commune or directly under a district or province: levels may be skipped, never turned round. */
export function mayLieUnder(type: string, parentType: string): boolean {
  return LEVELS.indexOf(type) > LEVELS.indexOf(parentType)
}

/** An account that tries to change what only a reorganisation may change is told so, not silently ignored. */
export const refuseChangingUnit: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  if ((operation !== 'update' && operation !== 'updateByID') || !req.user || !('data' in args)) return args
  const data = args.data as Record<string, unknown>
  const given = FIXED.filter((field) => field in data)
  if (given.length === 0 || !('id' in args)) return args
  const unit = await unitBy(req, String(args.id))
  const changed = unit && given.some((field) => (idOf(data[field]) ?? null) !== (idOf(unit[field]) ?? null))
  if (changed) throw new APIError('Mã, loại, đơn vị cấp trên và ngày của một đơn vị chỉ thay đổi qua một lần sắp xếp đơn vị.', 403, undefined, true)
  return args
}

export const openPlacement: CollectionAfterChangeHook = async ({ doc, previousDoc, operation, req }) => {
  const unit = doc as UnitRow
  if (operation === 'create') {
    await req.payload.db.create({ req, collection: 'org-placements', data: placementOf(unit), returning: false })
  } else if (unit.name !== previousDoc?.name || unit.label !== previousDoc?.label) {
    // A name corrected without a decision: the present placement says it right, earlier ones stay as they were.
    const where: Where = { and: [{ unit: { equals: unit.id } }, { to: { exists: false } }] }
    const present = await req.payload.db.findOne<{ id: string }>({ collection: 'org-placements', where })
    if (present) await req.payload.db.updateOne({ req, collection: 'org-placements', id: present.id, data: { name: unit.name, label: unit.label ?? null } })
  }
  return doc
}

/** Accounts carry the paths of their units: a unit made or moved through Payload renews those that name it. */
export const carryUnitChange: CollectionAfterChangeHook = async ({ doc, previousDoc, operation, req }) => {
  if (operation !== 'update' || doc.path === previousDoc?.path) return doc
  const { docs } = await req.payload.db.find<{ id: string }>({ collection: 'users', where: { units: { in: [doc.id] } }, limit: 0, pagination: false, select: {} })
  for (const { id } of docs) await req.payload.update({ collection: 'users', id, data: {}, req: { ...req, user: null }, overrideAccess: true })
  return doc
}

export const refuseDeletingUnit: CollectionBeforeDeleteHook = async ({ req, id }) => {
  const uses = [
    { collection: 'org-units', field: 'parent', text: 'còn đơn vị trực thuộc' },
    { collection: 'teams', field: 'unit', text: 'còn tổ dân vận' },
    { collection: 'deliveries', field: 'unit', text: 'đã có việc giao cho tổ ở đây' },
    { collection: 'users', field: 'units', text: 'còn tài khoản phụ trách' },
    { collection: 'resolutions', field: 'owner', text: 'còn văn bản' },
    { collection: 'materials', field: 'owner', text: 'còn tài liệu' },
    { collection: 'campaigns', field: 'owner', text: 'còn phong trào' },
    { collection: 'media', field: 'owner', text: 'còn tệp' },
    { collection: 'assignments', field: 'owner', text: 'còn việc đã giao' },
  ] as const
  for (const { collection, field, text } of uses) {
    const found = await req.payload.db.findOne({ collection, where: { [field]: { in: [id] } } })
    if (found) throw new APIError(`Không xoá được đơn vị này vì ${text}. Đơn vị thôi hoạt động thì giải thể bằng sắp xếp đơn vị.`, 409, undefined, true)
  }
  const { totalDocs } = await req.payload.db.count({ collection: 'org-placements', where: { unit: { equals: id } } })
  if (totalDocs > 1) throw new APIError('Không xoá được đơn vị này vì đã có lịch sử sắp xếp.', 409, undefined, true)
  await req.payload.db.deleteMany({ req, collection: 'org-placements', where: { unit: { equals: id } } })
  await req.payload.db.deleteMany({ req, collection: 'org-households', where: { unit: { equals: id } } })
}

async function unitBy(req: PayloadRequest, id: string): Promise<UnitRow | null> {
  return req.payload.db.findOne<UnitRow>({ collection: 'org-units', where: { id: { equals: id } } })
}
