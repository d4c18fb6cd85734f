/** One content in one language: what changed, three lines first, then to listen, then the rest. */
import { useEffect } from 'preact/hooks'
import { AudioPlayer } from '../listen/audio-player.js'
import { ReadAloud } from '../listen/read-aloud.js'
import { keepText, tellOnce } from '../post/keep-content.js'
import { chosenBundle, presentBundles } from '../post/bundles.js'
import type { BundleBody, FieldBundle, FieldContent } from '../post/contract.js'
import type { DeliveryView } from '../home/delivery-view.js'
import type { Work } from '../home/read-work.js'
import { shortDay } from '../phone/clock.js'
import { changeSettings, readMeta } from '../store/meta.js'
import { database } from '../store/database.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Choices } from '../ui/controls.js'
import { Attachments } from './attachments.js'
import { TextSize } from './text-size.js'
import { whatChanged } from './what-changed.js'

export function ContentView({ content, view, work }: { content: FieldContent; view: DeliveryView; work: Work }) {
  const bundles = presentBundles(content)
  const bundle = chosenBundle(content, work.settings.language)
  const names = new Map(work.me.languages.map((language) => [language.code, language.name]))
  if (!bundle) return null
  return (
    <section class="section" lang={bundle.language}>
      {view.delivery.content.length > 1 && content.title !== view.delivery.assignment.title && <h2>{content.title}</h2>}
      <div class="tools">
        {bundles.length > 1 && (
          <Choices
            label={texts.read.language}
            isLabelHidden
            choices={bundles.map((one) => ({ value: one.language, label: names.get(one.language) ?? one.language }))}
            chosen={bundle.language}
            onChoose={(language) => void changeSettings({ language })}
          />
        )}
        {view.delivery.content[0] === content && <TextSize />}
      </div>
      <Body key={bundle.hash} bundle={bundle} view={view} />
    </section>
  )
}

function Body({ bundle, view }: { bundle: FieldBundle; view: DeliveryView }) {
  const stored = useStored(async () => {
    const db = await database()
    const replaced = bundle.replaces ? await db.get('content', bundle.replaces) : undefined
    return { body: (await db.get('content', bundle.hash))?.body, replaced: replaced?.body }
  }, [bundle.hash])
  const body = stored?.body
  useEffect(() => {
    if (body) void tellOnce(view.delivery, 'seen')
  }, [body !== undefined, view.delivery.id])
  useEffect(() => {
    if (stored && !body) void fetchText(bundle.hash)
  }, [stored !== undefined, bundle.hash])
  if (!stored) return null
  if (!body) return <p class="card">{texts.read.notHere}</p>
  return (
    <>
      {bundle.replaces && <ChangedCard bundle={bundle} body={body} replaced={stored.replaced} asks={view.asksAcknowledgement} />}
      <Paragraphs text={body.summary} />
      {body.audio ? <AudioPlayer audio={body.audio} hash={bundle.hash} /> : <ReadAloud texts={spokenTexts(body)} language={body.language} />}
      <Rest body={body} />
    </>
  )
}

/** In the office's words where it gave some, else what differs from the version this phone had. */
function ChangedCard({ bundle, body, replaced, asks }: { bundle: FieldBundle; body: BundleBody; replaced: BundleBody | undefined; asks: boolean }) {
  const mustAsk = bundle.materiality === 'material' && asks
  const changed = replaced && !body.changes ? whatChanged(replaced, body) : undefined
  return (
    <div class={`card ${mustAsk ? 'warn' : ''}`}>
      <h3>{texts.read.changed}</h3>
      {body.changes && <p>{body.changes}</p>}
      {changed?.now.map((text) => (
        <p key={text}>
          <strong>{texts.read.changedNow}</strong> {text}
        </p>
      ))}
      {changed?.before.map((text) => (
        <p key={text}>
          <strong>{texts.read.changedBefore}</strong> {text}
        </p>
      ))}
      <p>{mustAsk ? texts.read.changedAsk : texts.read.changedStands}</p>
    </div>
  )
}

function Rest({ body }: { body: BundleBody }) {
  const { campaign } = body
  return (
    <>
      {body.keyPoints && body.keyPoints.length > 0 && (
        <div class="section">
          <h3>{texts.read.keyPoints}</h3>
          <ul class="points text">
            {body.keyPoints.map((point) => (
              <li key={point.text}>{point.text}</li>
            ))}
          </ul>
        </div>
      )}
      {campaign && (
        <div class="card">
          {campaign.goal && (
            <>
              <h3>{texts.read.goal}</h3>
              <Paragraphs text={campaign.goal} />
            </>
          )}
          {campaign.from && campaign.to && <p>{texts.read.period(shortDay(campaign.from), shortDay(campaign.to))}</p>}
          {(campaign.indicators ?? []).map((indicator) => (
            <p key={indicator.key}>
              {indicator.name}
              {typeof indicator.target === 'number' ? `: ${texts.report.indicatorOf(indicator.target, indicator.unit ?? '')}` : ''}
            </p>
          ))}
        </div>
      )}
      {body.questions && body.questions.length > 0 && (
        <div class="section">
          <h3>{texts.read.questions}</h3>
          {body.questions.map((one) => (
            <details key={one.question} class="card">
              <summary>{one.question}</summary>
              <p class="text">{one.answer}</p>
            </details>
          ))}
        </div>
      )}
      <Attachments attachments={body.attachments ?? []} />
      <div>
        <p>
          <strong>{[body.symbol, body.title].filter(Boolean).join(': ')}</strong>
        </p>
        {body.issuer && body.issuedOn && <p class="hint">{texts.read.issued(body.issuer, shortDay(body.issuedOn))}</p>}
      </div>
    </>
  )
}

function Paragraphs({ text }: { text: string | null | undefined }) {
  if (!text) return null
  return (
    <div class="text">
      {text
        .split(/\n+/)
        .filter((part) => part.trim() !== '')
        .map((part) => (
          <p key={part}>{part}</p>
        ))}
    </div>
  )
}

/** What is read aloud where there is no recording, in the order of the screen. */
export function spokenTexts(body: BundleBody): string[] {
  return [
    body.title,
    ...(body.summary ?? '').split(/\n+/),
    ...(body.keyPoints ?? []).map((point) => point.text),
    ...(body.questions ?? []).flatMap((one) => [one.question, one.answer]),
  ].filter((text) => text.trim() !== '')
}

async function fetchText(hash: string): Promise<void> {
  const device = await readMeta('device')
  if (device && !device.refusedAt) await keepText(hash, device.key)
}
