/** The organisation on SQLite. */
import { organisation } from './organisation.js'

organisation('sqlite')
