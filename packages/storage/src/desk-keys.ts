/** The keys that a person works the desk with (N12). Which there are, and what is free, the contract says. */
import { type Refusal, staleOrMissing } from './errors.ts'
import type { DeskKeysRow } from './schema/reception.ts'
import type { Db } from './schema.ts'

/** @returns undefined when the person has never changed one */
export async function findDeskKeys(db: Db, userId: string): Promise<DeskKeysRow | undefined> {
  return db.selectFrom('deskKeys').selectAll().where('userId', '=', userId).executeTakeFirst()
}

/** @param version of the keys that were changed; 0 for those as delivered, which have no row */
export async function saveDeskKeys(
  db: Db,
  userId: string,
  version: number,
  keys: DeskKeysRow['keys'],
): Promise<DeskKeysRow | Refusal<DeskKeysRow>> {
  const columns = { keys: JSON.stringify(keys), version: version + 1, changedAt: Date.now() }
  const saved =
    version === 0
      ? await db
          .insertInto('deskKeys')
          .values({ userId, ...columns })
          .onConflict((known) => known.column('userId').doNothing())
          .returningAll()
          .executeTakeFirst()
      : await db
          .updateTable('deskKeys')
          .set(columns)
          .where('userId', '=', userId)
          .where('version', '=', version)
          .returningAll()
          .executeTakeFirst()
  return saved ?? staleOrMissing(await findDeskKeys(db, userId), 'keys')
}
