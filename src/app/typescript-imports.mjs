// A loader for the admin panel's build: the sources import `./x.js` as ES modules do, where the file is `x.ts`; esbuild,
// jest and the type checker know that, Turbopack does not. Named in next.config.mjs.
const relativeImport = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"\n]+)\.js\2/g

export default function withoutExtensions(source) {
  return source.replace(relativeImport, '$1$2$3$2')
}
