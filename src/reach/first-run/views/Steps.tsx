'use client'
/** The guide's further steps: what is there, what is missing, and the way to the page where it is done. */
import { Button, Link } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'

import { CodesDialog } from '../../../organisation/views/MakeCodesButton'
import { callDesk, type Listed, query } from '../../../platform/admin/call-desk'
import { showNumber } from '../../../platform/admin/formats'
import { useTexts } from '../../../platform/admin/language'
import { Labelled, Tag } from '../../../platform/admin/parts'
import { useAct, useLoad } from '../../../platform/admin/use-desk'
import type { FirstRun, FirstRunSteps } from '../steps'
import { firstRunTexts } from './texts'

const imports = (kind: 'units' | 'teams' | 'members' | 'accounts') => `/admin/collections/imports?kind=${kind}`

export function VillagesStep({ step, isNext }: { step: FirstRunSteps['villages']; isNext: boolean }) {
  const texts = useTexts(firstRunTexts)
  return (
    <>
      <p>{texts.villages(showNumber(step.villages))}{step.villages > 0 && step.communesWithout > 0 ? ` ${texts.communesWithout(showNumber(step.communesWithout))}` : ''}</p>
      {step.isDone ? null : <p className="lt-note">{texts.villagesText}</p>}
      <div className="lt-acts">
        <Go href={imports('units')} isMain={isNext}>{texts.importVillages}</Go>
        <a href="/api/imports/templates/units.xlsx" download>{texts.template}</a>
      </div>
    </>
  )
}

export function TeamsStep({ step, isNext, hasVillages, accounts }: { step: FirstRunSteps['teams']; isNext: boolean; hasVillages: boolean; accounts: FirstRunSteps['accounts'] }) {
  const texts = useTexts(firstRunTexts)
  const router = useRouter()
  const { act, isBusy } = useAct()
  const make = async () => {
    const planned = await act(() => callDesk<{ id: string }>({ method: 'POST', path: '/api/imports/teams-for-villages' }))
    if (planned) router.push(`/admin/collections/imports/${planned.id}`)
  }
  return (
    <>
      <p>{texts.teams(showNumber(step.teams), showNumber(step.members))}{hasVillages && step.villagesWithout > 0 ? ` ${texts.villagesWithout(showNumber(step.villagesWithout))}` : ''}</p>
      {step.isDone ? null : <p className="lt-note">{texts.teamsText}</p>}
      <div className="lt-acts">
        {step.villagesWithout > 0 || !hasVillages ? (
          <Button margin={false} buttonStyle={isNext ? 'primary' : 'secondary'} disabled={!hasVillages || isBusy} onClick={() => void make()}>
            {isBusy ? texts.preparing : texts.teamForEach}
          </Button>
        ) : null}
        <Go href={imports('teams')}>{texts.importTeams}</Go>
        <Go href={imports('members')}>{texts.importMembers}</Go>
      </div>
      <p className="lt-note">
        {accounts.others > 0 ? texts.accounts(showNumber(accounts.others)) : texts.noAccounts} <Link href={imports('accounts')}>{texts.importAccounts}</Link> · <Link href="/admin/collections/users">{texts.accountList}</Link>
      </p>
    </>
  )
}

interface Place {
  id: string
  name: string
}

export function CodesStep({ step, isNext, place, hasTeams, onChange }: { step: FirstRunSteps['codes']; isNext: boolean; place: FirstRun['place']; hasTeams: boolean; onChange: () => void }) {
  const texts = useTexts(firstRunTexts)
  const communes = useLoad(hasTeams ? place.id : '', (signal) => callDesk<Listed<Place>>({ path: `/api/org-units${query({ 'where[type][equals]': 'commune', 'where[closedOn][exists]': 'false', sort: 'sortKey', limit: 200, depth: 0 })}`, signal }))
  const [id, setId] = useState(place.id)
  const [isOpen, setOpen] = useState(false)
  const chosen = communes.data?.docs.find((commune) => commune.id === id) ?? place
  return (
    <>
      <p>{texts.codes(showNumber(step.codes), showNumber(step.phones))}</p>
      {hasTeams ? <p className="lt-note">{texts.codesText}</p> : <p className="lt-note">{texts.teamsFirst}</p>}
      {hasTeams ? (
        <div className="lt-guide__form">
          <Labelled label={texts.forWhich}>
            <select className="lt-input" name="codes" value={chosen.id} onChange={(event) => setId(event.target.value)}>
              <option value={place.id}>{texts.whole(place.name)}</option>
              {communes.data?.docs.filter((commune) => commune.id !== place.id).map((commune) => (
                <option key={commune.id} value={commune.id}>{commune.name}</option>
              ))}
            </select>
          </Labelled>
          <div className="lt-acts">
            <Button margin={false} buttonStyle={isNext ? 'primary' : 'secondary'} onClick={() => setOpen(true)}>{texts.makeCodes}</Button>
            <Link href="/admin/collections/devices">{texts.phoneList}</Link>
          </div>
        </div>
      ) : null}
      {isOpen ? <CodesDialog unit={chosen.id} name={chosen.name} onClose={() => { setOpen(false); onChange() }} /> : null}
    </>
  )
}

export function DocumentStep({ step, isNext, hasTeams }: { step: FirstRunSteps['document']; isNext: boolean; hasTeams: boolean }) {
  const texts = useTexts(firstRunTexts)
  const { content, draft } = step
  const page = content ? `/admin/collections/${content.collection}/${content.id}` : '/admin/collections/resolutions/create'
  const give = draft ? `/admin/collections/assignments/${draft}` : content ? `/admin/collections/assignments/create?content=${content.collection}:${content.id}` : '/admin/collections/assignments/create'
  return (
    <>
      {step.isWritten ? null : <p className="lt-note">{texts.documentText}</p>}
      <ol className="lt-guide__parts">
        <Part isDone={step.isWritten} label={texts.write}>
          {step.isWritten ? null : <Go href="/admin/collections/resolutions/create" isMain={isNext}>{texts.writeFirst}</Go>}
        </Part>
        <Part isDone={step.isApproved} label={texts.approve}>
          {step.isWritten && !step.isApproved ? <Go href={page} isMain={isNext}>{texts.openToApprove(content?.title ?? '')}</Go> : null}
        </Part>
        <Part isDone={step.isGiven} label={texts.give}>
          {step.isApproved && !step.isGiven ? hasTeams ? <Go href={give} isMain={isNext}>{draft ? texts.goOnGiving : texts.giveFirst}</Go> : <span className="lt-note">{texts.teamsFirst}</span> : null}
        </Part>
      </ol>
    </>
  )
}

function Part({ isDone, label, children }: { isDone: boolean; label: string; children: ReactNode }) {
  const texts = useTexts(firstRunTexts)
  return (
    <li>
      <span>{label}</span> <Tag tone={isDone ? 'good' : 'quiet'}>{isDone ? texts.done : texts.notYet}</Tag>
      {children ? <div className="lt-acts">{children}</div> : null}
    </li>
  )
}

function Go({ href, isMain = false, children }: { href: string; isMain?: boolean; children: ReactNode }) {
  return (
    <Button el="link" to={href} margin={false} buttonStyle={isMain ? 'primary' : 'secondary'}>
      {children}
    </Button>
  )
}
