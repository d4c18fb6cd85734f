'use client'
/**
 * "Làm mã nhận máy" on the pages of a unit and of a team: new codes, on A4 sheets to print or once on screen.
 * The server keeps no code, so what is shown here is shown this once.
 */
import { Button, toast, useDocumentInfo } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk, callForText } from '../../platform/admin/call-desk'
import { Dialog } from '../../platform/admin/Dialog'
import { showInstantDay, showNumber } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Empty } from '../../platform/admin/parts'
import { SortableTable } from '../../platform/admin/SortableTable'
import { useAccount } from '../../platform/admin/use-desk'
import { openToPrint } from './open-to-print'
import { TeamSearch } from './TeamSearch'
import { organisationTexts } from './texts'
import { type TeamDoc, teamTitle } from './types'

interface Code {
  teamId: string
  team: string
  unit: string
  above: string
  code: string
  expiresAt: string
}

export function MakeCodesButton() {
  const texts = useTexts(organisationTexts)
  const { id, collectionSlug, data } = useDocumentInfo()
  const { may } = useAccount()
  const [isOpen, setOpen] = useState(false)
  if (!id || !may('admin', 'manager')) return null
  const unit = collectionSlug === 'teams' ? idOf(data?.unit) : String(id)
  const name = String(data?.name ?? data?.label ?? '')
  return (
    <>
      <Button buttonStyle="secondary" size="medium" margin={false} onClick={() => setOpen(true)}>
        {texts.makeCodes}
      </Button>
      {isOpen && unit ? <CodesDialog unit={unit} name={name} onClose={() => setOpen(false)} {...(collectionSlug === 'teams' ? { team: String(id) } : {})} /> : null}
    </>
  )
}

/** Also opened by the guide of a new installation. */
export function CodesDialog({ unit, name, team, onClose }: { unit: string; name: string; team?: string; onClose: () => void }) {
  const texts = useTexts(organisationTexts)
  const [how, setHow] = useState<'print' | 'show'>('print')
  const [isWhole, setWhole] = useState(true)
  const [chosen, setChosen] = useState<TeamDoc[]>([])
  const [codes, setCodes] = useState<Code[]>()
  if (codes) return <ShownCodes codes={codes} onClose={onClose} />

  const body = team ? { teamIds: [team] } : isWhole ? {} : { teamIds: chosen.map(({ id }) => id) }
  const make = async () => {
    const path = `/api/org-units/${unit}/enrolment-codes`
    if (how === 'show') return setCodes((await callDesk<{ codes: Code[] }>({ method: 'POST', path, body })).codes)
    openToPrint(await callForText({ method: 'POST', path, body, accept: 'text/html' }))
    toast.success(texts.printed)
    onClose()
  }
  return (
    <Dialog title={texts.codesTitle(name)} confirmLabel={texts.make} onClose={onClose} onConfirm={make} isReady={isWhole || chosen.length > 0}>
      <p>{texts.codesText}</p>
      {team ? null : (
        <fieldset className="lt-choices">
          <Radio name="whose" isChosen={isWhole} label={texts.codesWhole} onChoose={() => setWhole(true)} />
          <Radio name="whose" isChosen={!isWhole} label={texts.codesChosen} onChoose={() => setWhole(false)} />
        </fieldset>
      )}
      {isWhole ? null : (
        <>
          <TeamSearch taken={chosen.map(({ id }) => id)} onPick={(picked) => setChosen([...chosen, picked])} />
          <ul className="lt-chips">
            {chosen.map((picked) => (
              <li key={picked.id}>
                {teamTitle(picked)}
                <button type="button" aria-label={`× ${teamTitle(picked)}`} onClick={() => setChosen(chosen.filter(({ id }) => id !== picked.id))}>
                  ×
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <fieldset className="lt-choices">
        <legend>{texts.how}</legend>
        <Radio name="how" isChosen={how === 'print'} label={texts.print} onChoose={() => setHow('print')} />
        <Radio name="how" isChosen={how === 'show'} label={texts.show} onChoose={() => setHow('show')} />
      </fieldset>
    </Dialog>
  )
}

function ShownCodes({ codes, onClose }: { codes: readonly Code[]; onClose: () => void }) {
  const texts = useTexts(organisationTexts)
  const copy = async () => {
    await navigator.clipboard?.writeText(codes.map(({ unit, above, team, code }) => [above, unit, team, spaced(code)].join('\t')).join('\n'))
    toast.success(texts.copied)
  }
  return (
    <Dialog title={texts.codesShown(showNumber(codes.length))} confirmLabel={texts.copy} onClose={onClose} onConfirm={copy} isReady={codes.length > 0} isWide>
      {codes.length === 0 ? (
        <Empty title={texts.noTeams} />
      ) : (
        <SortableTable
          caption={texts.makeCodes}
          rows={codes}
          rowKey={({ teamId }) => teamId}
          columns={[
            { key: 'above', label: texts.commune, sortBy: ({ above }) => above, cell: ({ above }) => above },
            { key: 'unit', label: texts.unit, sortBy: ({ unit }) => unit, cell: ({ unit }) => unit },
            { key: 'team', label: texts.team, sortBy: ({ team }) => team, cell: ({ team }) => team },
            { key: 'code', label: texts.code, cell: ({ code }) => <code className="lt-code">{spaced(code)}</code> },
            { key: 'until', label: texts.until, cell: ({ expiresAt }) => showInstantDay(expiresAt) },
          ]}
        />
      )}
    </Dialog>
  )
}

function Radio({ name, label, isChosen, onChoose }: { name: string; label: string; isChosen: boolean; onChoose: () => void }) {
  return (
    <label>
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} /> {label}
    </label>
  )
}

const spaced = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : undefined
}
