'use client'
/** Loading and acting in desk views: what is being read, what went wrong, and reading it again. */
import { toast, useAuth } from '@payloadcms/ui'
import { useCallback, useEffect, useRef, useState } from 'react'

import { isRefusal, type Refusal } from './call-desk'

export interface Loaded<T> {
  /** The last answer; stays while a newer one is on its way. */
  data: T | undefined
  error: Refusal | undefined
  isLoading: boolean
  reload: () => void
}

/**
 * Reads when `key` changes and on `reload`; with an empty key nothing is read. With `isKept` the answer to an earlier
 * key is shown until the new one is there.
 */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>, { isKept = false }: { isKept?: boolean } = {}): Loaded<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: Refusal; isLoading: boolean }>({ key: '', isLoading: key !== '' })
  const [round, setRound] = useState(0)
  const latest = useRef(load)
  latest.current = load
  useEffect(() => {
    if (key === '') return
    const abort = new AbortController()
    setState((before) => ({ ...((isKept || before.key === key) && before.data !== undefined ? { data: before.data } : {}), key, isLoading: true }))
    latest.current(abort.signal).then(
      (data) => !abort.signal.aborted && setState({ key, data, isLoading: false }),
      (error: unknown) => {
        if (abort.signal.aborted) return
        setState((before) => ({ ...(before.data !== undefined ? { data: before.data } : {}), key, error: asRefusal(error), isLoading: false }))
      },
    )
    return () => abort.abort()
  }, [isKept, key, round])
  const reload = useCallback(() => setRound((before) => before + 1), [])
  const isCurrent = state.key === key || (isKept && key !== '')
  return { data: isCurrent ? state.data : undefined, error: isCurrent ? state.error : undefined, isLoading: key !== '' && (!isCurrent || state.isLoading), reload }
}

/** Runs one action at a time; a refusal is shown as a toast and answered with undefined. */
export function useAct(): { act: <T>(work: () => Promise<T>) => Promise<T | undefined>; isBusy: boolean } {
  const [isBusy, setBusy] = useState(false)
  const act = useCallback(async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true)
    try {
      return await work()
    } catch (error) {
      toastRefusal(error)
      return undefined
    } finally {
      setBusy(false)
    }
  }, [])
  return { act, isBusy }
}

/** The sentence of a refusal, with what is wrong where, as a toast. */
export function toastRefusal(error: unknown): void {
  const refusal = asRefusal(error)
  const places = refusal.errors.map(({ message }) => message).join(' ')
  toast.error(places ? `${refusal.message} ${places}` : refusal.message)
}

export function asRefusal(error: unknown): Refusal {
  if (isRefusal(error)) return error
  const message = error instanceof Error ? error.message : String(error)
  return Object.assign(new Error(message), { name: 'Refusal' as const, status: 0, code: 'internal', errors: [], details: {} })
}

export type Role = 'admin' | 'editor' | 'manager'

/** The signed-in account as views need it. */
export function useAccount(): { id: string; roles: readonly Role[]; units: readonly string[]; may: (...roles: Role[]) => boolean } {
  const { user } = useAuth()
  const given = (user ?? {}) as { id?: unknown; roles?: unknown; units?: unknown }
  const roles = (Array.isArray(given.roles) ? given.roles : []) as Role[]
  const units = (Array.isArray(given.units) ? given.units : []).map((unit: unknown) => (typeof unit === 'object' && unit !== null && 'id' in unit ? String(unit.id) : String(unit)))
  return { id: String(given.id ?? ''), roles, units, may: (...wanted) => wanted.some((role) => roles.includes(role)) }
}
