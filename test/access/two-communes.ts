/** A province with two communes, a village and a team in each, and accounts: the smallest place where inside and outside differ. */
import type { Payload } from 'payload'

import { PASSWORD } from './product.js'

export interface TwoCommunes {
  nation: string
  province: string
  inside: Commune
  outside: Commune
  /** Account ids by e-mail. */
  accounts: Record<string, string>
}

export interface Commune {
  commune: string
  village: string
  team: string
  member: string
}

/** Of every account made for tests. */
export const PASSWORD_OF = PASSWORD

export const ROLES = ['admin', 'editor', 'manager'] as const
/** One account per role in the commune inside, in the commune outside and in the province. */
export const emailOf = (role: string, place: 'inside' | 'outside' | 'province') => `${role}@${place}.example`

export async function makeTwoCommunes(payload: Payload): Promise<TwoCommunes> {
  const unit = async (data: { name: string; type: 'nation' | 'province' | 'commune' | 'village'; parent?: string; households?: number }) => (await payload.create({ collection: 'org-units', data })).id
  const nation = await unit({ name: 'Việt Nam', type: 'nation' })
  const province = await unit({ name: 'Tỉnh Thử', type: 'province', parent: nation })
  const commune = async (name: string): Promise<Commune> => {
    const id = await unit({ name, type: 'commune', parent: province })
    const village = await unit({ name: `Thôn Một ${name}`, type: 'village', parent: id, households: 50 })
    const team = (await payload.create({ collection: 'teams', data: { unit: village } })).id
    const member = (await payload.create({ collection: 'team-members', data: { team, name: 'Hoàng Thị Mẩy', role: 'leader', from: '2025-01-01' } })).id
    return { commune: id, village, team, member }
  }
  const inside = await commune('Xã Đồng Văn')
  const outside = await commune('Xã Mèo Vạc')
  const accounts: Record<string, string> = {}
  for (const [place, id] of [['inside', inside.commune], ['outside', outside.commune], ['province', province]] as const) {
    for (const role of ROLES) {
      const email = emailOf(role, place)
      accounts[email] = (await payload.create({ collection: 'users', data: { email, password: PASSWORD, name: `${role} ${place}`, roles: [role], units: [id] } })).id
    }
  }
  return { nation, province, inside, outside, accounts }
}
