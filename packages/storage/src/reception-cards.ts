/** Reception cards of main numbers (M11). What may be written on one is pbx's to judge. */
import type { ReceptionCard } from '@mainline/pbx'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import type { ReceptionCardRow } from './schema/settings.ts'
import type { Db } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** @returns undefined when nobody has written one yet */
export async function findReceptionCard(db: Db, numberId: string): Promise<ReceptionCardRow | undefined> {
  return db.selectFrom('receptionCards').selectAll().where('numberId', '=', numberId).executeTakeFirst()
}

/**
 * Writes the card (N12).
 *
 * @param version of the one that was edited; 0 for the default, which has no row
 */
export async function saveReceptionCard(
  db: Db,
  numberId: string,
  version: number,
  change: { card: ReceptionCard; changedBy: string },
): Promise<ReceptionCardRow | Refusal<ReceptionCardRow>> {
  return inTransaction(db, async (tx) => {
    const settings = await tx
      .selectFrom('callSettings')
      .select(['operatorId', 'siteId', 'organizationId'])
      .where('numberId', '=', numberId)
      .forUpdate()
      .executeTakeFirst()
    if (!settings) return refuse<ReceptionCardRow>('not-found', 'the number has no call settings')
    const current = await findReceptionCard(tx, numberId)
    if ((current?.version ?? 0) !== version) return staleOrMissing(current, 'reception card')
    const columns = { card: JSON.stringify(change.card), changedAt: Date.now(), changedBy: change.changedBy }
    return tx
      .insertInto('receptionCards')
      .values({ numberId, ...settings, ...columns, version: version + 1 })
      .onConflict((known) => known.column('numberId').doUpdateSet({ ...columns, version: version + 1 }))
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}
