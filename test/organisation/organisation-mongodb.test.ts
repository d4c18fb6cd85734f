/** The organisation on MongoDB, where LANTOA_TEST_MONGODB_URL names one (law 9). */
import { test } from '@jest/globals'

import { organisation } from './organisation.js'

if (process.env.LANTOA_TEST_MONGODB_URL) organisation('mongodb')
else test.skip('LANTOA_TEST_MONGODB_URL is not set', () => undefined)
