/** The frame of every screen: a title, a way back, a voice that reads the screen, and one main action at the foot. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { SpeakScreen } from '../listen/speak-screen.js'
import { useStored } from '../store/use-stored.js'
import { isSilent, isUnsent } from '../post/queue.js'
import { readOutbox } from '../store/outbox.js'
import { texts } from '../texts.js'
import { Icon, type IconName } from './icons.js'
import { NoticeBar } from './notice.js'
import { address, back } from './router.js'

export interface ScreenProps {
  title: string
  /** Where "back" leads when the app was opened here. */
  parent?: string[]
  onBack?: () => void
  /** The big button(s) at the foot. */
  action?: ComponentChildren
  /** Shows the three main places at the foot. */
  place?: 'work' | 'outbox' | 'team'
  /** How far down the screen begins, in CSS pixels, asked once as it opens; without it at its top. */
  startAt?: () => number
  children: ComponentChildren
}

let isFirstScreen = true

export function Screen(props: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${props.title} – ${texts.app.name}`
    // A screen reader starts at the new title; the very first screen is left to the browser.
    if (!isFirstScreen) {
      window.scrollTo(0, props.startAt?.() ?? 0)
      heading.current?.focus({ preventScroll: true })
    }
    isFirstScreen = false
  }, [props.title])
  return (
    <>
      <header class="top">
        {(props.parent || props.onBack) && (
          <button type="button" class="bare" aria-label={texts.app.back} onClick={() => (props.onBack ? props.onBack() : back(...(props.parent ?? [])))}>
            <Icon name="back" />
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        <SpeakScreen />
      </header>
      <main>{props.children}</main>
      <div class={props.action ? 'bottom tall' : 'bottom'}>
        <NoticeBar />
        {props.action && <footer class="foot">{props.action}</footer>}
        {props.place && <MainMenu place={props.place} />}
      </div>
    </>
  )
}

const PLACES: { place: NonNullable<ScreenProps['place']>; icon: IconName; path: string[] }[] = [
  { place: 'work', icon: 'list', path: [] },
  { place: 'outbox', icon: 'cloud', path: ['gui'] },
  { place: 'team', icon: 'team', path: ['to'] },
]

function MainMenu({ place }: { place: NonNullable<ScreenProps['place']> }) {
  const unsent = useStored(async () => (await readOutbox()).filter((entry) => isUnsent(entry) && !isSilent(entry)).length, [])
  return (
    <nav class="menu" aria-label={texts.app.mainMenu}>
      {PLACES.map((one) => (
        <a key={one.place} href={address(...one.path)} aria-current={one.place === place ? 'page' : undefined}>
          <Icon name={one.icon} />
          <span>
            {texts.nav[one.place]}
            {one.place === 'outbox' && unsent ? ` (${unsent})` : ''}
          </span>
        </a>
      ))}
    </nav>
  )
}
