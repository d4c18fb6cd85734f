/**
 * "Quên mật khẩu": by e-mail address or sign-in name. The answer is the same and as quick whether or not there is such an
 * account and whether or not it has an address; who has none asks an administrator for a printed link. Takes the place
 * of Payload's own call, which takes one of the two names only and answers after the letter went out.
 */
import { addDataAndFileToRequest, type Endpoint } from 'payload'

import { logCall } from '../../platform/database/perform.js'
import { services } from '../../platform/services.js'
import { settings } from '../../platform/settings.js'
import { forgottenLetter } from './letters.js'
import { canSend, giveToken, type LinkedAccount, signInOf } from './password-links.js'
import { typedSignIn } from './sign-in-name.js'

const LASTS_MS = 60 * 60 * 1000

export const forgotPassword: Endpoint = {
  path: '/forgot-password',
  method: 'post',
  handler: async (req) => {
    await addDataAndFileToRequest(req)
    const typed = [req.data?.username, req.data?.email].find((given) => typeof given === 'string' && given.trim() !== '')
    if (typeof typed !== 'string') return Response.json({ errors: [{ message: 'Hãy ghi thư điện tử hoặc tên đăng nhập.' }] }, { status: 400 })
    sendLink(typedSignIn(typed).toLowerCase()).catch((err: unknown) => req.payload.logger.error({ err, msg: 'a link for a forgotten password could not be sent' }))
    return Response.json({ message: req.t('general:success') })
  },
}

async function sendLink(name: string): Promise<void> {
  // Without mail nothing is begun: a link that an administrator printed stays good.
  if (!canSend()) return
  const { payload, now } = services()
  const user = await payload.db.findOne<LinkedAccount>({ collection: 'users', where: { or: [{ email: { equals: name } }, { username: { equals: name } }] } })
  if (!user?.email) return
  const at = now()
  const url = await giveToken({ id: user.id, expiresAt: new Date(at.getTime() + LASTS_MS).toISOString(), publicUrl: settings().publicUrl ?? '' })
  await logCall({ at: at.toISOString(), actor: user.id, action: 'users.forgot-password', subject: `users/${user.id}`, path: user.territory?.[0] ?? null })
  await payload.sendEmail({ to: user.email, ...forgottenLetter({ name: user.name ?? '', url, signIn: signInOf(user) }) })
}
