/** Dated events of sites, and all that bears on a number besides its hours (M9). */
import type {
  DayInterval,
  EmergencyClosure,
  EventScope,
  LocalSpan,
  ManualOverride,
  Route,
  ScheduleEvent,
  SiteSchedule,
  WholeDays,
} from '@mainline/pbx'
import { sql } from 'kysely'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { Db, SiteEvent, SiteOverride, Tx } from './schema.ts'
import { currentSiteOverrides } from './site-overrides.ts'
import { inTransaction } from './transaction.ts'

export interface NewSiteEvent {
  operatorId: string
  /** At least one, all of the operator. */
  siteIds: string[]
  /** Narrower: of one organization, or of one number. */
  organizationId?: string | null | undefined
  numberId?: string | null | undefined
  name: string
  when: WholeDays | LocalSpan
  route?: Route | null | undefined
  /** Half days: when it is open all the same. */
  hours?: readonly DayInterval[] | null | undefined
}

/** An event with the sites at which it holds. */
export type SiteEventWithSites = SiteEvent & { siteIds: string[] }

/** What of an event bears on calls. */
export type HoldingEvent = Pick<
  SiteEventWithSites,
  | 'id'
  | 'name'
  | 'kind'
  | 'startsOn'
  | 'endsOn'
  | 'route'
  | 'hours'
  | 'recurring'
  | 'organizationId'
  | 'numberId'
  | 'siteIds'
>

export interface SiteEventFilter extends PageRequest {
  operatorId?: string | undefined
  siteId?: string | undefined
  /** Of one subscription or calendar. */
  sourceId?: string | undefined
}

/** Announces a dated event. Refused when one of the sites is not the operator's. */
export async function createSiteEvent(db: Db, input: NewSiteEvent): Promise<SiteEventWithSites | Refusal> {
  return inTransaction(db, async (tx) => {
    const foreign = await foreignSite(tx, input.operatorId, input.siteIds)
    if (foreign) return foreign
    const event = await tx
      .insertInto('siteEvents')
      .values({ id: newId(), operatorId: input.operatorId, createdAt: Date.now(), ...eventColumns(input) })
      .returningAll()
      .executeTakeFirstOrThrow()
    await setSites(tx, event, input.siteIds)
    return { ...event, siteIds: [...input.siteIds].sort() }
  })
}

export async function findSiteEvent(db: Db, id: string): Promise<SiteEventWithSites | undefined> {
  return eventsWithSites(db).where('siteEvents.id', '=', id).executeTakeFirst()
}

/** In order of creation. */
export async function listSiteEvents(
  db: Db,
  filter: SiteEventFilter = {},
): Promise<Page<SiteEventWithSites>> {
  let query = eventsWithSites(db).orderBy('siteEvents.id').limit(rowsToRead(filter))
  if (filter.after) query = query.where('siteEvents.id', '>', filter.after)
  if (filter.operatorId) query = query.where('siteEvents.operatorId', '=', filter.operatorId)
  if (filter.sourceId) query = query.where('siteEvents.sourceId', '=', filter.sourceId)
  const siteId = filter.siteId
  if (siteId) {
    query = query.where('siteEvents.id', 'in', (held) =>
      held.selectFrom('siteEventSites').select('eventId').where('siteId', '=', siteId),
    )
  }
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** Replaces an event (N12). */
export async function updateSiteEvent(
  db: Db,
  id: string,
  version: number,
  input: Omit<NewSiteEvent, 'operatorId'>,
): Promise<SiteEventWithSites | Refusal<SiteEventWithSites>> {
  return inTransaction(db, async (tx) => {
    await tx.selectFrom('siteEvents').select('id').where('id', '=', id).forUpdate().execute()
    const current = await findSiteEvent(tx, id)
    if (!current || current.version !== version) return staleOrMissing(current, 'event')
    if (current.sourceId !== null) return ofSource
    const foreign = await foreignSite(tx, current.operatorId, input.siteIds)
    if (foreign) return foreign
    const event = await tx
      .updateTable('siteEvents')
      .set({ ...eventColumns(input), version: version + 1 })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (!event) return ofOthersToo
    await tx.deleteFrom('siteEventSites').where('eventId', '=', id).execute()
    await setSites(tx, event, input.siteIds)
    return { ...event, siteIds: [...input.siteIds].sort() }
  })
}

export async function deleteSiteEvent(
  db: Db,
  id: string,
  version: number,
): Promise<Refusal<SiteEventWithSites> | undefined> {
  const gone = await db
    .deleteFrom('siteEvents')
    .where('id', '=', id)
    .where('version', '=', version)
    .where('sourceId', 'is', null)
    .executeTakeFirstOrThrow()
  if (gone.numDeletedRows > 0n) return undefined
  const left = await findSiteEvent(db, id)
  if (left && left.sourceId !== null) return ofSource
  return left?.version === version ? ofOthersToo : staleOrMissing(left, 'event')
}

/** Row-level security lets nobody change what holds at sites that are hidden from it. */
const ofOthersToo = refuse('wrong-state', 'the event is also at sites that are not yours')

const ofSource = refuse('wrong-state', 'the event comes from a subscription or calendar; exclude it instead')

/** What applies to a site as a whole. */
export async function scheduleOfSite(db: Db, siteId: string, now: number): Promise<SiteSchedule> {
  const nobody = { id: '', organizationId: null }
  return scheduleFor(nobody, await countingEvents(db, siteId), await currentSiteOverrides(db, siteId, now))
}

const countingEvents = (db: Db, siteId: string): Promise<SiteEventWithSites[]> =>
  eventsWithSites(db)
    .where('siteEvents.id', 'in', (held) =>
      held.selectFrom('siteEventSites').select('eventId').where('siteId', '=', siteId),
    )
    .where('excluded', '=', false)
    .execute()

/** Picks what applies to a number out of what a site has, the narrower override before the wider one. */
export function scheduleFor(
  number: { id: string; organizationId: string | null },
  events: readonly HoldingEvent[],
  overrides: readonly SiteOverride[],
): SiteSchedule {
  const mine = events.filter(
    (event) =>
      (event.numberId ?? number.id) === number.id &&
      (event.organizationId ?? number.organizationId) === number.organizationId,
  )
  const manualOf = (numberId: string | null) =>
    overrides.find((one) => one.kind === 'manual' && one.numberId === numberId)
  const [own, wide] = [manualOf(number.id), manualOf(null)]
  const manual = own ?? wide
  const emergency = overrides.find((one) => one.kind === 'emergency')
  return {
    events: mine.map(toScheduleEvent),
    override: manual && toManualOverride(manual),
    siteOverride: own && wide && toManualOverride(wide),
    emergency: emergency && toEmergencyClosure(emergency),
  }
}

const toScheduleEvent = (event: HoldingEvent): ScheduleEvent => ({
  id: event.id,
  name: event.name,
  scope: scopeOf(event),
  when: { kind: event.kind, from: event.startsOn, to: event.endsOn },
  route: event.route ?? undefined,
  hours: event.hours ?? undefined,
  recurring: event.recurring || undefined,
})

function scopeOf(event: HoldingEvent): EventScope {
  if (event.numberId !== null) return 'number'
  if (event.organizationId !== null) return 'organization'
  return event.siteIds.length === 1 ? 'site' : 'sites'
}

const toManualOverride = ({ open, since, until, by, reason }: SiteOverride): ManualOverride => ({
  open,
  since,
  until: until ?? since,
  by,
  reason: reason ?? undefined,
})

const toEmergencyClosure = ({ since, by, reason, route }: SiteOverride): EmergencyClosure => ({
  since,
  by,
  reason: reason ?? undefined,
  route: route ?? undefined,
})

const eventsWithSites = (db: Db) =>
  db
    .selectFrom('siteEvents')
    .selectAll('siteEvents')
    .select(
      sql<
        string[]
      >`array(select s.site_id::text from site_event_sites s where s.event_id = site_events.id order by 1)`.as(
        'siteIds',
      ),
    )

const eventColumns = (input: Omit<NewSiteEvent, 'operatorId'>) => ({
  organizationId: input.organizationId ?? null,
  numberId: input.numberId ?? null,
  name: input.name,
  kind: input.when.kind,
  startsOn: input.when.from,
  endsOn: input.when.to,
  route: input.route ? JSON.stringify(input.route) : null,
  hours: input.hours ? JSON.stringify(input.hours) : null,
})

async function foreignSite(
  tx: Tx,
  operatorId: string,
  siteIds: string[],
): Promise<Refusal<never> | undefined> {
  if (siteIds.length === 0) return refuse('not-found', 'an event needs a site')
  const own = await tx
    .selectFrom('sites')
    .select('id')
    .where('operatorId', '=', operatorId)
    .where('id', 'in', siteIds)
    .execute()
  const foreign = siteIds.find((id) => !own.some((site) => site.id === id))
  return foreign === undefined ? undefined : refuse('not-found', `no such site: ${foreign}`)
}

async function setSites(tx: Tx, event: SiteEvent, siteIds: string[]): Promise<void> {
  const rows = [...new Set(siteIds)].map((siteId) => ({
    eventId: event.id,
    siteId,
    operatorId: event.operatorId,
  }))
  await tx.insertInto('siteEventSites').values(rows).execute()
}
