'use client'
/** A table that sorts what it shows by a click or key on a column's head. Used wherever a view lists rows. */
import { type ReactNode, useMemo, useState } from 'react'

import { useTexts } from './language'
import { commonTexts } from './texts'

export interface Column<Row> {
  key: string
  label: ReactNode
  /** Read out when sorting; the label where that is text. */
  name?: string
  isNumber?: boolean
  /** What is compared; a column without it is not sorted. */
  sortBy?: (row: Row) => string | number
  cell: (row: Row) => ReactNode
}

interface Order {
  key: string
  isDown: boolean
}

interface TableInput<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  foot?: ReactNode
  isStale?: boolean
  /** On a phone each row becomes a card of labelled lines; a table of many figures stays one and is moved sideways. */
  isCards?: boolean
}

export function SortableTable<Row>({ caption, columns, rows, rowKey, foot, isStale = false, isCards = false }: TableInput<Row>) {
  const texts = useTexts(commonTexts)
  const [order, setOrder] = useState<Order>()
  const sorted = useMemo(() => inOrder({ rows, columns, order }), [rows, columns, order])
  return (
    <div className={`lt-table${isStale ? ' lt-table--stale' : ''}${isCards ? ' lt-table--cards' : ''}`} tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption className="lt-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.isNumber ? 'lt-number' : undefined} aria-sort={order?.key === column.key ? (order.isDown ? 'descending' : 'ascending') : undefined}>
                {column.sortBy ? (
                  <button type="button" title={texts.sortBy(nameOf(column))} onClick={() => setOrder(nextOrder(order, column))}>
                    {column.label}
                    <span aria-hidden="true">{order?.key === column.key ? (order.isDown ? ' ▾' : ' ▴') : ''}</span>
                  </button>
                ) : (
                  column.label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.key} className={column.isNumber ? 'lt-number' : undefined} data-label={nameOf(column)}>
                  <div>{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot ? <tfoot>{foot}</tfoot> : null}
      </table>
    </div>
  )
}

function nameOf<Row>({ name, label, key }: Column<Row>): string {
  return name ?? (typeof label === 'string' ? label : key)
}

/** First click: largest first for numbers, alphabetical for text; then the reverse; then as it came. */
function nextOrder<Row>(order: Order | undefined, column: Column<Row>): Order | undefined {
  const first = column.isNumber === true
  if (order?.key !== column.key) return { key: column.key, isDown: first }
  return order.isDown === first ? { key: column.key, isDown: !first } : undefined
}

function inOrder<Row>({ rows, columns, order }: { rows: readonly Row[]; columns: readonly Column<Row>[]; order: Order | undefined }): readonly Row[] {
  const sortBy = columns.find((column) => column.key === order?.key)?.sortBy
  if (!order || !sortBy) return rows
  const direction = order.isDown ? -1 : 1
  return [...rows].sort((a, b) => direction * compare(sortBy(a), sortBy(b)))
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'vi', { numeric: true })
}
