/** M6: circles of a plan that is not saved yet, with what is saved; and what it tells nobody about others. */
import * as contract from '@mainline/contract'
import { createTenant, type Tenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
/** Another operator; its main number forwards to that of the first one, and to somewhere outside. */
let other: Tenant
const outside = '+442079469990'
beforeAll(async () => {
  api = await openTestApi()
  other = await createTenant(api.database.kysely, { first: '+442079480000' })
  const forward = (number: string) => ({ target: 'forward' as const, number, limitSeconds: 20 })
  await api.ok(contract.saveCallSettings, {
    params: { numberId: other.main.id },
    body: {
      version: 1,
      inHours: { steps: [forward(api.tenant.main.e164), { target: 'voicemail' }] },
      outOfHours: { steps: [forward(outside), { target: 'voicemail' }] },
      hours: null,
      voicemailEmails: [],
      emailAs: 'attachment',
    },
  })
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

type Plan = { e164: string; forwards: string[] }[]
const check = async (numbers: Plan) => (await api.ok(contract.checkForwards, { body: { numbers } })).loops

describe('the provider', () => {
  it('is told of a circle through a number of somebody else', async () => {
    const { e164 } = api.tenant.main
    expect(await check([{ e164, forwards: [outside, other.main.e164] }])).toEqual([
      { e164, forwards: [other.main.e164] },
    ])
  })

  it('is told of one within the plan, and of none that the plan ends', async () => {
    const [one, two] = ['+442079470001', '+442079470002']
    const circle = [
      { e164: one, forwards: [two] },
      { e164: two, forwards: [one] },
    ]
    expect(await check(circle)).toEqual(circle)
    const ended = { e164: other.main.e164, forwards: [outside] }
    expect(await check([{ e164: api.tenant.main.e164, forwards: [other.main.e164] }, ended])).toEqual([])
  })

  it('is told of a number that nobody has yet', async () => {
    const plan = [{ e164: outside, forwards: [other.main.e164] }]
    expect(await check(plan)).toEqual(plan)
  })
})

it('an operator is told about its own numbers, and learns nowhere where others forward to', async () => {
  const browser = await signedIn(api, await addPerson(api, 'operator-user'))
  const told = async (numbers: Plan) =>
    (await browser.call(contract.checkForwards, { body: { numbers } })).body.loops
  const own = { e164: api.tenant.main.e164, forwards: [other.main.e164] }
  expect(await told([own])).toEqual([own])
  expect(await told([{ e164: outside, forwards: [other.main.e164] }])).toEqual([])
  expect(await told([{ e164: other.main.e164, forwards: [api.tenant.main.e164, outside] }])).toEqual([])
})
