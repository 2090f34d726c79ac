/** Whose an address is: what happens to an account once its true owner is known, or an administrator vouches for it. */
import type { Db } from './schema.ts'

/** The owner of the address has shown itself. @returns whether it was not proved before */
export async function addressProved(db: Db, userId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ emailVerified: true })
    .where('id', '=', userId)
    .where('emailVerified', '=', false)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Whoever holds the account is out of it: password, sessions and authenticator app are gone. */
export async function clearAccess(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('userSessions').where('userId', '=', userId).execute()
  await db
    .deleteFrom('userCredentials')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute()
  await removeSecondFactor(db, userId)
}

/** No authenticator app is asked for any more. */
export async function removeSecondFactor(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('userTwoFactors').where('userId', '=', userId).execute()
  await db.updateTable('users').set({ twoFactorEnabled: false }).where('id', '=', userId).execute()
}
