/** M6: of two who save forwards to each other at the same time, one wins, and the other is told of the loop. */
import * as contract from '@mainline/contract'
import { createTenant, type Tenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
let tenants = 0
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const newTenant = () =>
  createTenant(api.database.kysely, { first: `+44207946${String(++tenants).padStart(2, '0')}00` })
const voicemail = { target: 'voicemail' } as const
const forward = (number: string) => ({
  steps: [{ target: 'forward', number, limitSeconds: 20 } as const, voicemail],
})
const whole = { hours: null, voicemailEmails: [], emailAs: 'attachment' as const }

const savers = {
  'call settings': ({ main }: Tenant, to: string) =>
    api.call(contract.saveCallSettings, {
      params: { numberId: main.id },
      body: { version: 1, inHours: forward(to), outOfHours: { steps: [voicemail] }, ...whole },
    }),
  'a dated change': ({ main }: Tenant, to: string) =>
    api.call(contract.createDatedChange, {
      params: { numberId: main.id },
      body: { name: 'Winter', from: '2099-12-01T09:00', until: '2100-01-05T00:00', inHours: forward(to) },
    }),
  'an event of the site': ({ site }: Tenant, to: string) =>
    api.call(contract.createSiteEvent, {
      body: {
        name: 'Holidays',
        siteIds: [site.id],
        when: { kind: 'days', from: '2099-12-24', to: '2099-12-26' },
        route: forward(to),
      },
    }),
  'a closure of the site': ({ site }: Tenant, to: string) =>
    api.call(contract.closeSite, { params: { siteId: site.id }, body: { route: forward(to) } }),
}
const kinds = Object.keys(savers) as (keyof typeof savers)[]
const pairs = kinds.flatMap((one, index) => kinds.slice(index).map((other) => [one, other] as const))

describe('two forwards to each other', () => {
  it.each(pairs)('by %s and %s: one is saved', { timeout: 60_000 }, async (one, other) => {
    for (let round = 0; round < 3; round++) {
      const [left, right] = [await newTenant(), await newTenant()]
      const answers = await Promise.all([
        savers[one](left, right.main.e164),
        savers[other](right, left.main.e164),
      ])
      const losers = answers.filter((answer) => answer.error)
      expect(losers.map(({ status, error }) => [status, error?.code])).toEqual([[422, 'forward-loop']])
    }
  })
})
