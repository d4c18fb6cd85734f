'use client'
/**
 * Keeps a draft of an assignment: every edit is saved by itself a moment later, one save at a time. A save that fails
 * leaves the form as it is and is tried again; nothing that was typed is taken away.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

import { callDesk, type Refusal } from '../../platform/admin/call-desk'
import { asRefusal } from '../../platform/admin/use-desk'
import { type AssignmentDoc, bodyOf, type Draft } from './types'

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
}

const PAUSE = 700
const RETRY = 5_000

export function useDraft({ first, firstId }: { first: Draft; firstId: string | undefined }): KeptDraft {
  const [draft, setDraft] = useState(first)
  const [state, setState] = useState<{ id: string | undefined; saves: number; savedAt?: string; isSaving: boolean; refusal?: Refusal; refused?: string }>({ id: firstId, saves: firstId ? 1 : 0, isSaving: false })
  const wanted = useRef(first)
  const stored = useRef(firstId ? JSON.stringify(bodyOf(first)) : '')
  const id = useRef(firstId)
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const [isDirty, setDirty] = useState(false)

  const save = useCallback(async (): Promise<string> => {
    const body = JSON.stringify(bodyOf(wanted.current))
    if (id.current && body === stored.current) return id.current
    setState((before) => ({ ...before, isSaving: true }))
    try {
      const answer = await callDesk<{ doc: AssignmentDoc }>({ method: id.current ? 'PATCH' : 'POST', path: id.current ? `/api/assignments/${id.current}` : '/api/assignments', body: JSON.parse(body) as object })
      const isNew = id.current === undefined
      id.current = answer.doc.id
      stored.current = body
      setDirty(JSON.stringify(bodyOf(wanted.current)) !== body)
      setState((before) => ({ id: answer.doc.id, saves: before.saves + 1, savedAt: new Date().toISOString(), isSaving: false }))
      // The address names the draft from now on, so that a reload finds it.
      if (isNew) window.history.replaceState(null, '', window.location.pathname.replace(/\/create$/, `/${answer.doc.id}`))
      return answer.doc.id
    } catch (error) {
      setState((before) => ({ ...before, isSaving: false, refusal: asRefusal(error), refused: body }))
      throw error
    }
  }, [])

  const flush = useCallback((): Promise<string> => {
    const next = line.current.then(save, save)
    line.current = next.catch(() => undefined)
    return next
  }, [save])

  const change = useCallback((changes: Partial<Draft>) => {
    wanted.current = { ...wanted.current, ...changes }
    setDraft(wanted.current)
    setDirty(JSON.stringify(bodyOf(wanted.current)) !== stored.current)
  }, [])

  const mayBeSaved = draft.title.trim() !== ''
  useEffect(() => {
    if (!isDirty || !mayBeSaved) return
    // What the server refused is refused again until it is changed; a broken line is tried again.
    const isRefused = state.refusal !== undefined && state.refusal.status >= 400 && state.refusal.status < 500 && state.refused === JSON.stringify(bodyOf(draft))
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

  return { draft, change, id: state.id, saves: state.saves, savedAt: state.savedAt, isDirty, isSaving: state.isSaving, refusal: state.refusal, flush }
}
