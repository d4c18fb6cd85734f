// What may be sent for a record, by the kinds of its fields; test/journeys/desk-edges asks the product itself.
import { describe, expect, test } from '@jest/globals'
import type { FlattenedField } from 'payload'

import { wrongIn } from '../../src/platform/body-shapes.js'

const fields = [
  { name: 'title', type: 'text' },
  { name: 'kind', type: 'select', options: [] },
  { name: 'tags', type: 'select', hasMany: true, options: [] },
  { name: 'households', type: 'number' },
  { name: 'active', type: 'checkbox' },
  { name: 'owner', type: 'relationship', relationTo: 'org-units' },
  { name: 'teams', type: 'relationship', relationTo: 'teams', hasMany: true },
  { name: 'about', type: 'relationship', relationTo: ['resolutions', 'campaigns'] },
  { name: 'summary', type: 'textarea', localized: true },
  { name: 'extra', type: 'json' },
  { name: 'audience', type: 'group', flattenedFields: [{ name: 'exclusions', type: 'array', flattenedFields: [{ name: 'team', type: 'relationship', relationTo: 'teams' }, { name: 'reason', type: 'text' }] }] },
] as unknown as FlattenedField[]

const paths = (data: unknown, inAllLanguages = false) => wrongIn({ fields, data, inAllLanguages }).map(({ path }) => path)

describe('what fits', () => {
  test.each<object>([
    {}, { title: 'Việc' }, { title: '' }, { title: null }, { tags: ['village'] }, { tags: [] }, { households: 5 }, { households: '5' }, { households: '' }, { active: true }, { active: 'false' },
    { owner: 'u1' }, { owner: 7 }, { owner: { id: 'u1' } }, { owner: null }, { teams: ['t1', { id: 't2' }] }, { about: { relationTo: 'resolutions', value: 'r1' } }, { about: { relationTo: 'resolutions', value: { id: 'r1' } } },
    { summary: 'Một' }, { extra: [1, { a: 2 }] }, { unknown: {} }, { audience: {} }, { audience: null }, { audience: { exclusions: null } }, { audience: { exclusions: 0 } }, { audience: { exclusions: [{ team: 't1', reason: 'Bận', id: 'x' }] } },
  ])('%j', (data) => expect(paths(data)).toEqual([]))
  test('in all languages at once', () => expect(paths({ summary: { vi: 'Một', hmn: 'Ib' } }, true)).toEqual([]))
})

describe('what does not, and where', () => {
  test.each<[unknown, string[]]>([
    [[], ['']], [null, ['']], ['x', ['']],
    [{ title: 5 }, ['title']], [{ title: {} }, ['title']], [{ title: ['x'] }, ['title']], [{ kind: 5 }, ['kind']], [{ kind: ['NQ'] }, ['kind']],
    [{ tags: 'village' }, ['tags']], [{ tags: 5 }, ['tags']], [{ tags: [5] }, ['tags']],
    [{ households: '2026-02-30' }, ['households']], [{ households: true }, ['households']], [{ households: [5] }, ['households']], [{ active: 'có' }, ['active']], [{ active: 1 }, ['active']],
    [{ owner: {} }, ['owner']], [{ owner: [] }, ['owner']], [{ teams: 't1' }, ['teams']], [{ teams: [null] }, ['teams']], [{ about: 'r1' }, ['about']], [{ about: { relationTo: 'resolutions' } }, ['about']],
    [{ summary: { vi: 'Một' } }, ['summary']],
    [{ audience: 'x' }, ['audience']], [{ audience: { exclusions: ['t1'] } }, ['audience.exclusions.0']], [{ audience: { exclusions: 5 } }, ['audience.exclusions']], [{ audience: { exclusions: [{ team: 't1' }, { team: {}, reason: 5 }] } }, ['audience.exclusions.1.team', 'audience.exclusions.1.reason']],
    [{ title: 5, households: 'x' }, ['title', 'households']],
  ])('%j', (data, wrong) => expect(paths(data)).toEqual(wrong))
  test('in all languages at once', () => expect(paths({ summary: { vi: 'Một', hmn: 5 } }, true)).toEqual(['summary.hmn']))
})
