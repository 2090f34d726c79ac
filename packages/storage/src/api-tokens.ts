/** Tokens of the API: a secret that is shown once and kept as a hash, with a role, a scope and an end. */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Refusal, refuse } from './errors.ts'
import { newId } from './id.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { ApiToken } from './schema/tenancy.ts'
import type { Db } from './schema.ts'

export interface NewApiToken {
  name: string
  role: ApiToken['role']
  operatorId: string | null
  organizationId: string | null
  siteIds: readonly string[] | null
  createdBy: string
  /** Of whoever makes it; it ends with that. */
  membershipId: string | null
  /** ms since the epoch; null: until it is revoked. */
  expiresAt: number | null
}

/** How exact `lastUsedAt` is, ms. */
const usePeriod = 60_000

/** @returns the row, and the secret that nobody can read again */
export async function createApiToken(
  db: Db,
  input: NewApiToken,
): Promise<{ token: ApiToken; secret: string }> {
  // 256 random bits need no slow hash: there is nothing to guess from.
  const secret = `ml_${randomBytes(32).toString('base64url')}`
  const token = await db
    .insertInto('apiTokens')
    .values({
      ...input,
      id: newId(),
      siteIds: input.siteIds && JSON.stringify(input.siteIds),
      tokenHash: hashOf(secret),
      createdAt: Date.now(),
      lastUsedAt: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { token, secret }
}

/** The membership that a token is of; undefined: there is no such token. */
export async function makerOfToken(db: Db, id: string): Promise<string | null | undefined> {
  const token = await db
    .selectFrom('apiTokens')
    .select('membershipId')
    .where('id', '=', id)
    .executeTakeFirst()
  return token?.membershipId
}

/**
 * Ends the tokens of a membership that reach further than it does now.
 *
 * @param roles that it may give to others
 * @param siteIds that it reaches; null: all
 */
export async function endTokensBeyond(
  db: Db,
  membershipId: string,
  { roles, siteIds }: { roles: readonly string[]; siteIds: readonly string[] | null },
): Promise<void> {
  await db
    .deleteFrom('apiTokens')
    .where('membershipId', '=', membershipId)
    .where(
      sql<boolean>`not (role = any(${[...roles]}::text[])
        and (${siteIds === null} or coalesce(site_ids <@ ${JSON.stringify(siteIds)}::jsonb, false)))`,
    )
    .execute()
}

/** In order of creation. */
export async function listApiTokens(db: Db, page: PageRequest = {}): Promise<Page<ApiToken>> {
  let query = db.selectFrom('apiTokens').selectAll().orderBy('id').limit(rowsToRead(page))
  if (page.after) query = query.where('id', '>', page.after)
  return toPage(await query.execute(), page, (row) => row.id)
}

/** From then on it opens nothing. */
export async function revokeApiToken(db: Db, id: string): Promise<Refusal | undefined> {
  const gone = await db.deleteFrom('apiTokens').where('id', '=', id).executeTakeFirstOrThrow()
  return gone.numDeletedRows === 0n ? refuse('not-found', 'no such token') : undefined
}

/** The token of this secret, unless it or the membership that made it has ended; its use is noted, at most once a minute. */
export async function useApiToken(db: Db, secret: string, now: number): Promise<ApiToken | undefined> {
  const token = await db
    .selectFrom('apiTokens')
    .selectAll()
    .where('tokenHash', '=', hashOf(secret))
    .where(
      sql<boolean>`not exists (select from memberships m where m.id = api_tokens.membership_id and m.retired_at is not null)`,
    )
    .where((of) => of.or([of('expiresAt', 'is', null), of('expiresAt', '>', now)]))
    .executeTakeFirst()
  if (token && (token.lastUsedAt ?? 0) <= now - usePeriod)
    await db.updateTable('apiTokens').set({ lastUsedAt: now }).where('id', '=', token.id).execute()
  return token
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
