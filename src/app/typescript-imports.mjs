// A loader for the admin panel's build: the sources import `./x.js` as ES modules do, where the file is `x.ts`; esbuild,
// jest and the type checker know that, Turbopack does not. Named in next.config.mjs.
import { transform } from 'esbuild'

const relativeImport = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"\n]+)\.js\2/g

/**
 * The panel's own files in src/app import without `.js`, so that they stay as Next wants them: a server function is
 * recognised only in a file that no loader has touched. Answers plain JavaScript, since Turbopack does not read a loader's result as TypeScript
 * throughout.
 */
export default async function withoutExtensions(source) {
  const { code } = await transform(source.replace(relativeImport, '$1$2$3$2'), {
    loader: this.getOptions().kind,
    jsx: 'automatic',
    format: 'esm',
    target: 'es2022',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  })
  return code
}
