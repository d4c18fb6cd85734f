/** Law 8, default deny: every collection, call and role, on SQLite. */
import { walkRoles } from './walk.js'

walkRoles('sqlite')
