'use client'
/**
 * Keeps a draft of an assignment: every edit is saved by itself a moment later, one save at a time. A save that fails
 * leaves the form as it is and is tried again; nothing that was typed is taken away. A save sends only what was changed
 * here, so two people can write one draft; what the other changed appears with the next save, or on coming back to the page.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

import { callDesk, type Refusal } from '../../platform/admin/call-desk'
import { useTexts } from '../../platform/admin/language'
import { asRefusal } from '../../platform/admin/use-desk'
import { assignmentTexts } from './texts'
import { type AssignmentDoc, bodyOf, type Draft, draftOf, EMPTY_DRAFT } from './types'

export interface KeptDraft {
  draft: Draft
  change: (changes: Partial<Draft>) => void
  /** Undefined until the draft was saved for the first time. */
  id: string | undefined
  /** Raised by each save: what was counted before is counted anew. */
  saves: number
  savedAt: string | undefined
  isDirty: boolean
  isSaving: boolean
  refusal: Refusal | undefined
  /** Saves what is not saved yet; answers the id. */
  flush: () => Promise<string>
  /** Saves, and makes sure that what is shown here is what is stored; refuses where somebody else has changed it meanwhile. */
  settle: () => Promise<string>
}

/** What is stored, as far as this page knows. */
interface Known {
  id: string
  updatedAt: string | undefined
  draft: Draft
}

const PAUSE = 700
const RETRY = 5_000
const KEYS = Object.keys(EMPTY_DRAFT) as (keyof Draft)[]

export function useDraft({ first, known: atFirst }: { first: Draft; known: AssignmentDoc | undefined }): KeptDraft {
  const texts = useTexts(assignmentTexts)
  const [draft, setDraft] = useState(first)
  const [state, setState] = useState<{ id: string | undefined; saves: number; savedAt?: string; isSaving: boolean; refusal?: Refusal; refused?: string }>({ id: atFirst?.id, saves: atFirst ? 1 : 0, isSaving: false })
  const wanted = useRef(first)
  const known = useRef<Known | undefined>(atFirst && { id: atFirst.id, updatedAt: atFirst.updatedAt, draft: first })
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const [isDirty, setDirty] = useState(false)

  /** Takes what is stored now; what was changed here stays. True where somebody else had changed something. */
  const take = useCallback((doc: AssignmentDoc, sent: Draft): boolean => {
    const theirs = draftOf(doc)
    const mine = wanted.current
    const { draft: before, updatedAt } = known.current ?? { draft: undefined, updatedAt: undefined }
    const isSent = (key: keyof Draft) => before === undefined || !isSame(key, sent, before)
    const isMine = (key: keyof Draft) => isSent(key) || (before !== undefined && !isSame(key, mine, before))
    const changedThere = KEYS.filter((key) => before !== undefined && !isSent(key) && !isSame(key, theirs, before))
    const changedByBoth = changedThere.filter(isMine)
    known.current = {
      id: doc.id,
      // What both changed has to be refused with the next save: it names the state that this page began from.
      updatedAt: changedByBoth.length > 0 ? updatedAt : doc.updatedAt,
      // What was sent counts as stored as it was written here: the server's tidying does not move the caret.
      draft: pick((key) => (isSent(key) ? sent : changedByBoth.includes(key) && before ? before : theirs)),
    }
    wanted.current = pick((key) => (isMine(key) ? mine : theirs))
    setDraft(wanted.current)
    setDirty(isToSave(wanted.current, known.current.draft))
    return changedThere.length > 0
  }, [])

  const save = useCallback(async (): Promise<string> => {
    const sent = wanted.current
    const { id, updatedAt, draft: stored } = known.current ?? {}
    if (id && !isToSave(sent, stored)) return id
    setState((before) => ({ ...before, isSaving: true }))
    try {
      const answer = await callDesk<{ doc: AssignmentDoc }>({ method: id ? 'PATCH' : 'POST', path: `/api/assignments${id ? `/${id}` : ''}?depth=0`, body: { ...bodyOf(sent, stored), ...(updatedAt ? { updatedAt } : {}) } })
      take(answer.doc, sent)
      setState((before) => ({ id: answer.doc.id, saves: before.saves + 1, savedAt: new Date().toISOString(), isSaving: false }))
      // The address names the draft from now on, so that a reload finds it.
      if (!id) window.history.replaceState(null, '', window.location.pathname.replace(/\/create$/, `/${answer.doc.id}`))
      return answer.doc.id
    } catch (error) {
      setState((before) => ({ ...before, isSaving: false, refusal: asRefusal(error), refused: JSON.stringify(sent) }))
      throw error
    }
  }, [take])

  const inLine = useCallback(<T>(work: () => Promise<T>): Promise<T> => {
    const next = line.current.then(work, work)
    line.current = next.catch(() => undefined)
    return next
  }, [])
  const flush = useCallback(() => inLine(save), [inLine, save])

  /** Reads what is stored now. True where somebody else had changed something that is not changed here. */
  const look = useCallback(async (): Promise<boolean> => {
    const { id, updatedAt } = known.current ?? {}
    if (!id) return false
    const doc = await callDesk<AssignmentDoc>({ path: `/api/assignments/${id}?depth=0` })
    if (doc.state !== 'draft' || doc.updatedAt === updatedAt) return false
    const isForeign = take(doc, known.current?.draft ?? wanted.current)
    if (isForeign) setState((before) => ({ ...before, saves: before.saves + 1 }))
    return isForeign
  }, [take])

  const settle = useCallback(
    () =>
      inLine(async () => {
        const id = await save()
        if (await look()) throw new Error(texts.changedMeanwhile)
        return id
      }),
    [inLine, look, save, texts],
  )

  useEffect(() => {
    const back = () => void inLine(look).catch(() => undefined)
    window.addEventListener('focus', back)
    return () => window.removeEventListener('focus', back)
  }, [inLine, look])

  const change = useCallback((changes: Partial<Draft>) => {
    wanted.current = { ...wanted.current, ...changes }
    setDraft(wanted.current)
    setDirty(isToSave(wanted.current, known.current?.draft))
  }, [])

  const mayBeSaved = draft.title.trim() !== ''
  useEffect(() => {
    if (!isDirty || !mayBeSaved) return
    // What the server refused is refused again until it is changed; a broken line is tried again.
    const isRefused = state.refusal !== undefined && state.refusal.status >= 400 && state.refusal.status < 500 && state.refused === JSON.stringify(draft)
    if (isRefused) return
    const timer = setTimeout(() => void flush().catch(() => undefined), state.refusal ? RETRY : PAUSE)
    return () => clearTimeout(timer)
  }, [draft, flush, isDirty, mayBeSaved, state.refusal, state.refused, state.saves])

  useEffect(() => {
    if (!isDirty) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [isDirty])

  return { draft, change, id: state.id, saves: state.saves, savedAt: state.savedAt, isDirty, isSaving: state.isSaving, refusal: state.refusal, flush, settle }
}

const isToSave = (draft: Draft, stored: Draft | undefined): boolean => Object.keys(bodyOf(draft, stored)).length > 0

const isSame = (key: keyof Draft, one: Draft, other: Draft): boolean => JSON.stringify(one[key]) === JSON.stringify(other[key])

/** A draft whose parts come from other drafts, each part from the one that is named for it. */
function pick(from: (key: keyof Draft) => Draft): Draft {
  const draft = { ...EMPTY_DRAFT }
  for (const key of KEYS) copy(draft, from(key), key)
  return draft
}

function copy<K extends keyof Draft>(to: Draft, from: Draft, key: K): void {
  to[key] = from[key]
}
