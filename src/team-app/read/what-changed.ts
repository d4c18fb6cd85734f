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
