/** Puts together what signing in needs: library, guard against guessing, letters, the session's authenticator, jobs. */
import {
  addressProved,
  type Database,
  languageOfUser,
  removeSecondFactor,
  type SecretBox,
} from '@mainline/storage'
import type { Authenticator } from '../http/authenticator.ts'
import type { Job } from '../jobs/job.ts'
import { sendPasswordReset } from '../jobs/send-password-reset.ts'
import type { Log } from '../log.ts'
import { passwordChangedLetter } from '../mail/letters/password-changed-letter.ts'
import { passwordResetLetter } from '../mail/letters/password-reset-letter.ts'
import type { MailSender } from '../mail/mail-sender.ts'
import { GuessGuard } from './guess-guard.ts'
import type { OidcConfig } from './oidc-config.ts'
import { bySession, sessionCookieOf } from './session-authenticator.ts'
import { resetSeconds, signInLibrary } from './sign-in-library.ts'
import type { SignInNeeds } from './sign-in-needs.ts'

export interface SignInOptions {
  readonly database: Database
  readonly secrets: SecretBox
  readonly mail: MailSender
  /** Origin that browsers reach us by, without a slash at its end. */
  readonly publicUrl: string
  readonly oidc?: OidcConfig | undefined
  readonly log?: Log | undefined
}

export interface OpenSignIn {
  /** Of the methods. */
  readonly needs: SignInNeeds
  /** Knows who asks by the session cookie. */
  readonly authenticator: Authenticator
  // biome-ignore lint/suspicious/noExplicitAny: as in jobs.ts, the payloads differ
  readonly jobs: readonly Job<any>[]
}

export function openSignIn({ database, secrets, mail, publicUrl, oidc, log }: SignInOptions): OpenSignIn {
  const db = database.kysely
  const guard = new GuessGuard(db)
  const library = signInLibrary({
    db,
    secrets,
    publicUrl,
    oidc,
    log,
    async sendReset({ id, email: to, name }, token) {
      const language = await languageOfUser(db, id)
      // After the #, so that it stands in no log and no Referer.
      const link = `${publicUrl}/reset-password#${token}`
      await mail.send(passwordResetLetter({ to, language, name, link, minutes: resetSeconds / 60 }), db)
    },
    async passwordChanged({ id, email: to, name }) {
      // An authenticator app of whoever held the account without owning the address; a link that was handed over says
      // nothing of who had enrolled it.
      if (!mail.on || (await addressProved(db, id))) await removeSecondFactor(db, id)
      await guard.forget(to)
      const language = await languageOfUser(db, id)
      await mail.send(passwordChangedLetter({ to, language, name }), db)
    },
  })
  const sessionCookie = sessionCookieOf(secrets, publicUrl)
  const request = async (email: string) => {
    await (await library()).api.requestPasswordReset({ body: { email } })
  }
  return {
    needs: { db, library, guard, mail, publicUrl, oidc, sessionCookie },
    authenticator: bySession(db, sessionCookie),
    jobs: [sendPasswordReset(request)],
  }
}
