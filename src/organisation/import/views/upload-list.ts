/** Sends a list to be checked. The file goes as it is; a refusal is told like every other of the desk. */
import type { Refusal } from '../../../platform/admin/call-desk.js'

export async function uploadList({ kind, file }: { kind: string; file: File }): Promise<{ id: string }> {
  const form = new FormData()
  form.set('kind', kind)
  form.set('file', file)
  const response = await fetch('/api/imports', { method: 'POST', body: form, credentials: 'same-origin', headers: { Accept: 'application/json' } })
  const answer = (await response.json().catch(() => ({}))) as { id?: string; title?: string; code?: string }
  if (response.ok && answer.id) return { id: answer.id }
  const refusal: Refusal = Object.assign(new Error(answer.title ?? `HTTP ${response.status}`), { name: 'Refusal' as const, status: response.status, code: answer.code ?? '', errors: [], details: {} })
  throw refusal
}
