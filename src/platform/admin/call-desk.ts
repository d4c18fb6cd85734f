/**
 * Calls the desk's HTTP calls from the panel with the session's cookie, and turns every "no" into one kind of error
 * with a sentence to show: problem+json of our own calls, `{errors}` of Payload's, and a line that broke.
 */

export interface Refusal extends Error {
  name: 'Refusal'
  /** 0: the server was not reached. */
  status: number
  code: string
  errors: readonly { path: string; message: string }[]
  details: Readonly<Record<string, unknown>>
}

export interface DeskRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With its query, from `/api` on. */
  path: string
  body?: unknown
  /** Bytes of a file, sent as they are instead of a JSON body. */
  file?: Blob
  signal?: AbortSignal
  accept?: string
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === 'Refusal'
}

/** The answer's JSON. Throws a `Refusal`; an aborted call throws the browser's `AbortError`. */
export async function callDesk<T>(request: DeskRequest): Promise<T> {
  const response = await send(request)
  return (await response.json()) as T
}

export async function callForText(request: DeskRequest): Promise<string> {
  return (await send(request)).text()
}

async function send({ method = 'GET', path, body, file, signal, accept = 'application/json' }: DeskRequest): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: { Accept: accept, 'Accept-Language': isEnglish() ? 'en' : 'vi', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(file ? { 'Content-Type': 'application/octet-stream' } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file ? { body: file } : {}),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw refusal({ status: 0, code: 'offline', title: isEnglish() ? 'The server could not be reached. What you typed is still here; please try again.' : 'Không kết nối được máy chủ. Những gì đã nhập vẫn còn; hãy thử lại.' })
  }
  if (!response.ok) throw await refusalOf(response)
  return response
}

/** A query string; `where` conditions are written as Payload reads them. */
export function query(parts: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parts)) if (value !== undefined && value !== '') search.set(name, String(value))
  const text = search.toString()
  return text ? `?${text}` : ''
}

/** A page of a Payload list. */
export interface Listed<T> {
  docs: T[]
  totalDocs: number
  hasNextPage: boolean
  page: number
}

/** A UUID also where the page is not served over https. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

async function refusalOf(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => undefined)
  const given = isRecord(body) ? body : {}
  if (typeof given.title === 'string') {
    return refusal({ status: response.status, code: String(given.code ?? ''), title: given.title, errors: errorsOf(given.errors), details: isRecord(given.details) ? given.details : {} })
  }
  const first: unknown = Array.isArray(given.errors) ? given.errors[0] : undefined
  const title = isRecord(first) && typeof first.message === 'string' ? first.message : `HTTP ${response.status}`
  const data: unknown = isRecord(first) ? first.data : undefined
  return refusal({ status: response.status, code: '', title, errors: isRecord(data) ? errorsOf(data.errors) : [] })
}

function refusal({ status, code, title, errors = [], details = {} }: { status: number; code: string; title: string; errors?: Refusal['errors']; details?: Refusal['details'] }): Refusal {
  return Object.assign(new Error(title), { name: 'Refusal' as const, status, code, errors, details })
}

function errorsOf(value: unknown): { path: string; message: string }[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((error: unknown) => (isRecord(error) && typeof error.message === 'string' ? [{ path: String(error.path ?? ''), message: error.message }] : []))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEnglish(): boolean {
  return typeof document !== 'undefined' && document.documentElement.lang.startsWith('en')
}
