// Next serves Payload's admin panel only; everything else is Express's. Read by `next build` and by the panel's handler.
import { withPayload } from '@payloadcms/next/withPayload'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

/** @type {import('next').NextConfig} */
const config = {
  // Express sets the security headers and counts types in their own step.
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  turbopack: {
    root,
    rules: Object.fromEntries(
      ['ts', 'tsx'].map((kind) => [`*.${kind}`, { condition: { all: [{ not: 'foreign' }, { content: /\.js['"]/ }] }, loaders: [join(root, 'src/app/typescript-imports.mjs')], as: `*.${kind}` }]),
    ),
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
