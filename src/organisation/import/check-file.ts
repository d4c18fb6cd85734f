// The dry run: opens a file, reads it and plans every row, touching nothing. Called by the check's thread, the command
// and the tests.
import type { ImportKind } from './kinds.js'
import type { Known } from './known.js'
import { openTable } from './open-table.js'
import type { Plan } from './plan.js'
import { planAccounts } from './plan-accounts.js'
import { planMembers } from './plan-members.js'
import { planTeams } from './plan-teams.js'
import { planUnits } from './plan-units.js'
import { readTable, type Table } from './read-table.js'

/** @throws FileRefused where the file as a whole cannot be read */
export async function checkFile({ path, fileName, kind, known }: { path: string; fileName: string; kind: ImportKind; known: Known }): Promise<Plan> {
  const file = await openTable({ path, fileName })
  try {
    return planImport({ kind, table: await readTable({ file, kind, today: known.today }), known })
  } finally {
    await file.close()
  }
}

/** Plans every row against what is known. */
export function planImport({ kind, table, known }: { kind: ImportKind; table: Table; known: Known }): Plan {
  const planner = { units: planUnits, teams: planTeams, members: planMembers, accounts: planAccounts }[kind]
  return { columns: table.columns, rows: planner({ rows: table.rows, known }), notices: table.notices }
}
