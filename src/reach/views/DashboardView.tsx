/** The panel's first page. A server component, since Payload hands a first page things that no browser component can take. */
import { Dashboard } from './Dashboard'

export function DashboardView() {
  return <Dashboard />
}
