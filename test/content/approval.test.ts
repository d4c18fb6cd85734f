/** Approval on SQLite. */
import { approval } from './approval.js'

approval('sqlite')
