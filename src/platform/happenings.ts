/**
 * What happened, told to whoever wants to know: domains below tell, domains above (mail, reminders) listen, and neither
 * imports the other. Listeners run after the fact is durable; their failure is logged and changes nothing.
 */
export interface Happenings {
  'assignment-published': { assignment: string }
  'report-received': { report: string; deliveries: readonly string[] }
}

type Listener<Name extends keyof Happenings> = (happening: Happenings[Name]) => Promise<void>
const PLACE = Symbol.for('lantoa.happenings')
const listeners: Map<string, Listener<never>[]> = ((globalThis as { [PLACE]?: Map<string, Listener<never>[]> })[PLACE] ??= new Map())

export function whenHappened<Name extends keyof Happenings>(name: Name, listener: Listener<Name>): void {
  listeners.set(name, [...(listeners.get(name) ?? []), listener])
}

export function happened<Name extends keyof Happenings>(name: Name, happening: Happenings[Name], onError: (error: unknown) => void): void {
  for (const listener of listeners.get(name) ?? []) (listener as Listener<Name>)(happening).catch(onError)
}
