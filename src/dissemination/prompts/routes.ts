/** Recordings of the app's sentences: the list for phones (contract §3), and the desk's calls to hear, keep and remove them. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { callRoles } from '../../access/role-table.js'
import { languageCodes } from '../../content/languages.js'
import { endpoint, type EndpointResult, isNotModified, type Route, route } from '../../platform/http/endpoint.js'
import { readBody } from '../../platform/http/read-json.js'
import { sendRange } from '../../platform/http/send-range.js'
import { isProblem, problem } from '../../platform/problems.js'
import { objectStore } from '../../platform/storage/objects.js'
import { keepPromptRecording, MOST_PROMPT_BYTES, promptsOfDesk, promptSound, promptsOfPhone, removePromptRecording } from './prompts.js'
import { promptSheet } from './sheet.js'

const languageQuery = z.object({ language: z.enum(languageCodes) })
const listQuery = languageQuery.extend({ only: z.enum(['missing', '']).optional() })

export function promptFieldRoutes(): Route[] {
  return [
    route('GET', '/field/v1/prompts', endpoint({ who: 'device', query: languageQuery, run: async ({ query, request }) => list(await promptsOfPhone(query.language), (tag) => isNotModified(request, tag)) })),
  ]
}

export function promptDeskRoutes(): Route[] {
  return [
    route('GET', '/api/prompts', endpoint({
      who: callRoles['GET /api/prompts'],
      query: listQuery,
      run: async ({ account, query, request }): Promise<EndpointResult> => {
        const found = await promptsOfDesk(query.language, account)
        if (!String(request.headers.accept ?? '').includes('text/html')) return { status: 200, body: found }
        return { status: 200, body: promptSheet(found, { isMissingOnly: query.only === 'missing' }), headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } }
      },
    })),
    route('GET', '/api/prompts/:language/:key/audio', endpoint({
      who: callRoles['GET /api/prompts/{language}/{key}/audio'],
      run: async ({ params }) => {
        const { sha256, type, size } = await promptSound(named(params))
        return sendRange({ size, type, tag: `"${sha256}"`, cacheControl: 'private, no-cache', open: (range) => objectStore().read(sha256, range) })
      },
    })),
    route('PUT', '/api/prompts/:language/:key', endpoint({
      who: callRoles['PUT /api/prompts/{language}/{key}'],
      run: async ({ account, params, request, requestId }) => {
        const { isNew, item } = await keepPromptRecording({ ...named(params), caller: { account, requestId }, readBytes: () => recording(request) })
        return { status: isNew ? 201 : 200, body: item }
      },
    })),
    route('DELETE', '/api/prompts/:language/:key', endpoint({
      who: callRoles['DELETE /api/prompts/{language}/{key}'],
      run: async ({ account, params, requestId }) => ({ status: 200, body: await removePromptRecording({ ...named(params), caller: { account, requestId } }) }),
    })),
  ]
}

function list(items: object[], isKnown: (tag: string) => boolean): EndpointResult {
  const body = JSON.stringify({ items })
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  if (isKnown(tag)) return { status: 304, headers: { ETag: tag } }
  return { status: 200, body, headers: { ETag: tag, 'Content-Type': 'application/json; charset=utf-8' } }
}

function named(params: Record<string, string>): { language: string; key: string } {
  return { language: params.language ?? '', key: params.key ?? '' }
}

/** The bytes of one recording, as they are. */
async function recording(request: Parameters<typeof readBody>[0]): Promise<Buffer> {
  try {
    return await readBody(request, { limit: MOST_PROMPT_BYTES })
  } catch (error) {
    if (isProblem(error) && error.code === 'too-large') throw problem({ code: 'too-large', title: 'Bản ghi lớn quá 1 MB. Hãy ghi bằng MP3 hoặc M4A, mỗi tệp một câu.', headers: error.headers })
    throw error
  }
}
