import { describe } from '@jest/globals'
import { accountSuite } from './accounts-suite.js'

const isAsked = process.env.LANTOA_TEST_MONGODB_URL !== undefined
;(isAsked ? describe : describe.skip)('accounts, on mongodb', () => accountSuite('mongodb'))
