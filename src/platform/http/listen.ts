// Listening and stopping: a port, keep-alive, and an end that lets what is under way finish. Used by the server.
import type { Express } from 'express'
import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

import { problem, problemBody } from '../problems.js'

export interface Listening {
  port: number
  /** Accepts nothing new, waits for what is under way (at most `within` milliseconds), then closes. */
  stop: (options?: { within?: number }) => Promise<void>
}

export async function listen({ app, port, host }: { app: Express; port: number; host: string }): Promise<Listening> {
  const server = createServer({ ...madeFor(app), keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 300_000, noDelay: true, requireHostHeader: false }, app)
  server.on('clientError', refuseUnreadable)
  // Node would answer an unknown `Expect` with a bare 417; what the request asks for is answered all the same.
  server.on('checkExpectation', app)
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      done()
    })
  })
  return { port: (server.address() as AddressInfo).port, stop: ({ within = 8000 } = {}) => stop({ server, within }) }
}

/**
 * Classes of requests and answers that have Express's prototypes from birth. Otherwise Express sets the prototype of each
 * one, for which V8 makes it a hidden class of its own: twice the memory a request, all of it kept past the young
 * generation, and so a collection of the whole heap every few seconds under load.
 */
function madeFor(app: Express) {
  class Request extends IncomingMessage {}
  class Response extends ServerResponse<Request> {}
  Object.setPrototypeOf(Request.prototype, app.request)
  Object.setPrototypeOf(Response.prototype, app.response)
  Object.assign(app, { request: Request.prototype, response: Response.prototype })
  return { IncomingMessage: Request, ServerResponse: Response }
}

/** What cannot be read as a request (broken, headers without end) never reaches the application; it is told so all the same. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const body = JSON.stringify(problemBody(problem({ code: 'malformed', title: 'Máy chủ không đọc được yêu cầu này. Hãy cập nhật ứng dụng rồi thử lại.' })))
  const head = ['HTTP/1.1 400 Bad Request', 'Connection: close', 'Cache-Control: no-store', 'Content-Type: application/problem+json; charset=utf-8', `Content-Length: ${Buffer.byteLength(body)}`]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function stop({ server, within }: { server: Server; within: number }): Promise<void> {
  return new Promise((done) => {
    // Connections fall idle one by one as their answers end; each is closed then, not after its keep-alive time.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    const limit = setTimeout(() => server.closeAllConnections(), within)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(limit)
      done()
    })
    server.closeIdleConnections()
  })
}
