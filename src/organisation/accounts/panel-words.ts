/** Payload's own words where its Vietnamese is half English or names the wrong thing; read by payload.config.ts. */
import { searchWords } from '../../platform/search.js'
import { signInWords } from './sign-in-words.js'

const refused = { followingFieldsInvalid_one: 'Chưa lưu được. Hãy xem lại mục:', followingFieldsInvalid_other: 'Chưa lưu được. Hãy xem lại các mục:' }

export const panelWords = {
  vi: { ...signInWords.vi, general: { ...signInWords.vi.general, ...searchWords.vi.general }, error: { ...signInWords.vi.error, ...refused } },
  en: signInWords.en,
}
