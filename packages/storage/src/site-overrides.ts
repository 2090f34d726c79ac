/** What is set by hand at a site (M9): emergency closures, and overrides with an end. */
import type { Route } from '@mainline/pbx'
import { type Refusal, refuse } from './errors.ts'
import { newId } from './id.ts'
import type { Db, SiteOverride } from './schema.ts'
import { inTransaction } from './transaction.ts'

export interface NewSiteOverride {
  siteId: string
  numberId?: string | null | undefined
  open: boolean
  /** ms since the epoch */
  until: number
  by: string
  reason?: string | null | undefined
}

export interface NewEmergencyClosure {
  siteId: string
  by: string
  reason?: string | null | undefined
  route?: Route | null | undefined
}

/** Opens or closes a site, or one number, by hand until a time; replaces the override before it. */
export async function setSiteOverride(db: Db, input: NewSiteOverride): Promise<SiteOverride | Refusal> {
  const { numberId = null, reason = null, ...rest } = input
  return replaceOverride(db, { ...rest, numberId, reason, kind: 'manual', route: null })
}

/** Closes a site at once, until it is lifted; replaces the closure before it. */
export async function setEmergencyClosure(
  db: Db,
  input: NewEmergencyClosure,
): Promise<SiteOverride | Refusal> {
  const { reason = null, route = null, siteId, by } = input
  return replaceOverride(db, {
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

/** Ends an override or closure. Refused when it ended already. */
export async function liftSiteOverride(db: Db, id: string): Promise<SiteOverride | Refusal> {
  const lifted = await db
    .updateTable('siteOverrides')
    .set({ liftedAt: Date.now() })
    .where('id', '=', id)
    .where('liftedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return lifted ?? refuse('not-found', 'no such override is in force')
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

async function replaceOverride(db: Db, row: NewOverrideRow): Promise<SiteOverride | Refusal> {
  return inTransaction(db, async (tx) => {
    // The lock lets two people set an override one after the other.
    const site = await tx
      .selectFrom('sites')
      .select('operatorId')
      .where('id', '=', row.siteId)
      .forUpdate()
      .executeTakeFirst()
    if (!site) return refuse('not-found', 'no such site')
    const now = Date.now()
    await tx
      .updateTable('siteOverrides')
      .set({ liftedAt: now })
      .where('siteId', '=', row.siteId)
      .where('kind', '=', row.kind)
      .where('numberId', row.numberId === null ? 'is' : '=', row.numberId)
      .where('liftedAt', 'is', null)
      .execute()
    return tx
      .insertInto('siteOverrides')
      .values({ ...row, id: newId(), operatorId: site.operatorId, since: now })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}
