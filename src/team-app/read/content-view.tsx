/** One content in one language: what changed, the first lines, to listen with one tap, then the rest. */
import { useEffect } from 'preact/hooks'
import { AudioPlayer } from '../listen/audio-player.js'
import { ReadAloud } from '../listen/read-aloud.js'
import { keepText, markOpened, tellOnce } from '../post/keep-content.js'
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
import { versionBefore, whatChanged } from './what-changed.js'

export function ContentView({ content, view, work }: { content: FieldContent; view: DeliveryView; work: Work }) {
  const bundles = presentBundles(content)
  const bundle = chosenBundle(content, work.settings.language)
  const names = new Map(work.me.languages.map((language) => [language.code, language.name]))
  if (!bundle) return null
  return (
    <section class="section" lang={bundle.language}>
      {view.delivery.content.length > 1 && content.title !== view.delivery.assignment.title && <h2>{content.title}</h2>}
      {bundles.length > 1 && (
        <Choices
          label={texts.read.language}
          isLabelHidden
          choices={bundles.map((one) => ({ value: one.language, label: names.get(one.language) ?? one.language }))}
          chosen={bundle.language}
          onChoose={(language) => void changeSettings({ language })}
        />
      )}
      <Body key={bundle.hash} bundle={bundle} view={view} hasTextSize={view.delivery.content[0] === content} />
    </section>
  )
}

function Body({ bundle, view, hasTextSize }: { bundle: FieldBundle; view: DeliveryView; hasTextSize: boolean }) {
  const stored = useStored(() => readTexts(bundle, view), [bundle.hash, view.acknowledgements.length])
  const body = stored?.body
  useEffect(() => {
    if (body) void tellOnce(view.delivery, 'seen').then(() => markOpened(view.delivery.id, bundle.hash))
  }, [body !== undefined, view.delivery.id])
  const missing = stored?.missing.join()
  useEffect(() => {
    for (const hash of stored?.missing ?? []) void fetchText(hash)
  }, [missing])
  if (!stored) return null
  if (!body) return <p class="card">{texts.read.notHere}</p>
  const [lead = '', more] = (body.summary ?? '').trim().split(/\n+([^]*)/)
  return (
    <>
      {bundle.replaces && stored.before && <ChangedCard bundle={bundle} body={body} before={stored.before} view={view} />}
      <Paragraphs text={lead} />
      {/* To listen comes right below the first lines: whoever cannot read must not have to look for it under a long text. */}
      <div class="tools">
        {body.audio ? <AudioPlayer audio={body.audio} hash={bundle.hash} /> : <ReadAloud texts={spokenTexts(body)} language={body.language} />}
        {hasTextSize && <TextSize />}
      </div>
      {more && <Paragraphs text={more} />}
      <Rest body={body} />
    </>
  )
}

/** The text, the one the team knew before it, and what is to be fetched first to know either. */
async function readTexts(bundle: FieldBundle, view: DeliveryView): Promise<{ body?: BundleBody; before?: BundleBody; missing: string[] }> {
  const db = await database()
  const opened = (await db.get('marks', view.delivery.id))?.opened ?? []
  const known = new Set([...opened, ...view.delivery.acknowledgements.map((one) => one.bundleHash), bundle.hash])
  const texts = await Promise.all([...known].map(async (hash) => ({ hash, body: (await db.get('content', hash))?.body })))
  const missing = texts.filter((one) => !one.body).map((one) => one.hash)
  const body = texts.find((one) => one.hash === bundle.hash)?.body
  const before = body && versionBefore(body, texts.flatMap((one) => one.body ?? []))
  return { missing, ...(body ? { body } : {}), ...(before ? { before } : {}) }
}

/** In the office's words where it gave some, else what differs from the version the team last opened here or acknowledged. */
function ChangedCard({ bundle, body, before, view }: { bundle: FieldBundle; body: BundleBody; before: BundleBody; view: DeliveryView }) {
  const isLarge = bundle.materiality === 'material'
  const mustAsk = isLarge && view.asksAcknowledgement
  // Another language's text tells why one is asked again, not what is different.
  const isComparable = before.language === body.language
  if (!isComparable && !mustAsk) return null
  const changed = isComparable && !body.changes ? whatChanged(before, body) : undefined
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
      {mustAsk && <p>{texts.read.changedAsk}</p>}
      {!isLarge && view.isAcknowledged && <p>{texts.read.changedStands}</p>}
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
