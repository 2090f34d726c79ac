/** The typed client of the contract, against the server on a socket. */
import { createClient, methods, NotTheApi } from '@mainline/contract'
import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest'
import { openTestApi, type TestApi, testToken, unknownId } from './testing/test-api.ts'

let api: TestApi
let url = ''
beforeAll(async () => {
  api = await openTestApi()
  url = await api.app.listen({ host: '127.0.0.1', port: 0 })
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

it('has a function for every method', () => {
  const client = createClient({ url })
  const names = methods.map(({ id }) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()))
  expect(Object.keys(client).sort()).toEqual(names.sort())
  expect(Object.values(client).every((call) => typeof call === 'function')).toBe(true)
})

it('sends params, query and body, and gives the answer typed', async () => {
  const client = createClient({ url, token: testToken })
  const { site, operator } = api.tenant
  const made = await client.createNumbers({ body: { siteId: site.id, first: '+442079468000', count: 2 } })
  if (!made.ok) throw new Error(made.message)
  expectTypeOf(made.body.items[0]!.e164).toEqualTypeOf<string>()
  const [first] = made.body.items
  const found = await client.listNumbers({ query: { operatorId: operator.id, search: '+44 20 7946 8000' } })
  expect(found).toMatchObject({ ok: true, status: 200, body: { items: [{ id: first?.id }] } })
  const nominated = await client.nominateNumber({ params: { numberId: first!.id }, body: { version: 1 } })
  expect(nominated).toMatchObject({ ok: true, body: { kind: 'main' } })
})

it('returns a refusal as the server says it', async () => {
  const client = createClient({ url, token: testToken })
  const answer = await client.getSite({ params: { siteId: unknownId } })
  expect(answer).toMatchObject({ ok: false, status: 404, code: 'not-found', requestId: expect.any(String) })
  const stale = await client.updateSite({
    params: { siteId: api.tenant.site.id },
    body: { version: 99, name: 'x' },
  })
  expect(stale).toMatchObject({ ok: false, code: 'stale-version', details: { current: { version: 1 } } })
  expect(await createClient({ url }).listSites()).toMatchObject({ ok: false, code: 'unauthorized' })
})

it('gives an answer that is not JSON as it comes', async () => {
  const answer = await createClient({ url, token: testToken }).getMetrics()
  if (!answer.ok) throw new Error(answer.message)
  expect(await answer.response.text()).toContain('# TYPE')
})

it('throws what is no answer of this API', async () => {
  const proxy = createClient({
    url,
    fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
  })
  await expect(proxy.listSites()).rejects.toThrow(NotTheApi)
  const nobody = createClient({ url: 'http://127.0.0.1:1' })
  await expect(nobody.getHealth()).rejects.toThrow('fetch failed')
  const signal = AbortSignal.abort(new Error('no longer wanted'))
  await expect(createClient({ url }).getHealth({}, { signal })).rejects.toThrow('no longer wanted')
})

it('takes only what the contract takes', () => {
  const client = createClient({ url })
  // @ts-expect-error a number has no such action without its params
  const wrong = () => client.activateNumber({ body: { version: 1 } })
  // @ts-expect-error the state is one of five
  const wronger = () => client.listNumbers({ query: { state: 'GONE' } })
  expect([wrong, wronger]).toHaveLength(2)
})
