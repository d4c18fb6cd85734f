// `npm start`: environment → services → doors → port, and a graceful end.
import { existsSync } from 'node:fs'

import { logger } from './platform/logging.js'
import { secretFile, settingsOrExit } from './platform/settings.js'

const HELP = `npm start

Chạy máy chủ trên LANTOA_DATABASE_URL; dựng những gì chưa dựng. Cài đặt lấy từ biến môi trường, không có tuỳ chọn nào khác.
Các biến thường dùng: LANTOA_DATABASE_URL, LANTOA_SECRET, LANTOA_PUBLIC_URL, LANTOA_HOST, PORT (xem README.md).
`
const given = process.argv.slice(2)
if (given.length > 0) {
  const isHelp = given.every((argument) => argument === '--help' || argument === '-h')
  if (isHelp) process.stdout.write(HELP)
  else process.stderr.write(`Không hiểu "${given.join(' ')}".\n\n${HELP}`)
  process.exit(isHelp ? 0 : 1)
}

const started = performance.now()
const { dataDir } = settingsOrExit()
if (!process.env.LANTOA_SECRET && !existsSync(secretFile(dataDir))) {
  say(`Chưa có LANTOA_SECRET: một khoá mới được tạo và giữ trong ${secretFile(dataDir)}. Nhiều máy chủ chạy chung phải dùng cùng một LANTOA_SECRET.`)
}

const { runServer } = await import('./run-server.js')
await runServer({
  onReady: ({ url, lanUrls, setupUrl }) => {
    say(`Lan Tỏa đang chạy tại ${url} (${((performance.now() - started) / 1000).toFixed(1)} giây)`)
    for (const lanUrl of lanUrls) if (lanUrl !== url) say(`Trong mạng nội bộ: ${lanUrl}`)
    say(`Trang quản trị: ${url}/admin`)
    if (setupUrl) say(`Chưa có tài khoản nào. Mở địa chỉ dùng một lần này để thiết lập: ${setupUrl}`)
    logger().info({ ms: Math.round(performance.now() - started) }, 'listening')
  },
})

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
