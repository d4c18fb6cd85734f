'use client'
/**
 * Six facts, never one, each of all teams that were given the assignment; late ones and those recorded by the desk are
 * told apart, and so is what was done.
 */
import { showNumber, showShare } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { ShareBar } from '../../platform/admin/parts'
import { reachTexts } from './texts'
import type { Totals } from './types'

const FACTS = ['assigned', 'delivered', 'seen', 'acknowledged', 'reported', 'accepted'] as const

export function SixFacts({ totals }: { totals: Totals }) {
  const texts = useTexts(reachTexts)
  return (
    <>
      <dl className="lt-facts">
        {FACTS.map((fact) => (
          <div key={fact} className="lt-facts__one" data-fact={fact}>
            <dt title={texts.factHints[fact]}>{texts.facts[fact]}</dt>
            <dd>
              <span className="lt-facts__count">{showNumber(totals[fact])}</span>
              {fact === 'assigned' ? (
                <span className="lt-facts__of">{texts.factHints.assigned}</span>
              ) : (
                <>
                  <span className="lt-facts__of">
                    {texts.of(showNumber(totals.assigned))} · {showShare(totals[fact], totals.assigned)}
                  </span>
                  <ShareBar part={totals[fact]} whole={totals.assigned} late={fact === 'acknowledged' ? totals.acknowledgedLate : fact === 'reported' ? totals.reportedLate : 0} />
                </>
              )}
              <ul>
                {notes({ fact, totals, texts }).map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
      <Figures totals={totals} />
    </>
  )
}

function notes({ fact, totals, texts }: { fact: (typeof FACTS)[number]; totals: Totals; texts: (typeof reachTexts)['vi'] }): string[] {
  const missing = totals.assigned - totals[fact]
  if (fact === 'assigned') return [...some(totals.exempted, texts.exempted), ...some(totals.blocked, texts.blocked)]
  if (fact === 'acknowledged') {
    return [texts.onTime(showNumber(totals.acknowledged - totals.acknowledgedLate)), texts.late(showNumber(totals.acknowledgedLate)), texts.missing(showNumber(missing)), ...some(totals.acknowledgedViaDesk, texts.viaDesk)]
  }
  if (fact === 'reported') {
    return [texts.onTime(showNumber(totals.reported - totals.reportedLate)), texts.late(showNumber(totals.reportedLate)), texts.missing(showNumber(missing)), ...some(totals.reportedViaDesk, texts.viaDesk)]
  }
  if (fact === 'accepted') return [...some(totals.returned, texts.returned), ...some(Math.max(0, totals.reported - totals.accepted - totals.returned), texts.waiting)]
  return [texts.missing(showNumber(missing))]
}

function some(count: number, say: (count: string) => string): string[] {
  return count > 0 ? [say(showNumber(count))] : []
}

function Figures({ totals }: { totals: Totals }) {
  const texts = useTexts(reachTexts)
  const { attendances, sessions, householdsReached, householdsTotal } = totals
  return (
    <dl className="lt-figures" aria-label={texts.figures}>
      <div>
        <dt>{texts.households}</dt>
        <dd>
          <strong>{showNumber(householdsReached)}</strong> {texts.householdsOf(showNumber(householdsTotal), showShare(householdsReached, householdsTotal))}
        </dd>
      </div>
      <div>
        <dt>{texts.sessions}</dt>
        <dd>
          <strong>{showNumber(sessions)}</strong> {sessions > 0 ? texts.perSession(showNumber(attendances.total / sessions)) : null}
        </dd>
      </div>
      <div>
        <dt>{texts.attendances}</dt>
        <dd>
          <strong>{showNumber(attendances.total)}</strong> {attendances.total > 0 ? texts.attendanceParts(showNumber(attendances.partyMembers), showNumber(attendances.households), showNumber(attendances.others), showNumber(Math.max(0, attendances.total - attendances.partyMembers - attendances.households - attendances.others))) : null}
        </dd>
      </div>
    </dl>
  )
}
