/**
 * The other peer: stock Payload REST over a copy of the same file, its collections open to everyone and without hooks,
 * so that nothing of ours slows it. Started by bench/run.ts in a process of its own.
 */
import express from 'express'
import { getPayload, handleEndpoints } from 'payload'
import config from '../payload.config.js'

const [port = '0'] = process.argv.slice(2)
const open = () => true
const sanitized = await config
for (const collection of sanitized.collections) {
  collection.access = { ...collection.access, read: open, create: open, update: open, delete: open } as typeof collection.access
  for (const name of Object.keys(collection.hooks) as (keyof typeof collection.hooks)[]) (collection.hooks[name] as unknown[]) = []
}
await getPayload({ config: sanitized })
const app = express()
app.use(async (request, response) => {
  const answer = await handleEndpoints({ config: sanitized, request: new Request(`http://127.0.0.1${request.originalUrl}`, { method: request.method, headers: request.headers as Record<string, string> }) })
  response.status(answer.status)
  answer.headers.forEach((value, name) => response.setHeader(name, value))
  response.end(Buffer.from(await answer.arrayBuffer()))
})
const server = app.listen(Number(port), '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`listening ${typeof address === 'object' && address ? address.port : ''}\n`)
})
