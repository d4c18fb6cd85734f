/**
 * A list of teams that the product writes itself: one for every village that has none. It goes through the same
 * check as an office's file, so that it can be looked at, written as one batch and taken back. Called by the route.
 */
import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from '../../access/account.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { storedAccounts } from './accounts.js'
import { checkImport, type CheckedImport } from './check-import.js'
import { knownParts } from './load-known.js'
import { importText } from './texts.js'

const FILE_NAME = 'Mỗi thôn một tổ (phần mềm lập).csv'

/** @throws Problem 422 where there is nothing to make */
export async function planTeamsForVillages({ account }: { account: Account }): Promise<CheckedImport> {
  const { database, now } = services()
  const moment = now()
  // Only the codes are kept: the check that follows reads all the rest anyway.
  const without = new Map<string, string>()
  let villages = 0
  const source = { reads: database.read, accounts: storedAccounts }
  for await (const part of knownParts({ source, kind: 'teams', importer: { account } })) {
    if (part.list === 'units') {
      for (const { id, code, type } of part.rows) {
        if (type !== 'village') continue
        villages += 1
        without.set(id, code)
      }
    } else if (part.list === 'teams') for (const { unit } of part.rows) without.delete(unit)
  }
  if (without.size === 0) {
    const code = villages === 0 ? 'no-villages' : 'every-village-has-a-team'
    throw problem({ code, status: 422, title: importText(code) })
  }
  const path = join(tmpdir(), `lantoa-teams-${randomUUID()}`)
  await writeFile(path, ['Mã thôn', ...without.values()].join('\n'), { mode: 0o600 })
  try {
    return await checkImport({ path, fileName: FILE_NAME, kind: 'teams', importer: { account }, keep: true, database, accounts: storedAccounts, now: moment })
  } finally {
    await rm(path, { force: true })
  }
}
