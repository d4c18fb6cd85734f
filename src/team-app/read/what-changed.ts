/** What a new version of a text says that the one before did not, and the reverse, sentence by sentence. Pure. */
import type { BundleBody } from '../post/contract.js'

export interface Changed {
  now: string[]
  before: string[]
}

export function whatChanged(before: BundleBody, now: BundleBody): Changed {
  const [old, present] = [sentences(before), sentences(now)]
  const [oldSet, presentSet] = [new Set(old), new Set(present)]
  return { now: present.filter((text) => !oldSet.has(text)), before: old.filter((text) => !presentSet.has(text)) }
}

/** The latest text the team knows from before this one, in the same language where there is one; to whoever knew none, nothing has changed. */
export function versionBefore(now: BundleBody, known: readonly BundleBody[]): BundleBody | undefined {
  const ofContent = known.filter((one) => one.content === now.content)
  const sameLanguage = ofContent.filter((one) => one.language === now.language && one.version < now.version).sort((a, b) => b.version - a.version)
  return sameLanguage[0] ?? ofContent.find((one) => one.language !== now.language)
}

function sentences(body: BundleBody): string[] {
  return [
    body.title,
    ...(body.summary ?? '').split(/\n+/),
    ...(body.campaign?.goal ?? '').split(/\n+/),
    ...(body.keyPoints ?? []).map((point) => point.text),
    ...(body.questions ?? []).map((one) => `${one.question} ${one.answer}`),
    ...(body.attachments ?? []).map((file) => file.name),
  ]
    .map((text) => text.trim())
    .filter((text) => text !== '')
}
