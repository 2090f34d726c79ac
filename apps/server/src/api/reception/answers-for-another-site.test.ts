/** A receptionist of one site answers for another whose calls come over to hers, and for no site else (C7, product §4). */
import * as contract from '@mainline/contract'
import type { Site } from '@mainline/storage'
import { createSite } from '@mainline/storage'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let soho: Site
let admin: Browser
/** At Soho alone. */
let sam: Browser
let seatId = ''
beforeAll(async () => {
  api = await openTestApi({ mail: true })
  const { businessHours, operatorId } = api.tenant.site
  soho = await createSite(api.database.kysely, {
    operatorId,
    name: 'Soho',
    timeZone: 'America/New_York',
    businessHours,
    extensionFirst: 100,
    extensionLast: 199,
    domain: 'soho.test',
  })
  admin = await signedIn(api, await addPerson(api, 'operator-admin'))
  sam = await signedIn(api, await addPerson(api, 'receptionist', { siteIds: [soho.id] }))
  const { body } = await sam.call(contract.openSeat, { params: { siteId: soho.id }, body: {} })
  seatId = body.seatId
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

beforeEach(() => overflow(null))

/** What happens to the calls that nobody at the site of the tenant answers. */
async function overflow(to: { to: 'site'; siteId: string } | null): Promise<void> {
  const params = { siteId: api.tenant.site.id }
  const { siteId: _, ...rules } = (await admin.call(contract.getReception, { params })).body
  const { error } = await admin.call(contract.saveReception, { params, body: { ...rules, overflow: to } })
  expect(error).toBeUndefined()
}

/** All that the desk asks about a call of the tenant's company, with what each is refused by. */
async function asked(by: Browser): Promise<Record<string, string>> {
  const { site, occupier, main, ordinary } = api.tenant
  const params = { siteId: site.id, organizationId: occupier.id }
  const message = { organizationId: occupier.id, numberId: main.id, text: 'Ring back.' }
  const to = { numberId: ordinary[0]?.id ?? '' }
  const answers = {
    people: by.call(contract.listReceptionPeople, { params }),
    recipients: by.call(contract.listMessageRecipients, { params, query: { numberId: main.id } }),
    notes: by.call(contract.listReceptionNotes, { params }),
    note: by.call(contract.addReceptionNote, { params, body: { text: 'Slow lift' } }),
    message: by.call(contract.takeReceptionMessage, { params: { siteId: site.id }, body: message }),
    order: by.call(contract.orderSeatCall, {
      params: { seatId },
      body: { do: 'pass', liveCallId: 'c1', to },
    }),
  }
  const codes: Record<string, string> = {}
  for (const [name, answer] of Object.entries(answers)) codes[name] = (await answer).error?.code ?? 'done'
  return codes
}

const all = (code: string) => ({
  people: code,
  recipients: code,
  notes: code,
  note: code,
  message: code,
  order: code,
})

it('finds people, notes and messages there while calls come over from it, and not before or after', async () => {
  expect(await asked(sam)).toEqual(all('not-found'))
  await overflow({ to: 'site', siteId: soho.id })
  expect(await asked(sam)).toEqual(all('done'))
  await overflow(null)
  expect(await asked(sam)).toEqual(all('not-found'))
})

it('sees nothing else of that site: not its desk, its calls or numbers, nor may sit there', async () => {
  await overflow({ to: 'site', siteId: soho.id })
  const params = { siteId: api.tenant.site.id }
  for (const method of [contract.getDesk, contract.getReception, contract.listSeatDevices] as const)
    expect(await sam.refusal(method, { params })).toBe('not-found')
  expect(await sam.refusal(contract.openSeat, { params, body: {} })).toBe('not-found')
  expect((await sam.call(contract.listNumbers)).body.items).toEqual([])
  expect((await sam.call(contract.listCalls)).body.items).toEqual([])
  expect((await sam.call(contract.listReceptionMessages)).body.items).toEqual([])
})

it('a receptionist of a third site reaches none of it', async () => {
  await overflow({ to: 'site', siteId: soho.id })
  const third = await addPerson(api, 'receptionist', { siteIds: [] })
  expect(await asked(await signedIn(api, third))).toEqual(all('not-found'))
})

it('reads the card of the company that was called, in the time of where it is (M11)', async () => {
  const { main, occupier, site } = api.tenant
  api.engine.desk = {
    seats: [],
    calls: [
      {
        callId: 'c1',
        siteId: site.id,
        numberId: main.id,
        organizationId: occupier.id,
        organizationName: 'Occupier',
        calledNumber: main.e164,
        callerNumber: null,
        callerName: null,
        open: true,
        since: 1_000,
        answeredAt: null,
        stateSince: 1_000,
        seatId: null,
        state: 'waiting',
        returned: false,
        offeredTo: [],
        listener: null,
        why: null,
        person: null,
      },
    ],
  }
  const card = { inHours: { greeting: '{organization}, hello', comments: [{ text: 'Third floor' }] } }
  const saved = await admin.call(contract.saveReceptionCard, {
    params: { numberId: main.id },
    body: { version: 0, ...card } as never,
  })
  expect(saved.error).toBeUndefined()
  const { body } = await sam.call(contract.getDesk, { params: { siteId: soho.id } })
  expect(body.calls).toMatchObject([
    {
      siteId: site.id,
      hasMailbox: true,
      card: { greeting: 'Occupier, hello', comments: [{ text: 'Third floor' }] },
    },
  ])
})
