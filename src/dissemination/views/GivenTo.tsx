'use client'
/** To whom an assignment was given and who may acknowledge it, as it was chosen before sending. */
import { type TeamDoc, teamTitle, type UnitDoc } from '../../organisation/views/types'
import { organisationTexts } from '../../organisation/views/texts'
import { showNumber } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Section } from '../../platform/admin/parts'
import { useNamed } from '../../platform/admin/use-named'
import { assignmentTexts } from './texts'
import type { AssignmentDoc } from './types'

export function GivenTo({ assignment }: { assignment: AssignmentDoc }) {
  const texts = useTexts(assignmentTexts)
  const types = useTexts(organisationTexts).types
  const { units = [], unitTypes = [], teams = [] } = assignment.audience ?? {}
  const places = useNamed<UnitDoc>({ collection: 'org-units', ids: units ?? [] })
  const single = useNamed<TeamDoc>({ collection: 'teams', ids: teams ?? [], depth: 1 })
  const known = [...(units ?? []).flatMap((id) => places.get(id)?.name ?? []), ...(teams ?? []).flatMap((id) => (single.has(id) ? [teamTitle(single.get(id) as TeamDoc)] : []))]
  // Places above or beside one's territory are not told by name.
  const rest = (units ?? []).length + (teams ?? []).length - known.length
  const rows: [string, string][] = [
    [texts.givenTo, [...known, ...(rest > 0 ? [texts.elsewhere(showNumber(rest))] : [])].join(', ')],
    ...(unitTypes && unitTypes.length > 0 ? [[texts.unitTypes, unitTypes.map((type) => types[type] ?? type).join(', ')] as [string, string]] : []),
    ...(typeof assignment.audienceCount === 'number' ? [[texts.listed, texts.teamCount(showNumber(assignment.audienceCount))] as [string, string]] : []),
    [texts.ackRule, texts[assignment.ackRule ?? 'any']],
  ]
  return (
    <Section title={texts.whom}>
      <dl className="lt-pairs">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
