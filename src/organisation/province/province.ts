/**
 * The province of a new installation: which there are, making one with its communes, taking it back. The first
 * administrator, who stood at the very top, is then in charge of the province. Called by the routes.
 */
import type { Account } from '../../access/account.js'
import { perform } from '../../platform/database/perform.js'
import type { Row } from '../../platform/database/tables.js'
import { newId } from '../../platform/ids.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { placementOf, unitColumns } from '../kept-columns.js'
import { users } from '../import/tables.js'
import { orgUnits } from '../tables.js'
import { type OfficialProvince, officialProvince, officialProvinces, type OfficialUnit, PROVINCES_RESOLUTION, TWO_LEVELS_SINCE } from './official-units.js'
import { type RaisedProvince, raiseProvince, type Resting, restingOn, takeBackProvince } from './raise-province.work.js'

export interface ProvinceCaller {
  account: Account
  requestId: string | null
}

export interface ShownProvince {
  code: string
  name: string
  communes: number
}

export async function provinceChoices(): Promise<ShownProvince[]> {
  return (await officialProvinces()).map(({ code, name, communes }) => ({ code, name, communes: communes.length }))
}

/** @throws Problem 404 for a code that no province has */
export async function provinceCommunes(code: string): Promise<OfficialProvince> {
  const found = await officialProvince(code)
  if (!found) throw problem({ code: 'not-found' })
  return found
}

/**
 * Makes the province and its communes, or those of them that are missing.
 * @param communes codes; all of the province where absent
 * @throws Problem 404 for an account that is not in charge of it, 409 where another province or other units are in the way, 422 for an unknown code
 */
export async function pickProvince({ code, communes, caller }: { code: string; communes?: readonly string[]; caller: ProvinceCaller }): Promise<RaisedProvince> {
  const province = await officialProvince(code)
  if (!province) throw wrong('code', 'unknown', 'Không có tỉnh, thành phố mang mã này.')
  const wanted = wantedCommunes(province, communes)
  const root = await rootUnit()
  await mustBeInCharge({ caller, root, code })
  if (root.type !== 'nation') throw problem({ code: 'state', title: `Đơn vị cao nhất là “${String(root.name)}”, đặt khi thiết lập. Hãy nhập xã, phường bằng mục Nhập danh sách.`, details: { reason: 'own-root' } })

  const input = rowsOf({ province, communes: wanted, root, now: services().now().toISOString() })
  const { account, requestId } = caller
  const raised = await refusalsSaid(() =>
    perform(raiseProvince, input, {
      actor: account.id, action: 'province.pick', subject: `provinces/${code}`, unit: String(root.id), path: String(root.path), requestId,
      details: { code, name: province.name, communes: wanted.length },
    }),
  )
  await moveFirstAdministrator({ account, from: String(root.id), to: raised.province })
  return raised
}

/**
 * Takes the province back while nothing rests on it; its administrator stands at the top again.
 * @throws Problem 409 `depends` with what rests on it
 */
export async function dropProvince(caller: ProvinceCaller): Promise<{ removed: number }> {
  const root = await rootUnit()
  const province = await provinceUnder(root)
  if (!province) return { removed: 0 }
  await mustBeInCharge({ caller, root, code: String(province.code) })
  const { account, requestId } = caller
  const official = await officialProvince(String(province.code))
  const input = { path: String(province.path), except: account.id, codes: [String(province.code), ...(official?.communes ?? []).map(({ code }) => code)] }
  refuseResting(await restingOn(services().database.read, input))

  // First the account, so that a stop between the two leaves an administrator who can ask again.
  await moveFirstAdministrator({ account, from: String(province.id), to: String(root.id) })
  try {
    return await perform(takeBackProvince, input, { actor: account.id, action: 'province.undo', subject: `provinces/${String(province.code)}`, unit: String(root.id), path: String(root.path), details: { name: province.name }, requestId })
  } catch (error) {
    await moveFirstAdministrator({ account, from: String(root.id), to: String(province.id) })
    throw error
  }
}

/** The unit at the very top of this installation. */
export async function rootUnit(): Promise<Row> {
  const root = await services().database.read.findOne(orgUnits, { where: [['parent', '=', null], ['closedOn', '=', null]], orderBy: [['createdAt', 'asc']] })
  if (!root) throw problem({ code: 'not-found' })
  return root
}

/** The province below the top, where the installation has exactly that one. */
export async function provinceUnder(root: Row): Promise<Row | undefined> {
  const below = await services().database.read.find(orgUnits, { where: [['parent', '=', String(root.id)], ['closedOn', '=', null]], limit: 2 })
  const [only] = below
  return below.length === 1 && only?.type === 'province' ? only : undefined
}

/** At the top, or in charge of that very province. */
async function mustBeInCharge({ caller, root, code }: { caller: ProvinceCaller; root: Row; code: string }): Promise<void> {
  const { units } = caller.account
  if (units.includes(String(root.id))) return
  const province = await provinceUnder(root)
  if (!province || !units.includes(String(province.id))) throw problem({ code: 'not-found' })
  if (province.code !== code) throw inTheWay(String(province.name))
}

/** Only while the installation has one account: later ones are placed by people, on purpose. */
async function moveFirstAdministrator({ account, from, to }: { account: Account; from: string; to: string }): Promise<void> {
  const { payload, database } = services()
  const [only, another] = await database.read.find(users, { where: [], columns: ['id'], limit: 2 })
  if (another || only?.id !== account.id) return
  const user = await payload.findByID({ collection: 'users', id: account.id, depth: 0 })
  if (!user.units.map(String).includes(from)) return
  await payload.update({ collection: 'users', id: account.id, data: { units: [to] }, depth: 0, user: { ...user, collection: 'users' }, overrideAccess: true })
}

function wantedCommunes(province: OfficialProvince, codes: readonly string[] | undefined): readonly OfficialUnit[] {
  if (!codes) return province.communes
  const wanted = new Set(codes)
  const found = province.communes.filter((commune) => wanted.has(commune.code))
  if (found.length !== wanted.size) throw wrong('communes', 'unknown', `Có mã xã không thuộc ${province.name}.`)
  if (found.length === 0) throw wrong('communes', 'missing', 'Hãy chọn ít nhất một xã, phường.')
  return found
}

function rowsOf({ province, communes, root, now }: { province: OfficialProvince; communes: readonly OfficialUnit[]; root: Row; now: string }) {
  const unit = (official: OfficialUnit, type: 'province' | 'commune', parent: { id: string; path: string }) => {
    const id = newId()
    const { code, name, label } = official
    return { id, name, type, label, code, parent: parent.id, path: `${parent.path}${id}/`, openedOn: null, closedOn: null, households: null, population: null, ...unitColumns({ id, name, label, code }), createdAt: now, updatedAt: now }
  }
  const top = unit(province, 'province', { id: String(root.id), path: String(root.path) })
  const below = communes.map((commune) => unit(commune, 'commune', top))
  // When a commune itself was founded the list does not say; that it lies right under the province it does.
  const placements = [top, ...below].map((row) => ({ ...placementOf(row), from: TWO_LEVELS_SINCE, decision: row.type === 'province' ? PROVINCES_RESOLUTION : null }))
  return { root: String(root.id), province: top, communes: below, placements }
}

function refuseResting(resting: Resting): void {
  const said = [
    resting.units > 0 ? `${resting.units} đơn vị đã thêm` : '',
    resting.teams > 0 ? `${resting.teams} tổ` : '',
    resting.accounts > 0 ? `${resting.accounts} tài khoản khác` : '',
    resting.contents > 0 ? `${resting.contents} văn bản, tệp hoặc việc giao` : '',
    resting.changed > 0 ? 'lịch sử sắp xếp đơn vị' : '',
  ].filter(Boolean)
  if (said.length) throw problem({ code: 'depends', title: `Chưa bỏ tỉnh này được vì đã có ${said.join(', ')}.`, details: { ...resting } })
}

/** The work's refusals in words: which unit is in the way. */
async function refusalsSaid<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const details: unknown = error instanceof Error && 'details' in error ? error.details : undefined
    if (!isRecord(details) || typeof details.name !== 'string') throw error
    if (details.reason === 'another') throw inTheWay(details.name)
    if (details.reason === 'code-taken') throw problem({ code: 'state', title: `Mã ${String(details.code)} đang dùng cho “${details.name}”, nằm ngoài tỉnh này. Hãy xem lại đơn vị ấy rồi làm lại.`, details })
    throw error
  }
}

function inTheWay(name: string) {
  return problem({ code: 'state', title: `Đã có “${name}”. Hãy bỏ tỉnh ấy trước khi chọn tỉnh khác.`, details: { reason: 'another', name } })
}

function wrong(path: string, code: string, message: string) {
  return problem({ code: 'rules', errors: [{ path, code, message }] })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
