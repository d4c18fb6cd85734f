/** "Tổ mình": the team, its year, its members, what the commune sees, and the settings of this phone. */
import { nearPlace } from '../enrol/enrolment.js'
import { readMeta } from '../store/meta.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Icon, type IconName } from '../ui/icons.js'
import { address } from '../ui/router.js'
import { Screen } from '../ui/screen.js'

const LINKS: { icon: IconName; label: string; path: string }[] = [
  { icon: 'chart', label: texts.team.history, path: 'nam-nay' },
  { icon: 'team', label: texts.team.members, path: 'thanh-vien' },
  { icon: 'eye', label: texts.team.seen, path: 'cap-tren' },
  { icon: 'gear', label: texts.team.settings, path: 'cai-dat' },
]

export function TeamScreen() {
  const read = useStored(async () => ({ me: await readMeta('me'), device: await readMeta('device') }), [])
  if (!read?.me) return null
  const { me, device } = read
  return (
    <Screen title={texts.team.title} place="team">
      <div class="card">
        <h2>{me.team.name}</h2>
        <p>{nearPlace(me.team.unit)}</p>
        {device && <p class="hint">{texts.team.device(device.name)}</p>}
      </div>
      {LINKS.map((link) => (
        <a key={link.path} class="link" href={address('to', link.path)}>
          <Icon name={link.icon} />
          <span>{link.label}</span>
        </a>
      ))}
    </Screen>
  )
}

/** In plain words what the commune sees of this phone and this team, and what nobody does. */
export function SeenScreen() {
  return (
    <Screen title={texts.seen.title} parent={['to']}>
      <p>{texts.seen.intro}</p>
      <ul class="points">
        {texts.seen.sees.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h2>{texts.seen.not}</h2>
      <ul class="points">
        {texts.seen.notSees.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Screen>
  )
}
