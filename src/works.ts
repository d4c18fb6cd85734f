/** Every work that the database can run, by import: the writer thread knows them from here. */
import './platform/database/audited.work.js'
import './dissemination/change-assignment.work.js'
import './dissemination/decide.work.js'
import './dissemination/publish.work.js'
import './dissemination/record-events.work.js'
import './dissemination/record-report.work.js'
import './dissemination/store-photo.work.js'
import './dissemination/team.work.js'
