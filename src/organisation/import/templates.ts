// The tables that an office downloads: an empty template with an example, the same filled with what is there, and the
// wrong rows of a check with their reasons. All come back through the same headings.
import { kindDefinition, LABEL_WORDS, type ImportColumn, type ImportKind } from './kinds.js'
import type { Known, KnownUnit } from './known.js'
import { teamName } from './plan-teams.js'
import type { PlannedRow } from './plan.js'
import { GUIDE_SHEET, VALUES_SHEET } from './read-table.js'
import { importText } from './texts.js'
import { writeXlsx, type WrittenColumn, type WrittenSheet } from './write-xlsx.js'

export const REASON_HEADING = 'Lý do chưa nhận'
const NUMBER_COLUMN: WrittenColumn = { heading: 'STT', width: 8 }

export interface NamedUnit {
  code: string
  name: string
}

/**
 * @param known fills the template with what is there; without it, an example row shows how to write.
 * @param communes whose names and codes stand among the allowed values
 */
export function templateXlsx({ kind, known, communes = [] }: { kind: ImportKind; known?: Known; communes?: readonly NamedUnit[] }): Promise<Buffer> {
  const { columns, title } = kindDefinition(kind)
  const rows = known ? filledRows(kind, known) : [['Ví dụ', ...columns.map(({ example }) => example)]]
  const list: WrittenSheet = { name: title.slice(0, 31), columns: [NUMBER_COLUMN, ...columns.map(writtenColumn)], rows }
  return writeXlsx([list, guide(columns), allowedValues(kind, columns, communes)])
}

type WrongRow = Pick<PlannedRow, 'row' | 'shown' | 'problems'>

/** The wrong rows as they were read, with one column that says why. */
export function errorsXlsx({ columns, rows }: { columns: readonly ImportColumn[]; rows: Iterable<WrongRow> | AsyncIterable<WrongRow> }): Promise<Buffer> {
  const sheet: WrittenSheet = {
    name: 'Dòng lỗi',
    columns: [...columns.map(writtenColumn), { heading: REASON_HEADING, width: 70 }, { heading: 'Dòng gốc', width: 10 }],
    rows: (async function* () {
      for await (const row of rows) yield [...columns.map((_, index) => row.shown[index] ?? ''), reasons(row), row.row]
    })(),
    red: [columns.length],
  }
  return writeXlsx([sheet, guide(columns)])
}

function reasons({ problems }: Pick<WrongRow, 'problems'>): string {
  return problems.map(({ column, code, values }) => (column ? `${column}: ` : '') + importText(code, values)).join('\n')
}

function writtenColumn(column: ImportColumn): WrittenColumn {
  const choices = choicesOf(column)
  return { heading: column.heading, width: column.width, ...(choices.length && column.type !== 'choices' ? { choices } : {}) }
}

function choicesOf(column: ImportColumn): readonly string[] {
  return column.key === 'label' && column.heading === 'Loại' ? LABEL_WORDS : (column.choices?.map((choice) => choice.word) ?? [])
}

function guide(columns: readonly ImportColumn[]): WrittenSheet {
  return {
    name: GUIDE_SHEET,
    columns: [{ heading: 'Cột trong bảng', width: 26 }, { heading: 'Cách ghi', width: 80 }, { heading: 'Bắt buộc', width: 12 }],
    rows: columns.map((column) => [column.heading, column.help, column.needed ? 'Có' : '']),
  }
}

function allowedValues(kind: ImportKind, columns: readonly ImportColumn[], communes: readonly NamedUnit[]): WrittenSheet {
  const words = columns.flatMap((column) => (choicesOf(column).length ? [{ heading: column.heading, choices: choicesOf(column) }] : []))
  const [name, code] = kind === 'accounts' ? ['Đơn vị', 'Mã đơn vị'] : ['Xã', 'Mã xã']
  const places = [{ heading: name, choices: communes.map((unit) => unit.name) }, { heading: code, choices: communes.map((unit) => unit.code) }]
  const lists = communes.length ? [...words, ...places] : words
  const longest = Math.max(0, ...lists.map(({ choices }) => choices.length))
  return {
    name: VALUES_SHEET,
    columns: lists.map(({ heading }) => ({ heading: `Giá trị: ${heading}`, width: 26 })),
    rows: Array.from({ length: longest }, (_, index) => lists.map(({ choices }) => choices[index] ?? '')),
  }
}

function* filledRows(kind: ImportKind, known: Known): Generator<(string | number)[]> {
  const units = new Map([...known.above, ...known.units].map((unit) => [unit.id, unit]))
  const keys = kindDefinition(kind).columns.map((column) => column.key)
  let number = 0
  for (const record of recordsOf(kind, known, units)) {
    number += 1
    yield [number, ...keys.map((key) => record[key] ?? '')]
  }
}

type Cells = Record<string, string | number | null | undefined>

function* recordsOf(kind: ImportKind, known: Known, units: ReadonlyMap<string, KnownUnit>): Generator<Cells> {
  const place = (unit: KnownUnit | undefined): Cells => ({ unitCode: unit?.code, commune: units.get(unit?.parent ?? '')?.name, village: unit?.name })
  const word = (key: string, value: string): string =>
    kindDefinition(kind).columns.find((column) => column.key === key)?.choices?.find((choice) => choice.value === value)?.word ?? value
  if (kind === 'units') {
    for (const unit of known.units) {
      if (unit.type !== 'village') continue
      const parent = units.get(unit.parent)
      yield { code: unit.code, name: unit.name, label: unit.label, parentCode: parent?.code, parent: parent?.name, households: unit.households, population: unit.population, openedOn: written(unit.openedOn) }
    }
  } else if (kind === 'teams') {
    for (const team of known.teams) {
      const unit = units.get(team.unit)
      yield { ...place(unit), label: teamName(team, unit), foundingDecision: team.foundingDecision, active: word('active', String(team.active)) }
    }
  } else if (kind === 'members') {
    const teams = new Map(known.teams.map((team) => [team.id, team]))
    for (const member of known.members) {
      if (member.to !== '' && member.to < known.today) continue
      const team = teams.get(member.team)
      const unit = units.get(team?.unit ?? '')
      yield { ...place(unit), team: team ? teamName(team, unit) : '', name: member.name, role: word('role', member.role), position: member.position, phone: member.phone, from: written(member.from), to: written(member.to) }
    }
  } else {
    for (const account of known.accounts) {
      const held = account.units.flatMap((id) => units.get(id) ?? [])
      yield {
        name: account.name, email: account.email, username: account.username, phone: account.phone,
        roles: account.roles.map((role) => word('roles', role)).join('; '),
        unitCode: held.map((unit) => unit.code).join('; '), unit: held.map((unit) => unit.name).join('; '),
      }
    }
  }
}

/** yyyy-mm-dd as dd/MM/yyyy. */
function written(day: string): string {
  return day.split('-').reverse().join('/')
}
