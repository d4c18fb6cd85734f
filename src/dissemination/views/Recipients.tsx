'use client'
/** To whom: subtrees of units, unit types, single teams, and teams left out with the reason why. */
import { TeamSearch } from '../../organisation/views/TeamSearch'
import { organisationTexts } from '../../organisation/views/texts'
import { type TeamDoc, teamTitle, type UnitDoc } from '../../organisation/views/types'
import { UnitTree } from '../../organisation/views/UnitTree'
import { useTexts } from '../../platform/admin/language'
import { useNamed } from '../../platform/admin/use-named'
import { assignmentTexts } from './texts'
import type { Draft } from './types'

const TYPES = ['province', 'district', 'commune', 'village'] as const

export function Recipients({ draft, onChange }: { draft: Draft; onChange: (changes: Partial<Draft>) => void }) {
  const texts = useTexts(assignmentTexts)
  const places = useTexts(organisationTexts)
  const units = useNamed<UnitDoc>({ collection: 'org-units', ids: draft.units })
  const teams = useNamed<TeamDoc>({ collection: 'teams', ids: [...draft.teams, ...draft.exclusions.map(({ team }) => team)], depth: 1 })
  const toggleUnit = (unit: UnitDoc) => onChange({ units: draft.units.includes(unit.id) ? draft.units.filter((id) => id !== unit.id) : [...draft.units, unit.id] })
  const toggleType = (type: string) => onChange({ unitTypes: draft.unitTypes.includes(type) ? draft.unitTypes.filter((one) => one !== type) : [...draft.unitTypes, type] })
  const titleOfTeam = (id: string) => {
    const team = teams.get(id)
    return team ? teamTitle(team) : '…'
  }
  return (
    <>
      <div className="lt-field">
        <span className="lt-field__label">{texts.units}</span>
        <span className="lt-field__hint">{texts.unitsHint}</span>
        <Chips items={draft.units.map((id) => ({ id, name: [units.get(id)?.name ?? '…', units.get(id)?.parentName].filter(Boolean).join(', ') }))} onRemove={(id) => onChange({ units: draft.units.filter((unit) => unit !== id) })} />
        <UnitTree chosen={draft.units} onToggle={toggleUnit} />
      </div>
      <fieldset className="lt-choices lt-choices--row">
        <legend>{texts.unitTypes}</legend>
        {TYPES.map((type) => (
          <label key={type}>
            <input type="checkbox" checked={draft.unitTypes.includes(type)} onChange={() => toggleType(type)} /> {places.types[type]}
          </label>
        ))}
        <span className="lt-field__hint">{texts.unitTypesHint}</span>
      </fieldset>
      <div className="lt-field">
        <span className="lt-field__label">{texts.teams}</span>
        <Chips items={draft.teams.map((id) => ({ id, name: titleOfTeam(id) }))} onRemove={(id) => onChange({ teams: draft.teams.filter((team) => team !== id) })} />
        <TeamSearch label={texts.teams} taken={draft.teams} onPick={({ id }) => onChange({ teams: [...draft.teams, id] })} />
      </div>
      <div className="lt-field">
        <span className="lt-field__label">{texts.exclusions}</span>
        <span className="lt-field__hint">{texts.exclusionsHint}</span>
        <ul className="lt-picked">
          {draft.exclusions.map(({ team, reason }) => (
            <li key={team}>
              <div className="lt-picked__grow">
                <div>{titleOfTeam(team)}</div>
                <input
                  className="lt-input"
                  value={reason}
                  maxLength={500}
                  placeholder={texts.exclusionReason}
                  aria-label={`${texts.exclusionReason}: ${titleOfTeam(team)}`}
                  aria-invalid={reason.trim() === ''}
                  onChange={(event) => onChange({ exclusions: draft.exclusions.map((one) => (one.team === team ? { team, reason: event.target.value } : one)) })}
                />
                {reason.trim() === '' ? <span className="lt-field__error">{texts.exclusionNeedsReason}</span> : null}
              </div>
              <button type="button" className="lt-link" onClick={() => onChange({ exclusions: draft.exclusions.filter((one) => one.team !== team) })}>
                {texts.remove}
              </button>
            </li>
          ))}
        </ul>
        <TeamSearch label={texts.exclusions} taken={draft.exclusions.map(({ team }) => team)} onPick={({ id }) => onChange({ exclusions: [...draft.exclusions, { team: id, reason: '' }] })} />
      </div>
    </>
  )
}

export function Chips({ items, onRemove }: { items: readonly { id: string; name: string }[]; onRemove: (id: string) => void }) {
  if (items.length === 0) return null
  return (
    <ul className="lt-chips">
      {items.map(({ id, name }) => (
        <li key={id}>
          {name}
          <button type="button" aria-label={`× ${name}`} onClick={() => onRemove(id)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  )
}
