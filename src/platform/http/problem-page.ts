// The same refusals for a person in a browser: one sentence and the ways on. Written by the kernel for pages.
import type { ServerResponse } from 'node:http'

import type { Problem } from '../problems.js'
import { escapeHtml, page } from './page.js'
import { pageHeaders } from './security-headers.js'

export function sendProblemPage(response: ServerResponse, refusal: Problem): void {
  const body = Buffer.from(page({ title: 'Lan Tỏa', body: `<h1>${escapeHtml(refusal.message)}</h1><p><a href="/admin">Trang quản trị (cơ quan)</a> · <a href="/">Ứng dụng của tổ (điện thoại)</a></p>` }))
  response.writeHead(refusal.status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': body.length,
    'Content-Security-Policy': pageHeaders.form,
    'Cache-Control': 'no-store',
    ...(refusal.status === 503 ? { 'Retry-After': '5' } : {}),
    ...refusal.headers,
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
