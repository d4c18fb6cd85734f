/**
 * SHA-256 of bytes, as lower-case hex. The browser's own where there is one; on a plain-HTTP address `crypto.subtle`
 * is missing, so FIPS 180-4 is written out below. Used to name photos and to check what was downloaded.
 */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined
  if (!subtle) return sha256InScript(bytes)
  return toHex(new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource)))
}

/** The same without the browser's help. Exported for its test. */
export function sha256InScript(bytes: Uint8Array): string {
  const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0)
  const hash = INITIAL.slice()
  const words = new Int32Array(64)
  for (let offset = 0; offset < padded.length; offset += 64) compress(hash, words, view, offset)
  const out = new DataView(new ArrayBuffer(32))
  hash.forEach((word, index) => out.setInt32(index * 4, word))
  return toHex(new Uint8Array(out.buffer))
}

const ROUND = new Int32Array(64)
const INITIAL = new Int32Array(8)
fillConstants()

/** The first 32 bits of the fractional parts of the cube and square roots of the first primes. */
function fillConstants(): void {
  let found = 0
  for (let candidate = 2; found < 64; candidate += 1) {
    let isPrime = true
    for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) if (candidate % divisor === 0) isPrime = false
    if (!isPrime) continue
    if (found < 8) INITIAL[found] = fraction(Math.sqrt(candidate))
    ROUND[found] = fraction(Math.cbrt(candidate))
    found += 1
  }
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 0x100000000) | 0
}

function compress(hash: Int32Array, words: Int32Array, view: DataView, offset: number): void {
  for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(offset + i * 4)
  for (let i = 16; i < 64; i += 1) {
    const w15 = at(words, i - 15)
    const w2 = at(words, i - 2)
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
    words[i] = (at(words, i - 16) + s0 + at(words, i - 7) + s1) | 0
  }
  let [a, b, c, d, e, f, g, h] = hash as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i += 1) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(ROUND, i) + at(words, i)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, index) => {
    hash[index] = (at(hash, index) + word) | 0
  })
}

function at(array: Int32Array, index: number): number {
  return array[index] as number
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
