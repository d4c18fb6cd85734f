import { test } from '@jest/globals'
import { freshName, importSuite } from './import-suite.js'

const given = process.env.LANTOA_TEST_MONGODB_URL
if (given) {
  importSuite('mongodb', () => {
    const url = new URL(given)
    url.pathname = `/${freshName()}`
    return url.toString()
  })
} else test.skip('LANTOA_TEST_MONGODB_URL is not set', () => undefined)
