// How the tests run: TypeScript through swc, as ES modules, against the same sources that are bundled.
// `npm test` selects the project "suite"; `npm run test:e2e` the project "browser", which drives a real Chromium.

const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, dynamicImport: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/.next', '<rootDir>/dist/panel', '<rootDir>/.tmp', '<rootDir>/data'],
  globalSetup: '<rootDir>/test/global-setup.mjs',
}

export default {
  // Every test file boots its own Payload (60–110 MB); a worker that has grown is replaced.
  workerIdleMemoryLimit: '700MB',
  maxWorkers: 2,
  // The database library keeps its files open after it was closed; a run would never end by itself.
  forceExit: true,
  testTimeout: 60_000,
  projects: [
    { ...shared, displayName: 'suite', testMatch: ['<rootDir>/test/**/*.test.ts'] },
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'], globalSetup: '<rootDir>/test/global-setup-browser.mjs' },
  ],
}
