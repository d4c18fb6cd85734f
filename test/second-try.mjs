// A browser test that fails is tried once more, so that one slow moment of a busy machine does not decide. The first
// failure is shown all the same, and .ci/run names every test that needed its second try: such a test is to be looked into.
import { jest } from '@jest/globals'

jest.retryTimes(1, { logErrorsBeforeRetry: true })
