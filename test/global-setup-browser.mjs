// Runs once before the browser tests: they drive the built product, all of it.
import { buildAll } from '../src/cli/build.mjs'

export default async function globalSetup() {
  process.env.PAYLOAD_DISABLE_DEPENDENCY_CHECKER = 'true'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  await buildAll({ quiet: true })
}
