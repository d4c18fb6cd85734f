// The arrows of docs/ARCHITECTURE.md, held by `npm run lint`: a part imports only what lies below it.
const below = {
  platform: [],
  access: ['platform'],
  organisation: ['platform', 'access'],
  content: ['platform', 'access', 'organisation'],
  dissemination: ['platform', 'access', 'organisation', 'content'],
  reach: ['platform', 'access', 'organisation', 'content', 'dissemination'],
  reorganisation: ['platform', 'access', 'organisation', 'content', 'dissemination', 'reach'],
  emulation: ['platform', 'access', 'organisation', 'content', 'dissemination', 'reach', 'reorganisation'],
  listening: ['platform', 'access', 'organisation', 'content', 'dissemination', 'reach', 'reorganisation'],
  notification: ['platform', 'access', 'organisation', 'content', 'dissemination', 'reach', 'reorganisation'],
}
/** Files that only compute: rules, and the figures and screening that rules are made of. */
const pure = '^src/.*(/|-)(rules|figures|screening)\\.ts$'
const parts = Object.keys(below)

/** The sentences of the team app: the desk lists them to be recorded. */
const sentences = '^src/team-app/(texts|listen/prompt-list)\\.ts$'

/** One rule per part: of the other parts it may import only those below. */
const arrows = parts.map((part) => ({
  name: `${part}-looks-down`,
  comment: `src/${part} may import ${below[part].length > 0 ? below[part].join(', ') : 'no other part'}.`,
  severity: 'error',
  from: { path: `^src/${part}/` },
  to: { path: `^src/(${parts.filter((other) => other !== part && !below[part].includes(other)).join('|')}|demonstration|cli|team-app|app)/`, pathNot: sentences },
}))

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'rules-are-pure',
      comment: 'A rule file imports nothing but other rules and types. The gate of Payload alone uses its query parser.',
      severity: 'error',
      from: { path: pure },
      to: { pathNot: [pure, 'node_modules/qs-esm/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'drivers-in-one-folder',
      comment: 'Only src/platform/database touches a database driver.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/(database/|payload-database\\.ts)' },
      to: { path: '(^|/)node_modules/(libsql|@libsql|better-sqlite3|mongodb|mongoose|drizzle-orm|@payloadcms/(db-|drizzle))' },
    },
    {
      name: 'the-phone-stands-alone',
      comment: 'The team app shares with the server nothing but pure rules.',
      severity: 'error',
      from: { path: '^src/team-app/' },
      to: { path: '^src/', pathNot: ['^src/team-app/', pure] },
    },
    {
      name: 'nobody-imports-the-phone',
      comment: 'But its sentences: the desk lists them to be recorded.',
      severity: 'error',
      from: { path: '^(src|payload\\.config)', pathNot: '^src/team-app/' },
      to: { path: '^src/team-app/', pathNot: sentences },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(server-only|@payload-config)$' },
    },
    {
      name: 'tests-stay-outside',
      severity: 'error',
      // The bench's own entries only start it.
      from: { path: '^src/', pathNot: '^src/cli/bench(-stock)?\\.ts$' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'tools-stay-outside',
      comment: 'What only builds and tests need is not imported at run time.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/build\\.mjs$', '^src/team-app/', '^src/demonstration/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['importMap\\.js$', '^\\.next'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
