/** Long work is had by one at a time: within this process by name, and among several processes by their leases. */
import type { Database } from './tables.js'

type Turns = Pick<Database, 'take' | 'letGo'>

/** @param others the leases among processes; absent where one process serves the database */
export function oncePerProcess(others?: Turns): Turns {
  const held = new Set<string>()
  return {
    take: async (name) => {
      if (held.has(name)) return false
      held.add(name)
      try {
        if (!others || (await others.take(name))) return true
      } catch (error) {
        held.delete(name)
        throw error
      }
      held.delete(name)
      return false
    },
    letGo: async (name) => {
      try {
        await others?.letGo(name)
      } finally {
        held.delete(name)
      }
    },
  }
}
