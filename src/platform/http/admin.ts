// The admin panel: Payload's pages by Next's handler, prepared when somebody first opens them, so that a server that
// only serves phones stays small. Mounted by the kernel for `/admin` and `/_next`.
import type { RequestHandler } from 'express'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'

import { problem } from '../problems.js'
import { projectRoot } from '../project-root.js'
import { contextOf } from './context.js'
import { refuseForeignOrigin } from './same-origin.js'
import { adminPolicy } from './security-headers.js'

export interface AdminPanel {
  handler: RequestHandler
  close: () => Promise<void>
}

interface Prepared {
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  close: () => Promise<void>
}

const bodyLimit = 1024 * 1024
const uploadLimit = 52 * 1024 * 1024

/** @param address where this server listens, asked when the panel is first opened */
export function adminPanel({ address }: { address: () => { hostname: string; port: number } }): AdminPanel {
  let preparing: Promise<Prepared> | undefined

  const prepared = () => {
    preparing ??= prepare(address()).catch((error: unknown) => {
      preparing = undefined
      throw error
    })
    return preparing
  }

  return {
    handler: async (request, response) => {
      contextOf(request).route = request.path.startsWith('/_next/') ? '/_next' : '/admin'
      // The first account is made with the one-time address, not with Payload's own form.
      if (request.path === '/admin/create-first-user') return response.redirect(303, '/setup')
      refuseForeignOrigin(request)
      const limit = /^multipart\//.test(request.headers['content-type'] ?? '') ? uploadLimit : bodyLimit
      if (Number(request.headers['content-length'] ?? 0) > limit) throw problem({ code: 'too-large', headers: { Connection: 'close' } })
      // Next gives its inline scripts the nonce it finds in the request's policy.
      const policy = adminPolicy(randomBytes(16).toString('base64'))
      request.headers['content-security-policy'] = policy
      response.setHeader('Content-Security-Policy', policy)
      const { handle } = await prepared()
      await handle(request, response)
    },
    close: async () => {
      const panel = await preparing?.catch(() => undefined)
      await panel?.close()
    },
  }
}

async function prepare({ hostname, port }: { hostname: string; port: number }): Promise<Prepared> {
  const dir = join(projectRoot(), 'dist/panel')
  if (!existsSync(join(dir, '.next/BUILD_ID'))) {
    throw problem({ code: 'unavailable', title: 'Trang quản trị chưa được dựng. Hãy chạy npm run build rồi khởi động lại.' })
  }
  const { default: next } = await import('next')
  const app = next({ dev: false, dir, hostname, port })
  await app.prepare()
  const handle = app.getRequestHandler()
  return { handle: (request, response) => handle(request, response), close: () => app.close() }
}
