// The table of doors: every route of the teams and of the desk, and which of Payload's collections are open by REST.
// Read by the server; what is not named here is shut.
import { contentRoutes } from './content/routes.js'
import { personalDataRoutes } from './dissemination/personal-data/routes.js'
import { deskRoutes as disseminationDeskRoutes } from './dissemination/routes.desk.js'
import { outboxFileRoutes } from './dissemination/outbox/routes.js'
import { promptDeskRoutes, promptFieldRoutes } from './dissemination/prompts/routes.js'
import { fieldRoutes as disseminationFieldRoutes } from './dissemination/routes.field.js'
import { accountRoutes } from './organisation/accounts/routes.js'
import { importRoutes } from './organisation/import/routes.js'
import { provinceRoutes } from './organisation/province/routes.js'
import { renewalRoutes } from './organisation/renewal/routes.js'
import type { Route } from './platform/http/endpoint.js'
import type { GateInput } from './platform/http/payload-query-rules.js'
import { firstRunRoutes } from './reach/first-run/routes.js'
import { reachRoutes } from './reach/routes.js'

export function fieldRoutes(): Route[] {
  return [...disseminationFieldRoutes(), ...promptFieldRoutes()]
}

export function deskRoutes(): Route[] {
  return [...contentRoutes(), ...disseminationDeskRoutes(), ...promptDeskRoutes(), ...outboxFileRoutes(), ...personalDataRoutes(), ...reachRoutes(), ...importRoutes(), ...accountRoutes(), ...renewalRoutes(), ...provinceRoutes(), ...firstRunRoutes()]
}

/** Collections of the role table (contract §2); the product's own books stay inside. */
export const restGate: GateInput = {
  collections: new Set([
    'users', 'org-units', 'teams', 'team-members', 'devices', 'resolutions', 'materials', 'campaigns', 'media',
    'assignments', 'deliveries', 'acknowledgements', 'reports', 'imports', 'reorganisations', 'audit-events',
  ]),
  uploads: new Set(['media']),
  accounts: 'users',
  scopes: {
    deliveries: ['assignment', 'team', 'unit'],
    acknowledgements: ['assignment', 'team', 'unit'],
    reports: ['assignments', 'assignment', 'team', 'unit'],
  },
}
