// Runs once before the tests: bundles the server, because a database's writer thread and the commands are
// started from dist/ in tests too.
import { buildServer } from '../src/cli/build.mjs'

export default async function globalSetup() {
  process.env.PAYLOAD_DISABLE_DEPENDENCY_CHECKER = 'true'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  try {
    await buildServer({ quiet: true })
  } catch (error) {
    // Pure tests are worth running all the same; those that start the bundle fail and say so.
    process.stderr.write(`The server bundle could not be built: ${error.message}\n`)
  }
}
