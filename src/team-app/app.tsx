/** Which screen the address asks for, once it is known whether this phone belongs to a team. Mounted by main.tsx. */
import { useEffect, useErrorBoundary, useLayoutEffect, useState } from 'preact/hooks'
import { BlockedScreen } from './blocked/blocked-screen.js'
import { codeInFragment } from './enrol/code.js'
import { EnrolScreen } from './enrol/enrol-screen.js'
import { RevokedScreen } from './enrol/revoked-screen.js'
import { ZaloScreen } from './enrol/zalo-screen.js'
import { HomeScreen } from './home/home-screen.js'
import { MembersScreen } from './members/members-screen.js'
import { OutboxScreen } from './outbox/outbox-screen.js'
import { isZalo } from './phone/browser.js'
import { DeliveryScreen } from './read/delivery-screen.js'
import { applyTextSize } from './read/text-size.js'
import { ReportScreen } from './report/report-screen.js'
import { SentReportScreen } from './report/sent-report-screen.js'
import { SettingsScreen } from './settings/settings-screen.js'
import { HistoryScreen } from './standing/history-screen.js'
import { SeenScreen, TeamScreen } from './standing/team-screen.js'
import { readMeta, readSettings } from './store/meta.js'
import { isQuota } from './store/room.js'
import { useStored } from './store/use-stored.js'
import { texts } from './texts.js'
import { replaceWith, useRoute } from './ui/router.js'
import { Screen } from './ui/screen.js'

export function App() {
  const [fault, recover] = useErrorBoundary((error) => console.error(error))
  return fault ? <Fault isFull={isQuota(fault)} onRecover={recover} /> : <Present />
}

function Present() {
  const route = useRoute()
  const [code, setCode] = useState(() => codeInFragment(location.hash))
  const [staysInZalo, setStaysInZalo] = useState(false)
  const [wantsCode, setWantsCode] = useState(false)
  const stored = useStored(async () => ({ device: await readMeta('device'), enrolling: await readMeta('enrolling'), me: await readMeta('me'), settings: await readSettings() }), [])
  useLayoutEffect(() => {
    const scanned = (): void => {
      const found = codeInFragment(location.hash)
      if (!found) return
      setCode(found)
      // The code is for this moment only; it must not stay in the phone's history.
      replaceWith()
    }
    scanned()
    window.addEventListener('hashchange', scanned)
    return () => window.removeEventListener('hashchange', scanned)
  }, [])
  const size = stored?.settings.textSize
  useEffect(() => {
    if (size !== undefined) applyTextSize(size)
  }, [size])
  const isIn = stored?.device !== undefined && !stored.device.refusedAt
  useEffect(() => {
    if (!isIn) return
    setWantsCode(false)
  }, [isIn])
  const checked = stored?.enrolling?.code
  useEffect(() => {
    // From here on the phone's own note of the code is what counts; a later scan is a new one.
    if (checked !== undefined && checked === code) setCode(undefined)
  }, [checked, code])
  if (!stored) return null
  if (isIn && code && !stored.enrolling) return <AlreadyIn team={stored.me?.team.name ?? ''} onStay={() => setCode(undefined)} />
  if (isIn) return <Route route={route} />
  const isRevoked = stored.device && !code && !wantsCode && !stored.enrolling
  // What was begun may still be finished, to go into the file with the rest.
  if (isRevoked && route[0] === 'bao-cao') return <Route route={route} />
  if (isRevoked) return <RevokedScreen onNewCode={() => setWantsCode(true)} />
  if (isZalo() && !staysInZalo && !stored.device) return <ZaloScreen code={code} onStay={() => setStaysInZalo(true)} />
  const toRevoked = stored.device ? { onBack: () => (setWantsCode(false), setCode(undefined)) } : {}
  return <EnrolScreen code={code} {...toRevoked} />
}

function Route({ route }: { route: string[] }) {
  const [place = '', id = '', ...rest] = route
  if (place === 'viec' && rest[0] === 'chua-lam') return <BlockedScreen id={id} />
  if (place === 'viec') return <DeliveryScreen key={id} id={id} />
  if (place === 'bao-cao') return <ReportScreen key={id} id={id} step={rest} />
  if (place === 'da-bao-cao') return <SentReportScreen key={id} id={id} />
  if (place === 'gui') return <OutboxScreen />
  if (place === 'to' && id === 'nam-nay') return <HistoryScreen />
  if (place === 'to' && id === 'thanh-vien') return <MembersScreen />
  if (place === 'to' && id === 'cap-tren') return <SeenScreen />
  if (place === 'to' && id === 'cai-dat') return <SettingsScreen />
  if (place === 'to') return <TeamScreen />
  return <HomeScreen />
}

function AlreadyIn({ team, onStay }: { team: string; onStay: () => void }) {
  return (
    <Screen
      title={texts.enrol.title}
      action={
        <button type="button" class="main" onClick={onStay}>
          {texts.enrol.stay}
        </button>
      }
    >
      <p class="card">{texts.enrol.otherTeam(team)}</p>
      <p>{texts.enrol.otherTeamHint}</p>
    </Screen>
  )
}

/** Without the frame of other screens, which reads the phone's database too. */
function Fault({ isFull, onRecover }: { isFull: boolean; onRecover: () => void }) {
  return (
    <main>
      <h1>{texts.app.name}</h1>
      <p class="card bad" role="alert">
        {isFull ? texts.app.fullToRead : texts.app.fault}
      </p>
      <button
        type="button"
        class="main"
        onClick={() => {
          if (!isFull) replaceWith()
          onRecover()
        }}
      >
        {texts.app.reopen}
      </button>
    </main>
  )
}
