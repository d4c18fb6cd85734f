// Runs the server until it is told to stop: SIGTERM and SIGINT end it gracefully within ten seconds, an error that
// nobody caught ends it with 1. Called by main.ts and the demonstration.
import { logger } from './platform/logging.js'
import { SettingsError, standInVietnam } from './platform/settings.js'
import { type RunningServer, startServer } from './server.js'

const endWithin = 9500

export async function runServer({ onReady }: { onReady: (server: RunningServer) => Promise<void> | void }): Promise<void> {
  standInVietnam()
  let server: RunningServer | undefined
  let ending = false

  const end = (code: number) => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(code), endWithin).unref()
    const stopped = server?.stop() ?? Promise.resolve()
    stopped
      .catch((error: unknown) => logger().error({ err: error }, 'stopping failed'))
      .finally(() => process.exit(code))
  }
  const fail = (error: unknown) => {
    logger().fatal({ err: error }, 'uncaught')
    end(1)
  }
  process.on('SIGTERM', () => end(0))
  process.on('SIGINT', () => end(0))
  process.on('uncaughtException', fail)
  // A promise that nobody waited for (of the panel's own pages, say) is no reason to send the phones away.
  process.on('unhandledRejection', (error) => logger().error({ err: error }, 'unhandled rejection'))

  try {
    server = await startServer()
  } catch (error) {
    process.stderr.write(`${reason(error)}\n`)
    logger().debug({ err: error }, 'start failed')
    process.exit(1)
  }
  await onReady(server)
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (error instanceof SettingsError) return error.message
  if (code === 'EADDRINUSE') return 'Cổng này đang được chương trình khác dùng. Hãy đặt PORT khác hoặc dừng chương trình kia.'
  if (code === 'EACCES') return 'Không được phép mở cổng này. Hãy đặt PORT từ 1024 trở lên.'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'LANTOA_HOST: máy này không có địa chỉ đó. Hãy đặt 127.0.0.1, 0.0.0.0 hoặc một địa chỉ của máy.'
  return `Không khởi động được: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`
}
