/** What the team did this year and how its village stands, so that the work is worth something to those who do it. */
import { clockTime, dayOf, shortDay } from '../phone/clock.js'
import { reportState } from '../read/delivery-screen.js'
import { database } from '../store/database.js'
import { readMeta } from '../store/meta.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Icon } from '../ui/icons.js'
import { address } from '../ui/router.js'
import { Screen } from '../ui/screen.js'
import { count } from '../ui/sizes.js'

export function HistoryScreen() {
  const read = useStored(async () => {
    const db = await database()
    const [standing, reports, deliveries] = await Promise.all([readMeta('standing'), db.getAll('reports'), db.getAll('deliveries')])
    const titles = new Map(deliveries.map((delivery) => [delivery.id, delivery.assignment.title]))
    const present = reports.filter((report) => report.state !== 'superseded').sort((a, b) => b.receivedAt.localeCompare(a.receivedAt))
    return { standing, reports: present, titles }
  }, [])
  if (!read) return null
  const { standing, reports, titles } = read
  return (
    <Screen title={texts.standing.title} parent={['to']}>
      {!standing && <p>{texts.standing.none}</p>}
      {standing && (
        <>
          <h2>{texts.standing.year(standing.year)}</h2>
          <dl class="numbers">
            <Figure label={texts.standing.assigned} value={count(standing.assigned)} />
            <Figure label={texts.standing.acknowledged} value={count(standing.acknowledged)} note={texts.standing.onTime(standing.acknowledgedOnTime)} />
            <Figure label={texts.standing.reported} value={count(standing.reported)} note={texts.standing.onTime(standing.reportedOnTime)} />
            <Figure label={texts.standing.accepted} value={count(standing.accepted)} />
            <Figure label={texts.standing.sessions} value={count(standing.sessions)} />
            <Figure label={texts.standing.attendances} value={count(standing.attendances)} />
            <Figure label={texts.standing.households} value={texts.standing.of(standing.householdsReached, standing.householdsTotal)} />
          </dl>
          {standing.accepted > 0 && <p class="card good">{texts.standing.thanks}</p>}
        </>
      )}
      <section class="section">
        <h2>{texts.standing.reports}</h2>
        {reports.length === 0 && <p>{texts.standing.noReports}</p>}
        {reports.map((report) => (
          <a key={report.clientId} class="link" href={address('da-bao-cao', report.clientId)}>
            <Icon name="report" />
            <span>
              {titles.get(report.body.deliveryIds[0] ?? '') ?? texts.report.title}. {shortDay(dayOf(Date.parse(report.receivedAt)))} {clockTime(report.receivedAt)}: {reportState(report.state)}
            </span>
          </a>
        ))}
      </section>
    </Screen>
  )
}

function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value}
        {note && <small>{note}</small>}
      </dd>
    </div>
  )
}
