/** The guide of a new installation on SQLite. */
import { firstRunGuide } from './first-run.js'

firstRunGuide('sqlite')
