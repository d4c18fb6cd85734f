// The name by which a person without an e-mail address signs in: given name and family name without marks, `lan.hoang`.
// Pure; called when an account is made (form, import) and when somebody signs in.

const SHAPE = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/
const LONGEST = 40

/** "Hoàng Thị Lan" → `lan.hoang`. The first choice; where it is taken a number follows. */
export function signInNameFrom(name: string): string {
  const words = plain(name.replace(/\([^)]*\)/g, ' '))
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  const [family = '', ...rest] = words
  const given = rest.at(-1)
  const made = (given ? `${given}.${family}` : family).slice(0, LONGEST - 6)
  return made.length >= 3 && isSignInName(made) ? made : `can.bo${made ? `.${made}` : ''}`
}

/** The first of `lan.hoang`, `lan.hoang2`, … that nobody has. */
export function freeAmong(base: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}${number}`
    if (!isTaken(name)) return name
  }
}

/** Letters without marks, digits, single dots and dashes between them; a mobile number is one too. Never an `@`. */
export function isSignInName(name: string): boolean {
  return name.length >= 3 && name.length <= LONGEST && SHAPE.test(name)
}

/** What a person types: capitals, marks and spaces do not matter. An e-mail address stays as it is. */
export function typedSignIn(text: string): string {
  const trimmed = text.trim()
  return trimmed.includes('@') ? trimmed : plain(trimmed).replace(/\s+/g, '.')
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll('đ', 'd')
}
