'use client'
/** One team in one assignment: its facts, acknowledgements and reports, its people, and what the desk may do for it. */
import { Button, Link } from '@payloadcms/ui'
import { useEffect, useState } from 'react'

import { type MemberDoc, type TeamDoc, teamTitle } from '../../organisation/views/types'
import { callDesk, type Listed, query } from '../../platform/admin/call-desk'
import { showDay } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Refused, Section, Skeleton, Tag } from '../../platform/admin/parts'
import { useAccount, useLoad } from '../../platform/admin/use-desk'
import { type DeliveryAct, DeliveryDialog } from './DeliveryDialogs'
import { Acknowledgements, DELIVERY_TONES, DeliveryFacts } from './DeliveryFacts'
import { ReportCard } from './ReportCard'
import { teamTexts } from './team-texts'
import type { AcknowledgementDoc, DeliveryDoc, ReachedAssignment, ReportDoc } from './types'

export interface TeamWork {
  delivery: DeliveryDoc
  team: TeamDoc | undefined
  members: MemberDoc[]
  acknowledgements: AcknowledgementDoc[]
  reports: ReportDoc[]
}

/** @param onPlace told the unit that the team is in, once known */
export function DeliveryPage({ id, assignment, onChanged, onPlace }: { id: string; assignment: ReachedAssignment; onChanged: () => void; onPlace?: (unit: string) => void }) {
  const texts = useTexts(teamTexts)
  const { may } = useAccount()
  const [act, setAct] = useState<DeliveryAct>()
  const work = useLoad(id, (signal) => readTeamWork({ id, assignment: assignment.id, signal }))
  const unit = work.data?.delivery.unit
  useEffect(() => {
    if (unit) onPlace?.(unit)
  }, [onPlace, unit])
  if (work.error && !work.data) return <Refused refusal={work.error} onRetry={work.reload} />
  if (!work.data) return <Skeleton lines={8} />
  const { delivery, team, members, acknowledgements, reports } = work.data
  const changed = () => {
    setAct(undefined)
    work.reload()
    onChanged()
  }
  const present = reports.filter(({ state }) => state !== 'superseded')
  const earlier = reports.filter(({ state }) => state === 'superseded')
  const mayAct = may('admin', 'manager') && assignment.state !== 'withdrawn'
  return (
    <div className="lt-team">
      <div className="lt-head__line">
        <h2>{team ? teamTitle(team) : '…'}</h2>
        <Tag tone={DELIVERY_TONES[delivery.state] ?? 'plain'}>{texts.states[delivery.state] ?? delivery.state}</Tag>
        {team ? <Link href={`/admin/collections/teams/${team.id}`}>{texts.members}</Link> : null}
      </div>
      {delivery.exemptedAt ? <p className="lt-note lt-note--wait">{texts.isExempt(delivery.exemptReason ?? '')}</p> : null}
      {delivery.blocked?.reason ? (
        <p className="lt-note lt-note--wait">
          {texts.isBlocked(texts.blocks[delivery.blocked.reason] ?? delivery.blocked.reason)}
          {delivery.blocked.note ? ` – ${delivery.blocked.note}` : ''}
          {delivery.blocked.until ? ` (${texts.until} ${showDay(delivery.blocked.until)})` : ''}
        </p>
      ) : null}
      <DeliveryFacts delivery={delivery} publishedAt={assignment.publishedAt} />
      <Section title={texts.reports}>
        {present.length === 0 ? <p className="lt-note">{texts.noReports}</p> : null}
        {present.map((report) => (
          <ReportCard key={report.id} report={report} mayDecide={may('admin', 'manager')} onChanged={changed} />
        ))}
        {earlier.length > 0 ? (
          <details>
            <summary>{texts.earlier(String(earlier.length))}</summary>
            {earlier.map((report) => (
              <ReportCard key={report.id} report={report} mayDecide={false} onChanged={changed} />
            ))}
          </details>
        ) : null}
      </Section>
      <Acknowledgements items={acknowledgements} bundles={assignment.bundles} />
      {mayAct ? (
        <Section title={texts.deskActs}>
          <div className="lt-acts lt-noprint">
            <Act label={texts.recordAck} onClick={() => setAct('acknowledge')} />
            <Act label={texts.recordReport} onClick={() => setAct('report')} />
            <Act label={texts.block} onClick={() => setAct('block')} />
            <Act label={delivery.exemptedAt ? texts.unexempt : texts.exempt} onClick={() => setAct(delivery.exemptedAt ? 'unexempt' : 'exempt')} />
          </div>
        </Section>
      ) : null}
      <Section title={texts.members}>
        {members.length === 0 ? <p className="lt-note">{texts.noMembers}</p> : null}
        <ul className="lt-members">
          {members.map((member) => (
            <li key={member.id}>
              <span>{member.name}</span>
              <small>
                {[texts.roles[member.role], member.position, member.provisional ? texts.provisional : ''].filter(Boolean).join(' · ')}
                {member.phone ? (
                  <>
                    {' · '}
                    <a href={`tel:${member.phone.replace(/[^\d+]/g, '')}`}>{member.phone}</a>
                  </>
                ) : null}
              </small>
            </li>
          ))}
        </ul>
      </Section>
      {act ? <DeliveryDialog act={act} delivery={delivery} members={members} reports={reports} onClose={() => setAct(undefined)} onDone={changed} /> : null}
    </div>
  )
}

function Act({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button buttonStyle="secondary" size="medium" margin={false} onClick={onClick}>
      {label}
    </Button>
  )
}

async function readTeamWork({ id, assignment, signal }: { id: string; assignment: string; signal: AbortSignal }): Promise<TeamWork> {
  const delivery = await callDesk<DeliveryDoc>({ path: `/api/deliveries/${id}?depth=0`, signal })
  const holder = delivery.holder ?? delivery.team
  const list = async <T,>(collection: string, conditions: Record<string, string>, depth: 0 | 1) => (await callDesk<Listed<T>>({ path: `/api/${collection}${query({ ...conditions, limit: 200, depth })}`, signal })).docs
  const teams = [...new Set([holder, delivery.team])]
  const [team, members, acknowledgements, reports] = await Promise.all([
    callDesk<TeamDoc>({ path: `/api/teams/${holder}?depth=1`, signal }).catch(() => undefined),
    list<MemberDoc>('team-members', { 'where[team][equals]': holder, sort: 'sortKey' }, 0),
    Promise.all(teams.map((one) => list<AcknowledgementDoc>('acknowledgements', { 'where[team][equals]': one, 'where[assignment][equals]': assignment }, 1))),
    Promise.all(teams.map((one) => list<ReportDoc>('reports', { 'where[team][equals]': one, 'where[deliveries][equals]': id, sort: '-receivedAt' }, 0))),
  ])
  const today = new Date().toISOString().slice(0, 10)
  return {
    delivery,
    team,
    members: members.filter(({ to }) => !to || to >= today).sort((a, b) => RANK.indexOf(a.role) - RANK.indexOf(b.role)),
    acknowledgements: acknowledgements.flat().filter((one) => one.delivery === id || isNamed(one.delivery, id)),
    reports: reports.flat().filter((report) => report.deliveries?.includes(id)),
  }
}

const RANK = ['leader', 'deputy', 'member']

function isNamed(value: unknown, id: string): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && value.id === id
}
