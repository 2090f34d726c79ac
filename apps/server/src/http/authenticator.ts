/** Ways to learn who asks. They are tried in order; the first that knows the principal decides. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Principal } from '@mainline/contract'
import { type Db, useApiToken } from '@mainline/storage'

/** What a request shows of who sent it. */
export interface Credentials {
  /** Value of a header in lower case. */
  header(name: string): string | undefined
}

/** @returns undefined when the credentials are not of this kind, or not good */
export type Authenticator = (credentials: Credentials) => Promise<Principal | undefined>

/** Asks one after the other. */
export async function authenticate(
  authenticators: readonly Authenticator[],
  credentials: Credentials,
): Promise<Principal | undefined> {
  for (const known of authenticators) {
    const principal = await known(credentials)
    if (principal) return principal
  }
  return undefined
}

/** The token of an Authorization header (RFC 6750 §2.1). */
const bearerToken = ({ header }: Credentials): string | undefined =>
  /^bearer +(\S+) *$/i.exec(header('authorization') ?? '')?.[1]

/** Who holds the token of the data folder. */
const provider: Principal = {
  kind: 'token',
  id: 'provider',
  name: 'API token',
  role: 'provider-admin',
  operatorId: null,
  siteIds: null,
  organizationId: null,
  userId: null,
}

/** Whoever holds this token is the provider. Compared in time that says nothing about it. */
export function providerToken(token: string): Authenticator {
  const hash = sha256(token)
  return async (credentials) => {
    const given = bearerToken(credentials)
    return given !== undefined && timingSafeEqual(sha256(given), hash) ? provider : undefined
  }
}

/** The tokens that are made by API. Their holder is told apart by name in the audit (N11). */
export const apiTokens =
  (db: Db): Authenticator =>
  async (credentials) => {
    const secret = bearerToken(credentials)
    const token = secret?.startsWith('ml_') ? await useApiToken(db, secret, Date.now()) : undefined
    if (!token) return undefined
    const { id, name, role, operatorId, organizationId, siteIds } = token
    return { kind: 'token', id, name, role, operatorId, organizationId, siteIds, userId: null }
  }

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
