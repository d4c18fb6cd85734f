/**
 * Makes the demonstration's two files anew: the recording (espeak-ng speaks, ffmpeg packs) and the campaign's poster
 * (drawn here, rendered by sharp). Their results are kept in files/, since a user's machine needs neither the programs
 * nor the fonts. Run by hand after a text has changed: `npx tsx src/demonstration/make-files.ts`.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { CAMPAIGN_POSTER, HEALTH_RECORDING } from './documents.js'

const files = fileURLToPath(new URL('./files/', import.meta.url))

speak()
await drawPoster()

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
