/** The languages a content can have and the kinds of content there are. Vietnamese is authoritative. */

export const contentTypes = ['resolutions', 'materials', 'campaigns'] as const
export type ContentType = (typeof contentTypes)[number]

export const languageCodes = ['vi', 'en', 'hmn', 'tyz', 'ium', 'nut'] as const
export type LanguageCode = (typeof languageCodes)[number]

export const languageNames: Record<LanguageCode, string> = { vi: 'Tiếng Việt', en: 'English', hmn: 'Tiếng Mông', tyz: 'Tiếng Tày', ium: 'Tiếng Dao', nut: 'Tiếng Nùng' }

export type LanguageState = {
  code: LanguageCode
  state: 'none' | 'draft' | 'approved' | 'changed'
  bundleHash?: string
  approvedBy?: string
  approvedAt?: string
}

export function isLanguageCode(value: unknown): value is LanguageCode {
  return typeof value === 'string' && (languageCodes as readonly string[]).includes(value)
}

export function isContentType(value: unknown): value is ContentType {
  return typeof value === 'string' && (contentTypes as readonly string[]).includes(value)
}
