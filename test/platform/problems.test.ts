import { describe, expect, test } from '@jest/globals'

import { isProblem, problem, problemBody, problemCatalogue } from '../../src/platform/problems.js'

describe('problems', () => {
  test.each(Object.entries(problemCatalogue()))('%s says in Vietnamese what to do', (code, { status, title }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(status).toBeGreaterThanOrEqual(400)
    // What is so, then what to do: two sentences, without words that only builders use.
    expect(title.match(/[.!]/g)?.length).toBeGreaterThanOrEqual(2)
    expect(title).not.toMatch(/đồng bộ|cache|token|server|lỗi hệ thống/i)
    expect(title).toBe(title.normalize('NFC'))
  })

  test('the object is RFC 9457 and leaves out what is not there', () => {
    expect(problemBody(problem({ code: 'state' }))).toEqual({ type: 'urn:lantoa:problem:state', title: expect.any(String), status: 409, code: 'state' })
    expect(problemBody(problem({ code: 'rules', errors: [{ path: 'a', code: 'x', message: 'y' }], details: { n: 1 } }))).toMatchObject({ details: { n: 1 }, errors: [{ path: 'a' }] })
  })

  test('a domain may bring its own code with status and sentence', () => {
    expect(problemBody(problem({ code: 'no-leader', status: 422, title: 'Tổ chưa có tổ trưởng. Hãy cử tổ trưởng.' }))).toMatchObject({ status: 422, code: 'no-leader', title: 'Tổ chưa có tổ trưởng. Hãy cử tổ trưởng.' })
    expect(problemBody(problem({ code: 'own', status: 404 })).title).toBe(problem({ code: 'not-found' }).message)
  })

  test('one that was made by another copy of the module is recognised', () => {
    const foreign = Object.assign(new Error('x'), { name: 'Problem', status: 410, code: 'gone', headers: {} })
    expect(isProblem(foreign)).toBe(true)
    expect(isProblem(new Error('x'))).toBe(false)
    expect(isProblem({ name: 'Problem', status: 410, code: 'gone' })).toBe(false)
  })
})
