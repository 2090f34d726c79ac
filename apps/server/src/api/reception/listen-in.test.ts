/** Listening in by API: only where the operator has allowed it, only by its administrators, and never unwritten (N11). */
import * as contract from '@mainline/contract'
import { findDevice, findDeviceByUsername } from '@mainline/storage'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let lead: Browser
beforeAll(async () => {
  api = await openTestApi()
  lead = await signedIn(api, await addPerson(api, 'operator-admin'))
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

let liveCallId = ''
/** Each test has a call of its own, at a reception that may be listened to. */
beforeEach(async () => {
  const { main, occupier } = api.tenant
  const whose = { numberId: main.id, organizationId: occupier.id }
  api.engine.listened = { ticket: 'a-ticket', seatName: 'Rita Vale', ...whose }
  liveCallId = crypto.randomUUID()
  await allow(true)
})

const place = () => ({ siteId: api.tenant.site.id })
const asked = () => ({ params: place(), body: { liveCallId } })
/** What is kept of it. */
const written = () =>
  api.database.kysely.selectFrom('listenIns').selectAll().where('callId', '=', liveCallId).execute()

async function allow(listenIn: boolean): Promise<void> {
  const { body } = await lead.call(contract.getReception, { params: place() })
  const { siteId: _, ...rules } = body
  const saved = await lead.call(contract.saveReception, { params: place(), body: { ...rules, listenIn } })
  expect(saved.error).toBeUndefined()
}

it('is off until an administrator of the operator allows it', async () => {
  await allow(false)
  const before = api.engine.asked.length
  expect(await lead.refusal(contract.listenIn, asked())).toBe('listen-in-off')
  expect(api.engine.asked).toHaveLength(before)
  expect(await written()).toEqual([])
})

it('gives a phone of its own with what it dials, and is in the audit of number and organization', async () => {
  const { body, error } = await lead.call(contract.listenIn, asked())
  expect(error).toBeUndefined()
  expect(body).toMatchObject({ dial: 'listena-ticket', phone: { webSocketPath: '/sip' } })
  const device = await findDeviceByUsername(api.database.kysely, body.phone.username)
  expect(device).toMatchObject({ listens: true, numberId: null, siteId: place().siteId })
  expect(await written()).toMatchObject([{ callId: liveCallId, seatName: 'Rita Vale' }])
  const tenant = await signedIn(api, await addPerson(api, 'occupier-admin'))
  const entries = await tenant.call(contract.listAudit, { query: { kind: 'listen-in' } })
  expect(entries.error).toBeUndefined()
  expect(entries.body.items[0]).toMatchObject({
    action: 'created',
    name: 'Rita Vale',
    numberId: api.tenant.main.id,
    actor: expect.stringMatching(/^Person/),
  })
})

it('is written down, too, when the number of the call is no more', async () => {
  const { occupier } = api.tenant
  api.engine.listened = {
    ...{ ticket: 'a-ticket', seatName: 'Rita Vale' },
    ...{ numberId: crypto.randomUUID(), organizationId: occupier.id },
  }
  const { error } = await lead.call(contract.listenIn, asked())
  expect(error).toBeUndefined()
  expect(await written()).toMatchObject([{ numberId: null, organizationId: occupier.id }])
})

it('leaves the phone of a seat of the same session alone', async () => {
  const { kysely } = api.database
  const first = await lead.call(contract.openSeat, { params: place(), body: {} })
  const before = await findDevice(kysely, first.body.deviceId ?? '')
  const { body } = await lead.call(contract.listenIn, asked())
  expect(body.phone.deviceId).not.toBe(first.body.deviceId)
  expect(await findDevice(kysely, first.body.deviceId ?? '')).toEqual(before)
})

it('is not written down when there is nothing to listen to, or somebody listens already', async () => {
  api.engine.listened = 'gone'
  expect(await lead.refusal(contract.listenIn, asked())).toBe('call-gone')
  api.engine.listened = 'listened'
  expect(await lead.refusal(contract.listenIn, asked())).toBe('listened-to')
  expect(await written()).toEqual([])
})

it('is for no other role, and needs a person', async () => {
  for (const role of ['operator-user', 'receptionist', 'occupier-admin'] as const)
    expect(await (await signedIn(api, await addPerson(api, role))).refusal(contract.listenIn, asked())).toBe(
      'forbidden',
    )
  expect(await api.refusal(contract.listenIn, asked())).toBe('needs-person')
})
