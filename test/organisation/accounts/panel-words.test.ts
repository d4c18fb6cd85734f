// Words of ours for the panel come from several parts; none takes another's place.
import { expect, test } from '@jest/globals'
import { panelWords } from '../../../src/organisation/accounts/panel-words.js'
import { signInWords } from '../../../src/organisation/accounts/sign-in-words.js'
import { searchWords } from '../../../src/platform/search.js'

test('each part’s words are there', () => {
  expect(panelWords).toMatchObject(signInWords)
  expect(panelWords).toMatchObject(searchWords)
})
