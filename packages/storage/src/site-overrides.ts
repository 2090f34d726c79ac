/** What is set by hand at a site (M9): emergency closures, and overrides with an end. */
import type { Route } from '@mainline/pbx'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { keepNumber } from './numbers.ts'
import type { Db, SiteOverride, Tx } from './schema.ts'
import { inTransaction } from './transaction.ts'

export interface NewSiteOverride {
  siteId: string
  numberId?: string | null | undefined
  /** The one that is replaced, as it was read (N12); left out: there was none. */
  overrideId?: string | null | undefined
  open: boolean
  /** ms since the epoch */
  until: number
  by: string
  reason?: string | null | undefined
}

export interface NewEmergencyClosure {
  siteId: string
  /** The one that is replaced, as it was read (N12); left out: there was none. */
  overrideId?: string | null | undefined
  by: string
  reason?: string | null | undefined
  route?: Route | null | undefined
}

/** Opens or closes a site, or one number, by hand until a time; refused when it replaces another than it names. */
export async function setSiteOverride(
  db: Db,
  input: NewSiteOverride,
): Promise<SiteOverride | Refusal<SiteOverride>> {
  const { overrideId = null, numberId = null, reason = null, ...rest } = input
  return replaceOverride(db, overrideId, { ...rest, numberId, reason, kind: 'manual', route: null })
}

/** Closes a site at once, until it is lifted; refused when it replaces another than it names. */
export async function setEmergencyClosure(
  db: Db,
  input: NewEmergencyClosure,
): Promise<SiteOverride | Refusal<SiteOverride>> {
  const { overrideId = null, reason = null, route = null, siteId, by } = input
  return replaceOverride(db, overrideId, {
    siteId,
    by,
    reason,
    route: route && JSON.stringify(route),
    kind: 'emergency',
    open: false,
    until: null,
    numberId: null,
  })
}

/** Ends an override or closure. Refused when it ended already: with the one that was set since, if there is one (N12). */
export async function liftSiteOverride(db: Db, id: string): Promise<SiteOverride | Refusal<SiteOverride>> {
  const lifted = await db
    .updateTable('siteOverrides')
    .set({ liftedAt: Date.now() })
    .where('id', '=', id)
    .where('liftedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return lifted ?? whyNotLifted(db, id)
}

async function whyNotLifted(db: Db, id: string): Promise<Refusal<SiteOverride>> {
  const over = await db.selectFrom('siteOverrides').selectAll().where('id', '=', id).executeTakeFirst()
  const last = over && (await lastOverride(db, over))
  return last === undefined || last.id === id
    ? refuse<SiteOverride>('not-found', 'no such override is in force')
    : refuse('stale-version', `the override is over, and ${last.by} has set another since`, last)
}

/** What holds at a site now: the closure and the overrides that nobody lifted, newest first. */
export async function currentSiteOverrides(db: Db, siteId: string, now: number): Promise<SiteOverride[]> {
  return db
    .selectFrom('siteOverrides')
    .selectAll()
    .where('siteId', '=', siteId)
    .where('liftedAt', 'is', null)
    .where((of) => of.or([of('until', 'is', null), of('until', '>', now)]))
    .orderBy('id', 'desc')
    .execute()
}

type NewOverrideRow = Pick<
  SiteOverride,
  'siteId' | 'numberId' | 'kind' | 'open' | 'until' | 'by' | 'reason'
> & { route: string | null }

/** @param replaced the one that was read at the same place; null: there was none */
async function replaceOverride(
  db: Db,
  replaced: string | null,
  row: NewOverrideRow,
): Promise<SiteOverride | Refusal<SiteOverride>> {
  return inTransaction(db, async (tx) => {
    // The lock lets two people set an override one after the other.
    const site = await tx
      .selectFrom('sites')
      .select('operatorId')
      .where('id', '=', row.siteId)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!site) return refuse('not-found', 'no such site')
    if (row.numberId !== null) await keepNumber(tx, row.numberId)
    const now = Date.now()
    const before = await lastOverride(tx, row)
    if (!isAsRead(before, replaced, now)) return staleOrMissing(before, 'override')
    if (before?.liftedAt === null)
      await tx.updateTable('siteOverrides').set({ liftedAt: now }).where('id', '=', before.id).execute()
    return tx
      .insertInto('siteOverrides')
      .values({ ...row, id: newId(), operatorId: site.operatorId, since: now })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/** The last that was set at the same place, whether it holds or not: at most this one does. */
const lastOverride = (
  tx: Db | Tx,
  { siteId, kind, numberId }: Pick<SiteOverride, 'siteId' | 'kind' | 'numberId'>,
): Promise<SiteOverride | undefined> =>
  tx
    .selectFrom('siteOverrides')
    .selectAll()
    .where('siteId', '=', siteId)
    .where('kind', '=', kind)
    .where('numberId', numberId === null ? 'is' : '=', numberId)
    .orderBy('liftedAt', (order) => order.desc().nullsFirst())
    .limit(1)
    .executeTakeFirst()

/** N12. Whoever has read one that has ended by its clock meanwhile has missed nothing that anybody did. */
function isAsRead(last: SiteOverride | undefined, read: string | null, now: number): boolean {
  if (last === undefined) return read === null
  const holds = last.liftedAt === null && (last.until === null || last.until > now)
  return read === null ? !holds : last.id === read && last.liftedAt === null
}
