'use client'
/** The folded part of a report that the desk writes down: loudspeaker broadcasts, a campaign's indicators, the village's own count of households. */
import { Button } from '@payloadcms/ui'

import { languageTexts } from '../../content/views/texts'
import { languageCodes } from '../../content/languages'
import { callDesk, newClientId } from '../../platform/admin/call-desk'
import { useTexts } from '../../platform/admin/language'
import { Labelled, Refused } from '../../platform/admin/parts'
import { type Loaded, useLoad } from '../../platform/admin/use-desk'
import { type BroadcastForm, digits, type ReportForm } from './report-form'
import { teamTexts } from './team-texts'

export interface Indicator {
  campaign: string
  key: string
  name: string
  unit: string
}

interface CampaignDoc {
  indicators?: { key: string; name: string; unit?: string | null }[] | null
}

/** The indicators that villages report against in this assignment. */
export function useIndicators(assignment: string): Loaded<Indicator[]> {
  return useLoad(assignment, async (signal) => {
    const { content } = await callDesk<{ content?: { relationTo: string; value: string }[] | null }>({ path: `/api/assignments/${assignment}?depth=0`, signal })
    const campaigns = (content ?? []).filter(({ relationTo }) => relationTo === 'campaigns')
    const lists = await Promise.all(
      campaigns.map(async ({ value }) => {
        const { indicators } = await callDesk<CampaignDoc>({ path: `/api/campaigns/${value}?depth=0`, signal })
        return (indicators ?? []).map(({ key, name, unit }) => ({ campaign: value, key, name, unit: unit ?? '' }))
      }),
    )
    return lists.flat()
  })
}

export function RecordReportMore({ form, indicators, onChange }: { form: ReportForm; indicators: Loaded<Indicator[]>; onChange: (changes: Partial<ReportForm>) => void }) {
  const texts = useTexts(teamTexts)
  const known = indicators.data ?? []
  return (
    <>
      {indicators.error ? <Refused refusal={indicators.error} onRetry={indicators.reload} /> : null}
      {known.length > 0 ? (
        <fieldset className="lt-session">
          <legend>{texts.indicatorsSoFar}</legend>
          <div className="lt-row">
            {known.map(({ campaign, key, name, unit }) => (
              <Labelled key={`${campaign} ${key}`} label={unit ? `${name} (${unit})` : name}>
                <input className="lt-input" name={`indicator-${key}`} inputMode="numeric" value={form.indicators[`${campaign} ${key}`] ?? ''} onChange={(event) => onChange({ indicators: { ...form.indicators, [`${campaign} ${key}`]: digits(event.target.value) } })} />
              </Labelled>
            ))}
          </div>
        </fieldset>
      ) : null}
      <details className="lt-fold">
        <summary>{texts.moreOfReport}</summary>
        <Labelled label={texts.householdsTotal} hint={texts.householdsTotalHint}>
          <input className="lt-input" name="householdsTotal" inputMode="numeric" value={form.householdsTotal} onChange={(event) => onChange({ householdsTotal: digits(event.target.value) })} />
        </Labelled>
        {form.broadcasts.map((broadcast) => (
          <Broadcast
            key={broadcast.id}
            broadcast={broadcast}
            onChange={(changes) => onChange({ broadcasts: form.broadcasts.map((one) => (one.id === broadcast.id ? { ...one, ...changes } : one)) })}
            onRemove={() => onChange({ broadcasts: form.broadcasts.filter((one) => one.id !== broadcast.id) })}
          />
        ))}
        <Button buttonStyle="secondary" size="small" margin={false} onClick={() => onChange({ broadcasts: [...form.broadcasts, { id: newClientId(), times: '', minutes: '', language: 'vi' }] })}>
          {texts.addBroadcast}
        </Button>
      </details>
    </>
  )
}

function Broadcast({ broadcast, onChange, onRemove }: { broadcast: BroadcastForm; onChange: (changes: Partial<BroadcastForm>) => void; onRemove: () => void }) {
  const texts = useTexts(teamTexts)
  const names = useTexts(languageTexts).names
  return (
    <fieldset className="lt-session">
      <legend>{texts.broadcasts}</legend>
      <button type="button" className="lt-link lt-session__remove" aria-label={`× ${texts.broadcasts}`} onClick={onRemove}>
        ×
      </button>
      <div className="lt-row">
        {(['times', 'minutes'] as const).map((field) => (
          <Labelled key={field} label={texts[field]}>
            <input className="lt-input" name={field} inputMode="numeric" value={broadcast[field]} onChange={(event) => onChange({ [field]: digits(event.target.value) })} />
          </Labelled>
        ))}
        <Labelled label={texts.language}>
          <select className="lt-input" value={broadcast.language} onChange={(event) => onChange({ language: event.target.value })}>
            {languageCodes.map((code) => (
              <option key={code} value={code}>
                {names[code]}
              </option>
            ))}
          </select>
        </Labelled>
      </div>
    </fieldset>
  )
}
