/** The colour of a language's state, the same wherever it is shown. */
import type { Tone } from '../../platform/admin/parts'
import type { LanguageState } from '../languages'

export const STATE_TONES: Record<LanguageState['state'], Tone> = { none: 'quiet', draft: 'plain', approved: 'good', changed: 'wait' }
