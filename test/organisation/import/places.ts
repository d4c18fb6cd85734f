// A small territory to import into, as the planners see it.
import type { Known, KnownUnit } from '../../../src/organisation/import/known.js'

let count = 0

export function unit(given: Partial<KnownUnit> & { name: string; type: string }, parent?: KnownUnit): KnownUnit {
  count += 1
  const id = given.id ?? `u${count}`
  return {
    id, code: '', label: '', households: null, population: null, openedOn: '2025-07-01',
    parent: parent?.id ?? '', path: `${parent?.path ?? '/'}${id}/`, ...given,
  }
}

export function territory(): Known & { province: KnownUnit; lungCu: KnownUnit; dongVan: KnownUnit } {
  const province = unit({ id: 'tq', name: 'Tỉnh Tuyên Quang', type: 'province', code: '08' })
  const lungCu = unit({ id: 'lc', name: 'Xã Lũng Cú', type: 'commune', code: '00715', label: 'Xã' }, province)
  const dongVan = unit({ id: 'dv', name: 'Xã Đồng Văn', type: 'commune', code: '00721', label: 'Xã' }, province)
  const villages = [
    unit({ id: 'v1', name: 'Thôn Lô Lô Chải', type: 'village', code: '00715.1', label: 'Thôn', households: 86 }, lungCu),
    unit({ id: 'v2', name: 'Thôn Thèn Pả', type: 'village', code: '00715.2', label: 'Thôn' }, lungCu),
    unit({ id: 'v3', name: 'Thôn 1', type: 'village', code: '00721.1', label: 'Thôn' }, dongVan),
    unit({ id: 'v4', name: 'Tổ 1', type: 'village', code: '00721.2', label: 'Tổ' }, dongVan),
  ]
  return {
    province, lungCu, dongVan,
    units: [province, lungCu, dongVan, ...villages],
    above: [], takenCodes: ['99999'], teams: [], members: [], accounts: [], takenEmails: [],
    roots: ['tq'], account: { id: 'me', roles: ['admin'] }, today: '2026-11-22',
  }
}
