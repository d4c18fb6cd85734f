'use client'
/** The rows of an import by result, page by page: the wrong ones first, with the reason at each cell. */
import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk, query } from '../../../platform/admin/call-desk.js'
import { showNumber } from '../../../platform/admin/formats.js'
import { useTexts } from '../../../platform/admin/language.js'
import { Refused, Section, Skeleton, Tag, type Tone } from '../../../platform/admin/parts.js'
import { SortableTable } from '../../../platform/admin/SortableTable.js'
import { useAct, useLoad } from '../../../platform/admin/use-desk.js'
import type { RowState } from '../plan.js'
import type { ShownImport, ShownRow } from '../show-import.js'
import { importTexts } from './texts.js'

interface Page {
  items: ShownRow[]
  nextCursor: string | null
  more: boolean
}

const PAGE = 100
const STATES: readonly RowState[] = ['wrong', 'new', 'changed', 'unchanged']
const TONES: Record<RowState, Tone> = { wrong: 'bad', new: 'good', changed: 'wait', unchanged: 'quiet' }

export function ImportRows({ found }: { found: ShownImport }) {
  const texts = useTexts(importTexts)
  const [state, setState] = useState<RowState | undefined>(STATES.find((one) => found.counts[one] > 0))
  return (
    <Section title={texts.rows}>
      <div className="lt-acts" role="group" aria-label={texts.state}>
        {STATES.map((one) => (
          <Button key={one} size="small" margin={false} buttonStyle={state === one ? 'primary' : 'secondary'} aria-pressed={state === one} onClick={() => setState(one)}>
            {`${texts.counts[one]} (${showNumber(found.counts[one])})`}
          </Button>
        ))}
        <Button size="small" margin={false} buttonStyle={state === undefined ? 'primary' : 'secondary'} aria-pressed={state === undefined} onClick={() => setState(undefined)}>
          {`${texts.counts.all} (${showNumber(found.rows)})`}
        </Button>
      </div>
      <RowPages key={state ?? 'all'} id={found.id} state={state} />
    </Section>
  )
}

function RowPages({ id, state }: { id: string; state: RowState | undefined }) {
  const texts = useTexts(importTexts)
  const read = (cursor: string | undefined, signal?: AbortSignal) =>
    callDesk<Page>({ path: `/api/imports/${id}/rows${query({ state, cursor, limit: PAGE })}`, ...(signal ? { signal } : {}) })
  const first = useLoad(`${id} ${state ?? ''}`, (signal) => read(undefined, signal))
  const [further, setFurther] = useState<Page[]>([])
  const { act, isBusy } = useAct()
  if (first.error) return <Refused refusal={first.error} onRetry={first.reload} />
  if (!first.data) return <Skeleton lines={5} />
  const pages = [first.data, ...further]
  const items = pages.flatMap((page) => page.items)
  const last = pages.at(-1)
  const more = () =>
    act(async () => {
      const page = await read(last?.nextCursor ?? undefined)
      setFurther((before) => [...before, page])
    })
  if (items.length === 0) return <p className="lt-note">{texts.noRows}</p>
  return (
    <>
      <SortableTable
        caption={texts.rows}
        rows={items}
        rowKey={({ row }) => String(row)}
        columns={[
          { key: 'row', label: texts.row, sortBy: ({ row }) => row, cell: ({ row }) => showNumber(row) },
          { key: 'state', label: texts.state, cell: (row) => <Tag tone={TONES[row.state]}>{texts.counts[row.state]}</Tag> },
          { key: 'name', label: texts.name, sortBy: ({ name }) => name, cell: ({ name }) => name },
          { key: 'what', label: texts.what, cell: (row) => <Details row={row} /> },
        ]}
      />
      {last?.more ? (
        <div className="lt-acts">
          <Button buttonStyle="secondary" margin={false} disabled={isBusy} onClick={() => void more()}>
            {texts.more}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function Details({ row }: { row: ShownRow }) {
  return (
    <>
      {row.problems.map(({ column, message }, index) => (
        <div key={`p${index}`}>
          {column ? <strong>{column}: </strong> : null}
          {message}
        </div>
      ))}
      {row.changes.map(({ column, from, to }) => (
        <div key={column}>
          <strong>{column}: </strong>
          <del>{from}</del> → <ins>{to}</ins>
        </div>
      ))}
      {row.notes.map(({ message }, index) => (
        <small key={`n${index}`} className="lt-under">
          {message}
        </small>
      ))}
      {row.state === 'wrong' || row.state === 'new' ? <small className="lt-under">{row.cells.map(({ column, text }) => `${column}: ${text}`).join(' · ')}</small> : null}
    </>
  )
}
