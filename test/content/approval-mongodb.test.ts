/** Approval on MongoDB, where LANTOA_TEST_MONGODB_URL names one (law 9). */
import { test } from '@jest/globals'

import { approval } from './approval.js'

if (process.env.LANTOA_TEST_MONGODB_URL) approval('mongodb')
else test.skip('LANTOA_TEST_MONGODB_URL is not set', () => undefined)
