// The desk's calls for imports (contract §4): upload and dry run, what it found, templates, apply, undo.
import { rm } from 'node:fs/promises'
import { z } from 'zod'
import type { Account } from '../../access/account.js'
import { callRoles } from '../../access/role-table.js'
import { logCall } from '../../platform/database/perform.js'
import type { Row } from '../../platform/database/tables.js'
import { endpoint, route, type EndpointResult, type Route } from '../../platform/http/endpoint.js'
import { logger } from '../../platform/logging.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { orgUnits } from '../tables.js'
import { storedAccounts } from './accounts.js'
import { applyImport, undoAppliedImport, type ImportProgress } from './apply-import.js'
import { checkImport, type CheckedImport, vietnameseDay } from './check-import.js'
import { importKinds, isImportKind, kindDefinition } from './kinds.js'
import { loadKnown } from './load-known.js'
import { receiveFile } from './receive-file.js'
import { rowsOfImport, shownImport, wrongRowsFile } from './show-import.js'
import { planTeamsForVillages } from './teams-for-villages.js'
import { templateXlsx, type NamedUnit } from './templates.js'
import { importFor, mayReadRows, placeOf } from './whose-import.js'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const rowsQuery = z.object({
  state: z.enum(['new', 'changed', 'unchanged', 'wrong']).optional(),
  cursor: z.string().regex(/^\d{1,7}$/).transform(Number).optional(),
  limit: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.number().min(1).max(200)).optional(),
})
const templateQuery = z.object({ filled: z.enum(['0', '1', 'true', 'false', '']).optional() })
const applyBody = z.object({ withoutWrong: z.boolean().optional() }).optional()

export function importRoutes(): Route[] {
  return [
    route('POST', '/api/imports', endpoint({
      who: callRoles['POST /api/imports'],
      run: async ({ account, request, requestId }) => {
        const { path, fileName, fields } = await receiveFile(request)
        try {
          if (!isImportKind(fields.kind)) throw problem({ code: 'malformed', errors: [{ path: 'kind', code: 'unknown', message: `Loại danh sách là một trong: ${importKinds.join(', ')}.` }] })
          const { database, now } = services()
          return made(await checkImport({ path, fileName, kind: fields.kind, importer: { account }, keep: true, database, accounts: storedAccounts, now: now() }), { account, requestId })
        } finally {
          await rm(path, { force: true })
        }
      },
    })),

    route('POST', '/api/imports/teams-for-villages', endpoint({
      who: callRoles['POST /api/imports/teams-for-villages'],
      run: async ({ account, requestId }) => made(await planTeamsForVillages({ account }), { account, requestId }),
    })),

    route('GET', '/api/imports/templates/:file', endpoint({
      who: callRoles['GET /api/imports/templates/{kind}.xlsx'],
      query: templateQuery,
      run: async ({ account, params, query }) => {
        const kind = /^(\w+)\.xlsx$/.exec(params.file ?? '')?.[1]
        if (!isImportKind(kind)) throw problem({ code: 'not-found' })
        const { database, now } = services()
        const isFilled = query.filled === '1' || query.filled === 'true'
        const known = isFilled ? await loadKnown({ source: { reads: database.read, accounts: storedAccounts }, kind, importer: { account }, today: vietnameseDay(now()) }) : undefined
        return file(await templateXlsx({ kind, ...(known ? { known } : {}), communes: await communesOf(account) }), `Mau - ${kindDefinition(kind).title}.xlsx`)
      },
    })),

    route('GET', '/api/imports/:id', endpoint({
      who: callRoles['GET /api/imports/{id}'],
      run: async ({ account, params, requestId }) => {
        const { head } = await importFor(params.id ?? '', { account, requestId })
        const shown = shownImport(head)
        return ok(mayReadRows(head, account) ? shown : { ...shown, problems: [], kept: [] })
      },
    })),

    route('GET', '/api/imports/:id/rows', endpoint({
      who: callRoles['GET /api/imports/{id}/rows'],
      query: rowsQuery,
      run: async ({ account, params, query, requestId }) => {
        const head = await readable(params.id ?? '', { account, requestId })
        return ok(await rowsOfImport(head, { ...(query.state ? { state: query.state } : {}), ...(query.cursor ? { cursor: query.cursor } : {}), limit: query.limit ?? 50 }))
      },
    })),

    route('GET', '/api/imports/:id/errors.xlsx', endpoint({
      who: callRoles['GET /api/imports/{id}/errors.xlsx'],
      run: async ({ account, params, requestId }) => file(await wrongRowsFile(await readable(params.id ?? '', { account, requestId })), 'Dong loi.xlsx'),
    })),

    route('POST', '/api/imports/:id/apply', endpoint({
      who: callRoles['POST /api/imports/{id}/apply'],
      body: applyBody,
      isBodyOptional: true,
      run: async ({ account, params, body, requestId }) => {
        const { head, caller } = await importFor(params.id ?? '', { account, requestId })
        return running(await applyImport({ id: String(head.id), caller, withoutWrong: body?.withoutWrong ?? false }))
      },
    })),

    route('POST', '/api/imports/:id/undo', endpoint({
      who: callRoles['POST /api/imports/{id}/undo'],
      run: async ({ account, params, requestId }) => {
        const { head, caller } = await importFor(params.id ?? '', { account, requestId })
        return running(await undoAppliedImport({ id: String(head.id), caller }))
      },
    })),
  ]
}

/** A list that was brought names people and waits in the database: the log says who brought it. */
async function made(checked: CheckedImport, { account, requestId }: { account: Account; requestId: string | null }): Promise<EndpointResult> {
  const { now } = services()
  const { id, kind, fileName, counts } = checked
  await logCall({ at: now().toISOString(), actor: account.id, action: 'import.check', subject: `imports/${id}`, path: placeOf({ account }).ownerPath, details: { kind, file: fileName, counts }, requestId })
  return { status: 201, body: checked }
}

/** The communes of a territory in the order of their names; a country's are few enough for one sheet. */
async function communesOf({ territory }: Account): Promise<NamedUnit[]> {
  const { read } = services().database
  const found = await Promise.all(territory.map((path) => read.find(orgUnits, { where: [['path', 'prefix', path], ['type', '=', 'commune'], ['closedOn', '=', null]], columns: ['id', 'code', 'name', 'sortKey'] })))
  return found
    .flat()
    .sort((one, other) => (String(one.sortKey) < String(other.sortKey) ? -1 : 1))
    .map(({ code, name }) => ({ code: String(code), name: String(name) }))
}

async function readable(id: string, { account, requestId }: { account: Account; requestId: string | null }): Promise<Row> {
  const { head } = await importFor(id, { account, requestId })
  if (!mayReadRows(head, account)) throw problem({ code: 'forbidden' })
  return head
}

/** What runs on answers 202 at once; the same decision again is 200. */
function running({ progress, isNew, end }: { progress: ImportProgress; isNew: boolean; end: Promise<void> }): EndpointResult {
  end.catch((error: unknown) => logger().error({ err: error }, 'an import did not come to its end'))
  return { status: isNew ? 202 : 200, body: progress }
}

function ok(body: object): EndpointResult {
  return { status: 200, body }
}

function file(body: Buffer, name: string): EndpointResult {
  return {
    status: 200,
    body,
    headers: { 'Content-Type': XLSX, 'Content-Disposition': `attachment; filename="lantoa.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`, 'Cache-Control': 'private, no-store' },
  }
}
