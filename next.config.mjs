// Next serves Payload's admin panel only; everything else is Express's. Read by `next build` and by the panel's handler.
import { withPayload } from '@payloadcms/next/withPayload'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

/** For our own sources that import one another with `.js`. */
const ours = (kind) => ({
  condition: { all: [{ not: 'foreign' }, { content: /\.js['"]/ }] },
  loaders: [{ loader: join(root, 'src/app/typescript-imports.mjs'), options: { kind } }],
  type: 'ecmascript',
})

/** @type {import('next').NextConfig} */
const config = {
  // Express sets the security headers and counts types in their own step.
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  turbopack: {
    root,
    rules: { '*.ts': ours('ts'), '*.tsx': ours('tsx') },
  },
  // One copy of Payload and of the database library per process: the panel shares the server's instance.
  serverExternalPackages: [
    'payload',
    '@payloadcms/db-mongodb',
    '@payloadcms/db-sqlite',
    '@payloadcms/drizzle',
    '@payloadcms/graphql',
    '@payloadcms/email-nodemailer',
    '@libsql/client',
    'libsql',
    'mongodb',
    'nodemailer',
    'pino',
    'sharp',
  ],
}

export default withPayload(config)
