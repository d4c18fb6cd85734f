/** Moving waiting rows on SQLite: each of the port's staged calls is one statement that reads the JSON itself. */
import type { Condition, Row, Staged, StagedColumns, Table } from './tables.js'

type Parameter = string | number | null

export interface Statements {
  name(table: Table): string
  column(table: Table, column: string): string
  where(table: Table, where: readonly Condition[], parameters: Parameter[]): string
  parameter(table: Table, column: string, value: unknown): Parameter
  run(text: string, parameters: readonly Parameter[]): void
}

export interface StagedWrites {
  insertStaged(table: Table, staged: Staged, columns: StagedColumns, given?: Row): Promise<void>
  updateStaged(table: Table, staged: Staged, how: { match: string; key: string; columns: StagedColumns; where?: readonly Condition[]; given?: Row }): Promise<void>
  removeStaged(table: Table, staged: Staged, how: { match: string; key: string }): Promise<void>
}

export function stagedWrites({ name, column, where, parameter, run }: Statements): StagedWrites {
  /** What comes after `select …` over the waiting rows. */
  function waiting({ table, where: conditions, json, having, except }: Staged, parameters: Parameter[]): string {
    let text = ` from ${name(table)}${where(table, conditions, parameters)}`
    if (having !== undefined) text += `${conditions.length ? ' and' : ' where'} json_type(${column(table, json)}, '${path(having)}') is not null`
    if (except?.length) {
      text += `${conditions.length || having !== undefined ? ' and' : ' where'} ${column(table, 'id')} not in (select value from json_each(?))`
      parameters.push(JSON.stringify(except))
    }
    return text
  }

  return {
    insertStaged: async (table, staged, columns, given = {}) => {
      const json = column(staged.table, staged.json)
      const parameters: Parameter[] = Object.entries(given).map(([key, value]) => parameter(table, key, value))
      const names = [...Object.keys(columns), ...Object.keys(given)].map((key) => column(table, key))
      const values = [...Object.values(columns).map((place) => `json_extract(${json}, '${path(place)}')`), ...Object.keys(given).map(() => '?')]
      run(`insert into ${name(table)} (${names.join(', ')}) select ${values.join(', ')}${waiting(staged, parameters)}`, parameters)
    },
    updateStaged: async (table, staged, { match, key, columns, where: conditions = [], given = {} }) => {
      const json = column(staged.table, staged.json)
      const entries = Object.entries(columns)
      const sets = entries.map(([own], index) => `${column(table, own)} = case when w.has${index} is null then ${name(table)}.${column(table, own)} else w.v${index} end`)
      const parameters: Parameter[] = Object.entries(given).map(([own, value]) => parameter(table, own, value))
      sets.push(...Object.keys(given).map((own) => `${column(table, own)} = ?`))
      if (sets.length === 0) return
      const values = entries.map(([, place], index) => `json_type(${json}, '${path(place)}') as has${index}, json_extract(${json}, '${path(place)}') as v${index}`)
      const source = `(select json_extract(${json}, '${path(key)}') as k${values.map((value) => `, ${value}`).join('')}${waiting(staged, parameters)}) as w`
      const own: Parameter[] = []
      const also = where(table, conditions, own).replace(/^ where/, ' and')
      run(`update ${name(table)} set ${sets.join(', ')} from ${source} where ${name(table)}.${column(table, match)} = w.k${also}`, [...parameters, ...own])
    },
    removeStaged: async (table, staged, { match, key }) => {
      const parameters: Parameter[] = []
      run(`delete from ${name(table)} where ${column(table, match)} in (select json_extract(${column(staged.table, staged.json)}, '${path(key)}')${waiting(staged, parameters)})`, parameters)
    },
  }
}

/** Places come from the code, never from outside; this keeps it so. */
function path(place: string): string {
  if (!/^\w+(\.\w+)*$/.test(place)) throw new Error(`${place} is no place in JSON`)
  return `$.${place}`
}
