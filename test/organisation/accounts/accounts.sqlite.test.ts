import { describe } from '@jest/globals'
import { accountSuite } from './accounts-suite.js'

describe('accounts, on sqlite', () => accountSuite('sqlite'))
