/** Mail through the office's own server (`LANTOA_SMTP_URL`); without one nothing is sent. Used by payload.config.ts. */
import { nodemailerAdapter } from '@payloadcms/email-nodemailer'
import nodemailer from 'nodemailer'
import type { Config } from 'payload'

import { logger } from './logging.js'
import { settings } from './settings.js'

export function mailAdapter(): NonNullable<Config['email']> {
  const { smtpUrl, mailFrom } = settings()
  const from = { defaultFromAddress: mailFrom.address, defaultFromName: mailFrom.name }
  if (smtpUrl) return nodemailerAdapter({ ...from, transport: nodemailer.createTransport(smtpUrl), skipVerify: true })
  return () => ({
    name: 'none',
    ...from,
    sendEmail: () => {
      // Neither to whom nor what: the log holds nothing personal.
      logger().warn('a letter was not sent: LANTOA_SMTP_URL is not set')
      return Promise.resolve()
    },
  })
}
