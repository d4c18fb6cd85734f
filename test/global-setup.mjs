// Runs once before the tests: bundles the server, because a database's writer thread and the commands are
// started from dist/ in tests too.
import { buildServer } from '../src/cli/build.mjs'

export default async function globalSetup() {
  process.env.PAYLOAD_DISABLE_DEPENDENCY_CHECKER = 'true'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  await buildServer({ quiet: true })
}
