// The team app's files, built once and compressed beforehand. Mounted by the kernel after everything else.
import type { RequestHandler } from 'express'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sirv from 'sirv'

import { contextOf } from './context.js'

/** Serves a folder; undefined when the app was not built. Files with a hash in their name are kept for ever. */
export function teamAppFiles(folder: string): RequestHandler | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined
  const serve = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, path) => {
      response.setHeader('Cache-Control', isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    contextOf(request).route = 'team-app'
    serve(request, response, () => {
      contextOf(request).route = 'unknown'
      next()
    })
  }
}

function isHashed(path: string): boolean {
  return /^\/assets\/.*-[\w-]{8,}\.\w+$/.test(path)
}
