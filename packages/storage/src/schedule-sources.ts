/**
 * Where events of a site come from when nobody dated them by hand (M9): public holidays of a country, imported
 * calendars. An import brings names and dates up to date and keeps what people made of single events.
 */
import { type DayInterval, type LocalSpan, offsetWindow, type Route, type WholeDays } from '@mainline/pbx'
import { sql } from 'kysely'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import type { ScheduleSource } from './schema/settings.ts'
import type { Db, Tx } from './schema.ts'
import { findSiteEvent, type SiteEventWithSites } from './site-schedule.ts'
import { inTransaction } from './transaction.ts'

export interface NewScheduleSource {
  siteId: string
  kind: ScheduleSource['kind']
  /** Unique among those of its kind at the site. */
  name: string
  country?: string | undefined
  state?: string | undefined
  region?: string | undefined
  types?: readonly string[] | undefined
}

/** One date that a source knows. */
export interface SourceEvent {
  /** The same at each import of the same date. */
  readonly key: string
  readonly name: string
  readonly when: WholeDays | LocalSpan
  /** The same in ms since the epoch, where the source says it by the clock of a zone: it stays when the site gets another one. */
  readonly instants?: { readonly from: number; readonly to: number } | undefined
  /** One of many dates of a rule. */
  readonly recurring: boolean
}

/** What an import did to the events of its source. */
export interface ImportCount {
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
}

/** Refused when the site has it already. */
export async function createScheduleSource(
  db: Db,
  input: NewScheduleSource,
): Promise<ScheduleSource | Refusal> {
  const { siteId, kind, name, country = null, state = null, region = null, types } = input
  const site = await db.selectFrom('sites').select('operatorId').where('id', '=', siteId).executeTakeFirst()
  if (!site) return refuse('not-found', 'no such site')
  const made = await db
    .insertInto('scheduleSources')
    .values({
      ...{ id: newId(), operatorId: site.operatorId, siteId, kind, name, country, state, region },
      types: types ? JSON.stringify(types) : null,
      createdAt: Date.now(),
      importedAt: null,
    })
    .onConflict((known) => known.constraint('schedule_sources_key').doNothing())
    .returningAll()
    .executeTakeFirst()
  return made ?? refuse('name-taken', `the site has ${name} already`)
}

export async function findScheduleSource(db: Db, id: string): Promise<ScheduleSource | undefined> {
  return db.selectFrom('scheduleSources').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Of one site and kind, or those of a kind everywhere; in order of creation. */
export async function listScheduleSources(
  db: Db,
  kind: ScheduleSource['kind'],
  siteId?: string,
): Promise<ScheduleSource[]> {
  const query = db.selectFrom('scheduleSources').selectAll().where('kind', '=', kind).orderBy('id')
  return (siteId === undefined ? query : query.where('siteId', '=', siteId)).execute()
}

/** Which kinds of day count (N12). */
export async function updateHolidayTypes(
  db: Db,
  id: string,
  version: number,
  types: readonly string[],
): Promise<ScheduleSource | Refusal<ScheduleSource>> {
  const changed = await db
    .updateTable('scheduleSources')
    .set({ types: JSON.stringify(types), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('kind', '=', 'holidays')
    .returningAll()
    .executeTakeFirst()
  if (changed) return changed
  const current = await findScheduleSource(db, id)
  return staleOrMissing(current?.kind === 'holidays' ? current : undefined, 'subscription')
}

/** Its events go with it. */
export async function deleteScheduleSource(
  db: Db,
  id: string,
  version: number,
  kind: ScheduleSource['kind'],
): Promise<Refusal<ScheduleSource> | undefined> {
  const gone = await db
    .deleteFrom('scheduleSources')
    .where('id', '=', id)
    .where('version', '=', version)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  if (gone.numDeletedRows > 0n) return undefined
  const left = await findScheduleSource(db, id)
  return staleOrMissing(
    left?.kind === kind ? left : undefined,
    kind === 'holidays' ? 'subscription' : 'calendar',
  )
}

/**
 * Makes the events of a source those given: new dates come, moved ones move, others go, but not those that ended
 * before `since`, which are history. Opening times, routes and exclusions that people chose stay with their date.
 *
 * @param since `YYYY-MM-DD`
 */
export async function importEvents(
  db: Db,
  sourceId: string,
  given: readonly SourceEvent[],
  since: string,
): Promise<ImportCount | Refusal> {
  return inTransaction(db, async (tx) => {
    const source = await tx
      .selectFrom('scheduleSources')
      .selectAll()
      .where('id', '=', sourceId)
      .forUpdate()
      .executeTakeFirst()
    if (!source) return refuse('not-found', 'no such source of events')
    const events = await atTheSite(tx, source.siteId, given)
    const known = await tx
      .selectFrom('siteEvents')
      .select('sourceKey')
      .where('sourceId', '=', sourceId)
      .execute()
    const keys = new Set(known.map((row) => row.sourceKey))
    const written = await writeEvents(tx, source, events)
    const removed = await removeOthers(tx, sourceId, events, since)
    // Nobody takes back a calendar that has just been replaced (N12). Holidays are the same subscription as before.
    const isOther = source.kind === 'calendar' && written + removed > 0
    await tx
      .updateTable('scheduleSources')
      .set({ importedAt: Date.now(), version: source.version + (isOther ? 1 : 0) })
      .where('id', '=', sourceId)
      .execute()
    const added = events.filter((event) => !keys.has(event.key)).length
    const changed = written - added
    return { added, changed, removed, unchanged: events.length - written }
  })
}

/** Timed entries by the zone of the site, which may be another one than when they were read, and stays until they are written. */
async function atTheSite(
  tx: Tx,
  siteId: string,
  events: readonly SourceEvent[],
): Promise<readonly SourceEvent[]> {
  if (events.every(({ instants }) => instants === undefined)) return events
  const { timeZone } = await tx
    .selectFrom('sites')
    .select('timeZone')
    .where('id', '=', siteId)
    .forShare()
    .executeTakeFirstOrThrow()
  const local = (at: number) =>
    new Date(at + offsetWindow(timeZone, at).offset).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length)
  return events.map((event) => {
    if (event.instants === undefined) return event
    const { from, to } = event.instants
    return { ...event, when: { kind: 'span', from: local(from), to: local(to) } }
  })
}

/** @returns how many rows were made or changed */
async function writeEvents(tx: Tx, source: ScheduleSource, events: readonly SourceEvent[]): Promise<number> {
  if (events.length === 0) return 0
  const { id: sourceId, siteId, operatorId } = source
  const rows = await tx
    .insertInto('siteEvents')
    .values(
      events.map(({ key, name, when, instants, recurring }) => ({
        ...{ id: newId(), operatorId, organizationId: null, numberId: null, createdAt: Date.now() },
        ...{ name, kind: when.kind, startsOn: when.from, endsOn: when.to, recurring },
        ...{ sourceId, sourceKey: key, beginsAt: instants?.from ?? null, endsAt: instants?.to ?? null },
      })),
    )
    .onConflict((row) =>
      row
        .constraint('site_events_source')
        .doUpdateSet((of) => ({
          name: of.ref('excluded.name'),
          kind: of.ref('excluded.kind'),
          startsOn: of.ref('excluded.startsOn'),
          endsOn: of.ref('excluded.endsOn'),
          beginsAt: of.ref('excluded.beginsAt'),
          endsAt: of.ref('excluded.endsAt'),
          recurring: of.ref('excluded.recurring'),
          version: sql<number>`site_events.version + 1`,
        }))
        .where(
          sql<boolean>`(site_events.name, site_events.kind, site_events.starts_on, site_events.ends_on,
              site_events.begins_at, site_events.ends_at)
            is distinct from (excluded.name, excluded.kind, excluded.starts_on, excluded.ends_on,
              excluded.begins_at, excluded.ends_at)`,
        ),
    )
    .returning('id')
    .execute()
  if (rows.length > 0)
    await tx
      .insertInto('siteEventSites')
      .values(rows.map(({ id: eventId }) => ({ eventId, siteId, operatorId })))
      .onConflict((row) => row.doNothing())
      .execute()
  return rows.length
}

async function removeOthers(
  tx: Tx,
  sourceId: string,
  events: readonly SourceEvent[],
  since: string,
): Promise<number> {
  const gone = await tx
    .deleteFrom('siteEvents')
    .where('sourceId', '=', sourceId)
    .where('endsOn', '>=', since)
    .where(sql<boolean>`source_key <> all(${events.map((event) => event.key)}::text[])`)
    .executeTakeFirstOrThrow()
  return Number(gone.numDeletedRows)
}

export interface ImportedEventChange {
  /** Half day: when it is open all the same. */
  hours: readonly DayInterval[] | null
  route: Route | null
  /** Does not count this year. */
  excluded: boolean
}

/** What people make of one event of a source (N12); its name and dates are the source's. */
export async function changeImportedEvent(
  db: Db,
  id: string,
  version: number,
  { hours, route, excluded }: ImportedEventChange,
): Promise<SiteEventWithSites | Refusal<SiteEventWithSites>> {
  return inTransaction(db, async (tx) => {
    await tx.selectFrom('siteEvents').select('id').where('id', '=', id).forUpdate().execute()
    const current = await findSiteEvent(tx, id)
    if (!current || current.version !== version) return staleOrMissing(current, 'event')
    if (current.sourceId === null)
      return refuse('wrong-state', 'the event was dated by hand; change it as such')
    const event = await tx
      .updateTable('siteEvents')
      .set({
        hours: hours && JSON.stringify(hours),
        route: route && JSON.stringify(route),
        excluded,
        version: version + 1,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { ...event, siteIds: current.siteIds }
  })
}
