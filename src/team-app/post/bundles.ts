/** Which language of which version a person gets to see. Pure; used by reading, acknowledgement and downloading. */
import type { FieldBundle, FieldContent } from './contract.js'

/** The newest bundle of each language of a content, Vietnamese first. */
export function presentBundles(content: FieldContent): FieldBundle[] {
  const newest = new Map<string, FieldBundle>()
  for (const bundle of content.bundles) {
    const known = newest.get(bundle.language)
    if (!known || known.version < bundle.version) newest.set(bundle.language, bundle)
  }
  return [...newest.values()].sort((a, b) => Number(b.language === 'vi') - Number(a.language === 'vi') || a.language.localeCompare(b.language))
}

/** The bundle to show: the person's language, else Vietnamese, else whatever there is. */
export function chosenBundle(content: FieldContent, language: string): FieldBundle | undefined {
  const bundles = presentBundles(content)
  return bundles.find((bundle) => bundle.language === language) ?? bundles[0]
}
