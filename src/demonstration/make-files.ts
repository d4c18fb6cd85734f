/**
 * Makes the demonstration's files anew: the recording (espeak-ng speaks, ffmpeg packs), the campaign's poster and the
 * pictures that stand for a report's photos (drawn here, rendered by sharp). Their results are kept in files/, since a user's machine needs neither the programs
 * nor the fonts. Run by hand after a text has changed: `npx tsx src/demonstration/make-files.ts`.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { CAMPAIGN_POSTER, HEALTH_RECORDING, REPORT_PHOTOS } from './documents.js'

const files = fileURLToPath(new URL('./files/', import.meta.url))

speak()
await drawPoster()
await drawHall()
await drawBoard()

function speak(): void {
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-'))
  try {
    const wave = join(folder, 'speech.wav')
    execFileSync('espeak-ng', ['-v', 'vi', '-s', '150', '-g', '4', '-p', '42', '-w', wave, HEALTH_RECORDING.sentences.join('\n')])
    const title = 'Nghị quyết 72-NQ/TW – bản đọc mẫu (giọng máy)'
    const packing = ['-ac', '1', '-ar', '22050', '-b:a', '24k', '-codec:a', 'libmp3lame', '-map_metadata', '-1', '-metadata', `title=${title}`]
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', wave, '-af', 'loudnorm=I=-18', ...packing, join(files, HEALTH_RECORDING.file)])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A hut on a hillside, far from the stream, and the three things to look for: readable from across a hall. */
async function drawPoster(): Promise<void> {
  const rules = ['Xa nguồn nước', 'Có nắp đậy', 'Có chỗ rửa tay với xà phòng']
  const lines = rules.map(
    (rule, index) => `
      <circle cx="120" cy="${960 + index * 92}" r="30" fill="#1b6e3c"/>
      <text x="120" y="${974 + index * 92}" font-size="38" text-anchor="middle" fill="#fff" font-weight="bold">${index + 1}</text>
      <text x="176" y="${975 + index * 92}" font-size="44" fill="#21302a">${rule}</text>`,
  )
  const drawing = `
    <svg xmlns="http://www.w3.org/2000/svg" width="900" height="1272" font-family="DejaVu Sans, Noto Sans, sans-serif">
      <rect width="900" height="1272" fill="#fdf6e3"/>
      <rect width="900" height="250" fill="#b3261e"/>
      <text x="450" y="112" font-size="58" font-weight="bold" text-anchor="middle" fill="#fff">MỖI NHÀ MỘT NHÀ TIÊU</text>
      <text x="450" y="204" font-size="58" font-weight="bold" text-anchor="middle" fill="#ffe08a">HỢP VỆ SINH</text>
      <rect y="250" width="900" height="610" fill="#cfe8f3"/>
      <circle cx="760" cy="350" r="56" fill="#ffd35c"/>
      <path d="M0 640 L170 420 L330 620 L520 380 L760 640 L900 540 L900 860 L0 860 Z" fill="#8fb59a"/>
      <path d="M0 720 Q260 600 520 700 T900 690 L900 860 L0 860 Z" fill="#4f9163"/>
      <path d="M0 800 Q140 770 230 815 T420 860 L0 860 Z" fill="#5aa7d6"/>
      <rect x="530" y="560" width="190" height="220" fill="#e9d2a6" stroke="#6b4a24" stroke-width="6"/>
      <path d="M505 572 L625 478 L745 572 Z" fill="#7b4a26"/>
      <rect x="590" y="630" width="72" height="150" fill="#6b4a24"/>
      <circle cx="648" cy="706" r="6" fill="#ffd35c"/>
      <rect x="752" y="690" width="16" height="90" fill="#6b4a24"/>
      <rect x="738" y="664" width="60" height="34" rx="8" fill="#3b82b8"/>
      <rect x="304" y="756" width="18" height="34" fill="#6b4a24"/>
      <path d="M313 560 L363 640 L263 640 Z M313 610 L378 704 L248 704 Z M313 670 L393 766 L233 766 Z" fill="#1b6e3c"/>
      ${lines.join('')}
      <text x="450" y="1240" font-size="27" text-anchor="middle" fill="#6b5b45">Áp phích mẫu của Lan Tỏa – dữ liệu minh hoạ</text>
    </svg>`
  await sharp(Buffer.from(drawing)).png({ palette: true, colours: 64, compressionLevel: 9 }).toFile(join(files, CAMPAIGN_POSTER.file))
}

/** Photos are of halls and boards, never of people; these are drawn and say so. */
async function drawHall(): Promise<void> {
  const chairs = Array.from({ length: 28 }, (_, index) => {
    const x = 150 + (index % 7) * 140
    const y = 560 + Math.floor(index / 7) * 84
    return `<rect x="${x}" y="${y}" width="74" height="44" rx="6" fill="#2f6db5"/><rect x="${x + 8}" y="${y + 44}" width="58" height="20" fill="#24568f"/>`
  })
  await drawPhoto(REPORT_PHOTOS[0], `
    <rect width="1280" height="960" fill="#f3ead7"/>
    <rect y="500" width="1280" height="460" fill="#c9b08a"/>
    <rect x="240" y="90" width="800" height="120" fill="#b3261e"/>
    <text x="640" y="168" font-size="56" font-weight="bold" text-anchor="middle" fill="#ffe08a">HỌP THÔN</text>
    <rect x="420" y="330" width="440" height="150" fill="#8a5a2b"/>
    <rect x="400" y="312" width="480" height="30" fill="#a8733c"/>
    ${chairs.join('')}`)
}

async function drawBoard(): Promise<void> {
  const sheets = Array.from({ length: 6 }, (_, index) => {
    const x = 250 + (index % 3) * 270
    const y = 260 + Math.floor(index / 3) * 250
    const lines = Array.from({ length: 6 }, (_, line) => `<rect x="${x + 22}" y="${y + 60 + line * 22}" width="${160 + ((line * 37 + index * 19) % 40)}" height="8" fill="#9a9a9a"/>`)
    return `<rect x="${x}" y="${y}" width="240" height="220" fill="#fff"/><rect x="${x + 22}" y="${y + 22}" width="150" height="18" fill="#b3261e"/>${lines.join('')}`
  })
  await drawPhoto(REPORT_PHOTOS[1], `
    <rect width="1280" height="960" fill="#cfe8f3"/>
    <rect y="760" width="1280" height="200" fill="#8fb59a"/>
    <rect x="250" y="700" width="30" height="240" fill="#6b4a24"/><rect x="1000" y="700" width="30" height="240" fill="#6b4a24"/>
    <rect x="200" y="120" width="880" height="660" fill="#6b4a24"/><rect x="224" y="144" width="832" height="612" fill="#e8d2a4"/>
    <text x="640" y="220" font-size="52" font-weight="bold" text-anchor="middle" fill="#21302a">BẢNG TIN THÔN</text>
    ${sheets.join('')}`)
}

async function drawPhoto(name: string, shapes: string): Promise<void> {
  const note = '<text x="1250" y="935" font-size="26" text-anchor="end" fill="#3a3226">Hình vẽ minh hoạ, không phải ảnh chụp</text>'
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="960" font-family="DejaVu Sans, Noto Sans, sans-serif">${shapes}${note}</svg>`
  await sharp(Buffer.from(drawing)).jpeg({ quality: 72, mozjpeg: true }).toFile(join(files, name))
}
