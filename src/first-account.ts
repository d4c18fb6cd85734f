// Makes the highest unit and its administrator from the set-up page. Called once in the life of an installation.
import { type FirstAccount, SetupError } from './platform/http/setup.js'
import { services } from './platform/services.js'

/** Above the province that the guide makes next. */
const WHOLE_COUNTRY = { name: 'Việt Nam', type: 'nation', code: 'VN', label: 'nước' } as const

/** Both or neither: a unit left alone by a refused account is taken away again. */
export async function createFirstAccount({ unit: wanted, name, email, password }: FirstAccount): Promise<void> {
  const { payload } = services()
  const { docs } = await payload.find({ collection: 'org-units', where: { parent: { exists: false } }, limit: 1, depth: 0 })
  const unit = docs[0] ?? (await payload.create({ collection: 'org-units', data: wanted ?? WHOLE_COUNTRY, depth: 0 }))
  try {
    await payload.create({ collection: 'users', data: { name, email, password, roles: ['admin'], units: [String(unit.id)] }, depth: 0, disableVerificationEmail: true })
  } catch (error) {
    if (docs.length === 0) await payload.delete({ collection: 'org-units', id: unit.id })
    throw error instanceof Error && error.name === 'ValidationError' ? new SetupError(firstMessage(error)) : error
  }
}

function firstMessage(error: Error): string {
  const data: unknown = 'data' in error ? error.data : undefined
  const errors: unknown = typeof data === 'object' && data !== null && 'errors' in data ? data.errors : undefined
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  return typeof first === 'object' && first !== null && 'message' in first && typeof first.message === 'string' ? first.message : error.message
}
