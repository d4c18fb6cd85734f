/** From the printed sheet to the team: type or scan a code, see whose it is, say yes. Shown while the phone has no team. */
import { useEffect, useState } from 'preact/hooks'
import { goNow } from '../post/rounds.js'
import { readMeta } from '../store/meta.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Field } from '../ui/controls.js'
import { replaceWith } from '../ui/router.js'
import { Screen } from '../ui/screen.js'
import { Icon } from '../ui/icons.js'
import { hasMarks, readCode, spacedCode } from './code.js'
import { checkCode, checkedTeam, dropEnrolling, joinTeam, type EnrolTrouble } from './enrolment.js'

const TROUBLES: Record<EnrolTrouble, string> = {
  unknown: texts.enrol.unknownCode,
  used: texts.enrol.usedCode,
  'too-many': texts.enrol.tooMany,
  'no-network': texts.enrol.noNetwork,
  'other-team': texts.revoked.otherTeam,
}

/** `code`: the one from the link, asked about at once. */
export function EnrolScreen({ code, onBack }: { code?: string | undefined; onBack?: () => void }) {
  const stored = useStored(async () => ({ enrolling: await readMeta('enrolling') }), [])
  if (!stored) return null
  const { enrolling } = stored
  const isAbout = enrolling?.check && (!code || enrolling.code === code || enrolling.asked)
  return isAbout && enrolling?.check ? <Confirm enrolling={enrolling} check={enrolling.check} /> : <CodeForm given={code} {...(onBack ? { onBack } : {})} />
}

function CodeForm({ given, onBack }: { given?: string | undefined; onBack?: () => void }) {
  const [text, setText] = useState(given ? spacedCode(given) : '')
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const [isAsking, setIsAsking] = useState(false)
  const ask = async (typed: string): Promise<void> => {
    const code = readCode(typed)
    if (!code) return setTrouble(hasMarks(typed) ? texts.enrol.markedCode : texts.enrol.badCode)
    setIsAsking(true)
    const found = await checkCode(code)
    setIsAsking(false)
    setTrouble(found && TROUBLES[found])
  }
  useEffect(() => {
    if (given) void ask(given)
  }, [given])
  const action = (
    <button type="submit" form="enrol" class="main" disabled={isAsking}>
      {isAsking ? texts.enrol.checking : texts.enrol.check}
    </button>
  )
  return (
    <Screen title={texts.enrol.title} action={action} {...(onBack ? { onBack } : {})}>
      <p>{texts.enrol.hint}</p>
      <form
        id="enrol"
        class="stack code-form"
        onSubmit={(event) => {
          event.preventDefault()
          void ask(text)
        }}
      >
        <Field label={texts.enrol.code} hint={texts.enrol.codeExample} value={text} error={trouble} maxLength={16} capitals="characters" isPlainLetters onInput={setText} />
      </form>
    </Screen>
  )
}

function Confirm({ enrolling, check }: { enrolling: { deviceName: string; code: string; asked?: boolean }; check: Parameters<typeof checkedTeam>[0] }) {
  const [name, setName] = useState(enrolling.deviceName)
  const [trouble, setTrouble] = useState<EnrolTrouble | undefined>(undefined)
  const [isJoining, setIsJoining] = useState(false)
  const team = checkedTeam(check)
  const join = async (): Promise<void> => {
    setIsJoining(true)
    const found = await joinTeam(name)
    setTrouble(found)
    setIsJoining(false)
    if (found) return
    replaceWith()
    void goNow()
  }
  const isUnheard = (trouble === 'no-network' || (enrolling.asked && !trouble)) && !isJoining
  const action = (
    <>
      <button type="button" class="main" disabled={isJoining} onClick={() => void join()}>
        {isJoining ? texts.enrol.joining : isUnheard ? texts.enrol.again : texts.enrol.yes}
      </button>
      <button type="button" class="wide quiet" disabled={isJoining} onClick={() => void dropEnrolling().then(() => replaceWith())}>
        {texts.enrol.no}
      </button>
    </>
  )
  return (
    <Screen title={texts.enrol.question} action={action}>
      <div class="card">
        <h2>{team.name}</h2>
        <p>{team.place}</p>
      </div>
      {isUnheard && (
        <p class="card warn">
          {texts.enrol.answerLost}
        </p>
      )}
      {trouble && trouble !== 'no-network' && (
        <p class="error" role="alert">
          <Icon name="warn" size={20} /> {TROUBLES[trouble]}
        </p>
      )}
      <Field label={texts.enrol.deviceName} hint={texts.enrol.deviceNameHint} value={name} maxLength={60} onInput={setName} />
    </Screen>
  )
}
