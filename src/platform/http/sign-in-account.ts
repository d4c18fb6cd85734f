// Which account a sign-in is about, read from its body only to count attempts. Called by payload-rest.
import { parseJson } from './read-json.js'

/** The address or sign-in name in a JSON body or in the form that the admin panel sends; empty when there is none. */
export function signInAccount(body: Buffer, contentType: string | undefined): string {
  try {
    const json = contentType?.startsWith('multipart/') ? payloadField(body) : body
    const value: unknown = json ? parseJson(json) : undefined
    if (typeof value !== 'object' || value === null) return ''
    const { email, username } = value as { email?: unknown; username?: unknown }
    return [username, email].find((given): given is string => typeof given === 'string' && given.trim() !== '') ?? ''
  } catch {
    return ''
  }
}

function payloadField(body: Buffer): Buffer | undefined {
  const field = /name="_payload"[^\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/.exec(body.toString('latin1'))?.[1]
  return field === undefined ? undefined : Buffer.from(field, 'latin1')
}
