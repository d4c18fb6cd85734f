/** A commune with villages, teams, members and its accounts, made through the product's own doors. */
import { randomBytes, randomUUID } from 'node:crypto'
import { type Caller, caller, type Json, make, signIn } from './product.js'

export interface Commune {
  id: string
  editor: Caller
  manager: Caller
  villages: { unit: string; team: string; members: string[] }[]
}

export async function makeCommune({ url, admin, province, name = 'Xã Minh Thử', villages = 3 }: { url: string; admin: Caller; province: string; name?: string; villages?: number }): Promise<Commune> {
  const commune = await make(admin, 'org-units', { name, type: 'commune', parent: province })
  const made: Commune['villages'] = []
  for (let index = 1; index <= villages; index += 1) {
    const unit = await make(admin, 'org-units', { name: `Thôn ${index}`, label: 'thôn', type: 'village', parent: commune.id, households: 50 + index })
    const team = await make(admin, 'teams', { unit: unit.id, label: 'Tổ dân vận', foundingDecision: '12-QĐ/ĐU', active: true })
    const members: string[] = []
    for (const [place, role] of ['leader', 'deputy', 'member'].entries()) {
      members.push((await make(admin, 'team-members', { team: team.id, name: `Thành viên ${index}.${place}`, role, from: '2025-01-01' })).id)
    }
    made.push({ unit: unit.id, team: team.id, members })
  }
  const tail = randomBytes(4).toString('hex')
  const account = async (role: string): Promise<Caller> => {
    const email = `${role}-${tail}@example.vn`
    const password = 'mat-khau-cua-xa-1'
    await make(admin, 'users', { email, password, name: `Cán bộ ${role}`, roles: [role], units: [commune.id] })
    return signIn(url, { email, password })
  }
  return { id: commune.id, editor: await account('editor'), manager: await account('manager'), villages: made }
}

export const uuid = (): string => randomUUID()

/** Enrols a phone of the team as its screen would; answers the phone's caller. */
export async function enrolPhone({ url, manager, commune, team }: { url: string; manager: Caller; commune: string; team: string }): Promise<{ phone: Caller; code: string; deviceKey: string; me: Json }> {
  const codes = await manager<{ codes: { code: string }[] }>('POST', `/api/org-units/${commune}/enrolment-codes`, { teamIds: [team] })
  const code = codes.body.codes[0]?.code ?? ''
  const deviceKey = randomBytes(32).toString('base64url')
  const enrolled = await caller(url)('POST', '/field/v1/enrol', { code, deviceKey, deviceName: 'Máy của tổ' })
  if (enrolled.status !== 201) throw new Error(`not enrolled: ${enrolled.status} ${JSON.stringify(enrolled.body)}`)
  return { phone: caller(url, `Bearer ${deviceKey}`), code, deviceKey, me: enrolled.body }
}

/** A resolution with an approved Vietnamese summary, owned by the unit. */
export async function makeApprovedResolution(editor: Caller, owner: string, more: object = {}): Promise<{ id: string; hash: string }> {
  const resolution = await make(editor, 'resolutions', {
    owner, kind: 'NQ', symbol: `${Math.floor(Math.random() * 90_000) + 10}-NQ/ĐU`, issuer: 'Đảng uỷ xã', term: '2025-2030', issuedOn: '2026-01-15',
    abstract: 'Về xây dựng đời sống văn hoá', field: 'culture-society', visibility: 'public',
    summary: 'Đảng uỷ xã đề ra ba việc.\n\nMỗi thôn bàn và chọn việc làm trước.', keyPoints: [{ text: 'Sạch làng' }], questions: [{ question: 'Ai làm?', answer: 'Cả thôn.' }], ...more,
  })
  const approved = await editor<{ bundleHash: string }>('POST', `/api/resolutions/${resolution.id}/approve`, { language: 'vi' })
  if (approved.status !== 201) throw new Error(`not approved: ${approved.status} ${JSON.stringify(approved.body)}`)
  return { id: resolution.id, hash: approved.body.bundleHash }
}
