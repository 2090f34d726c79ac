/** Invitations: somebody is asked by e-mail to become a user. The link is good once and for a time. */
import { createHash, randomBytes } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import type { MembershipReach } from './memberships.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { InvitationTable } from './schema/sign-in.ts'
import type { Db } from './schema.ts'

type InvitationRow = Selectable<InvitationTable>

/** With what became of its letter; null when none was written. */
export interface Invitation extends InvitationRow {
  letterState: 'queued' | 'sent' | 'failed' | null
}

/** How long a link is good, ms. */
export const invitationLifetime = 7 * 24 * 3_600_000

export interface NewInvitation extends MembershipReach {
  email: string
  name: string
  invitedBy: string
}

export interface InvitationFilter extends PageRequest {
  operatorId?: string | undefined
  organizationId?: string | undefined
}

/** A new link: what it carries, and what is kept of it. */
export function newLinkToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(24).toString('base64url')
  return { token, tokenHash: hashOf(token) }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Invites. An open invitation of the address to the same place is revoked. */
export async function createInvitation(
  db: Db,
  { siteIds, email, ...input }: NewInvitation,
  tokenHash: Buffer,
): Promise<string> {
  const now = Date.now()
  await db
    .updateTable('invitations')
    .set((of) => ({ revokedAt: now, version: of('version', '+', 1) }))
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .where('operatorId', 'is not distinct from', input.operatorId)
    .where('organizationId', 'is not distinct from', input.organizationId)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute()
  const id = newId()
  await db
    .insertInto('invitations')
    .values({
      id,
      ...input,
      email: email.toLowerCase(),
      siteIds: siteIds && JSON.stringify(siteIds),
      tokenHash,
      expiresAt: now + invitationLifetime,
      createdAt: now,
    })
    .execute()
  return id
}

const withLetters = (db: Db) =>
  db
    .selectFrom('invitations')
    .selectAll()
    .select(sql<Invitation['letterState']>`letter_state(letter_id)`.as('letterState'))

export async function findInvitation(db: Db, id: string): Promise<Invitation | undefined> {
  return withLetters(db).where('id', '=', id).executeTakeFirst()
}

/** In order of creation. */
export async function listInvitations(db: Db, filter: InvitationFilter = {}): Promise<Page<Invitation>> {
  let query = withLetters(db).orderBy('id').limit(rowsToRead(filter))
  if (filter.after) query = query.where('id', '>', filter.after)
  if (filter.operatorId) query = query.where('operatorId', '=', filter.operatorId)
  if (filter.organizationId) query = query.where('organizationId', '=', filter.organizationId)
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** Notes which letter carries the link. */
export async function letterOfInvitation(db: Db, id: string, letterId: string): Promise<void> {
  await db.updateTable('invitations').set({ letterId }).where('id', '=', id).execute()
}

/** A new link for the same invitation, with a lifetime from now; the earlier one is void. */
export async function renewInvitation(
  db: Db,
  id: string,
  version: number,
  tokenHash: Buffer,
): Promise<Invitation | Refusal<Invitation>> {
  return settle(db, id, version, {
    tokenHash,
    expiresAt: Date.now() + invitationLifetime,
    letterId: null,
  })
}

export async function revokeInvitation(
  db: Db,
  id: string,
  version: number,
): Promise<Invitation | Refusal<Invitation>> {
  return settle(db, id, version, { revokedAt: Date.now() })
}

type Settlement = Partial<Pick<InvitationRow, 'tokenHash' | 'expiresAt' | 'letterId' | 'revokedAt'>>

async function settle(
  db: Db,
  id: string,
  version: number,
  changes: Settlement,
): Promise<Invitation | Refusal<Invitation>> {
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  const current = await findInvitation(db, id)
  if (numUpdatedRows > 0n && current) return current
  if (current && current.version === version)
    return refuse('wrong-state', `the invitation was ${current.acceptedAt ? 'accepted' : 'revoked'} already`)
  return staleOrMissing(current, 'invitation')
}

/** The open invitation that a link leads to, locked until the end of the transaction. */
export async function openInvitation(db: Db, token: string): Promise<InvitationRow | undefined> {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('tokenHash', '=', hashOf(token))
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', Date.now())
    .forUpdate()
    .executeTakeFirst()
}

/** Its link is spent. */
export async function invitationAccepted(db: Db, id: string): Promise<void> {
  await db
    .updateTable('invitations')
    .set((of) => ({ acceptedAt: Date.now(), version: of('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
