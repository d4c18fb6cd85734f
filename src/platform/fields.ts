/** Payload fields that every collection shares. */
import type { TextField } from 'payload'
import { newId } from './ids.js'

/** The record's own text id. Made here and never taken from a client, so nobody can choose or guess the next one. */
export function idField(): TextField {
  return {
    name: 'id',
    type: 'text',
    required: true,
    access: { create: () => false, update: () => false },
    admin: { hidden: true },
    defaultValue: () => newId(),
    hooks: { beforeValidate: [({ value, operation }) => (operation === 'create' && !value ? newId() : value)] },
  }
}
