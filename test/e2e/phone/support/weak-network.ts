/** A network between phone and server that does what a village's does: falls silent, loses answers, shows a sign-in page. */
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface Passed {
  method: string
  path: string
  body: string
  /** The server's status; absent where the request never got there. */
  status?: number
}

export interface WeakNetwork {
  port: number
  /** Every call to /field/v1 but ping that was tried, in order. */
  passed: Passed[]
  /** Nothing gets through. */
  setDown: (isDown: boolean) => void
  /** Every address answers with a hotspot's own page. */
  setPortal: (isPortal: boolean) => void
  /** Matching calls reach the server, their answers do not come back, until the returned function is called. */
  loseAnswers: (method: string, path: RegExp) => () => void
  /** The next matching call is held back until `release`; resolves once it has arrived. */
  hold: (method: string, path: RegExp) => { arrived: Promise<void>; release: () => void }
  /** The next matching call gets this answer instead of the server's. */
  answerWith: (method: string, path: RegExp, answer: GivenAnswer) => void
  /** Rewrites what comes from a path on its way, whatever its query: a file of the app as a new version would be, an answer. */
  rewrite: (path: string, change: (text: string) => string) => void
  close: () => Promise<void>
}

export interface GivenAnswer {
  status: number
  headers?: Record<string, string>
  problem: { title: string; code: string }
}

interface Rule {
  method: string
  path: RegExp
  kind: 'lose' | 'hold' | 'answer'
  answer?: GivenAnswer
  arrived?: () => void
  released?: Promise<void>
}

export async function weakNetwork(target: string): Promise<WeakNetwork> {
  const { hostname, port } = new URL(target)
  const passed: Passed[] = []
  const sockets = new Set<Socket>()
  const rules: Rule[] = []
  const rewrites = new Map<string, (text: string) => string>()
  const rewriteOf = (url = '/'): ((text: string) => string) | undefined => rewrites.get(url.replace(/\?.*$/, ''))
  let isDown = false
  let isPortal = false

  const server: Server = createServer((incoming, outgoing) => void pass(incoming, outgoing).catch(() => incoming.socket.destroy()))
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    if (isDown) socket.destroy()
  })

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const { method = 'GET', url = '/' } = incoming
    if (isDown) return void incoming.socket.destroy()
    if (isPortal) {
      outgoing.writeHead(200, { 'Content-Type': 'text/html' })
      return void outgoing.end('<html><body>Wi-Fi: bấm để đăng nhập</body></html>')
    }
    const record: Passed = { method, path: url.replace('/field/v1', ''), body: body.toString('utf8') }
    if (url.startsWith('/field/v1') && !url.endsWith('/ping')) passed.push(record)
    const at = rules.findIndex((rule) => rule.method === method && rule.path.test(url))
    const rule = rules[at]
    if (rule?.kind === 'hold') {
      rules.splice(at, 1)
      rule.arrived?.()
      await rule.released
      if (incoming.socket.destroyed) return
    }
    if (rule?.answer) {
      rules.splice(at, 1)
      record.status = rule.answer.status
      outgoing.writeHead(rule.answer.status, { 'Content-Type': 'application/problem+json', ...rule.answer.headers })
      return void outgoing.end(JSON.stringify({ status: rule.answer.status, ...rule.answer.problem }))
    }
    const answer = await forward(incoming, body)
    record.status = answer.status
    if (rule?.kind === 'lose') return void incoming.socket.destroy()
    const rewrite = rewriteOf(url)
    outgoing.writeHead(answer.status, answer.headers)
    outgoing.end(rewrite ? rewrite(answer.body.toString('utf8')) : answer.body)
  }

  function forward(incoming: IncomingMessage, body: Buffer): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> {
    return new Promise((done, fail) => {
      const headers = { ...incoming.headers, host: `${hostname}:${port}` }
      if (rewriteOf(incoming.url)) delete headers['accept-encoding']
      const onward = request({ hostname, port, path: incoming.url, method: incoming.method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const { 'content-length': _length, 'transfer-encoding': _encoding, connection: _connection, 'keep-alive': _alive, ...rest } = response.headers
          if (rewriteOf(incoming.url)) delete rest.etag
          done({ status: response.statusCode ?? 502, headers: rest, body: Buffer.concat(chunks) })
        })
      })
      onward.on('error', fail)
      onward.end(body)
    })
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    passed,
    setDown(value) {
      isDown = value
      if (value) for (const socket of sockets) socket.destroy()
    },
    setPortal(value) {
      isPortal = value
    },
    loseAnswers(method, path) {
      const rule: Rule = { method, path, kind: 'lose' }
      rules.push(rule)
      return () => void rules.splice(rules.indexOf(rule), 1)
    },
    hold(method, path) {
      let release = (): void => undefined
      let arrive = (): void => undefined
      const released = new Promise<void>((done) => (release = done))
      const arrived = new Promise<void>((done) => (arrive = done))
      rules.push({ method, path, kind: 'hold', arrived: arrive, released })
      return { arrived, release }
    },
    answerWith(method, path, answer) {
      rules.push({ method, path, kind: 'answer', answer })
    },
    rewrite(path, change) {
      rewrites.set(path, change)
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
