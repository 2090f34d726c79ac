/** Events of holidays and calendars (M9): a new import keeps what people made of single days. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { atOnce, createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { loadPlans } from './live-plan.ts'
import {
  changeImportedEvent,
  createScheduleSource,
  deleteScheduleSource,
  importEvents,
  listScheduleSources,
  type SourceEvent,
  updateHolidayTypes,
} from './schedule-sources.ts'
import { deleteSiteEvent, listSiteEvents, updateSiteEvent } from './site-schedule.ts'

let database: Database
let tenant: Tenant
let sourceId: string
let tenants = 0
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  tenant = await createTenant(database.kysely, { first: `+4420794${60 + ++tenants}000`, ordinary: 0 })
  const source = {
    siteId: tenant.site.id,
    kind: 'holidays',
    name: 'GB',
    country: 'GB',
    types: ['public'],
  } as const
  sourceId = must(await createScheduleSource(database.kysely, source)).id
})

const day = (key: string, date: string, name = key): SourceEvent => ({
  key,
  name,
  when: { kind: 'days', from: date, to: date },
  recurring: true,
})
const christmas = day('2099/12-25', '2099-12-25', 'Christmas')
const boxing = day('2099/12-26', '2099-12-26', 'Boxing Day')
const bring = (events: SourceEvent[]) => importEvents(database.kysely, sourceId, events, '2026-01-01')
const events = async () => (await listSiteEvents(database.kysely, { sourceId })).items
const planned = async () =>
  (await loadPlans(database.pool, tenant.main.e164, Date.now()))[0]?.plan.schedule.events ?? []

it('come, move, go and are counted', async () => {
  expect(await bring([christmas, boxing])).toEqual({ added: 2, changed: 0, removed: 0, unchanged: 0 })
  expect(await bring([christmas, boxing])).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 2 })
  const moved = day(boxing.key, '2099-12-28', 'Boxing Day')
  expect(await bring([christmas, moved])).toEqual({ added: 0, changed: 1, removed: 0, unchanged: 1 })
  expect(await planned()).toMatchObject([
    { name: 'Christmas', scope: 'site', recurring: true },
    { when: { from: '2099-12-28' } },
  ])
  expect(await bring([])).toMatchObject({ removed: 2 })
})

it('that are over stay for the history', async () => {
  await bring([day('old', '2025-12-25'), christmas])
  expect(await bring([christmas])).toMatchObject({ removed: 0, unchanged: 1 })
  expect(await events()).toHaveLength(2)
})

it('are when they are after the site has got another zone, where their source says so', async () => {
  const span = (key: string, from: string, to: string): SourceEvent => ({
    ...{ key, name: key, recurring: false },
    when: { kind: 'span', from, to },
  })
  const from = Date.parse('2099-07-01T08:00Z')
  const drill = {
    ...span('drill', '2099-07-01T09:00', '2099-07-01T10:00'),
    instants: { from, to: from + 3_600_000 },
  }
  // As read when the site was in the zone of before.
  await atOnce(
    database,
    (tx) =>
      tx.updateTable('sites').set({ timeZone: 'Asia/Tokyo' }).where('id', '=', tenant.site.id).execute(),
    () => bring([drill]),
  )
  expect((await planned()).map(({ when }) => when.from)).toEqual(['2099-07-01T17:00'])
  await bring([christmas, drill, span('lunch', '2099-07-01T12:00', '2099-07-01T13:00')])
  const { id } = tenant.site
  await database.kysely
    .updateTable('sites')
    .set({ timeZone: 'Asia/Kathmandu' })
    .where('id', '=', id)
    .execute()
  expect((await planned()).map(({ when }) => [when.from, when.to]).toSorted()).toEqual([
    ['2099-07-01T12:00', '2099-07-01T13:00'],
    ['2099-07-01T13:45', '2099-07-01T14:45'],
    ['2099-12-25', '2099-12-25'],
  ])
})

it('keep half days, routes and exclusions when they are imported again', async () => {
  await bring([christmas, boxing])
  const [first, second] = await events()
  const hours = [{ start: '08:30', end: '12:00' }]
  const route = { steps: [], end: 'closed' } as const
  const half = must(
    await changeImportedEvent(database.kysely, first?.id ?? '', 1, { hours, route, excluded: false }),
  )
  expect(half).toMatchObject({ hours, route, version: 2, siteIds: [tenant.site.id] })
  must(
    await changeImportedEvent(database.kysely, second?.id ?? '', 1, {
      hours: null,
      route: null,
      excluded: true,
    }),
  )
  await bring([day(christmas.key, '2099-12-24', 'Christmas'), boxing])
  expect(await planned()).toMatchObject([{ name: 'Christmas', when: { from: '2099-12-24' }, hours, route }])
  const stale = await changeImportedEvent(database.kysely, second?.id ?? '', 1, {
    hours: null,
    route: null,
    excluded: false,
  })
  expect(stale).toMatchObject({ code: 'stale-version', current: { excluded: true } })
})

it('are neither replaced nor taken back by hand', async () => {
  await bring([christmas])
  const [event] = await events()
  const input = { siteIds: [tenant.site.id], name: 'Mine', when: christmas.when }
  const id = event?.id ?? ''
  expect(await updateSiteEvent(database.kysely, id, 1, input)).toMatchObject({ code: 'wrong-state' })
  expect(await deleteSiteEvent(database.kysely, id, 1)).toMatchObject({ code: 'wrong-state' })
})

it('go with their source, which a site has once', async () => {
  await bring([christmas])
  const again = { siteId: tenant.site.id, kind: 'holidays', name: 'GB', country: 'GB', types: [] } as const
  expect(await createScheduleSource(database.kysely, again)).toMatchObject({ code: 'name-taken' })
  expect(await deleteScheduleSource(database.kysely, sourceId, 1, 'calendar')).toMatchObject({
    code: 'not-found',
  })
  expect(await deleteScheduleSource(database.kysely, sourceId, 1, 'holidays')).toBeUndefined()
  expect(await planned()).toEqual([])
  expect(await bring([christmas])).toMatchObject({ code: 'not-found' })
})

it('types are changed on the version that was read (N12)', async () => {
  expect(await updateHolidayTypes(database.kysely, sourceId, 1, ['public', 'bank'])).toMatchObject({
    version: 2,
  })
  const stale = await updateHolidayTypes(database.kysely, sourceId, 1, [])
  expect(stale).toMatchObject({ code: 'stale-version', current: { types: ['public', 'bank'] } })
  expect(await listScheduleSources(database.kysely, 'holidays', tenant.site.id)).toHaveLength(1)
})
