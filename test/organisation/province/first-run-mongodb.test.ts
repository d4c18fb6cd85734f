/** The guide of a new installation on MongoDB, where LANTOA_TEST_MONGODB_URL names one (law 9). */
import { test } from '@jest/globals'

import { firstRunGuide } from './first-run.js'

if (process.env.LANTOA_TEST_MONGODB_URL) firstRunGuide('mongodb')
else test.skip('LANTOA_TEST_MONGODB_URL is not set', () => undefined)
