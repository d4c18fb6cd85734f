// Next serves Payload's admin panel only; everything else is Express's. Read by the panel's build and by its handler, in
// the folder of plain JavaScript that src/cli/build.mjs makes of our sources (dist/panel).
import { withPayload } from '@payloadcms/next/withPayload'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

/** @type {import('next').NextConfig} */
const config = {
  // Express sets the security headers.
  poweredByHeader: false,
  images: { unoptimized: true },
  outputFileTracingRoot: root,
  turbopack: { root, resolveAlias: { '@payload-config': './payload.config.js' } },
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
