/** Generated from the contract: what a list asks of the database does not grow with what it shows (no N+1). */
import { type Method, methods } from '@mainline/contract'
import { insertCallRecords, newId } from '@mainline/storage'
import { countQueries, createTenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApi, type TestApi } from './testing/test-api.ts'
import { requestFor, Walk } from './testing/walk.ts'
import { buildWorld, type World } from './testing/world.ts'

const lists = methods.filter(
  ({ id, query, mediaType }: Method) =>
    id.startsWith('list-') && mediaType === 'application/json' && query.safeParse({ limit: '2' }).success,
)

const walk = new Walk()
let api: TestApi
let world: World
beforeAll(async () => {
  api = await openTestApi({ otherwise: () => walk.options })
  const { kysely } = api.database
  world = await buildWorld(kysely, api.tenant)
  for (let i = 0; i < 4; i++) await createTenant(kysely, { first: `+4420794650${i}0`, ordinary: 5 })
  const { operator, site, occupier, main } = api.tenant
  await insertCallRecords(
    kysely,
    Array.from({ length: 20 }, (_, i) => ({
      callId: newId(),
      operatorId: operator.id,
      siteId: site.id,
      organizationId: occupier.id,
      numberId: main.id,
      trunkId: null,
      sipCallId: `list-${i}`,
      callerNumber: '+442079460999',
      callerName: null,
      calledNumber: main.e164,
      startedAt: i,
      answeredAt: null,
      endedAt: i,
      result: 'abandoned' as const,
      reason: 'caller-hung-up' as const,
      answeredBy: null,
      settingsVersion: 1,
      path: [],
      legs: [],
      codecs: null,
      mediaStats: null,
    })),
  )
}, 120_000)
afterAll(() => api[Symbol.asyncDispose]())

/** As the provider, who sees every tenant. */
async function ask(method: Method, limit: number): Promise<{ queries: number; rows: number }> {
  const provider = world.walkers.find(({ principal }) => principal.role === 'provider-admin')
  if (!provider) throw new Error('the world has no provider')
  const request = { ...requestFor(method, provider.own), query: { limit: String(limit) } }
  let rows = -1
  const queries = await countQueries(async () => {
    const { status, body } = await walk.send(api, provider.principal, method, request)
    expect(status, `${method.id}: ${body}`).toBe(200)
    rows = JSON.parse(body).items.length
  })
  return { queries, rows }
}

const compared: string[] = []

it.each(lists.map((method) => [method.id, method] as const))(
  '%s asks as often for many as for one',
  async (id, method) => {
    // The first request of all prepares its connection.
    await ask(method, 1)
    const one = await ask(method, 1)
    const many = await ask(method, 100)
    if (many.rows > 1) compared.push(id)
    expect(many.queries).toBeLessThanOrEqual(one.queries)
  },
)

it('most lists had more than one row to show', () => {
  expect(compared.length, compared.join()).toBeGreaterThan(lists.length / 2)
})
