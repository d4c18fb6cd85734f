/** Laws 1 and 4 under SIGKILL, on SQLite. */
import { killedAtAnyMoment } from './killed-at-any-moment.js'

killedAtAnyMoment('sqlite')
