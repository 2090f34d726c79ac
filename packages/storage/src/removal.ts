/**
 * A site or an operator that was opened by mistake is removed. What keeps them is judged by guards of the database (migration 0070),
 * so that it holds for everybody; each says by its code what to do first.
 */
import { sql } from 'kysely'
import { isHanging, type Refusal, refusalOf, refuse, staleOrMissing } from './errors.ts'
import type { Db, Organization, Site } from './schema.ts'
import { inTransaction } from './transaction.ts'
import { lockServicesAt } from './voice-services.ts'

/**
 * Removes a site while nothing of worth hangs on it.
 * Its schedule and rules go with it; users, tokens and invitations that reach other sites too are left with these.
 *
 * @returns why not; undefined: it is gone
 */
export async function removeSite(db: Db, id: string, version: number): Promise<Refusal<Site> | undefined> {
  return orWhatHangsOnIt(() =>
    inTransaction(db, async (tx) => {
      // As whoever buys a service, reads a calendar or changes an event does it, all before the site: no two wait for each other.
      await lockServicesAt(tx, id)
      await sql`select from schedule_sources where site_id = ${id} order by id for update`.execute(tx)
      await sql`select from site_events where id in (select event_id from site_event_sites where site_id = ${id})
        order by id for update`.execute(tx)
      // Whoever brings something to it is waited for, and who comes later finds none.
      const site = await tx
        .selectFrom('sites')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (site?.version !== version) return staleOrMissing(site, 'site')
      await tx.deleteFrom('sites').where('id', '=', id).execute()
      return undefined
    }),
  )
}

/**
 * Removes an operator while nothing of worth hangs on it. An occupier leaves instead (N7).
 *
 * @returns why not; undefined: it is gone
 */
export async function removeOperator(
  db: Db,
  id: string,
  version: number,
): Promise<Refusal<Organization> | undefined> {
  return orWhatHangsOnIt(() =>
    inTransaction(db, async (tx) => {
      // Whoever opens a site for it is waited for, and who comes later finds none.
      const operator = await tx
        .selectFrom('organizations')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (operator?.version !== version) return staleOrMissing(operator, 'organization')
      if (operator.kind !== 'operator')
        return refuse('wrong-state', `${operator.name} is an occupier, which is decommissioned`)
      await tx.deleteFrom('organizations').where('id', '=', id).execute()
      return undefined
    }),
  )
}

/** What a removal answers; where a guard says what still hangs on it, that. */
async function orWhatHangsOnIt<Answer>(remove: () => Promise<Answer>): Promise<Answer | Refusal<never>> {
  try {
    return await remove()
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    // A table that the guards do not know is a fault of ours, and no "not found" of whoever brings something to what is gone.
    if (!isHanging(refusal.code)) throw new Error('something that no guard knows keeps it', { cause: error })
    return refuse(refusal.code, refusal.words)
  }
}
