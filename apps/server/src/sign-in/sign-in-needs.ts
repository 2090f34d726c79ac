/** What the methods of signing in work with. */
import type { Db } from '@mainline/storage'
import type { MailSender } from '../mail/mail-sender.ts'
import type { GuessGuard } from './guess-guard.ts'
import type { OidcConfig } from './oidc-config.ts'
import type { SessionCookie } from './session-authenticator.ts'
import type { SignInLibrary } from './sign-in-library.ts'

export interface SignInNeeds {
  /** Of the process itself: who somebody is stands above tenants. */
  readonly db: Db
  readonly library: () => Promise<SignInLibrary>
  readonly guard: GuessGuard
  readonly mail: MailSender
  /** Origin that browsers reach us by, without a slash at its end. */
  readonly publicUrl: string
  readonly oidc: OidcConfig | undefined
  readonly sessionCookie: SessionCookie
}
