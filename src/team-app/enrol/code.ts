/** The eight characters that join a phone to a team, as people write and scan them. Pure. */

/**
 * The code in capital letters without spaces and hyphens; undefined unless it has eight characters. A Vietnamese keyboard
 * makes one letter of two on the way ("AS" is typed, "Á" appears): what its marks were typed with is put back.
 */
export function readCode(text: string): string | undefined {
  const code = [...text.toUpperCase().replace(/[\s\-–—_.]/g, '')].map(asTyped).join('')
  return /^[0-9A-Z]{8}$/.test(code) ? code : undefined
}

/** Whether a keyboard has put Vietnamese marks on the letters. */
export function hasMarks(text: string): boolean {
  return /[\u0300-\u036fĐđ]/.test(text.normalize('NFD'))
}

/** The keys of Telex, the usual way to type Vietnamese: hat by doubling, breve and horn by W, tones by S F R X J. */
const TONES: Record<string, string> = { '\u0301': 'S', '\u0300': 'F', '\u0309': 'R', '\u0303': 'X', '\u0323': 'J' }

function asTyped(letter: string): string {
  if (letter === 'Đ') return 'DD'
  const [base = '', ...marks] = letter.normalize('NFD')
  const shape = marks.includes('\u0302') ? base : marks.some((mark) => mark === '\u0306' || mark === '\u031b') ? 'W' : ''
  // There is no U in a code, so Ư is a W alone.
  return (base === 'U' && shape ? '' : base) + shape + marks.map((mark) => TONES[mark] ?? '').join('')
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
