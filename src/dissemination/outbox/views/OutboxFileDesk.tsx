'use client'
/** A phone's file at the desk: choose it, see what it holds, take it in, see what became of each entry. */
import { Button, Link } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk, type Refusal } from '../../../platform/admin/call-desk'
import { showInstant, showNumber } from '../../../platform/admin/formats'
import { useTexts } from '../../../platform/admin/language'
import { Empty, Labelled, Refused, Section, Skeleton, Tag, type Tone } from '../../../platform/admin/parts'
import { SortableTable } from '../../../platform/admin/SortableTable'
import { commonTexts } from '../../../platform/admin/texts'
import { asRefusal, useAccount } from '../../../platform/admin/use-desk'
import type { FileContents, TakenMessage } from '../take-in-file'
import { outboxFileTexts } from './texts'

type Taken = FileContents & { results: TakenMessage[]; taken: number; refused: number }
type Line = FileContents['messages'][number] & Partial<Pick<TakenMessage, 'status' | 'message'>>

const STATE_TONES: Record<string, Tone> = { new: 'wait', here: 'quiet', clash: 'bad' }

export function OutboxFileDesk() {
  const texts = useTexts(outboxFileTexts)
  const common = useTexts(commonTexts)
  const { may } = useAccount()
  const [file, setFile] = useState<File>()
  const [contents, setContents] = useState<FileContents>()
  const [taken, setTaken] = useState<Taken>()
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const call = async (work: () => Promise<void>) => {
    setBusy(true)
    setRefusal(undefined)
    await work().catch((error: unknown) => setRefusal(asRefusal(error)))
    setBusy(false)
  }
  const look = (chosen: File | undefined) => {
    setFile(chosen)
    setContents(undefined)
    setTaken(undefined)
    if (chosen) void call(async () => setContents(await callDesk<FileContents>({ method: 'POST', path: '/api/outbox-files/check', file: chosen })))
  }
  const takeIn = () => void call(async () => setTaken(await callDesk<Taken>({ method: 'POST', path: '/api/outbox-files', ...(file ? { file } : {}) })))
  const shown = taken ?? contents
  const isMine = may('admin', 'manager')
  return (
    <>
      <div className="lt-head lt-head--page">
        <h1>{texts.title}</h1>
        {isMine ? <p className="lt-note">{texts.intro}</p> : <Empty title={common.notAllowed} />}
      </div>
      {isMine ? (
        <Labelled label={shown ? texts.other : texts.file}>
          <input className="lt-input" type="file" accept=".json,application/json" disabled={isBusy} onChange={(event) => look(event.target.files?.[0])} />
        </Labelled>
      ) : null}
      {refusal ? <Refused refusal={refusal} /> : null}
      {isBusy && !shown ? <Skeleton lines={3} /> : null}
      {shown ? (
        <>
          <Section title={texts.of(shown.team.name)} aside={shown.team.unit.path.join(' › ')}>
            <p className={shown.device ? 'lt-note' : 'lt-note lt-note--wait'}>
              {texts.saved(showInstant(shown.exportedAt))} {shown.device ? texts.sealed(shown.device.name) : texts.unsealed}
            </p>
            {shown.device?.revokedAt ? <p className="lt-note lt-note--wait">{texts.revoked(showInstant(shown.device.revokedAt))}</p> : null}
            {taken ? <Done taken={taken} /> : <Acts contents={shown} isBusy={isBusy} onTake={takeIn} />}
          </Section>
          <Section title={texts.list}>
            <Lines lines={taken ? taken.results : shown.messages} />
          </Section>
        </>
      ) : null}
    </>
  )
}

function Acts({ contents: { counts }, isBusy, onTake }: { contents: FileContents; isBusy: boolean; onTake: () => void }) {
  const texts = useTexts(outboxFileTexts)
  const figures = ['acknowledgements', 'reports', 'members', 'photos', 'messages', 'here'] as const
  const isAllHere = counts.here === counts.messages
  return (
    <>
      <p className="lt-head">
        {figures.map((name) => (
          <span key={name}>
            {texts.counts[name]}: <strong>{showNumber(counts[name])}</strong>
          </span>
        ))}
      </p>
      {isAllHere ? <p className="lt-note">{texts.nothingNew}</p> : null}
      <div className="lt-acts">
        <Button margin={false} disabled={isBusy || isAllHere} onClick={onTake}>
          {isBusy ? texts.taking : texts.take(showNumber(counts.messages - counts.here))}
        </Button>
      </div>
    </>
  )
}

function Done({ taken }: { taken: Taken }) {
  const texts = useTexts(outboxFileTexts)
  const here = taken.results.filter(({ status }) => status === 200).length
  return (
    <div role="status">
      <p>
        <strong>{texts.done(showNumber(taken.taken), showNumber(here))}</strong>
      </p>
      {taken.refused > 0 ? <p className="lt-note lt-note--wait">{texts.refused(showNumber(taken.refused))}</p> : null}
      <p className="lt-note">
        {texts.later} <Link href={`/admin/collections/teams/${taken.team.id}`}>{texts.toTeam}</Link>
      </p>
    </div>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const texts = useTexts(outboxFileTexts)
  return (
    <SortableTable
      caption={texts.list}
      rows={lines.map((line, index) => ({ ...line, row: `${index} ${line.clientId}` }))}
      rowKey={({ row }) => row}
      columns={[
        { key: 'what', label: texts.what, sortBy: ({ kind }) => texts.kinds[kind] ?? kind, cell: ({ kind, person }) => [texts.kinds[kind] ?? kind, person].filter(Boolean).join(': ') },
        { key: 'work', label: texts.work, sortBy: ({ work }) => work.join(), cell: ({ work }) => work.join('; ') },
        { key: 'at', label: texts.at, sortBy: ({ at }) => at, cell: ({ at }) => showInstant(at) },
        { key: 'state', label: texts.state, cell: (line) => <LineState line={line} /> },
      ]}
    />
  )
}

function LineState({ line: { state, status, message } }: { line: Line }) {
  const texts = useTexts(outboxFileTexts)
  if (status === undefined) return <Tag tone={STATE_TONES[state] ?? 'plain'}>{texts.states[state] ?? state}</Tag>
  if (status === 201) return <Tag tone="good">{texts.took}</Tag>
  if (status === 200) return <Tag tone="quiet">{texts.hadBefore}</Tag>
  return <>{message}</>
}
