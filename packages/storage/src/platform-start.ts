/** What an installation begins with: a sample workspace, or nothing but somebody who is asked to administer it. */
import { sql } from 'kysely'
import { createInvitation, newLinkToken } from './invitations.ts'
import type { Db, Tx } from './schema.ts'

/** Of several servers that start on one database each waits until the one before has begun it, until the transaction ends. */
export async function waitForOtherStarts(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('platform-start', 0))`.execute(tx)
}

/** Whether anybody or anything is there already, or somebody is asked to come. */
export async function hasBegun(db: Db): Promise<boolean> {
  for (const table of ['organizations', 'memberships', 'invitations'] as const) {
    if (await db.selectFrom(table).select('id').limit(1).executeTakeFirst()) return true
  }
  return false
}

/** What came of asking somebody to administer the platform. */
export type FirstInvitation =
  /** `token` is what its link carries. */
  | { readonly kind: 'invited'; readonly token: string }
  /** The link of an earlier start is still good. */
  | { readonly kind: 'invited-before' }
  /** Somebody administers it. */
  | { readonly kind: 'administered' }

/**
 * Invites the first administrator of the platform, as long as nobody is one. An open invitation to the same address stays; those to others
 * are void: the address was a wrong one.
 *
 * @param email in any case
 */
export async function inviteFirstAdministrator(tx: Tx, email: string): Promise<FirstInvitation> {
  await waitForOtherStarts(tx)
  const administrator = await tx
    .selectFrom('memberships')
    .select('id')
    .where('role', '=', 'provider-admin')
    .where('retiredAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (administrator) return { kind: 'administered' }
  const address = email.toLowerCase()
  const now = Date.now()
  await tx
    .updateTable('invitations')
    .set((of) => ({ revokedAt: now, version: of('version', '+', 1) }))
    .where('role', '=', 'provider-admin')
    .where('email', '<>', address)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute()
  const open = await tx
    .selectFrom('invitations')
    .select('id')
    .where('role', '=', 'provider-admin')
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .limit(1)
    .executeTakeFirst()
  if (open) return { kind: 'invited-before' }
  const { token, tokenHash } = newLinkToken()
  const [name = address] = address.split('@')
  const reach = { role: 'provider-admin', operatorId: null, organizationId: null, siteIds: null } as const
  await createInvitation(tx, { ...reach, email: address, name, invitedBy: 'Mainline' }, tokenHash)
  return { kind: 'invited', token }
}
