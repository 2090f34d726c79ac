/** Webhooks from the event to a real HTTP server: signature, retries, order, timeouts, replay, the end of a dead one. */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as contract from '@mainline/contract'
import {
  createOrganization,
  createWebhook,
  decommission,
  findWebhook,
  insertAlert,
  insertLiveEvents,
  locateAtSite,
  type Webhook,
} from '@mainline/storage'
import { must, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addPerson, signedIn } from '../api/testing/people.ts'
import { openTestApi, type TestApi } from '../api/testing/test-api.ts'
import { deliverDue, retryWaits } from './deliver.ts'
import { openPost } from './post.ts'
import { newWebhookSecret } from './signature.ts'
import { tellWebhooks } from './tell-webhooks.ts'

let api: TestApi
let server: Server
let url = ''
/** Ahead of the clock of the handlers, so that what they say is due is due. */
let now = Math.ceil(Date.now() / 1000) * 1000 + 3_600_000
let answer: (request: IncomingMessage, response: ServerResponse) => void
const received: { headers: IncomingMessage['headers']; body: string }[] = []

beforeAll(async () => {
  api = await openTestApi()
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ headers: request.headers, body })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}, 60_000)
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await api[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await api.database.kysely.deleteFrom('webhooks').execute()
  await tell()
  received.length = 0
  answer = (_, response) => response.writeHead(204).end()
})

const status = (code: number, headers = {}) => {
  answer = (_, response) => response.writeHead(code, headers).end(`said ${code}`)
}
const secret = newWebhookSecret()
const add = (
  changes: { url?: string; kinds?: string[]; siteId?: string; organizationId?: string } = {},
): Promise<Webhook> =>
  createWebhook(api.database.kysely, {
    operatorId: api.tenant.operator.id,
    name: 'Hook',
    url,
    kinds: [],
    ...changes,
    secret: testSecrets.seal(secret),
  })
const happen = (count: number, changes = {}) =>
  insertLiveEvents(api.database.kysely, [
    {
      operatorId: api.tenant.operator.id,
      siteId: api.tenant.site.id,
      organizationId: null,
      numberId: null,
      kind: 'numbers.changed',
      data: { count, what: 'added' },
      at: now,
      ...changes,
    },
  ])
const tell = () => tellWebhooks(api.database, now)
const post = openPost({ anyAddress: true, timeoutMs: 300 })
const deliver = ({ id }: Webhook) =>
  deliverDue({ database: api.database, secrets: testSecrets, post, now: () => now }, id)
const deliveries = async ({ id }: Webhook) =>
  (await api.ok(contract.listWebhookDeliveries, { params: { webhookId: id } })).items.reverse()
const countOf = ({ body }: { body: string }) => JSON.parse(body).data.data.count

describe('a webhook', () => {
  it('gets what it asked for and may see, signed, in order, once', async () => {
    const hook = await add({ kinds: ['numbers.changed'] })
    for (const count of [1, 2, 3]) await happen(count)
    await happen(4, { kind: 'schedule.changed', data: { what: 'site', name: 'x' } })
    await happen(5, { operatorId: null })
    expect(await tell()).toBe(3)
    expect(await tell()).toBe(0)
    expect(await deliver(hook)).toBe(3)
    expect(await deliver(hook)).toBe(0)
    expect(received.map(countOf)).toEqual([1, 2, 3])
    const [{ headers, body } = { headers: {}, body: '' }] = received
    const { type, timestamp, data } = JSON.parse(body)
    expect([type, timestamp]).toEqual(['numbers.changed', new Date(now).toISOString()])
    expect(contract.liveEvent.parse(data).sentence).toBe('1 number was added.')
    const [id, at] = [headers['webhook-id'], headers['webhook-timestamp']]
    expect([id, at]).toEqual([`evt_${data.id}`, String(now / 1000)])
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${signature}`)
    expect((await deliveries(hook)).map((each) => [each.state, each.status, each.attempts])).toEqual(
      Array(3).fill(['delivered', 204, 1]),
    )
  })

  it('is tried again after a failure, with the same id and body; what comes after waits its turn', async () => {
    const hook = await add()
    await happen(1)
    await happen(2)
    await tell()
    status(500)
    expect(await deliver(hook)).toBe(1)
    expect((await deliveries(hook))[0]).toMatchObject({
      state: 'waiting',
      attempts: 1,
      status: 500,
      error: 'The answer was 500.',
      answer: 'said 500',
      nextAttemptAt: new Date(now + 5_000).toISOString(),
    })
    status(200)
    now += 5_000
    expect(await deliver(hook)).toBe(2)
    expect(received.map(countOf)).toEqual([1, 1, 2])
    expect(received[1]?.headers['webhook-id']).toBe(received[0]?.headers['webhook-id'])
    expect(received[1]?.body).toBe(received[0]?.body)
    expect((await findWebhook(api.database.kysely, hook.id))?.failingSince).toBeNull()
  })

  it('is given up after the last wait, which ends after more than 24 hours', async () => {
    expect(retryWaits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(24 * 3_600_000)
    const hook = await add()
    await happen(1)
    await tell()
    status(503)
    for (const wait of retryWaits) {
      expect(await deliver(hook)).toBe(1)
      expect(await deliver(hook)).toBe(0)
      now += wait
    }
    expect(await deliver(hook)).toBe(1)
    expect((await deliveries(hook))[0]).toMatchObject({ state: 'failed', attempts: 11, nextAttemptAt: null })
  })

  it.each<[string, () => string, string]>([
    [
      'no answer in time',
      () => {
        answer = () => {}
        return url
      },
      'There was no answer in time.',
    ],
    [
      'a redirect',
      () => {
        status(302, { location: url })
        return url
      },
      'The answer was 302: redirects are not followed.',
    ],
    ['nobody there', () => 'http://127.0.0.1:1/', 'It could not be sent: connect ECONNREFUSED 127.0.0.1:1.'],
    ['no TLS where TLS is expected', () => url.replace('http:', 'https:'), 'It could not be sent: '],
  ])('%s is a failure that is told', async (_, prepare, error) => {
    const hook = await add({ url: prepare() })
    await happen(1)
    await tell()
    await deliver(hook)
    expect(received.length).toBeLessThanOrEqual(1)
    expect((await deliveries(hook))[0]?.error).toContain(error)
  })

  it('an answer without end is read no further than its first bytes', async () => {
    answer = (_, response) => {
      response.writeHead(200)
      response.write('x'.repeat(100_000))
    }
    const hook = await add()
    await happen(1)
    await tell()
    await deliver(hook)
    expect((await deliveries(hook))[0]).toMatchObject({ state: 'delivered', answer: 'x'.repeat(512) })
  })

  it('sends again what is asked for, one or a range', async () => {
    const hook = await add()
    for (const count of [1, 2, 3]) await happen(count)
    await tell()
    await deliver(hook)
    const [first, second, third] = await deliveries(hook)
    const params = { webhookId: hook.id }
    const again = async (body: { fromEvent: string; toEvent?: string; failedOnly?: boolean }) => {
      received.length = 0
      const { replayed } = await api.ok(contract.replayWebhook, { params, body })
      await deliver(hook)
      return [replayed, ...received.map(countOf)]
    }
    expect(await again({ fromEvent: second?.eventId ?? '' })).toEqual([1, 2])
    const range = { fromEvent: first?.eventId ?? '', toEvent: third?.eventId ?? '' }
    expect(await again(range)).toEqual([3, 1, 2, 3])
    expect(await again({ ...range, failedOnly: true })).toEqual([0])
  })

  it('that was disabled and is deleted has no alert any more, by hand or with its company (N7)', async () => {
    const { kysely } = api.database
    const { operator, site } = api.tenant
    const company = await createOrganization(kysely, { name: 'Leaving', operatorId: operator.id })
    await locateAtSite(kysely, company.id, site.id)
    const hooks = [await add(), await add({ organizationId: company.id })]
    for (const { id } of hooks) {
      const about = { operatorId: operator.id, siteId: null, organizationId: null, numberId: null, data: {} }
      const kind = 'webhook-disabled' as const
      await insertAlert(kysely, { ...about, kind, subject: id, severity: 'warning', words: id, at: now })
    }
    const standing = async () =>
      (await api.ok(contract.listAlerts, { query: { kind: 'webhook-disabled', standing: 'true' } })).items
    expect(await standing()).toHaveLength(2)
    const params = { webhookId: hooks[0]?.id ?? '' }
    await api.call(contract.deleteWebhook, { params, query: { version: 1 } })
    expect((await standing()).map(({ words }) => words)).toEqual([hooks[1]?.id])
    must(await decommission(kysely, { organizationId: company.id }, { version: 1, name: 'Leaving' }))
    expect(await standing()).toEqual([])
  })

  it('that fails for three days is disabled with an alert; enabling it clears both', async () => {
    const hook = await add({ kinds: ['numbers.changed'] })
    status(500)
    for (let day = 0; day <= 3; day++) {
      await happen(day)
      await tell()
      await deliver(hook)
      now += 24 * 3_600_000
    }
    const params = { webhookId: hook.id }
    const disabled = await api.ok(contract.getWebhook, { params })
    expect(disabled.enabled).toBe(false)
    const alerts = () =>
      api.ok(contract.listAlerts, { query: { kind: 'webhook-disabled', standing: 'true' } })
    expect((await alerts()).items.map(({ words }) => words)).toEqual([
      'The webhook “Hook” was disabled after three days without success. The answer was 500.',
    ])
    expect(await deliver(hook)).toBe(0)
    const body = { version: disabled.version, enabled: true }
    expect(await api.ok(contract.updateWebhook, { params, body })).toMatchObject({
      enabled: true,
      failingSince: null,
    })
    expect((await alerts()).items).toEqual([])
    status(200)
    expect(await deliver(hook)).toBeGreaterThan(0)
  })

  it('never gets what its operator may not see', async () => {
    const hook = await add()
    await happen(1, { kind: 'message.new', organizationId: api.tenant.occupier.id, data: {} })
    await happen(2)
    await tell()
    await deliver(hook)
    expect(received.map(countOf)).toEqual([2])
  })
})

describe('the methods', () => {
  const body = (address: string) => ({ operatorId: api.tenant.operator.id, name: 'Hook', url: address })

  it('show the secret once', async () => {
    const made = await api.ok(contract.createWebhook, { body: body('https://hooks.example/x') })
    expect(made.secret).toMatch(/^whsec_.{44}$/)
    const params = { webhookId: made.id }
    const { payload } = await api.call(contract.getWebhook, { params })
    expect(payload.toString()).not.toContain('secret')
    await api.ok(contract.deleteWebhook, { params, query: { version: 1 } })
    expect(await api.refusal(contract.deleteWebhook, { params, query: { version: 1 } })).toBe('not-found')
  })

  it('say to choose a site to whoever is limited to some', async () => {
    const { operator, site } = api.tenant
    const siteAdmin = await signedIn(api, await addPerson(api, 'operator-admin', { siteIds: [site.id] }))
    const asked = { operatorId: operator.id, name: 'Hook', url: 'https://hooks.example/x' }
    const { error } = await siteAdmin.call(contract.createWebhook, { body: asked })
    expect(error).toMatchObject({
      code: 'role-above-own',
      message: expect.stringContaining('choose one of yours'),
    })
    const { body } = await siteAdmin.call(contract.createWebhook, { body: { ...asked, siteId: site.id } })
    expect(body.siteId).toBe(site.id)
  })

  it.each([
    'http://hooks.example/',
    'https://10.0.0.1/',
    'https://[::ffff:10.0.0.1]/',
    'https://2130706433/',
    'https://user:password@hooks.example/',
    'https://localhost/',
  ])('refuse %s', async (address) => {
    expect(await api.refusal(contract.createWebhook, { body: body(address) })).toBe('webhook-address')
  })
})
