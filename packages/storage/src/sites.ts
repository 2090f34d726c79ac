/** Sites: time zone, business hours, extensions, and what the operator may do there. */
import type { CallsOut } from '@mainline/pbx'
import { sql } from 'kysely'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import { present } from './present.ts'
import type { Db, Site } from './schema.ts'
import { inTransaction } from './transaction.ts'

export interface NewSite {
  operatorId: string
  name: string
  timeZone: string
  businessHours: Site['businessHours']
  extensionFirst: number
  extensionLast: number
  domain: string
  nomination?: Site['nomination'] | undefined
  cooldownDays?: number | undefined
  language?: string | undefined
  ringAlertMinutes?: number | undefined
  /** 30 when left out (N7). */
  retentionDays?: number | undefined
  /** Messages are kept so long; null: until somebody deletes them. */
  messageDays?: number | null | undefined
  /** 1 when left out (N9). */
  mainNumberUnits?: number | undefined
  /** Both true when left out (N10). */
  automaticMain?: boolean | undefined
  automaticAllocation?: boolean | undefined
  /** Of the voice portal (C10); null: none. */
  portalNumber?: string | null | undefined
  portalExtension?: string | null | undefined
  /** C15; emergency calls only when left out or null. */
  callsOut?: CallsOut | null | undefined
  emergencyTrunkId?: string | null | undefined
}

export type SiteChanges = { [K in keyof Omit<NewSite, 'operatorId'>]?: NewSite[K] | undefined }

/**
 * Opens a site unless its operator has one of this name. Those who try at the same time do so in turn: two who set up
 * one site from one file mean the same one.
 */
export async function createNewSite(db: Db, input: NewSite): Promise<Site | Refusal> {
  const { operatorId, name } = input
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`site/${operatorId}/${name}`}, 0))`.execute(tx)
    const namesake = await tx
      .selectFrom('sites')
      .select('id')
      .where('operatorId', '=', operatorId)
      .where('name', '=', name)
      .executeTakeFirst()
    return namesake
      ? refuse('name-taken', `the operator has a site that is called ${name}`)
      : createSite(tx, input)
  })
}

export async function createSite(db: Db, input: NewSite): Promise<Site> {
  const {
    nomination = 'provider',
    cooldownDays = 90,
    language = 'en',
    businessHours,
    callsOut,
    ...rest
  } = input
  return db
    .insertInto('sites')
    .values({
      ...rest,
      id: newId(),
      nomination,
      cooldownDays,
      language,
      businessHours: JSON.stringify(businessHours),
      ...(callsOut && { callsOut: JSON.stringify(callsOut) }),
      createdAt: Date.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function findSite(db: Db, id: string): Promise<Site | undefined> {
  return db.selectFrom('sites').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listSites(
  db: Db,
  filter: PageRequest & { operatorId?: string | undefined } = {},
): Promise<Page<Site>> {
  let query = db.selectFrom('sites').selectAll().orderBy('id').limit(rowsToRead(filter))
  if (filter.after) query = query.where('id', '>', filter.after)
  if (filter.operatorId) query = query.where('operatorId', '=', filter.operatorId)
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** Changes what is named and leaves the rest (N12: refused when the version is stale). */
export async function updateSite(
  db: Db,
  id: string,
  version: number,
  changes: SiteChanges,
): Promise<Site | Refusal<Site>> {
  const { businessHours, callsOut, ...plain } = changes
  const changed = await db
    .updateTable('sites')
    .set({
      ...present(plain),
      ...(businessHours === undefined ? {} : { businessHours: JSON.stringify(businessHours) }),
      ...(callsOut === undefined ? {} : { callsOut: callsOut && JSON.stringify(callsOut) }),
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  return changed ?? staleOrMissing(await findSite(db, id), 'site')
}
