/** The same walk on MongoDB, where LANTOA_TEST_MONGODB_URL names one (law 9). */
import { test } from '@jest/globals'

import { walkRoles } from './walk.js'

if (process.env.LANTOA_TEST_MONGODB_URL) walkRoles('mongodb')
else test.skip('LANTOA_TEST_MONGODB_URL is not set', () => undefined)
