// Reads a JSON request body strictly: what two programs could read differently (double keys, broken UTF-8, NUL,
// half surrogate pairs, numbers beyond all numbers) is refused rather than guessed at. Called by `endpoint` after the
// caller is known.
import type { IncomingMessage } from 'node:http'

import { problem, type Problem } from '../problems.js'
import { readBody } from './read-bytes.js'

export { readBody }

const maxDepth = 32

/**
 * The parsed body. Refuses with 415 (not JSON by its type), 413 (larger than `limit` bytes) or 400 `malformed`.
 */
export async function readJson(request: IncomingMessage, { limit }: { limit: number }): Promise<unknown> {
  if (!isJsonType(request.headers['content-type'])) {
    throw problem({ code: 'unsupported-type', title: 'Cần gửi nội dung dạng JSON (Content-Type: application/json).' })
  }
  return parseJson(await readBody(request, { limit }))
}

/** Parses JSON text as above; exported for bodies that arrive in other ways (multipart fields, files). */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
    value = JSON.parse(text)
  } catch {
    throw malformed('Nội dung gửi lên không phải JSON hợp lệ. Hãy kiểm tra rồi gửi lại.')
  }
  checkStrictly(text)
  return value
}

/** Walks valid JSON text once: double keys, depth, and what strings hold after decoding. */
function checkStrictly(text: string): void {
  const open: (Set<string> | undefined)[] = []
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index)
    if (character === 0x22) {
      const end = endOfString(text, index)
      const raw = text.slice(index, end + 1)
      const value = raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1)
      if (value.includes('\0') || !value.isWellFormed()) throw malformed('Nội dung gửi lên có ký tự không hợp lệ. Hãy kiểm tra rồi gửi lại.')
      const keys = open.at(-1)
      if (keys && isFollowedByColon(text, end + 1)) {
        if (keys.has(value) || value === '__proto__') throw malformed('Nội dung gửi lên có mục bị lặp tên. Hãy kiểm tra rồi gửi lại.')
        keys.add(value)
      }
      index = end
    } else if (character === 0x2d || (character >= 0x30 && character <= 0x39)) {
      index = endOfNumber(text, index)
    } else if (character === 0x7b || character === 0x5b) {
      open.push(character === 0x7b ? new Set() : undefined)
      if (open.length > maxDepth) throw malformed('Nội dung gửi lên lồng quá nhiều lớp. Hãy kiểm tra rồi gửi lại.')
    } else if (character === 0x7d || character === 0x5d) {
      open.pop()
    }
  }
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (text.charCodeAt(index) !== 0x22) index += text.charCodeAt(index) === 0x5c ? 2 : 1
  return index
}

/** 1e999 is valid JSON, but reads as infinity here and as something else elsewhere. */
function endOfNumber(text: string, start: number): number {
  let end = start
  while (/[\d.eE+-]/.test(text.charAt(end + 1))) end += 1
  if (!Number.isFinite(Number(text.slice(start, end + 1)))) throw malformed('Nội dung gửi lên có số quá lớn. Hãy kiểm tra rồi gửi lại.')
  return end
}

function isFollowedByColon(text: string, from: number): boolean {
  let index = from
  while (/\s/.test(text.charAt(index))) index += 1
  return text.charCodeAt(index) === 0x3a
}

function isJsonType(header: string | undefined): boolean {
  if (!header) return false
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase())
  if (type !== 'application/json') return false
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  return charset === undefined || /^charset="?utf-?8"?$/.test(charset)
}

function malformed(title: string): Problem {
  return problem({ code: 'malformed', title })
}
