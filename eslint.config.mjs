// What the sources keep to, checked by `npm run lint` together with the arrows of .dependency-cruiser.cjs.
import tseslint from 'typescript-eslint'

const frameworkFiles = [
  'payload.config.ts',
  '**/*.config.{mjs,ts}',
  'src/app/**',
  'src/team-app/vite.config.ts',
  'test/global-setup*.mjs',
  '**/*.d.ts',
]

export default tseslint.config(
  { ignores: ['dist/', '.next/', 'node_modules/', '.tmp/', 'data/', 'media/', 'next-env.d.ts', 'src/payload-types.ts', 'src/app/(payload)/admin/importMap.js', 'src/platform/database/migrations/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['src/team-app/vite.config.ts', 'src/team-app/worker/*.ts'] }, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false, properties: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Export by name; a default export only where a framework asks for one.' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-async-promise-executor': 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-control-regex': 'error',
      'no-debugger': 'error',
      'no-dupe-else-if': 'error',
      'no-duplicate-case': 'error',
      'no-empty': 'error',
      'no-eval': 'error',
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-useless-escape': 'error',
      'prefer-const': 'error',
      'no-var': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['src/platform/settings.ts', 'src/cli/**', 'src/main.ts', 'src/start.ts', 'test/**', 'bench/**', '**/*.config.ts'],
    rules: {
      // One place reads the environment; NODE_ENV is the one name that libraries need as well.
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Settings are read in src/platform/settings.ts only.' }],
    },
  },
  { files: ['src/cli/**', 'bench/**'], rules: { 'no-console': 'off' } },
  // In a browser the console is the only place to say that something went wrong.
  { files: ['src/team-app/**'], rules: { 'no-console': ['error', { allow: ['warn', 'error'] }] } },
  { files: frameworkFiles, rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['test/**', 'bench/**'],
    rules: { 'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }] },
  },
)
