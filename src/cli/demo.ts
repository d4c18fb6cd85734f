/**
 * `npm run demo`: a whole province to try the product with, on embedded SQLite. Seeds an empty database with progress,
 * starts the server in this process, writes demo.json and prints addresses and accounts. A second start keeps what was
 * done; `--fresh` begins anew; `--lan` also listens beyond this machine.
 */
import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { sheetFile, writeSheet, type DemonstrationSheet } from '../demonstration/accounts.js'
import { demonstrationState, emptyDemonstration, type Place } from '../demonstration/folder.js'
import { lanAddress, progressBar, qrLines, welcomeLines } from '../demonstration/terminal.js'
import { changeSettings, settings, SettingsError } from '../platform/settings.js'
import { readArguments, say, stop } from './command.js'

const HELP = `npm run demo [-- --fresh] [-- --lan]

Chạy Lan Tỏa với một tỉnh minh hoạ: xã, phường có thật; thôn, người và số liệu là tự đặt.
  --fresh   bỏ bản minh hoạ cũ, làm lại từ đầu
  --lan     cho máy khác trong cùng mạng mở được, in địa chỉ và mã QR
  --help    in hướng dẫn này
Cổng, nơi giữ dữ liệu và cơ sở dữ liệu theo các cài đặt PORT, LANTOA_DATA_DIR, LANTOA_DATABASE_URL.
`

const { values } = readArguments({ help: HELP, options: { fresh: { type: 'boolean' }, lan: { type: 'boolean' } } })
await demonstrate({ fresh: values.fresh === true, lan: values.lan === true })

async function demonstrate({ fresh, lan }: { fresh: boolean; lan: boolean }): Promise<void> {
  if (lan) changeSettings({ host: '0.0.0.0' })
  const place: Place = settings()
  const state = await demonstrationState(place)
  if (fresh && state === 'none' && isInUse(place)) stop('Cơ sở dữ liệu này không phải của bản minh hoạ nên không xoá. Hãy đặt LANTOA_DATA_DIR hoặc LANTOA_DATABASE_URL khác.')
  if (state === 'seeding') say('Lần trước dừng khi chưa dựng xong bản minh hoạ: làm lại từ đầu.')
  const isStale = (fresh && state !== 'none') || state === 'seeding'
  if (isStale && !(await emptyDemonstration(place))) stop('Bản minh hoạ này đang chạy ở một cửa sổ khác. Hãy dừng nó rồi chạy lại.')

  // Loaded after the settings are final, since the configuration reads them as it loads.
  const { runServer } = await import('../run-server.js')
  const { prepareDemonstration } = await import('../demonstration/prepare.js')
  const sheet = await prepareDemonstration({ place, progress: progressBar(), stop }).catch((error: unknown) => {
    if (process.env.LANTOA_LOG_LEVEL) console.error(error)
    return stop(error instanceof SettingsError ? error.message : `Không dựng được bản minh hoạ: ${error instanceof Error ? error.message : String(error)}`)
  })
  await runServer({
    onReady: async ({ url, port }) => {
      const whole: DemonstrationSheet = { url, ...sheet }
      await writeSheet(place.dataDir, whole)
      await welcome({ sheet: whole, lan, port })
    },
  })
}

async function welcome({ sheet, lan, port }: { sheet: DemonstrationSheet; lan: boolean; port: number }): Promise<void> {
  const address = lan ? lanAddress() : undefined
  const lanUrl = address ? `http://${address}:${port}` : undefined
  const whole = sheetFile(settings().dataDir)
  const short = relative(process.cwd(), whole)
  const file = short.startsWith('..') ? whole : short
  for (const line of welcomeLines({ sheet, lanUrl, file })) say(line)
  if (lan && !lanUrl) say('Máy này chưa nối mạng nội bộ nào, nên chưa có địa chỉ cho máy khác.')
  if (!lanUrl) return
  for (const line of await qrLines(`${lanUrl}/`)) say(line)
  say('Quét mã bằng điện thoại trong cùng mạng. Địa chỉ http chỉ để xem thử: muốn dùng khi mất mạng thì cần https.')
}

/** Somebody's own file is left unopened; on a server it is the rows that tell, once it is open. */
function isInUse(place: Place): boolean {
  return place.database.kind === 'sqlite' && existsSync(place.database.file)
}
