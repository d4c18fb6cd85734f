/** A wire to a server that can stand still and go on: what is sent meanwhile waits, as behind a machine that hangs. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Wire {
  port: number
  standStill(): void
  goOn(): void
  close(): Promise<void>
}

export async function wireTo(target: { host: string; port: number }): Promise<Wire> {
  const ends = new Set<Socket>()
  let isStill = false
  const server = createServer((near) => {
    const far = connect(target)
    for (const [one, other] of [[near, far], [far, near]] as const) {
      ends.add(one)
      one.on('data', (bytes) => other.write(bytes))
      one.on('error', () => other.destroy())
      one.on('close', () => (ends.delete(one), other.destroy()))
      if (isStill) one.pause()
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    standStill: () => {
      isStill = true
      for (const end of ends) end.pause()
    },
    goOn: () => {
      isStill = false
      for (const end of ends) end.resume()
    },
    close: async () => {
      for (const end of ends) end.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
