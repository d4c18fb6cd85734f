/** The eight characters that join a phone to a team, as people write and scan them. Pure. */

/** The code in capital letters without spaces and hyphens; undefined unless it has eight characters. */
export function readCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s\-–—_.]/g, '')
  return /^[0-9A-Z]{8}$/.test(code) ? code : undefined
}

/** The code of an enrolment link's fragment, `#enrol=CODE`. */
export function codeInFragment(hash: string): string | undefined {
  const match = /[#&]enrol=([^&#]+)/.exec(hash)
  if (!match?.[1]) return undefined
  try {
    return readCode(decodeURIComponent(match[1]))
  } catch {
    return undefined
  }
}

/** "ABCD EFGH", easier to compare with the sheet. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`.trim()
}
