/** The desk's two calls for a file in which a phone saved what it could not send: look what it holds, take it in. */
import { callRoles } from '../../access/role-table.js'
import { endpoint, type Route, route } from '../../platform/http/endpoint.js'
import { readBody } from '../../platform/http/read-json.js'
import { isProblem, problem } from '../../platform/problems.js'
import { MOST_FILE_BYTES } from './outbox-file.js'
import { lookIntoFile, takeInFile } from './take-in-file.js'

export function outboxFileRoutes(): Route[] {
  return [
    route('POST', '/api/outbox-files/check', endpoint({
      who: callRoles['POST /api/outbox-files/check'],
      run: async ({ account, request, requestId }) => ({ status: 200, body: await lookIntoFile(await fileBytes(request), { account, requestId }) }),
    })),
    route('POST', '/api/outbox-files', endpoint({
      who: callRoles['POST /api/outbox-files'],
      run: async ({ account, request, requestId }) => {
        const done = await takeInFile(await fileBytes(request), { account, requestId })
        return { status: done.taken > 0 ? 201 : 200, body: done }
      },
    })),
  ]
}

/** The file as it is, whatever the browser says it is. */
async function fileBytes(request: Parameters<typeof readBody>[0]): Promise<Buffer> {
  try {
    return await readBody(request, { limit: MOST_FILE_BYTES })
  } catch (error) {
    if (isProblem(error) && error.code === 'too-large') throw problem({ code: 'too-large', title: 'Tệp lớn quá 16 MB nên không phải tệp “chờ gửi” của một máy. Hãy chọn lại tệp.', headers: error.headers })
    throw error
  }
}
