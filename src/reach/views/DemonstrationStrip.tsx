/** On every page of a demonstration, also printed: communes are real, what is said about them is not. */
import type { I18n } from '@payloadcms/translations'
import type { BasePayload } from 'payload'

import { DEMONSTRATION_MARK } from '../../organisation/demonstration-mark'
import { reachTexts } from './texts'

/** Known once: a database becomes a demonstration before its server starts, and stays one. */
let known: boolean | undefined

export async function DemonstrationStrip({ payload, i18n }: { payload: BasePayload; i18n: I18n }) {
  known ??= await isDemonstration(payload)
  return known ? <p className="lt-demonstration">{reachTexts[i18n.language === 'en' ? 'en' : 'vi'].demonstration}</p> : null
}

async function isDemonstration(payload: BasePayload): Promise<boolean> {
  const marked = await payload.db.findOne({ collection: 'org-units', where: { and: [{ type: { in: ['nation', 'province'] } }, { name: { contains: DEMONSTRATION_MARK } }] } })
  return Boolean(marked)
}
