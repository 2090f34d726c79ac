/** Webhooks whose receivers do not answer, on the real queue: whatever else is to be done goes on beside them. */
import { createWebhook, type Database, insertLiveEvents, type Webhook } from '@mainline/storage'
import { createTenant, openTestDatabase, type Tenant, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import type { Posted } from '../webhooks/post.ts'
import { newWebhookSecret } from '../webhooks/signature.ts'
import { tellWebhooks } from '../webhooks/tell-webhooks.ts'
import { deliverWebhook } from './deliver-webhook.ts'
import { workedOff } from './testing/worked-off.ts'

let database: Database
let tenant: Tenant
beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely)
}, 60_000)
afterAll(() => database.close())
beforeEach(async () => {
  await database.kysely.deleteFrom('webhooks').execute()
  await tellWebhooks(database, Date.now())
})

const received: Posted = { status: 204, error: null, answer: null, latencyMs: 1 }

/** A server that works the queue off; no receiver answers before all of them may. */
async function openServer() {
  const open = Promise.withResolvers<void>()
  const posts: string[] = []
  const post = async (url: string) => {
    posts.push(url)
    await open.promise
    return received
  }
  const doesOther = await workedOff(database, deliverWebhook(testSecrets, post))
  onTestFinished(() => open.resolve())
  return { posts, answer: () => open.resolve(), doesOther }
}

const add = (name: string): Promise<Webhook> =>
  createWebhook(database.kysely, {
    operatorId: tenant.operator.id,
    name,
    url: `https://${name}.example/`,
    kinds: ['numbers.changed'],
    secret: testSecrets.seal(newWebhookSecret()),
  })

async function happen(count: number): Promise<void> {
  const { operator, site } = tenant
  const place = { operatorId: operator.id, siteId: site.id, organizationId: null, numberId: null }
  const data = { count, what: 'added' }
  await insertLiveEvents(database.kysely, [{ ...place, kind: 'numbers.changed', data, at: Date.now() }])
  await tellWebhooks(database, Date.now())
}

const waiting = async () =>
  (
    await database.kysely
      .selectFrom('webhookDeliveries')
      .select('id')
      .where('state', '=', 'waiting')
      .execute()
  ).length

it('one event after the other for one that is slow: it is sent to once at a time, and gets all of them', async () => {
  await add('slow')
  const server = await openServer()
  for (let count = 1; count <= 12; count++) {
    await happen(count)
    await server.doesOther()
  }
  expect(server.posts).toHaveLength(1)
  server.answer()
  while ((await waiting()) > 0) await server.doesOther()
  expect(server.posts).toHaveLength(12)
})

it('many that are slow leave room for other work', async () => {
  for (let n = 0; n < 12; n++) await add(`slow-${n}`)
  const server = await openServer()
  await happen(1)
  for (let n = 0; n < 12; n++) await server.doesOther()
  expect(server.posts.length).toBe(3)
  server.answer()
  while ((await waiting()) > 0) await server.doesOther()
  expect(new Set(server.posts).size).toBe(12)
})
