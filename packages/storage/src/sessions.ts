/** Browsers that are signed in. The sign-in library makes and ends sessions; here they are read, in one query. */
import type { MembershipRole } from './memberships.ts'
import type { Db } from './schema.ts'

/** Who acts by a session, and as what. */
export interface SessionHolder {
  token: string
  userId: string
  name: string
  email: string
  membershipId: string
  role: MembershipRole
  operatorId: string | null
  organizationId: string | null
  siteIds: string[] | null
}

/** @returns undefined when the session has ended, or its membership is retired */
export async function findSessionHolder(db: Db, token: string): Promise<SessionHolder | undefined> {
  return db
    .selectFrom('userSessions as s')
    .innerJoin('users as u', 'u.id', 's.userId')
    .innerJoin('memberships as m', 'm.id', 's.membershipId')
    .select([
      's.token',
      'u.id as userId',
      'u.name',
      'u.email',
      'm.id as membershipId',
      'm.role',
      'm.operatorId',
      'm.organizationId',
      'm.siteIds',
    ])
    .where('s.token', '=', token)
    .where('s.expiresAt', '>', Date.now())
    .where('m.retiredAt', 'is', null)
    .executeTakeFirst()
}

/** The membership that a new session begins with: the latest used that is not retired, else the first. */
export async function firstMembership(db: Db, userId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('memberships as m')
    .select('m.id')
    .where('m.userId', '=', userId)
    .where('m.retiredAt', 'is', null)
    .orderBy(
      (of) =>
        of
          .selectFrom('userSessions as s')
          .select((max) => max.fn.max('s.createdAt').as('last'))
          .whereRef('s.membershipId', '=', 'm.id'),
      (order) => order.desc().nullsLast(),
    )
    .orderBy('m.id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** @returns false when the membership is not the person's, or retired */
export async function switchSession(
  db: Db,
  session: { token: string; userId: string },
  membershipId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('userSessions')
    .set({ membershipId })
    .where('token', '=', session.token)
    .where((of) =>
      of.exists(
        of
          .selectFrom('memberships')
          .select('id')
          .where('id', '=', membershipId)
          .where('userId', '=', session.userId)
          .where('retiredAt', 'is', null),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends every session of a person. */
export async function endSessionsOf(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('userSessions').where('userId', '=', userId).execute()
}

/** Ends one session. */
export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('userSessions').where('token', '=', token).execute()
}

/**
 * Marks a second-factor code as used (RFC 6238 §5.2).
 *
 * @returns false when it was used already
 */
export async function spendCode(db: Db, userId: string, code: string, expiresAt: number): Promise<boolean> {
  await db.deleteFrom('spentCodes').where('expiresAt', '<', Date.now()).execute()
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('spentCodes')
    .values({ userId, code, expiresAt })
    .onConflict((known) => known.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
