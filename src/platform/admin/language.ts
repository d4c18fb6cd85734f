'use client'
/** The language of the panel's own texts, as the account chose it in Payload. Every view takes its texts through here. */
import { useTranslation } from '@payloadcms/ui'

export type Language = 'vi' | 'en'

/** A catalogue of texts; English is the second language and has the same keys. */
export type Catalogue<T> = Readonly<Record<Language, T>>

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'vi'
}

export function useTexts<T>(catalogue: Catalogue<T>): T {
  return catalogue[useLanguage()]
}
