/** The team's work as a checklist of large rows: what is overdue, new, under way, and done (folded). */
import { clockTime } from '../phone/clock.js'
import { chosenBundle } from '../post/bundles.js'
import type { Draft } from '../report/draft.js'
import { readMeta } from '../store/meta.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Icon, type IconName } from '../ui/icons.js'
import { address } from '../ui/router.js'
import { Screen } from '../ui/screen.js'
import { inOrder, type DeliveryView, type Group } from './delivery-view.js'
import { dueWords } from './due-words.js'
import { readWork, type Work } from './read-work.js'

const OPEN_GROUPS: Group[] = ['overdue', 'new', 'doing']

/** Where on the page a row was opened: coming back, the list stands there again. */
let leftAt = 0

function whereLeft(): number {
  const place = leftAt
  leftAt = 0
  return place
}

export function HomeScreen() {
  const work = useStored(readWork, [])
  const post = useStored(async () => ({ post: await readMeta('post'), saving: await readMeta('saving') }), [])
  if (work === undefined || post === undefined) return null
  const isAnswered = (view: DeliveryView): boolean => view.group === 'done' && work.unread.has(view.delivery.id)
  const answered = inOrder(work.views.filter(isAnswered))
  const done = inOrder(work.views.filter((view) => view.group === 'done' && !isAnswered(view)))
  const isAllDone = work.views.length > 0 && done.length + answered.length === work.views.length
  const { saving } = post
  return (
    <Screen title={texts.home.title} place="work" startAt={whereLeft}>
      <p class="hint">{work.me.team.name}</p>
      {post.post?.trouble === 'no-network' && <p class="card">{texts.home.offline}</p>}
      {saving?.reason === 'save-data' && <p class="hint">{texts.home.saveData(saving.kept, saving.wanted)}</p>}
      {saving?.reason === 'low-space' && <p class="card warn">{texts.home.lowSpace(saving.kept, saving.wanted)}</p>}
      {work.members.length === 0 && (
        <a class="link" href={address('to', 'thanh-vien')}>
          <Icon name="team" />
          <span>{texts.home.noNames}</span>
        </a>
      )}
      <Drafts drafts={work.drafts} />
      {work.views.length === 0 && <p>{texts.home.none}</p>}
      {isAllDone && <p class="card good">{texts.home.allDone}</p>}
      {OPEN_GROUPS.map((group) => {
        const views = inOrder(work.views.filter((view) => view.group === group))
        return views.length === 0 ? null : (
          <section key={group} class="section">
            <h2>
              {texts.home[group]} ({views.length})
            </h2>
            <Rows views={views} work={work} />
          </section>
        )
      })}
      {answered.length > 0 && (
        <section class="section">
          <h2>{texts.home.answered}</h2>
          <Rows views={answered} work={work} />
        </section>
      )}
      {done.length > 0 && (
        <details>
          <summary>
            {texts.home.done} ({done.length})
          </summary>
          <div class="section">
            <Rows views={done} work={work} />
          </div>
        </details>
      )}
    </Screen>
  )
}

/** Reports begun and not sent, each a tap from being gone on with. */
export function Drafts({ drafts }: { drafts: Draft[] }) {
  if (drafts.length === 0) return null
  return (
    <section class="section">
      <h2>{texts.home.drafts}</h2>
      {drafts.map((draft) => (
        <a key={draft.id} class="link" href={address('bao-cao', draft.id)}>
          <Icon name="report" />
          <span>{texts.home.draft(clockTime(draft.savedAt))}</span>
        </a>
      ))}
    </section>
  )
}

function Rows({ views, work }: { views: DeliveryView[]; work: Work }) {
  return (
    <ul class="lines">
      {views.map((view) => (
        <li key={view.delivery.id}>
          <Row view={view} work={work} />
        </li>
      ))}
    </ul>
  )
}

function Row({ view, work }: { view: DeliveryView; work: Work }) {
  const { delivery } = view
  const state = stateOf(view)
  const reply = delivery.replies?.[delivery.replies.length - 1]
  const symbols = delivery.content.flatMap((content) => (content.symbol ? [content.symbol] : [])).join(', ')
  const isKept = delivery.content.every((content) => {
    const bundle = chosenBundle(content, work.settings.language)
    return bundle !== undefined && work.kept.has(bundle.hash)
  })
  return (
    <a class={`task ${view.group}`} href={address('viec', delivery.id)} data-say onClick={() => (leftAt = scrollY)}>
      {symbols && <span class="symbol">{symbols}</span>}
      <strong>{delivery.assignment.title}</strong>
      <span class="facts">
        <Fact icon={state.icon} word={state.word} tone={state.tone} />
        {view.due && (
          <Fact icon="pausedWork" word={(view.due.what === 'report' ? texts.home.dueReport : texts.home.dueAcknowledge)(dueWords(view.due.day, work.today))} tone={view.isOverdue ? 'bad' : ''} />
        )}
        {view.unsent > 0 && <Fact icon="cloud" word={texts.home.unsent} tone="" />}
        {view.failed > 0 && <Fact icon="warn" word={texts.home.failed} tone="bad" />}
        {isKept ? <Fact icon="phone" word={texts.home.saved} tone="soft" /> : <Fact icon="down" word={texts.home.notSaved} tone="soft" />}
      </span>
      {delivery.inheritedFrom && <span>{texts.home.from(unitName(delivery.inheritedFrom.unit))}</span>}
      {view.isReturned && delivery.returned && (
        <span class="fact bad">
          {texts.report.returnedTop} {delivery.returned.reason}
        </span>
      )}
      {reply && <span>{texts.home.reply(reply.from, reply.text)}</span>}
    </a>
  )
}

function Fact({ icon, word, tone }: { icon: IconName; word: string; tone: string }) {
  return (
    <span class={`fact ${tone}`}>
      <Icon name={icon} size={20} /> {word}
    </span>
  )
}

/** The furthest state in one icon and one word. */
export function stateOf(view: DeliveryView): { icon: IconName; word: string; tone: string } {
  if (view.isExempted) return { icon: 'tick', word: texts.states.exempted, tone: 'good' }
  if (view.isReturned) return { icon: 'return', word: texts.states.returned, tone: 'bad' }
  if (view.isAccepted) return { icon: 'tick', word: texts.states.accepted, tone: 'good' }
  if (view.isReported) return { icon: 'report', word: texts.states.reported, tone: 'good' }
  if (view.blocked) return { icon: 'pausedWork', word: texts.states.blocked, tone: '' }
  if (view.isAcknowledged) return { icon: 'tick', word: texts.states.acknowledged, tone: 'good' }
  if (view.isSeen) return { icon: 'eye', word: texts.states.seen, tone: '' }
  return { icon: 'dot', word: texts.states.new, tone: '' }
}

export function unitName(unit: { name: string } | string): string {
  return typeof unit === 'string' ? unit : unit.name
}
