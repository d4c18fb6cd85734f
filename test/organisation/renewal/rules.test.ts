// Kiện toàn never rewrites a term: a law for any roll and any decision, and a table of what is refused.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { planRenewal, serves, type RenewalChange, type Term } from '../../../src/organisation/renewal/rules.js'

const today = '2026-11-22'
const term = (given: Partial<Term> & { id: string; name: string }): Term => ({ role: 'member', position: null, phone: null, from: '2025-01-01', to: null, provisional: false, replaces: null, leavingOn: null, ...given })
const roll: Term[] = [
  term({ id: 'l', name: 'Giàng A Páo', role: 'leader' }),
  term({ id: 'd', name: 'Sùng Thị Mai', role: 'deputy' }),
  term({ id: 'm', name: 'Lò Văn Tư', from: '2026-11-01' }),
  term({ id: 'w', name: 'Vàng Mí Sính', role: 'leader', from: '2026-11-10', provisional: true, replaces: 'l' }),
  term({ id: 'x', name: 'Đã Thôi', to: '2025-06-30' }),
]
const plan = (changes: RenewalChange[], on = '2026-11-20') => planRenewal({ terms: roll, changes, on, today })

describe('kiện toàn', () => {
  test.each<[string, RenewalChange[], string, string[]]>([
    ['a day in the future', [], '2026-12-24', ['future']],
    ['leaving before joining', [{ kind: 'leave', member: 'm' }], '2026-11-01', ['before-start']],
    ['who has left already', [{ kind: 'leave', member: 'x' }], '2026-11-20', ['unknown-member']],
    ['two changes of one person', [{ kind: 'role', member: 'd', role: 'member' }, { kind: 'leave', member: 'd' }], '2026-11-20', ['twice']],
    ['a second leader', [{ kind: 'role', member: 'd', role: 'leader' }], '2026-11-20', ['two-leaders']],
    ['who is there already', [{ kind: 'join', name: 'lò văn tư', role: 'member' }], '2026-11-20', ['already']],
    ['who is named twice', [{ kind: 'join', name: 'Hầu Mí Lình', role: 'member' }, { kind: 'join', name: 'hầu mí  lình', role: 'deputy' }], '2026-11-20', ['twice']],
    ['a telephone that is none', [{ kind: 'join', name: 'Mới', role: 'member', phone: '12' }], '2026-11-20', ['phone']],
    ['confirming who does not wait', [{ kind: 'confirm', member: 'd' }], '2026-11-20', ['not-waiting']],
  ])('%s is refused', (_, changes, on, codes) => expect(plan(changes, on).problems.map(({ code }) => code)).toEqual(codes))

  test('a new leader takes over on the day, the old one led until the day before', () => {
    const { problems, changed, added } = plan([{ kind: 'role', member: 'l', role: 'member' }, { kind: 'role', member: 'd', role: 'leader' }])
    expect(problems).toEqual([])
    expect([...changed]).toEqual([['l', { to: '2026-11-19' }], ['d', { to: '2026-11-19' }]])
    expect(added).toMatchObject([{ name: 'Giàng A Páo', role: 'member', from: '2026-11-20' }, { name: 'Sùng Thị Mai', role: 'leader', from: '2026-11-20' }])
  })

  test('confirming whom the team named ends the term it replaces', () => {
    const { problems, changed } = plan([{ kind: 'confirm', member: 'w' }])
    expect(problems).toEqual([])
    expect([...changed]).toEqual([['w', { provisional: false, from: '2026-11-10' }], ['l', { to: '2026-11-09' }]])
  })

  test('who is replaced leaves, also where their term was to end with the years of the office', () => {
    const led = [term({ id: 'l', name: 'Giàng A Páo', role: 'leader', to: '2030-12-31' }), term({ id: 'w', name: 'Vàng Mí Sính', role: 'leader', from: '2026-11-10', provisional: true, replaces: 'l' })]
    const { problems, changed } = planRenewal({ terms: led, changes: [{ kind: 'confirm', member: 'w' }], on: '2026-11-20', today })
    expect(problems).toEqual([])
    expect([...changed]).toEqual([['w', { provisional: false, from: '2026-11-10' }], ['l', { to: '2026-11-09' }]])
  })

  test('a decision recorded late is held against those who led since', () => {
    const led = [term({ id: 'a', name: 'Giàng A Páo', role: 'leader', to: '2026-03-01' }), term({ id: 'b', name: 'Sùng Thị Mai', role: 'leader', from: '2026-03-02' }), term({ id: 'c', name: 'Còn Xa', role: 'leader', from: '2027-03-02' })]
    const join: RenewalChange = { kind: 'join', name: 'Vừ Mí Ba', role: 'leader' }
    const late = (changes: RenewalChange[]) => planRenewal({ terms: led, changes, on: '2026-02-01', today }).problems
    expect(late([{ kind: 'leave', member: 'a' }, join])).toEqual([{ path: 'changes', code: 'two-leaders', message: 'Từ ngày 02/03/2026 tổ sẽ có 2 tổ trưởng: Sùng Thị Mai, Vừ Mí Ba. Hãy giữ một người.' }])
    expect(late([{ kind: 'leave', member: 'a' }])).toEqual([])
  })

  test('whom the team named in the place of a leader of the same day is confirmed', () => {
    const sameDay = [term({ id: 'l', name: 'Giàng A Páo', role: 'leader', from: today }), term({ id: 'w', name: 'Vàng Mí Sính', role: 'leader', from: today, provisional: true, replaces: 'l' })]
    const { problems, changed } = planRenewal({ terms: sameDay, changes: [{ kind: 'confirm', member: 'w' }], on: today, today })
    expect(problems).toEqual([])
    expect([...changed]).toEqual([['w', { provisional: false, from: today }], ['l', { to: today }]])
  })

  test('law: who served in which role before the day is what it was', () => {
    const member = fc.constantFrom('l', 'd', 'm', 'w', 'x')
    const role = fc.constantFrom('leader', 'deputy', 'member')
    const change = fc.oneof(
      fc.record({ kind: fc.constant('leave' as const), member }),
      fc.record({ kind: fc.constant('role' as const), member, role }),
      fc.record({ kind: fc.constant('refuse' as const), member }),
      fc.record({ kind: fc.constant('join' as const), name: fc.constantFrom('A', 'B'), role }),
    )
    const confirmed = (terms: readonly Term[], day: string): string[] => terms.filter((one) => !one.provisional && serves(one, day)).map((one) => `${one.name} ${one.role}`).sort()
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), fc.constantFrom('2026-11-20', '2026-11-02', '2025-03-01'), (changes, on) => {
        const { problems, changed, added } = plan(changes, on)
        if (problems.length) return
        const after = [...roll.map((one) => ({ ...one, ...changed.get(one.id) })), ...added.map((one, index) => ({ ...one, id: `new${index}` }))]
        for (const day of ['2025-01-01', '2025-02-28', '2025-06-30', '2026-11-01', '2026-11-19']) if (day < on) expect(confirmed(after, day)).toEqual(confirmed(roll, day))
        expect(after.filter((one) => !one.provisional && one.role === 'leader' && serves(one, on)).length).toBeLessThanOrEqual(1)
      }),
    )
  })
})
