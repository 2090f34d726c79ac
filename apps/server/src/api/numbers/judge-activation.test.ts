/** M6: a main number that a route of its own leads back to is not activated; the refusal names the route. */
import * as contract from '@mainline/contract'
import { createOrganization, locateAtSite } from '@mainline/storage'
import { createTenant, giveVoiceService, type Tenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let tenants = 0
/** Its first main number takes calls; the second one, of another occupier, is about to. */
let tenant: Tenant
let second = { id: '', version: 0, e164: '' }
let organizationId = ''
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(async () => {
  const { kysely } = api.database
  const block = `+44207947${String(++tenants).padStart(2, '0')}`
  tenant = await createTenant(kysely, { first: `${block}00` })
  const { operator, site } = tenant
  organizationId = (await createOrganization(kysely, { name: 'Second', operatorId: operator.id })).id
  await locateAtSite(kysely, organizationId, site.id)
  await giveVoiceService(kysely, organizationId, site.id)
  const { items } = await api.ok(contract.createNumbers, { body: { siteId: site.id, first: `${block}50` } })
  second = items[0] ?? second
})

const voicemail = { target: 'voicemail' } as const
const forward = (number: string) => ({
  steps: [{ target: 'forward', number, limitSeconds: 20 } as const, voicemail],
})
const holidays = (route: ReturnType<typeof forward>, scope: object = {}) =>
  api.ok(contract.createSiteEvent, {
    body: {
      name: 'Holidays',
      siteIds: [tenant.site.id],
      when: { kind: 'days', from: '2099-12-24', to: '2099-12-26' },
      route,
      ...scope,
    },
  })

/** Nominated and allocated: the last step is left. */
async function waiting() {
  const params = { numberId: second.id }
  const { version } = await api.ok(contract.nominateNumber, { params, body: { version: second.version } })
  const reserved = await api.ok(contract.allocateNumber, { params, body: { version, organizationId } })
  return { params, body: { version: reserved.version } }
}

it('is refused where an event forwards to it, until the event is gone', async () => {
  const { id: eventId } = await holidays(forward(second.e164))
  const activate = await waiting()
  const { status, error } = await api.call(contract.activateNumber, activate)
  expect([status, error?.code]).toEqual([422, 'forward-self'])
  expect(error?.message).toContain('“Holidays”: step 1')
  await api.call(contract.deleteSiteEvent, { params: { eventId }, query: { version: 1 } })
  expect((await api.ok(contract.activateNumber, activate)).state).toBe('ACTIVE')
})

it('is refused where its event leads to somebody who leads back', async () => {
  await holidays(forward(tenant.main.e164), { organizationId })
  await api.ok(contract.saveCallSettings, {
    params: { numberId: tenant.main.id },
    body: {
      version: 1,
      inHours: forward(second.e164),
      outOfHours: { steps: [voicemail] },
      hours: null,
      voicemailEmails: [],
      emailAs: 'attachment',
    },
  })
  const { status, error } = await api.call(contract.activateNumber, await waiting())
  expect([status, error?.code]).toEqual([422, 'forward-loop'])
  expect(error?.message).toContain('“Holidays”: step 1')
  expect(error?.message).not.toContain(tenant.main.e164)
})

it('is as ever where its routes lead elsewhere', async () => {
  await holidays(forward('+442079469999'))
  expect((await api.ok(contract.activateNumber, await waiting())).state).toBe('ACTIVE')
})
