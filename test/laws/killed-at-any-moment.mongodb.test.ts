/** Laws 1 and 4 under SIGKILL, on MongoDB where LANTOA_TEST_MONGODB_URL names one. */
import { describe, test } from '@jest/globals'
import { kinds } from '../support/fresh-database.js'
import { killedAtAnyMoment } from './killed-at-any-moment.js'

if (kinds.includes('mongodb')) killedAtAnyMoment('mongodb')
else describe.skip('killed at any moment, on mongodb', () => test('needs LANTOA_TEST_MONGODB_URL', () => undefined))
