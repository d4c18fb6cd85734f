// Who is calling: an account of the desk, or a team's device. Route handlers get these from `endpoint`; the server's
// composition says how they are found.

export type Role = 'admin' | 'editor' | 'manager'

/** A signed-in person of the desk. `territory` holds the paths of their units: a subtree is a prefix. */
export interface Account {
  id: string
  email: string
  name: string
  roles: Role[]
  units: string[]
  unitTypes: string[]
  territory: string[]
}

/** A team's phone. */
export interface DeviceIdentity {
  id: string
  team: string
}
