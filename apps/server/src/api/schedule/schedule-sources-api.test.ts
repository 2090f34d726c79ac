/** Holidays, half days and calendars of a site, and which rule wins (M9). */
import * as contract from '@mainline/contract'
import { createTenant, type Tenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let tenant: Tenant
let tenants = 0
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(async () => {
  tenant = await createTenant(api.database.kysely, {
    first: `+44207945${String(++tenants).padStart(2, '0')}00`,
  })
})

const params = () => ({ siteId: tenant.site.id })
const subscribe = (body: object = {}) =>
  api.ok(contract.subscribeHolidays, { params: params(), body: { country: 'GB', state: 'ENG', ...body } })
const eventsOf = async (sourceId: string) =>
  (await api.ok(contract.listSiteEvents, { query: { sourceId } })).items
const ruleAt = (at: string) =>
  api.ok(contract.getNumberRule, { params: { numberId: tenant.main.id }, query: { at } })
const nextYear = new Date().getUTCFullYear() + 1
const christmas = `${nextYear}-12-25`

describe('public holidays', () => {
  it('are subscribed by country and region, close the site, and are unsubscribed', async () => {
    const made = await subscribe()
    expect(made).toMatchObject({ country: 'GB', state: 'ENG', region: null, types: ['public'], version: 1 })
    const events = await eventsOf(made.id)
    expect(events.length).toBe(made.imported.added)
    expect(new Set(events.map(({ when }) => when.from.slice(0, 4))).size).toBe(3)
    expect((await ruleAt(`${christmas}T12:00:00Z`)).now).toMatchObject({ rule: 'event', open: false })
    const { items } = await api.ok(contract.listHolidaySubscriptions, { params: params() })
    expect(items.map(({ id }) => id)).toEqual([made.id])
    const again = { params: params(), body: { country: 'GB', state: 'ENG' } }
    expect(await api.refusal(contract.subscribeHolidays, again)).toBe('name-taken')
    const target = { params: { subscriptionId: made.id }, query: { version: 1 } }
    expect((await api.call(contract.unsubscribeHolidays, target)).status).toBe(204)
    expect(await eventsOf(made.id)).toEqual([])
    expect(await api.refusal(contract.unsubscribeHolidays, target)).toBe('not-found')
  })

  it('become half days or are excluded; choosing other types keeps that', async () => {
    const made = await subscribe()
    const find = async (date: string) => (await eventsOf(made.id)).find(({ when }) => when.from === date)
    const day = await find(christmas)
    const hours = [{ start: '08:30', end: '12:00' }]
    const exception = { params: { eventId: day?.id ?? '' }, body: { version: 1, hours } }
    expect(await api.ok(contract.changeImportedEvent, exception)).toMatchObject({ hours, version: 2 })
    expect(await api.refusal(contract.changeImportedEvent, exception)).toBe('stale-version')
    expect((await ruleAt(`${christmas}T09:00:00Z`)).now).toMatchObject({ rule: 'event', open: true })
    const boxing = await find(`${nextYear}-12-26`)
    await api.ok(contract.changeImportedEvent, {
      params: { eventId: boxing?.id ?? '' },
      body: { version: 1, excluded: true },
    })
    expect((await ruleAt(`${nextYear}-12-26T12:00:00Z`)).now.rule).not.toBe('event')
    const wider = await api.ok(contract.updateHolidaySubscription, {
      params: { subscriptionId: made.id },
      body: { version: 1, types: ['public', 'observance'] },
    })
    expect(wider.imported).toMatchObject({ removed: 0, changed: 0, unchanged: made.imported.added })
    expect(wider.imported.added).toBeGreaterThan(0)
    expect(await find(christmas)).toMatchObject({ hours })
    expect(await find(`${nextYear}-12-26`)).toMatchObject({ excluded: true })
    const stale = { params: { subscriptionId: made.id }, body: { version: 1, types: ['bank' as const] } }
    expect(await api.refusal(contract.updateHolidaySubscription, stale)).toBe('stale-version')
  })

  it('an exception may not trap a caller, and is for imported events only (M6)', async () => {
    const made = await subscribe()
    const [day] = await eventsOf(made.id)
    const change = (eventId: string, body: object) =>
      api.refusal(contract.changeImportedEvent, { params: { eventId }, body: { version: 1, ...body } })
    const trap = { steps: [{ target: 'hunt-group' as const, limitSeconds: 20 }] }
    expect(await change(day?.id ?? '', { route: trap })).toBe('route-last')
    expect(await change(day?.id ?? '', { hours: [{ start: '12:00', end: '08:30' }] })).toBe('event-interval')
    const own = await api.ok(contract.createSiteEvent, {
      body: {
        name: 'Eve',
        siteIds: [tenant.site.id],
        when: { kind: 'days', from: '2099-12-24', to: '2099-12-24' },
        hours: [{ start: '08:30', end: '12:00' }],
      },
    })
    expect(own).toMatchObject({ hours: [{ start: '08:30', end: '12:00' }], sourceId: null })
    expect(await change(own.id, {})).toBe('wrong-state')
    const imported = { params: { eventId: day?.id ?? '' }, query: { version: 1 } }
    expect(await api.refusal(contract.deleteSiteEvent, imported)).toBe('wrong-state')
  })

  it('of a place that nobody knows are refused; places are listed', async () => {
    const wrong = { params: params(), body: { country: 'GB', state: 'ZZ' } }
    expect(await api.refusal(contract.subscribeHolidays, wrong)).toBe('holiday-place')
    const { items } = await api.ok(contract.listHolidayCountries, { query: {} })
    expect(items.length).toBeGreaterThan(150)
    const states = await api.ok(contract.listHolidayStates, {
      params: { country: 'DE' },
      query: { language: 'de' },
    })
    expect(states.items).toContainEqual(expect.objectContaining({ code: 'BY', name: 'Bayern' }))
    expect(await api.refusal(contract.listHolidayStates, { params: { country: 'ZZ' } })).toBe('not-found')
  })
})

describe('a calendar', () => {
  const text = (...days: string[]) =>
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      ...days.flatMap((day) => [
        'BEGIN:VEVENT',
        `UID:${day}`,
        `SUMMARY:Closed ${day}`,
        `DTSTART;VALUE=DATE:${day}`,
        'END:VEVENT',
      ]),
      'END:VCALENDAR',
    ].join('\r\n')
  const body = (content: string, dryRun = false) => ({
    params: params(),
    body: { name: 'Closures', text: content, dryRun },
  })

  it('is tried, imported, replaced by itself and taken back', async () => {
    const days = [`${nextYear}0504`, `${nextYear}0505`]
    const dry = await api.ok(contract.importCalendar, body(text(...days), true))
    expect(dry).toMatchObject({ calendar: null, imported: null, errors: [] })
    expect(dry.events).toHaveLength(2)
    const first = await api.ok(contract.importCalendar, body(text(...days)))
    expect(first.imported).toMatchObject({ added: 2 })
    const id = first.calendar?.id ?? ''
    expect((await ruleAt(`${nextYear}-05-04T12:00:00Z`)).now.reason).toContain(`Closed ${nextYear}0504`)
    const second = await api.ok(contract.importCalendar, body(text(...days.slice(1), `${nextYear}0506`)))
    expect(second.imported).toEqual({ added: 1, changed: 0, removed: 1, unchanged: 1 })
    expect(await eventsOf(id)).toHaveLength(2)
    expect((await api.ok(contract.listCalendars, { params: params() })).items).toEqual([second.calendar])
    const target = { params: { calendarId: id }, query: { version: second.calendar?.version ?? 0 } }
    expect((await api.call(contract.deleteCalendar, target)).status).toBe(204)
    expect(await eventsOf(id)).toEqual([])
  }, 30_000)

  it('takes back what holds today, the day of the site, when it is brought anew without', async () => {
    tenant = await createTenant(api.database.kysely, {
      first: '+442079459000',
      timeZone: 'America/Los_Angeles',
    })
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    // Four in the afternoon of 4 May in Los Angeles, where Greenwich has midnight behind it.
    vi.setSystemTime(`${nextYear}-05-05T00:30:00Z`)
    await api.ok(contract.importCalendar, body(text(`${nextYear}0504`)))
    const { imported } = await api.ok(contract.importCalendar, body(text(`${nextYear}0601`)))
    expect(imported).toEqual({ added: 1, changed: 0, removed: 1, unchanged: 0 })
    expect((await ruleAt(`${nextYear}-05-05T00:30:00Z`)).now.rule).toBe('weekly')
  }, 30_000)

  it('is refused while as many files are read and wait as may be', async () => {
    const end = Promise.withResolvers<string>()
    const busy = [1, 2, 3].map(() => api.workers.run(() => end.promise))
    expect(await api.refusal(contract.importCalendar, body(text(`${nextYear}0504`), true))).toBe(
      'server-busy',
    )
    end.resolve('through')
    await Promise.all(busy)
  })

  it('of hundreds of entries with long descriptions is read', async () => {
    const entries = Array.from(
      { length: 300 },
      (_, i) =>
        `BEGIN:VEVENT\r\nUID:${i}\r\nDTSTART;VALUE=DATE:${nextYear - 9 + (i % 9)}0101\r\nDESCRIPTION:${'é'.repeat(500)}\r\nEND:VEVENT\r\n`,
    )
    const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${entries.join('')}END:VCALENDAR\r\n`
    const body = { name: 'Years', text, dryRun: true }
    const found = await api.ok(contract.importCalendar, { params: params(), body })
    expect(found.skipped + found.events.length).toBe(300)
    const tooLong = { name: 'Years', text: text.padEnd(2_000_001, '\r\n'), dryRun: true }
    expect(await api.refusal(contract.importCalendar, { params: params(), body: tooLong })).toBe(
      'invalid-request',
    )
  }, 20_000)

  it('that is none is refused, and entries that cannot be read are named', async () => {
    expect(await api.refusal(contract.importCalendar, body('hello'))).toBe('calendar-unreadable')
    const broken = text(`${nextYear}0504`).replace('SUMMARY:', 'DTEND:x\r\nSUMMARY:')
    const { errors } = await api.ok(contract.importCalendar, body(broken, true))
    expect(errors).toHaveLength(1)
    const unknown = { params: { calendarId: unknownId }, query: { version: 1 } }
    expect(await api.refusal(contract.deleteCalendar, unknown)).toBe('not-found')
  }, 30_000)
})

describe('which rule wins now, and next', () => {
  it('for a site and for a number with an override of its own', async () => {
    const at = '2026-11-24T10:00:00Z'
    const site = await api.ok(contract.getSiteRule, { params: params(), query: { at } })
    expect(site).toMatchObject({
      now: { rule: 'weekly', open: true, until: '2026-11-24T18:00:00.000Z' },
      next: { rule: 'weekly', open: false, until: '2026-11-25T08:30:00.000Z' },
    })
    await api.ok(contract.setOverride, {
      params: params(),
      body: { numberId: tenant.main.id, open: false, until: '2999-01-01T00:00:00Z' },
    })
    const later = new Date(Date.now() + 60_000).toISOString()
    expect((await ruleAt(later)).now.rule).toBe('override')
    const ofSite = await api.ok(contract.getSiteRule, { params: params(), query: { at: later } })
    expect(ofSite.now.rule).toBe('weekly')
    expect((await ruleAt('2999-01-01T00:00:00Z')).now.rule).toBe('weekly')
  })
  it('for a site that is always closed there is no next', async () => {
    const hours = { mode: 'always-closed' as const }
    await api.ok(contract.setSiteHours, { params: params(), body: { version: tenant.site.version, hours } })
    expect(await api.ok(contract.getSiteRule, { params: params() })).toMatchObject({
      now: { open: false },
      next: null,
    })
  })
})
