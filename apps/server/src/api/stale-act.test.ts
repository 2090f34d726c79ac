/** N12: what somebody changed in between is not deleted, replaced or chosen over by whoever has not seen that. */
import * as contract from '@mainline/contract'
import { liftSiteOverride } from '@mainline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from './testing/test-api.ts'
import { equip, type Things } from './testing/things.ts'

let api: TestApi
let things: Things
/** A number that nobody has. */
const inStock = { numberId: '' }
/** An operator and a site on which nothing hangs. */
const mistaken = { organizationId: '' }
const atMistake = { siteId: '' }
beforeAll(async () => {
  api = await openTestApi()
  const { kysely } = api.database
  things = await equip(kysely, api.tenant, api.tenant.main, api.tenant.ordinary[0])
  await liftSiteOverride(kysely, things.override)
  const body = { siteId: things.site, first: '+442079460970' }
  inStock.numberId = (await api.ok(contract.createNumbers, { body })).items[0]?.id ?? ''
  mistaken.organizationId = (
    await api.ok(contract.createOrganization, { body: { name: 'Mistaken landlord' } })
  ).id
  const { operatorId, timeZone, extensionFirst, extensionLast } = await api.ok(contract.getSite, {
    params: site(),
  })
  const yard = { operatorId, timeZone, extensionFirst, extensionLast, name: 'Yard', domain: 'yard.test' }
  atMistake.siteId = (await api.ok(contract.createSite, { body: yard })).id
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

interface Told {
  status: number
  error: { code: string; details?: { current?: Record<string, unknown> } } | undefined
}

interface Act<Seen> {
  /** The thing, which an act names by what was seen of it; undefined: there is none. */
  read(): Promise<Record<string, unknown> | undefined>
  seen(now: Record<string, unknown> | undefined): Seen
  /** Somebody else changes it. */
  change(version: number): Promise<unknown>
  act(seen: Seen): Promise<Told>
}

const versionOf = (now: Record<string, unknown> | undefined): number => Number(now?.version)
/** A thing that one method shows. */
const deletion = (act: Omit<Act<number>, 'seen'>): Act<number> => ({ ...act, seen: versionOf })
const found = async (list: Promise<{ items: readonly { id: string }[] }>, id: string) =>
  (await list).items.find((one) => one.id === id)

const site = () => ({ siteId: things.site })
const main = () => ({ numberId: api.tenant.main.id })
const day = { kind: 'days', from: '2030-01-01', to: '2030-01-02' } as const
const until = '2999-01-01T00:00:00.000Z'

const overrideOf = async (kind: string) =>
  (await api.ok(contract.listOverrides, { params: site() })).items.find((one) => one.kind === kind)
const override = (act: Omit<Act<string | null>, 'seen' | 'change'>): Act<string | null> => ({
  ...act,
  seen: (now) => (now?.id as string | undefined) ?? null,
  change: async () => act.act(((await act.read())?.id as string | undefined) ?? null),
})

const greetings = () => api.ok(contract.listGreetings, { params: main() })
const greeting = () => ({ greetingId: things.greeting })
const choose = async (chosen: boolean) =>
  api.ok(contract.chooseGreeting, {
    params: greeting(),
    body: { revision: (await greetings()).revision, chosen },
  })
const ofGreetings = {
  read: greetings,
  seen: (now: Record<string, unknown> | undefined) => String(now?.revision),
}

const calendarOf = (days: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...days.flatMap((date) => [
      'BEGIN:VEVENT',
      `UID:${date}`,
      `SUMMARY:${date}`,
      `DTSTART;VALUE=DATE:${date}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].join('\r\n')
const nextYear = new Date().getUTCFullYear() + 1

const acts: readonly (readonly [string, Act<number> | Act<string> | Act<string | null>])[] = [
  [
    'delete-device',
    deletion({
      read: () => api.ok(contract.getDevice, { params: { deviceId: things.device } }),
      change: (version) =>
        api.ok(contract.renameDevice, {
          params: { deviceId: things.device },
          body: { version, name: 'Lobby' },
        }),
      act: (version) =>
        api.call(contract.deleteDevice, { params: { deviceId: things.device }, query: { version } }),
    }),
  ],
  [
    'delete-number',
    deletion({
      read: () => api.ok(contract.getNumber, { params: inStock }),
      change: (version) =>
        api.ok(contract.updateNumber, { params: inStock, body: { version, label: 'Lobby' } }),
      act: (version) => api.call(contract.deleteNumber, { params: inStock, query: { version } }),
    }),
  ],
  [
    'delete-operator',
    deletion({
      read: () => api.ok(contract.getOrganization, { params: mistaken }),
      change: (version) =>
        api.ok(contract.updateOrganization, { params: mistaken, body: { version, name: 'Other landlord' } }),
      act: (version) => api.call(contract.deleteOperator, { params: mistaken, query: { version } }),
    }),
  ],
  [
    'delete-site',
    deletion({
      read: () => api.ok(contract.getSite, { params: atMistake }),
      change: (version) =>
        api.ok(contract.updateSite, { params: atMistake, body: { version, name: 'Other yard' } }),
      act: (version) => api.call(contract.deleteSite, { params: atMistake, query: { version } }),
    }),
  ],
  [
    'delete-trunk',
    deletion({
      read: () => api.ok(contract.getTrunk, { params: { trunkId: things.trunk } }),
      change: (version) =>
        api.ok(contract.updateTrunk, {
          params: { trunkId: things.trunk },
          body: { version, enabled: false },
        }),
      act: (version) =>
        api.call(contract.deleteTrunk, { params: { trunkId: things.trunk }, query: { version } }),
    }),
  ],
  [
    'delete-webhook',
    deletion({
      read: () => api.ok(contract.getWebhook, { params: { webhookId: things.webhook } }),
      change: (version) =>
        api.ok(contract.updateWebhook, {
          params: { webhookId: things.webhook },
          body: { version, name: 'Other' },
        }),
      act: (version) =>
        api.call(contract.deleteWebhook, { params: { webhookId: things.webhook }, query: { version } }),
    }),
  ],
  [
    'cancel-dated-change',
    deletion({
      read: () => found(api.ok(contract.listDatedChanges, { params: main() }), things['dated-change']),
      change: (version) =>
        api.ok(contract.updateDatedChange, {
          params: { changeId: things['dated-change'] },
          body: {
            ...{ version, name: 'Winter', from: '2099-12-01T00:00', until: '2100-01-06T00:00' },
            hours: { mode: 'always-closed' },
          },
        }),
      act: (version) =>
        api.call(contract.cancelDatedChange, {
          params: { changeId: things['dated-change'] },
          query: { version },
        }),
    }),
  ],
  [
    'delete-site-event',
    deletion({
      read: () => api.ok(contract.getSiteEvent, { params: { eventId: things.event } }),
      change: (version) =>
        api.ok(contract.updateSiteEvent, {
          params: { eventId: things.event },
          body: { version, name: 'Away longer', siteIds: [things.site], when: day },
        }),
      act: (version) =>
        api.call(contract.deleteSiteEvent, { params: { eventId: things.event }, query: { version } }),
    }),
  ],
  [
    'delete-calendar',
    deletion({
      read: () => found(api.ok(contract.listCalendars, { params: site() }), things.calendar),
      change: async () => {
        const name = (await api.ok(contract.listCalendars, { params: site() })).items[0]?.name ?? ''
        const text = calendarOf([`${nextYear}0504`])
        return api.ok(contract.importCalendar, { params: site(), body: { name, text } })
      },
      act: (version) =>
        api.call(contract.deleteCalendar, {
          params: { calendarId: things.calendar },
          query: { version },
        }),
    }),
  ],
  [
    'unsubscribe-holidays',
    deletion({
      read: () => found(api.ok(contract.listHolidaySubscriptions, { params: site() }), things.subscription),
      change: (version) =>
        api.ok(contract.updateHolidaySubscription, {
          params: { subscriptionId: things.subscription },
          body: { version, types: ['public', 'bank'] },
        }),
      act: (version) =>
        api.call(contract.unsubscribeHolidays, {
          params: { subscriptionId: things.subscription },
          query: { version },
        }),
    }),
  ],
  [
    'set-override',
    override({
      read: () => overrideOf('manual'),
      act: (overrideId) =>
        api.call(contract.setOverride, { params: site(), body: { overrideId, open: true, until } }),
    }),
  ],
  [
    'close-site',
    override({
      read: () => overrideOf('emergency'),
      act: (overrideId) =>
        api.call(contract.closeSite, { params: site(), body: { overrideId, reason: 'Flood' } }),
    }),
  ],
  [
    'choose-greeting',
    {
      ...ofGreetings,
      change: () => choose(false),
      act: (revision: string) =>
        api.call(contract.chooseGreeting, { params: greeting(), body: { revision, chosen: true } }),
    },
  ],
  [
    'delete-greeting',
    {
      ...ofGreetings,
      change: () => choose(false),
      act: (revision: string) =>
        api.call(contract.deleteGreeting, { params: greeting(), query: { revision } }),
    },
  ],
]

describe.each(acts)('%s', (_, { read, seen, change, act }) => {
  it('is refused on what has changed meanwhile, says how that is now, and changes nothing', async () => {
    const before = await read()
    await change(versionOf(before))
    const now = await read()
    expect(now).not.toEqual(before)
    const { status, error } = await act(seen(before) as never)
    expect([status, error?.code]).toEqual([409, 'stale-version'])
    expect(seen(error?.details?.current)).toEqual(seen(now))
    expect(await read()).toEqual(now)
    expect((await act(seen(now) as never)).error).toBeUndefined()
  })
})

describe('an override (M9)', () => {
  it('that was replaced meanwhile is not lifted, and whoever tries sees by which', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const set = (overrideId?: string) =>
      api.ok(contract.setOverride, {
        params: site(),
        body: { open: true, until, ...(overrideId && { overrideId }) },
      })
    const first = await set((await overrideOf('manual'))?.id)
    const second = await set(first.id)
    const lift = (overrideId: string) => api.call(contract.liftOverride, { params: { overrideId } })
    const { status, error } = await lift(first.id)
    expect([status, error?.code]).toEqual([409, 'stale-version'])
    expect(error?.message).toContain('API token has set another')
    expect(error?.details?.current).toMatchObject(second)
    expect(await overrideOf('manual')).toEqual(second)
    expect((await lift(second.id)).status).toBe(200)
    expect((await lift(second.id)).status).toBe(404)
  })

  it('that was lifted meanwhile is not replaced by whoever believes that it holds', async () => {
    const holds = await overrideOf('emergency')
    await api.ok(contract.liftOverride, { params: { overrideId: holds?.id ?? '' } })
    const body = { overrideId: holds?.id ?? '' }
    const { error } = await api.call(contract.closeSite, { params: site(), body })
    expect(error).toMatchObject({ code: 'stale-version', details: { current: { id: holds?.id } } })
    expect(error?.details?.current?.liftedAt).not.toBeNull()
    expect(await overrideOf('emergency')).toBeUndefined()
    await api.ok(contract.closeSite, { params: site(), body: {} })
  })
})
