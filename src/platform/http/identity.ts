// Who is calling: an account of the desk, or a team's device. Route handlers get these from `endpoint`; the server's
// composition says how they are found.

export type Role = 'admin' | 'editor' | 'manager'

/** A signed-in person of the desk, read from the session by `accountOf` (src/access). */
export interface Account {
  id: string
  /** Empty for who has no address and signs in by name. */
  email: string
  name: string
  roles: Role[]
  /** The account's units, in the order they were given. */
  units: string[]
  /** The types of those units: some figures are for the commune only. */
  unitTypes: string[]
  /** Paths of the units today, without those inside another one of them: a subtree is a prefix. */
  territory: string[]
}

/** A team's phone. */
export interface DeviceIdentity {
  id: string
  team: string
}
