/** One record of every collection at a place, made behind the doors, and what an account would send to make one. */
import type { Payload } from 'payload'

import { newId } from '../../src/platform/ids.js'
import type { Product } from '../access/product.js'
import type { Commune } from '../access/two-communes.js'

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')
let count = 0
const next = () => String((count += 1))

type Place = Pick<Commune, 'commune' | 'village' | 'team' | 'member'> & { path: string }

/** Makes a record that belongs to the place and that nothing rests on. */
export async function makeRecord({ payload, slug, place }: { payload: Payload; slug: string; place: Place }): Promise<string> {
  const raw = async (data: Record<string, unknown>) => {
    const id = newId()
    await payload.db.create({ collection: slug as 'runs', data: { id, ...data } })
    return id
  }
  const { commune, village, team, member, path } = place
  const villagePath = `${path}${village}/`
  switch (slug) {
    case 'users':
      return (await payload.create({ collection: 'users', data: { email: `nguoi${next()}@thu.example`, password: 'mat-khau-khac-9', name: 'Lý Thị Sua', roles: ['manager'], units: [commune] } })).id
    case 'media':
      return (await payload.create({ collection: 'media', data: { owner: commune }, file: { data: PIXEL, mimetype: 'image/png', name: 'anh.png', size: PIXEL.length } })).id
    case 'deliveries':
      return raw({ assignment: newId(), team, unit: village, holder: team, path: villagePath, pathNow: villagePath, state: 'assigned' })
    case 'acknowledgements':
      return raw({ delivery: newId(), assignment: newId(), team, unit: village, path: villagePath, member, via: 'phone', bundleHash: 'a'.repeat(64), language: 'vi' })
    case 'reports':
      return raw({ clientId: newId(), team, unit: village, path: villagePath, assignments: [], deliveries: [], revision: 1, state: 'submitted', via: 'phone', body: { sessions: [] } })
    case 'imports':
      return raw({ kind: 'units', state: 'checked', fileName: 'danh-sach.xlsx', ownerPath: path, createdAt: new Date().toISOString(), updatedAt: new Date().toISOString() })
    case 'audit-events':
      return raw({ at: new Date().toISOString(), actor: 'product', action: 'test', subject: 'x/1', unit: commune, path })
    default:
      return (await payload.create({ collection: slug as 'teams', data: dataFor({ slug, place }) as never })).id
  }
}

/** What a create through REST sends; `undefined` where a form with a file is sent. */
export function dataFor({ slug, place: { commune, village, team } }: { slug: string; place: Place }): Record<string, unknown> {
  const given: Record<string, Record<string, unknown>> = {
    users: { email: `moi${next()}@thu.example`, password: 'mat-khau-khac-9', name: 'Vàng A Páo', roles: ['editor'], units: [commune] },
    'org-units': { name: `Thôn Mới ${next()}`, type: 'village', parent: commune },
    teams: { unit: village, label: `Tổ ${next()}` },
    'team-members': { team, name: 'Sùng Mí Và', role: 'member' },
    devices: { team, name: 'Máy của tổ' },
    resolutions: { owner: commune, kind: 'NQ', symbol: `${next()}-NQ/ĐU`, issuer: 'Đảng uỷ xã', term: '2025-2030', abstract: 'Về xây dựng nông thôn mới' },
    materials: { owner: commune, title: 'Hỏi đáp', kind: 'text' },
    campaigns: { owner: commune, title: 'Dân vận khéo', kind: 'emulation' },
    assignments: { owner: commune, title: `Việc ${next()}`, audience: { units: [commune] } },
    reorganisations: { owner: commune, title: 'Sắp xếp thôn' },
    deliveries: { team, unit: village },
    acknowledgements: { team, unit: village },
    reports: { team, unit: village },
    imports: { kind: 'units' },
    'audit-events': { action: 'x' },
  }
  return given[slug] ?? {}
}

/** Creates through the door; files go as a form. */
export function createByRest({ product, slug, token, place }: { product: Product; slug: string; token: string | undefined; place: Place }) {
  const data = dataFor({ slug, place })
  if (slug !== 'media') return product.call({ path: `/api/${slug}`, body: data, ...(token ? { token } : {}) })
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(PIXEL)], { type: 'image/png' }), 'anh.png')
  form.set('_payload', JSON.stringify({ owner: place.commune }))
  return product.call({ path: '/api/media', form, ...(token ? { token } : {}) })
}

/** A harmless change of each collection. */
export function changeFor(slug: string): Record<string, unknown> {
  const changes: Record<string, Record<string, unknown>> = {
    users: { phone: '0200000000' }, 'org-units': { households: 61 }, teams: { foundingDecision: '12-QĐ/ĐU' }, 'team-members': { position: 'Trưởng thôn' }, devices: { name: 'Máy mới' },
    resolutions: { abstract: 'Về giảm nghèo' }, materials: { title: 'Hỏi đáp mới' }, campaigns: { title: 'Phong trào mới' }, media: { alt: 'Đình làng' }, assignments: { title: 'Việc sửa' },
    reorganisations: { title: 'Sắp xếp sửa' }, deliveries: { state: 'accepted' }, acknowledgements: { via: 'paper' }, reports: { state: 'accepted' }, imports: { state: 'applied' }, 'audit-events': { action: 'khác' },
  }
  return changes[slug] ?? {}
}
