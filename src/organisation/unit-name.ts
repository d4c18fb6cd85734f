/**
 * The name of the unit that a record names, beside its id: owners and parents above one's territory are shown by name,
 * while the unit itself stays unreadable (404). Taken by contents, assignments and units; made at reading, never stored.
 */
import type { FieldHook, RelationshipField, TextField } from 'payload'

import type { Bilingual } from '../platform/labels.js'
import { idOf } from './place.js'

type UnitInput = Pick<RelationshipField, 'name' | 'required' | 'access' | 'defaultValue'> & { label: Bilingual; isAside?: boolean }

/** A relationship to one unit, and the field `<name>Name` that lists show and forms read. */
export function unitWithName({ isAside = false, ...field }: UnitInput): [RelationshipField, TextField] {
  const unit: RelationshipField = {
    ...field,
    type: 'relationship',
    relationTo: 'org-units',
    // Lists show the name's own column: an order by ids would mean nothing to anybody.
    admin: { disableListColumn: true, components: { Field: '/src/organisation/views/UnitField#UnitField' }, ...(isAside ? { position: 'sidebar' } : {}) },
  }
  return [unit, nameBeside(field.name, field.label)]
}

function nameBeside(name: string, label: Bilingual): TextField {
  return {
    name: `${name}Name`,
    type: 'text',
    virtual: true,
    label,
    access: { create: () => false, update: () => false },
    // In a form the name stands in the place of the unit (UnitField), not beside it.
    admin: { readOnly: true, condition: () => false, disableListFilter: true },
    hooks: { afterRead: [readName(name)] },
  }
}

const readName = (name: string): FieldHook => async ({ siblingData, req, overrideAccess }) => {
  // The product's own readings have no use for it.
  if (overrideAccess === true) return undefined
  const id = idOf(siblingData?.[name])
  if (!id) return null
  const known = namesOf(req.context)
  const found = known.get(id) ?? req.payload.db.findOne<{ id: string; name?: string }>({ collection: 'org-units', where: { id: { equals: id } }, select: { name: true } }).then((unit) => unit?.name ?? null)
  known.set(id, found)
  return found
}

/** Each name is looked up once a request. */
function namesOf(context: Record<string, unknown>): Map<string, Promise<string | null>> {
  const held = context.unitNames
  if (held instanceof Map) return held as Map<string, Promise<string | null>>
  const names = new Map<string, Promise<string | null>>()
  context.unitNames = names
  return names
}
