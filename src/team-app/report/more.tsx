/** Everything a report may say beyond the three questions, folded until wanted. */
import { chosenBundle } from '../post/bundles.js'
import type { FieldDelivery, Indicator } from '../post/contract.js'
import { database } from '../store/database.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Choices, Stepper } from '../ui/controls.js'
import { PhotoRow } from './photo-row.js'
import type { Editing } from './report-screen.js'
import { ScreenedText } from './screened-text.js'

const MINUTES = 15

export function MoreAboutReport({ editing, isOpen }: { editing: Editing; isOpen: boolean }) {
  const { draft, work, change, changeSession } = editing
  const languages = work.me.languages.map((language) => ({ value: language.code, label: language.name }))
  return (
    <details open={isOpen || undefined}>
      <summary>{texts.report.details}</summary>
      <div class="stack">
        {draft.sessions.map((session, index) => (
          <div key={session.id} class="card">
            {draft.sessions.length > 1 && <h2>{texts.report.session(index + 1)}</h2>}
            <ScreenedText label={texts.report.place} hint={texts.report.placeHint} isPlace value={session.place} onInput={(place) => changeSession(session.id, { place })} />
            <Choices label={texts.report.spoken} choices={languages} chosen={session.language} onChoose={(language) => changeSession(session.id, { language })} />
            {work.members.length > 0 && (
              <Choices
                label={texts.report.presenters}
                choices={work.members.map((member) => ({ value: member.id, label: member.name }))}
                chosen={session.presenterIds}
                onChoose={(id) => changeSession(session.id, { presenterIds: toggled(session.presenterIds, id) })}
              />
            )}
          </div>
        ))}
        <PhotoRow photos={draft.photos} onChange={(photos) => change({ photos })} />
        <Broadcasts editing={editing} />
        <Stepper label={texts.report.copies} unit={texts.report.copiesUnit} step={5} value={draft.copies} onChange={(copies) => change({ copies })} />
        <Stepper label={texts.report.householdsTotal} unit={texts.report.householdsUnit} value={draft.householdsTotal} onChange={(householdsTotal) => change({ householdsTotal })} />
        <Indicators editing={editing} />
        <ScreenedText label={texts.report.difficulties} hint={texts.report.textHint} value={draft.difficulties} onInput={(difficulties) => change({ difficulties })} />
        <ScreenedText label={texts.report.proposals} hint={texts.report.textHint} value={draft.proposals} onInput={(proposals) => change({ proposals })} />
        <OtherDeliveries editing={editing} />
      </div>
    </details>
  )
}

function Broadcasts({ editing }: { editing: Editing }) {
  const { draft, change, work } = editing
  const set = (index: number, part: Partial<{ times: number; minutes: number }>): void =>
    change({ broadcasts: draft.broadcasts.map((one, at) => (at === index ? { ...one, ...part } : one)) })
  return (
    <div class="section">
      <h2>{texts.report.broadcasts}</h2>
      {draft.broadcasts.map((one, index) => (
        <div key={index} class="card">
          <Stepper label={texts.report.broadcastTimes} value={one.times} onChange={(times) => set(index, { times: times ?? 0 })} />
          <Stepper label={texts.report.broadcastMinutes} step={5} value={one.minutes} onChange={(minutes) => set(index, { minutes: minutes ?? 0 })} />
          <Choices
            label={texts.report.spoken}
            choices={work.me.languages.map((language) => ({ value: language.code, label: language.name }))}
            chosen={one.language}
            onChoose={(language) => change({ broadcasts: draft.broadcasts.map((other, at) => (at === index ? { ...other, language } : other)) })}
          />
          <button type="button" class="quiet" onClick={() => change({ broadcasts: draft.broadcasts.filter((_, at) => at !== index) })}>
            {texts.app.remove}
          </button>
        </div>
      ))}
      <button type="button" class="wide" onClick={() => change({ broadcasts: [...draft.broadcasts, { times: 1, minutes: MINUTES, language: draft.sessions[0]?.language ?? 'vi' }] })}>
        {texts.report.addBroadcast}
      </button>
    </div>
  )
}

function Indicators({ editing }: { editing: Editing }) {
  const { draft, work, change } = editing
  const known = useStored(
    () => indicatorsOf(work.views.filter((view) => draft.deliveryIds.includes(view.delivery.id)).map((view) => view.delivery), work.settings.language),
    [draft.deliveryIds.join()],
  )
  const valueOf = (campaign: string, key: string): number | undefined => draft.indicators.find((one) => one.campaign === campaign && one.key === key)?.value
  const all = (known ?? []).filter(({ campaign, indicator, isPresent }) => isPresent || valueOf(campaign, indicator.key) !== undefined)
  if (all.length === 0) return null
  const set = (campaign: string, key: string, value: number | undefined): void => {
    const others = draft.indicators.filter((one) => one.campaign !== campaign || one.key !== key)
    change({ indicators: value === undefined ? others : [...others, { campaign, key, value }] })
  }
  return (
    <div class="section">
      <h2>{texts.report.indicators}</h2>
      <p class="hint">{texts.report.soFar}</p>
      {all.map(({ campaign, indicator }) => (
        <Stepper
          key={campaign + indicator.key}
          label={indicator.name}
          unit={indicator.unit ?? ''}
          max={1_000_000_000_000}
          value={valueOf(campaign, indicator.key)}
          onChange={(value) => set(campaign, indicator.key, value)}
        />
      ))}
    </div>
  )
}

function OtherDeliveries({ editing }: { editing: Editing }) {
  const { draft, work, change } = editing
  const [own = ''] = draft.deliveryIds
  const others = work.views.filter((view) => view.delivery.id !== own && (view.asksReport || draft.deliveryIds.includes(view.delivery.id)))
  if (others.length === 0 || draft.supersedes) return null
  return (
    <Choices
      label={texts.report.also}
      choices={others.map((view) => ({ value: view.delivery.id, label: view.delivery.assignment.title }))}
      chosen={draft.deliveryIds}
      onChoose={(id) => change({ deliveryIds: [own, ...toggled(draft.deliveryIds.slice(1), id)] })}
    />
  )
}

export interface KnownIndicator {
  campaign: string
  indicator: Indicator
  /** In the text a person reads now; one of an earlier text may have been reported on already, and is still taken. */
  isPresent: boolean
}

/** The indicators of these deliveries' campaigns, as far as their texts are on the phone. */
export async function indicatorsOf(deliveries: FieldDelivery[], language: string): Promise<KnownIndicator[]> {
  const kept = await (await database()).getAll('content')
  const found = new Map<string, KnownIndicator>()
  for (const content of deliveries.flatMap((delivery) => delivery.content)) {
    const chosen = chosenBundle(content, language)?.hash
    const texts = kept.filter(({ body }) => body.campaign && String(body.content) === content.id)
    for (const { hash, body } of texts.sort((a, b) => Number(b.hash === chosen) - Number(a.hash === chosen) || b.body.version - a.body.version)) {
      for (const indicator of body.campaign?.indicators ?? []) {
        const place = `${content.id} ${indicator.key}`
        if (!found.has(place)) found.set(place, { campaign: content.id, indicator, isPresent: hash === chosen })
      }
    }
  }
  return [...found.values()]
}

function toggled(list: string[], id: string): string[] {
  return list.includes(id) ? list.filter((one) => one !== id) : [...list, id]
}
