// The dry run: opens a file, reads it and plans every row, touching nothing. Called by the check's thread, the command
// and the tests.
import type { ImportColumn, ImportKind } from './kinds.js'
import type { Known } from './known.js'
import { openTable } from './open-table.js'
import type { PlannedRow, Planner } from './plan.js'
import { accountPlanner } from './plan-accounts.js'
import { memberPlanner } from './plan-members.js'
import { teamPlanner } from './plan-teams.js'
import { unitPlanner } from './plan-units.js'
import { readTable, type Remark, type Table } from './read-table.js'

/** A planned file: the rows come as they are asked for, so that a large list never stands in memory as a whole. */
export interface PlannedFile {
  columns: ImportColumn[]
  notices: Remark[]
  count: number
  rows(): AsyncGenerator<PlannedRow[]>
  close(): void
}

/** @throws FileRefused where the file as a whole cannot be read */
export async function checkFile({ path, fileName, kind, known }: { path: string; fileName: string; kind: ImportKind; known: Known }): Promise<PlannedFile> {
  const file = await openTable({ path, fileName })
  try {
    const planner = planners[kind](known)
    const table = await readTable({ file, kind, today: known.today, ...(planner.survey ? { survey: planner.survey } : {}) })
    // All rows are on disk by now: the file itself is needed no more.
    await file.close()
    return { columns: table.columns, notices: table.notices, count: table.count, rows: () => planned(table, planner), close: table.close }
  } catch (error) {
    await file.close()
    throw error
  }
}

const planners: Record<ImportKind, (known: Known) => Planner> = { units: unitPlanner, teams: teamPlanner, members: memberPlanner, accounts: accountPlanner }

async function* planned(table: Table, planner: Planner): AsyncGenerator<PlannedRow[]> {
  for await (const rows of table.rows()) yield rows.map(planner.plan)
}
