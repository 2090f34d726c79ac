/**
 * Guessing is slowed down: after a few failures each further one of the same key has to wait, twice as long every time.
 * An attempt counts before it is judged, so that many at once find the same wall.
 */
import { sql } from 'kysely'
import type { Db } from './schema.ts'

export interface AttemptLimits {
  /** Failures that cost nothing. */
  readonly free: number
  /** Longest wait, ms. */
  readonly longestWait: number
  /** After so long without an attempt all is forgotten, ms. */
  readonly memory: number
}

/** First wait, ms. */
const firstWait = 1_000
/** Twice the wait, at most so often. */
const doublings = 20

/**
 * Counts an attempt as failed, unless one has to wait. What succeeds takes it back: {@link forgiveAttempts}.
 *
 * @returns undefined when it may be made; else the time to wait, ms
 */
export async function beginAttempt(
  db: Db,
  key: string,
  { free, longestWait, memory }: AttemptLimits,
  now = Date.now(),
): Promise<number | undefined> {
  const failures = sql`case when sign_in_attempts.last_at < ${now - memory} then 1
    else sign_in_attempts.failures + 1 end`
  const wait = sql`case when ${failures} <= ${free} then 0
    else ${now} + least(${longestWait}, ${firstWait} * 2 ^ least(${failures} - ${free} - 1, ${doublings}))::bigint end`
  const { rows: begun } = await sql`
    insert into sign_in_attempts as sign_in_attempts (key, failures, last_at, blocked_until)
    values (${key}, 1, ${now}, 0)
    on conflict (key) do update set failures = ${failures}, last_at = ${now}, blocked_until = ${wait}
      where sign_in_attempts.blocked_until <= ${now}
    returning key`.execute(db)
  if (begun.length > 0) return undefined
  const blocked = await db
    .selectFrom('signInAttempts')
    .select('blockedUntil')
    .where('key', '=', key)
    .executeTakeFirst()
  return Math.max(1, (blocked?.blockedUntil ?? now) - now)
}

/** Forgets all failures of a key. */
export async function forgiveAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom('signInAttempts').where('key', '=', key).execute()
}

/** Takes one attempt back: it was none against this key. */
export async function withdrawAttempt(db: Db, key: string): Promise<void> {
  await db
    .updateTable('signInAttempts')
    .set((of) => ({ failures: sql<number>`greatest(0, failures - 1)`, blockedUntil: of.val(0) }))
    .where('key', '=', key)
    .execute()
}

/** Forgets what nobody tried again, and what has expired: sessions, verifications, codes. */
export async function sweepSignIn(db: Db, now = Date.now()): Promise<void> {
  await db
    .deleteFrom('signInAttempts')
    .where('lastAt', '<', now - 24 * 3_600_000)
    .execute()
  await db.deleteFrom('userSessions').where('expiresAt', '<', now).execute()
  await db.deleteFrom('userVerifications').where('expiresAt', '<', now).execute()
  await db.deleteFrom('spentCodes').where('expiresAt', '<', now).execute()
}
