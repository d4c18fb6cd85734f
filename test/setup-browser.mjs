// A browser beside a server on two busy cores is sometimes late: one more try, with the first error said aloud.
import { jest } from '@jest/globals'

jest.retryTimes(1, { logErrorsBeforeRetry: true })
