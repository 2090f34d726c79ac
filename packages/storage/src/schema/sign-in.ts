/**
 * Tables of signing in. The first four are written by the sign-in library, which calls them by models of its own; the
 * rest by us. All but invitations belong to no tenant: nobody but the process itself reads them.
 */
import type { ColumnType, Generated } from 'kysely'
import type { MembershipTable } from './tenancy.ts'

/** A browser that is signed in. */
export interface UserSessionTable {
  id: string
  userId: string
  /** What the cookie carries, signed; useless without the key of the data folder. */
  token: string
  /** The membership that this session acts under. */
  membershipId: string
  expiresAt: number
  ipAddress: string | null
  userAgent: string | null
  createdAt: number
  updatedAt: number
}

/** How a user proves who it is: `credential` with a password hash, or `oidc` with the provider's subject. */
export interface UserCredentialTable {
  id: string
  userId: string
  providerId: string
  accountId: string
  /** PHC string. */
  password: string | null
  accessToken: string | null
  refreshToken: string | null
  idToken: string | null
  accessTokenExpiresAt: number | null
  refreshTokenExpiresAt: number | null
  scope: string | null
  createdAt: number
  updatedAt: number
}

/** Things in progress: a password reset, a second factor that is awaited, a round trip to the identity provider. */
export interface UserVerificationTable {
  id: string
  /** Hashed. */
  identifier: string
  value: string
  expiresAt: number
  createdAt: number
  updatedAt: number
}

/** The authenticator app of a user (RFC 6238). */
export interface UserTwoFactorTable {
  id: string
  userId: string
  /** Encrypted under the key of the data folder, like the recovery codes. */
  secret: string
  backupCodes: string
  verified: Generated<boolean>
  failedVerificationCount: Generated<number>
  lockedUntil: number | null
}

/** A code that was used: it is good for once (RFC 6238 §5.2). */
export interface SpentCodeTable {
  userId: string
  code: string
  expiresAt: number
}

/** Guesses lately, by account or by network address. */
export interface SignInAttemptTable {
  /** `account:` and a hash of the address, or `network:` and an IP address. */
  key: string
  failures: number
  lastAt: number
  /** Until then further ones are refused unread. */
  blockedUntil: number
}

/** Somebody is asked to become a user with a role. */
export interface InvitationTable {
  id: string
  /** As in {@link MembershipTable}. */
  operatorId: string | null
  organizationId: string | null
  role: MembershipTable['role']
  siteIds: MembershipTable['siteIds']
  email: string
  name: string
  /** SHA-256 of what the link carries. */
  tokenHash: Buffer
  invitedBy: string
  /** The e-mail that carries the link; null without a mail server. */
  letterId: string | null
  expiresAt: number
  acceptedAt: number | null
  revokedAt: number | null
  version: ColumnType<number, number | undefined, number>
  createdAt: number
}

export interface SignInSchema {
  userSessions: UserSessionTable
  userCredentials: UserCredentialTable
  userVerifications: UserVerificationTable
  userTwoFactors: UserTwoFactorTable
  spentCodes: SpentCodeTable
  signInAttempts: SignInAttemptTable
  invitations: InvitationTable
}
