// Which requests to Payload's REST are let through: the gate's rules as a table.
import { describe, expect, test } from '@jest/globals'

import type { FieldKind } from '../../src/platform/http/query-operand-rules.js'
import { asPanelAsks, judge } from '../../src/platform/http/payload-query-rules.js'

const gate = {
  collections: new Set(['users', 'org-units', 'media', 'deliveries', 'reports', 'resolutions']),
  uploads: new Set(['media']),
  accounts: 'users',
  scopes: { deliveries: ['assignment', 'team', 'unit'], reports: ['assignments', 'team', 'unit'] },
}
const ask = (call: string) => {
  const [method = '', target = ''] = call.split(' ')
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  return judge({ method, segments: path.split('/').slice(1), query }, gate).kind
}

describe('doors', () => {
  test.each([
    'GET /org-units', 'POST /org-units', 'GET /org-units/1', 'PATCH /org-units/1', 'DELETE /org-units/1', 'GET /org-units/count',
    'GET /resolutions/versions', 'GET /resolutions/versions/9', 'POST /resolutions/versions/9', 'POST /resolutions/access/1', 'POST /resolutions/access',
    'GET /media/file/%E1%BA%A3nh.jpg', 'POST /users/login', 'POST /users/logout', 'GET /users/me', 'POST /users/refresh-token', 'POST /users/forgot-password', 'POST /users/reset-password',
    'GET /access', 'GET /payload-preferences/nav', 'POST /payload-preferences/nav', 'GET /payload-locked-documents', 'DELETE /payload-locked-documents/1',
  ])('%s is open', (call) => expect(ask(call)).toBe('pass'))

  test.each([
    'GET /', 'GET /nothing', 'GET /payload-jobs', 'GET /payload-jobs/run', 'POST /payload-jobs/run', 'GET /payload-preferences', 'PATCH /payload-preferences/nav', 'DELETE /payload-preferences/nav', 'GET /payload-locked-documents/1', 'POST /payload-locked-documents', 'DELETE /payload-locked-documents', 'GET /payload-migrations', 'GET /payload-kv',
    'POST /graphql', 'GET /graphql-playground', 'GET /og', 'GET /globals/x', 'POST /users/first-register', 'GET /users/init', 'GET /users/login', 'POST /users/1/api-key/reveal', 'GET /media/paste-url/1',
    'GET /org-units/1/anything', 'POST /resolutions/1/duplicate', 'PUT /org-units/1', 'POST /org-units/1', 'GET /org-units/%2e', 'GET /%6frg-units', 'GET /org-units//1', 'POST /reorder', 'POST /users/verify/1', 'GET /org-units/file/x', 'GET /bundles', 'GET /constructor',
  ])('%s is shut', (call) => expect(ask(call)).not.toBe('pass'))
})

describe('queries', () => {
  const many = (count: number, part: (index: number) => string) => Array.from({ length: count }, (_, index) => part(index)).join('&')
  test.each([
    '', 'limit=1', 'limit=200&depth=2&page=3', 'depth=0', 'pagination=true', 'sort=-name,code', 'locale=hmn&fallback-locale=none', 'draft=true', 'select[name]=true', 'joins=false',
    'where[name][contains]=b%E1%BA%A3n', 'where[and][0][or][0][name][like]=a&where[and][1][code][in]=1,2', 'where[unit.path][greater_than_equal]=/a/',
    `where={"name":{"equals":"a"}}`, `where[id][in]=${Array.from({ length: 200 }, (_, index) => `id${index}`).join(',')}`,
  ])('?%s is let through', (query) => expect(ask(`GET /org-units?${query}`)).toBe('pass'))

  test.each([
    'limit=0', 'limit=201', 'limit=-1', 'limit=', 'limit=1e2', 'limit=10.5', 'limit=10&limit=0', 'limit[]=0', 'limit[a]=1', '%6cimit=0', 'limit=%20',
    'depth=3', 'depth=-1', 'depth=10', 'depth[]=1&depth[]=9', 'pagination=false', 'pagination=0', 'pagination[]=false', 'page=0', 'page=x', 'data={}',
    'where[name][near]=1,2,3', 'where[name][within]=x', 'where[name][$where]=1', 'where[$or][0][name][equals]=1', 'where[a.b.c.d][equals]=1', 'where[name]=x', 'where=x', 'where=[]', 'where={"a":{"$gt":1}}',
    'where={"__proto__":{"equals":1}}', 'where[a b][equals]=1', 'where[password);--][equals]=1',
    `where${'[and][0]'.repeat(8)}[name][equals]=1`, many(70, (index) => `where[or][${index}][name][equals]=a`), many(700, (index) => `select[f${index}]=true`),
    `where[name][equals]=${'x'.repeat(600)}`, `where[id][in]=${'a,'.repeat(300)}`, many(260, (index) => `where[id][in][${index}]=a`), `x=${'y'.repeat(70_000)}`,
    'sort=a,b,c,d', 'sort[]=a;drop', 'sort=a.b.c.d.e', 'joins[teams][limit]=0', 'joins[teams][limit]=5000', 'joins[teams][where][a][$x]=1', 'joins=x',
  ])('?%s is refused', (query) => expect(ask(`GET /org-units?${query}`)).toBe('refused'))

  test('also where it belongs to one record, a count, versions or a change', () => {
    expect(ask('GET /org-units/1?depth=9')).toBe('refused')
    expect(ask('GET /org-units/count?where[name][near]=1')).toBe('refused')
    expect(ask('GET /resolutions/versions?limit=0')).toBe('refused')
    expect(ask('POST /org-units?depth=3')).toBe('refused')
  })
})

describe('values that a field is not', () => {
  const kinds: Record<string, FieldKind> = { id: 'record', name: 'text', at: 'day-and-time', households: 'number', active: 'checkbox', unit: 'record', 'unit.name': 'text', about: 'kinds', 'about.value': 'value-of-kinds', 'languages.state': 'inside-json', 'audio.filename': 'unreachable' }
  const typed = { ...gate, kindOf: (slug: string, path: string) => (slug === 'resolutions' ? kinds[path] : undefined) }
  const judged = (query: string, path = 'resolutions') => judge({ method: 'GET', segments: path.split('/'), query }, typed)
  test.each([
    'where[name][equals]=zzz', 'where[name][in]=a,b', 'where[name][in][0]=a', 'where[name][equals]=null', 'where[at][greater_than]=2026-11-22', 'where[at][less_than]=2026-11-22T08:00:00Z', 'where[at][equals]=null', 'where[at][exists]=false',
    'where[households][equals]=12', 'where[households][in]=1,2', 'where={"households":{"equals":5}}', 'where={"active":{"equals":true}}', 'where[active][equals]=false', 'where[unit][equals]=u1', 'where[unit][in]=u1,u2', 'where[unit][equals]=null', 'where[unit.name][like]=a',
    'where[about.value][equals]=r1', 'where[languages.state][equals]=draft', 'where[id][in]=a,b', 'where[id][equals]=a', 'where={"households":{"equals":null}}', 'sort=-unit.name',
  ])('?%s is let through', (query) => expect(judged(query).kind).toBe('pass'))
  test.each([
    'where[name][all]=a', 'where[name][equals][]=a', 'where[name][like][0]=a', 'where[name][exists][]=1', 'where[at][greater_than]=zzz', 'where[at][equals]=2026-13-45', 'where[at][in]=2026-01-01,x', 'where[at][like]=a', 'where={"at":{"equals":true}}',
    'where[households][equals]=abc', 'where[households][greater_than]=1e999', 'where[households][like]=1', 'where[active][equals]=zzz', 'where[unit][in]=null', 'where[unit][not_in]=u1,null', 'where[about][equals]=r1', 'where[about][exists]=true', 'where[about.value][in]=r1,r2', 'where[about.value][equals]=null',
    'where[languages.state][in]=draft', 'where[languages.state][greater_than]=a', 'where[audio.filename][like]=a', 'sort=audio.filename', 'sort=-audio.filename', 'where[or][0][and][0][at][equals]=zzz', 'where[id][equals]=a,b', 'where[unit][contains]=null', 'where[unit.name][like]=null', 'where[households][equals]=null', 'where[households][in]=', 'where[active][equals]=', 'where[active][greater_than]=true', 'where[at][contains]=2026-01-01',
  ])('?%s is refused', (query) => expect(judged(query).kind).toBe('refused'))
  test('of a version, its fields lie under it', () => {
    expect(judged('where[version.at][equals]=zzz', 'resolutions/versions').kind).toBe('refused')
    expect(judged('where[parent][in]=null', 'resolutions/versions').kind).toBe('refused')
    expect(judged('where[version.name][like]=a&where[parent][equals]=r1', 'resolutions/versions').kind).toBe('pass')
  })
  test('the sentence names the field', () => expect(judged('where[at][equals]=zzz')).toEqual({ kind: 'refused', message: 'where[at] cần là ngày giờ, ví dụ 2026-11-22.' }))
})

describe('changing many at once', () => {
  test.each([
    ['PATCH /org-units', 'refused'],
    ['DELETE /org-units', 'refused'],
    ['DELETE /org-units?limit=0&where[id][exists]=true', 'refused'],
    ['DELETE /org-units?where[id][exists]=true', 'refused'],
    ['PATCH /org-units?limit=50', 'refused'],
    ['PATCH /org-units?limit=50&where[id][in]=1,2', 'pass'],
  ])('%s is %s', (call, kind) => expect(ask(call)).toBe(kind))
})

describe('large tables are asked by assignment, team or unit', () => {
  test.each([
    ['GET /deliveries', 'refused'],
    ['GET /deliveries/count', 'refused'],
    ['GET /deliveries/1', 'pass'],
    ['GET /deliveries?where[state][equals]=seen', 'refused'],
    ['GET /deliveries?where[team][equals]=t1', 'pass'],
    ['GET /deliveries?where[team][equals]=', 'refused'],
    ['GET /deliveries?where[team][not_equals]=t1', 'refused'],
    ['GET /deliveries?where[team][in]=t1,t2', 'refused'],
    ['GET /deliveries?where[and][0][unit][equals]=u1&where[and][1][state][equals]=seen', 'pass'],
    ['GET /deliveries?where[and][0][and][0][unit][equals]=u1', 'pass'],
    ['GET /deliveries?where[or][0][unit][equals]=u1', 'refused'],
    ['GET /deliveries?where[or][0][unit][equals]=u1&where[assignment][equals]=a1', 'pass'],
    ['GET /deliveries/count?where[assignment][equals]=a1', 'pass'],
    ['GET /deliveries?where={"assignment":{"equals":"a1"}}', 'pass'],
    ['GET /deliveries?where={"assignment":{"equals":{"not":1}}}', 'refused'],
    ['GET /reports?where[assignments][equals]=a1', 'pass'],
    ['GET /reports?where[assignment][equals]=a1', 'refused'],
  ])('%s is %s', (call, kind) => expect(ask(call)).toBe(kind))
})

test("the panel's look-up of titles is asked with 200, nothing else is touched", () => {
  expect(asPanelAsks('depth=0&limit=250&where%5Bid%5D%5Bin%5D=1')).toBe('depth=0&limit=200&where%5Bid%5D%5Bin%5D=1')
  expect(asPanelAsks('limit=250&where[name][in]=1')).toBe('limit=250&where[name][in]=1')
  expect(asPanelAsks('limit=2500&where[id][in]=1')).toBe('limit=2500&where[id][in]=1')
})
