/**
 * The sign-in library (better-auth) as we use it: passwords, sessions, second factor and identity provider on our own
 * tables. It serves no path of its own: the handlers of the contract call it, so that every method, refusal and limit
 * is ours. `docs/decisions/0008-sign-in.md` says why.
 */
import {
  addressProved,
  clearAccess,
  type Db,
  firstMembership,
  hashPassword,
  newId,
  type SecretBox,
  verifyPassword,
} from '@mainline/storage'
import type { Log } from '../log.ts'
import { InstantsAsMilliseconds } from './instants-as-milliseconds.ts'
import type { OidcConfig } from './oidc-config.ts'

export interface SignInLibraryNeeds {
  /** Of the process itself: what proves who somebody is belongs to no tenant. */
  readonly db: Db
  readonly secrets: SecretBox
  /** Origin that browsers reach us by; `https` makes cookies Secure. */
  readonly publicUrl: string
  readonly oidc: OidcConfig | undefined
  /** Sends the link of a password reset. */
  readonly sendReset: (user: { id: string; email: string; name: string }, token: string) => Promise<void>
  /** A password was reset by a link. */
  readonly passwordChanged: (user: { id: string; email: string; name: string }) => Promise<void>
  readonly log?: Log | undefined
}

/** A session lasts so long without use, seconds; get-me prolongs it once a day. */
const sessionSeconds = 7 * 86_400
/** How long the link of a password reset is good, seconds. */
export const resetSeconds = 3_600
/** Name of the provider in the library and in the table of credentials. */
export const oidcProvider = 'oidc'
const oidcCallback = '/api/v1/sign-in/oidc/callback'
/** Where a browser lands when the provider's answer leads to no session. */
export const failurePath = '/sign-in'
/** The library asks for the client's address by this header, which only we set. */
export const addressHeader = 'x-mainline-client-address'

async function load(needs: SignInLibraryNeeds) {
  const { db, secrets, publicUrl, oidc, sendReset, passwordChanged, log } = needs
  const { betterAuth } = await import('better-auth')
  const { genericOAuth } = await import('better-auth/plugins/generic-oauth')
  const { twoFactor } = await import('better-auth/plugins/two-factor')
  return betterAuth({
    appName: 'Mainline',
    baseURL: publicUrl,
    basePath: '/api/v1/sign-in',
    secret: secrets.derive('sign-in'),
    database: { db: db.withPlugin(new InstantsAsMilliseconds()), type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    logger: {
      log: (level, message) =>
        log?.[level === 'error' ? 'warn' : 'debug']({ library: 'better-auth' }, message),
    },
    onAPIError: { errorURL: failurePath },
    user: { modelName: 'users' },
    session: {
      modelName: 'userSessions',
      expiresIn: sessionSeconds,
      updateAge: 86_400,
      additionalFields: { membershipId: { type: 'string', required: true, input: false } },
    },
    account: {
      modelName: 'userCredentials',
      encryptOAuthTokens: true,
      // Who holds an account whose address is not proved loses it to whom the provider vouches for (below).
      accountLinking: { enabled: true, trustedProviders: [], requireLocalEmailVerified: false },
    },
    verification: { modelName: 'userVerifications', storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      // Who has no invitation becomes no user.
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: resetSeconds,
      sendResetPassword: ({ user, token }) => sendReset(user, token),
      onPasswordReset: ({ user }) => passwordChanged(user),
    },
    advanced: {
      cookiePrefix: 'mainline',
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    databaseHooks: {
      account: {
        create: {
          before: async ({ userId, providerId }) => {
            if (providerId === oidcProvider && (await addressProved(db, userId)))
              await clearAccess(db, userId)
          },
        },
      },
      session: {
        create: {
          // A person without a membership gets no session, whichever way it proved who it is.
          before: async (session) => {
            const known = 'membershipId' in session && session['membershipId']
            const membershipId = known || (await firstMembership(db, session.userId))
            return membershipId ? { data: { ...session, membershipId } } : false
          },
        },
      },
    },
    plugins: [
      twoFactor({
        issuer: 'Mainline',
        schema: { twoFactor: { modelName: 'userTwoFactors' } },
        totpOptions: { digits: 6, period: 30 },
      }),
      genericOAuth({ config: oidc ? [providerOf(oidc, publicUrl)] : [] }),
    ],
  })
}

export type SignInLibrary = Awaited<ReturnType<typeof load>>

/** Loads the library when it is first asked for: it takes half a second and 60 MB, which a mere call server never needs. */
export function signInLibrary(needs: SignInLibraryNeeds): () => Promise<SignInLibrary> {
  let loaded: Promise<SignInLibrary> | undefined
  return () => {
    loaded ??= load(needs)
    return loaded
  }
}

const providerOf = ({ issuer, clientId, clientSecret }: OidcConfig, publicUrl: string) => ({
  providerId: oidcProvider,
  clientId,
  clientSecret,
  discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  redirectURI: `${publicUrl}${oidcCallback}`,
  scopes: ['openid', 'email', 'profile'],
  pkce: true,
  requireIdTokenVerification: true,
  disableImplicitSignUp: true,
  disableSignUp: true,
})
