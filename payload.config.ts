/** The table of contents: which collections, languages, database, mail and doors the product has. Nothing else. */
import { vi } from '@payloadcms/translations/languages/vi'
import { en } from '@payloadcms/translations/languages/en'
import { join } from 'node:path'
import { buildConfig } from 'payload'
import sharp from 'sharp'

import { auditEvents } from './src/access/collections/audit-events.js'
import { ownOnly } from './src/access/payload-own-collections.js'
import { bundles } from './src/content/collections/bundles.js'
import { campaigns } from './src/content/collections/campaigns.js'
import { materials } from './src/content/collections/materials.js'
import { media } from './src/content/collections/media.js'
import { resolutions } from './src/content/collections/resolutions.js'
import { guardContentWrites } from './src/content/document-lock.js'
import { MOST_BYTES, TOO_LARGE } from './src/content/keep-media.js'
import { languageCodes, languageNames } from './src/content/languages.js'
import { acknowledgements } from './src/dissemination/collections/acknowledgements.js'
import { assignments } from './src/dissemination/collections/assignments.js'
import { assignmentPlans, messages, promptRecordings, runs, teamRevisions } from './src/dissemination/collections/books.js'
import { deliveries } from './src/dissemination/collections/deliveries.js'
import { reports } from './src/dissemination/collections/reports.js'
import { mailLedger } from './src/notification/collections/mail-ledger.js'
import { panelWords } from './src/organisation/accounts/panel-words.js'
import { enrolmentCodes, orgHouseholds, orgPlacements } from './src/organisation/collections/books.js'
import { devices } from './src/organisation/collections/devices.js'
import { imports } from './src/organisation/collections/imports.js'
import { orgUnits } from './src/organisation/collections/org-units.js'
import { teamMembers } from './src/organisation/collections/team-members.js'
import { teams } from './src/organisation/collections/teams.js'
import { users } from './src/organisation/collections/users.js'
import { importRows } from './src/organisation/import/collection.js'
import { guardSessions } from './src/organisation/keep-sessions.js'
import { vietnameseTime } from './src/platform/admin/vietnamese-time.js'
import { checkedShapes } from './src/platform/body-shapes.js'
import { guardSqliteWrites } from './src/platform/database/payload-writes.js'
import { tellFault } from './src/platform/http/payload-faults.js'
import { databaseAdapter } from './src/platform/payload-database.js'
import { logger } from './src/platform/logging.js'
import { mailAdapter } from './src/platform/mail.js'
import { projectRoot } from './src/platform/project-root.js'
import { settings } from './src/platform/settings.js'
import { stableOrder } from './src/platform/stable-order.js'
import { reachCounters } from './src/reach/collections/reach-counters.js'
import { reorganisations } from './src/reorganisation/collections/reorganisations.js'

const { secret, publicUrl } = settings()
const root = projectRoot()
const nobody = () => false

export default buildConfig({
  collections: [
    // Nội dung
    resolutions, materials, campaigns, media, bundles,
    // Giao việc và theo dõi
    assignments, deliveries, acknowledgements, reports, assignmentPlans, messages, teamRevisions, reachCounters, runs, promptRecordings, mailLedger,
    // Địa bàn
    orgUnits, teams, teamMembers, devices, orgPlacements, orgHouseholds, enrolmentCodes,
    // Quản trị
    users, imports, importRows, reorganisations, auditEvents,
  ],
  plugins: [checkedShapes, stableOrder, vietnameseTime],
  admin: {
    user: 'users',
    avatar: 'default',
    dateFormat: 'HH:mm dd/MM/yyyy',
    toast: { duration: 8_000 },
    meta: { titleSuffix: '· Lan Tỏa', defaultOGImageType: 'off', robots: 'noindex, nofollow' },
    components: {
      providers: ['/src/platform/admin/PlainFaults#PlainFaults'],
      header: ['/src/reach/views/DemonstrationStrip#DemonstrationStrip'],
      graphics: { Logo: '/src/platform/admin/Marks#Logo', Icon: '/src/platform/admin/Marks#Icon' },
      beforeLogin: ['/src/organisation/accounts/views/SignInHint#SignInHint'],
      afterNavLinks: ['/src/dissemination/views/NavLinks#NavLinks'],
      views: {
        dashboard: { Component: '/src/reach/views/DashboardView#DashboardView' },
        firstRun: { Component: '/src/reach/first-run/views/FirstRunView#FirstRunView', path: '/first-run', exact: true, meta: { title: 'Bắt đầu sử dụng' } },
        reach: { Component: '/src/reach/views/ReachView#ReachView', path: '/reach/:assignment', meta: { title: 'Độ phủ' } },
        outboxFile: { Component: '/src/dissemination/outbox/views/OutboxFileView#OutboxFileView', path: '/outbox-file', meta: { title: 'Nhận tệp chờ gửi' } },
        prompts: { Component: '/src/dissemination/prompts/views/PromptsView#PromptsView', path: '/prompts', meta: { title: 'Bản đọc của ứng dụng' } },
      },
    },
    importMap: { baseDir: root, importMapFile: join(root, 'src/app/(payload)/admin/importMap.js') },
  },
  i18n: { fallbackLanguage: 'vi', supportedLanguages: { vi, en }, translations: panelWords },
  localization: { locales: languageCodes.map((code) => ({ code, label: languageNames[code] })), defaultLocale: 'vi', fallback: false },
  db: databaseAdapter(),
  email: mailAdapter(),
  sharp,
  secret,
  // What a person was told plainly is no fault of the product's.
  loggingLevels: { APIError: 'info', AuthenticationError: 'info', LockedAuth: 'info', QueryError: 'info', ValidationError: 'info' },
  logger: logger(),
  // No serverURL: with it Payload would take the cookie from that one address and refuse it on every other name this
  // server has (its LAN address). Which pages may act with a cookie is judged at the door (platform/http/same-origin).
  ...(publicUrl ? { cors: [publicUrl] } : {}),
  upload: { limits: { fileSize: MOST_BYTES }, abortOnLimit: true, responseOnLimit: TOO_LARGE },
  defaultDepth: 0,
  maxDepth: 2,
  graphQL: { disable: true },
  jobs: { access: { run: nobody, queue: nobody, cancel: nobody } },
  telemetry: false,
  hooks: { afterError: [tellFault] },
  typescript: { autoGenerate: false, outputFile: join(root, 'src/payload-types.ts') },
  onInit: (payload) => {
    guardSqliteWrites(payload)
    ownOnly(payload)
    guardContentWrites(payload)
    guardSessions(payload)
  },
})
