/** Who asks by a session cookie: one membership at a time. */
import type { Principal } from '@mainline/contract'
import { type Db, findSessionHolder, type SecretBox, type SessionHolder } from '@mainline/storage'
import type { Authenticator } from '../http/authenticator.ts'
import { sessionToken } from './session-cookie.ts'

/** The token of a good session cookie in a Cookie header. */
export type SessionCookie = (cookies: string | undefined) => string | undefined

/** Reads the session cookies that we sign. */
export function sessionCookieOf(secrets: SecretBox, publicUrl: string): SessionCookie {
  const secret = secrets.derive('sign-in')
  const secure = publicUrl.startsWith('https:')
  return (cookies) => sessionToken(cookies, secret, secure)
}

/** Knows whoever is signed in by the cookie. */
export const bySession =
  (db: Db, sessionCookie: SessionCookie): Authenticator =>
  async ({ header }) => {
    const token = sessionCookie(header('cookie'))
    const holder = token === undefined ? undefined : await findSessionHolder(db, token)
    return holder && principalOf(holder)
  }

/** The principal that a session acts as. */
export const principalOf = (holder: SessionHolder): Principal => ({
  kind: 'user',
  id: holder.membershipId,
  name: holder.name,
  role: holder.role,
  operatorId: holder.operatorId,
  organizationId: holder.organizationId,
  siteIds: holder.siteIds,
  userId: holder.userId,
})
