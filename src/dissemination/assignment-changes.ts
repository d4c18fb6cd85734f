/** What was done with an assignment since it was given out, by whom and why: read from the log by whoever reads the assignment. */
import type { BasePayload, Where } from 'payload'

import { nameOfActor } from '../access/log-names.js'

const ACTIONS = ['amend', 'extend', 'add-teams', 'close', 'withdraw'] as const
const MOST = 100

export interface AssignmentChange {
  id: string
  at: string
  action: (typeof ACTIONS)[number]
  by: string
  reason: string
  /** What the change was given: new dues, the kind of an amendment, the number of teams named. */
  ackDue?: string
  reportDue?: string
  materiality?: string
  teams?: number
}

interface EventRow {
  id: string
  at: string
  actor: string
  action: string
  details?: { reason?: unknown; note?: unknown; ackDue?: unknown; reportDue?: unknown; materiality?: unknown; teamIds?: unknown; teams?: unknown } | null
}

/** Oldest first. */
export async function assignmentChanges({ payload, id, language }: { payload: BasePayload; id: string; language: 'vi' | 'en' }): Promise<AssignmentChange[]> {
  const where: Where = { and: [{ subject: { equals: `assignments/${id}` } }, { action: { in: ACTIONS.map((action) => `assignment.${action}`) } }] }
  const { docs } = await payload.db.find<EventRow>({ collection: 'audit-events', where, sort: 'at', limit: MOST, pagination: false })
  // An assignment ends once, however often that is asked for.
  const isAgain = (event: EventRow, index: number) => /\.(close|withdraw)$/.test(event.action) && docs.findIndex(({ action }) => action === event.action) < index
  return Promise.all(docs.filter((event, index) => !isAgain(event, index)).map(async (event) => ({ ...given(event), by: await nameOfActor({ payload, actor: event.actor, language }) })))
}

function given({ id, at, action, details }: EventRow): Omit<AssignmentChange, 'by'> {
  const { reason, note, ackDue, reportDue, materiality, teamIds, teams } = details ?? {}
  const named = teamIds ?? teams
  return {
    id,
    at: new Date(at).toISOString(),
    action: ACTIONS.find((one) => action === `assignment.${one}`) ?? 'amend',
    reason: textOf(reason) || textOf(note),
    ...(textOf(ackDue) ? { ackDue: textOf(ackDue) } : {}),
    ...(textOf(reportDue) ? { reportDue: textOf(reportDue) } : {}),
    ...(textOf(materiality) ? { materiality: textOf(materiality) } : {}),
    ...(Array.isArray(named) ? { teams: named.length } : {}),
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
