/** What the demonstration shows in the terminal: progress while it seeds, then addresses, accounts and a QR code. */
import QRCode from 'qrcode'
import { lanAddresses } from '../platform/http/hosts.js'
import type { DemonstrationSheet } from './accounts.js'
import { DEMONSTRATION_MARK } from '../organisation/demonstration-mark.js'

export interface Progress {
  /** Begins a step that will count up to `total`. */
  step(title: string, total: number): void
  advance(count?: number): void
  end(): void
}

const BAR = 24

/** A bar that moves in a terminal; one line a step where the output is a file. */
export function progressBar(output: NodeJS.WriteStream = process.stderr): Progress {
  let title = ''
  let total = 0
  let done = 0
  let shown = -1
  const draw = () => {
    const percent = total > 0 ? Math.floor((Math.min(done, total) / total) * 100) : 100
    if (percent === shown) return
    shown = percent
    const filled = Math.round((percent / 100) * BAR)
    if (output.isTTY) output.write(`\r\x1b[2K${title.padEnd(34)} ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${String(percent).padStart(3)} %`)
    else if (percent === 100) output.write(`${title}: xong\n`)
  }
  const finish = () => {
    if (title === '') return
    done = total
    draw()
    if (output.isTTY) output.write('\n')
    title = ''
  }
  return {
    step: (newTitle, newTotal) => {
      finish()
      title = newTitle
      total = newTotal
      done = 0
      shown = -1
      draw()
    },
    advance: (count = 1) => {
      done += count
      draw()
    },
    end: finish,
  }
}

const ROLE_NAMES: Record<string, string> = { admin: 'Quản trị', editor: 'Tuyên truyền', manager: 'Theo dõi địa bàn' }

/** Addresses and accounts, as plain lines. */
export function welcomeLines({ sheet, lanUrl, file }: { sheet: DemonstrationSheet; lanUrl?: string | undefined; file: string }): string[] {
  const rows = sheet.accounts.map((account) => {
    const roles = account.roles.map((role) => ROLE_NAMES[role] ?? role).join(', ')
    const place = account.units.map((unit) => unit.name.replace(` (${DEMONSTRATION_MARK})`, '')).join(', ')
    return [roles, account.email, account.password, place]
  })
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const table = rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
  const code = sheet.codes[0]
  return [
    '',
    `Lan Tỏa đang chạy (${DEMONSTRATION_MARK}: xã, phường có thật; thôn, người và số liệu là tự đặt).`,
    '',
    `  Bàn điều hành      ${sheet.url}/admin`,
    `  Ứng dụng của tổ    ${sheet.url}/`,
    ...(lanUrl ? [`  Trong mạng này     ${lanUrl}/`] : []),
    '',
    'Tài khoản (vai trò, thư điện tử, mật khẩu, địa bàn):',
    ...table,
    '',
    ...(code ? [`Mã cho điện thoại: ${code.code} (${code.team}) và ${sheet.codes.length - 1} mã khác.`] : []),
    `Tất cả được ghi trong ${file}. Nhấn Ctrl+C để dừng; chạy lại thì giữ nguyên việc đã làm, thêm "-- --fresh" để làm mới.`,
    '',
  ]
}

/** The address as a QR code made of half blocks, for the phone's camera. */
export async function qrLines(address: string): Promise<string[]> {
  const drawn = await QRCode.toString(address, { type: 'terminal', small: true, errorCorrectionLevel: 'M' })
  return drawn.trimEnd().split('\n')
}

/** This machine's address in the local network, a private one where there are several; undefined where it has none. */
export function lanAddress(): string | undefined {
  const addresses = lanAddresses().filter((address) => !address.startsWith('169.254.'))
  return addresses.find((address) => /^(192\.168\.|10\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address)) ?? addresses[0]
}
