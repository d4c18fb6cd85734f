// `npm start`: environment → services → doors → port, and a graceful end.
import { existsSync } from 'node:fs'

import { logger } from './platform/logging.js'
import { secretFile, settingsOrExit } from './platform/settings.js'

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
