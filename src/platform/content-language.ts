/**
 * Gives every reading and saving of localised fields a language: with fallback off, Payload takes a request without
 * `locale` as having none and would drop what was written. A one-line hook of the collections that have such fields.
 */
import { APIError, type CollectionBeforeOperationHook } from 'payload'

export const inOneLanguage: CollectionBeforeOperationHook = ({ args, req }) => {
  const { localization } = req.payload.config
  if (!localization) return args
  const asked = req.locale as string | null | undefined
  if (!asked) req.locale = localization.defaultLocale as NonNullable<typeof req.locale>
  else if (asked !== 'all' && !localization.localeCodes.includes(asked)) throw new APIError('Không có thứ tiếng này.', 400, undefined, true)
  return args
}
