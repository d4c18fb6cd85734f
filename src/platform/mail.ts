/** Mail through the office's own server (`LANTOA_SMTP_URL`); without one, nothing is sent. Used by payload.config.ts. */
import { nodemailerAdapter } from '@payloadcms/email-nodemailer'
import nodemailer from 'nodemailer'
import type { Config } from 'payload'

import { settings } from './settings.js'

export function mailAdapter(): Pick<Config, 'email'> | undefined {
  const { smtpUrl, mailFrom } = settings()
  if (!smtpUrl) return undefined
  return {
    email: nodemailerAdapter({
      defaultFromAddress: mailFrom.address,
      defaultFromName: mailFrom.name,
      transport: nodemailer.createTransport(smtpUrl),
      skipVerify: true,
    }),
  }
}
