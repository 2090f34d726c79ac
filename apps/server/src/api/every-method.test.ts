/** What holds for each method alike: the guard, unknown identifiers, unreadable requests, stale versions. */
import * as contract from '@mainline/contract'
import { isNothing, type Method, methods, takesFile } from '@mainline/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, pathOf, type TestApi, testToken, unknownId } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const all: readonly Method[] = methods
const rows = (which: (method: Method) => boolean): [string, Method][] =>
  all.filter(which).map((method) => [method.id, method])

const guarded = rows((method) => method.access !== 'public')

it('guards all but health and the ways in', () => {
  expect(rows((method) => method.access === 'public').map(([id]) => id)).toEqual([
    'open-card-link',
    'open-message-link',
    'get-health',
    'get-readiness',
    'accept-invitation',
    'finish-oidc',
    'forgotten-password',
    'get-sign-in-ways',
    'read-invitation',
    'reset-password',
    'sign-in',
    'sign-out',
    'start-oidc',
    'verify-second-factor',
  ])
})

describe.each(guarded)('%s is guarded', (_, method) => {
  it.each([
    ['no token', undefined],
    ['another token', 'Bearer another-token-of-nobody'],
    ['another scheme', `Basic ${testToken}`],
    ['the token with something behind it', `Bearer ${testToken} x`],
  ])('refuses %s and tells where the token is', async (__, authorization) => {
    const response = await api.app.inject({
      method: method.method,
      url: pathOf(method, method.example.params),
      ...(authorization && { headers: { authorization } }),
    })
    expect(response.statusCode).toBe(401)
    expect(response.headers['www-authenticate']).toBe('Bearer realm="mainline"')
    expect(response.json()).toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('in the file "token" of the data folder'),
      requestId: response.headers['x-request-id'],
    })
  })
})

const read = rows(
  (method) => !takesFile(method) && !(isNothing(method.body) && isNothing(method.query)),
).filter(([id]) => id !== 'finish-oidc')

describe.each(read)('%s reads strictly', (_, method) => {
  it.each((['query', 'body'] as const).filter((part) => !isNothing(method[part])))(
    'refuses a misspelt key of its %s',
    async (part) => {
      const misspelt = { ...(method.example[part] as object | undefined), colour: 'green' }
      const answer = await api.call(method, { ...method.example, [part]: misspelt })
      expect(answer.error).toMatchObject({
        code: 'invalid-request',
        details: { fields: [{ field: part, message: '"colour" is not known here' }] },
      })
    },
  )
})

it('names the key that was probably meant, and a filter where there is none', async () => {
  const siteId = api.tenant.site.id
  const wrong = { query: { siteIds: siteId } as never }
  const answer = await api.call(contract.listNumbers, wrong)
  expect(answer.error?.message).toContain('query: "siteIds" is not known here; did you mean "siteId"?')
  const none = { params: { siteId }, query: { after: unknownId } as never }
  const { error } = await api.call(contract.getSite, none)
  expect(error?.message).toContain('query: this method takes no query')
})

const byIdentifier = rows(
  (method) => method.path.includes('Id') && !isNothing(method.params) && method.id !== 'get-call',
)

describe.each(byIdentifier)('%s', (_, method) => {
  it('answers 404 for an identifier that nothing has', async () => {
    const names = Object.keys(method.example.params ?? {})
    const params = Object.fromEntries(names.map((name) => [name, unknownId]))
    const { body, query } = method.example
    // What has to hold whatever the identifier is: an end that lies ahead, a route that nothing forwards to.
    const ahead = method.id === 'set-override' ? { until: '2999-01-01T00:00:00Z' } : {}
    const answer = await api.call(method, {
      params,
      ...(query ? { query } : {}),
      ...(body ? { body: takesFile(method) ? body : { ...(body as object), ...ahead } } : {}),
    })
    expect(answer.error).toMatchObject({ code: 'not-found' })
  })

  it('refuses an identifier that is none, naming it', async () => {
    const names = Object.keys(method.example.params ?? {})
    const params = Object.fromEntries(names.map((name) => [name, 'x']))
    const { error } = await api.call(method, { params, body: method.example.body ?? undefined })
    expect(error?.code).toBe('invalid-request')
    expect(error?.details?.fields?.map(({ field }) => field)).toContain(`path.${names[0]}`)
  })
})

const withBody = rows((method) => !isNothing(method.body) && !takesFile(method))

describe.each(withBody)('%s', (_, method) => {
  const send = (payload: string | Buffer, type = 'application/json') =>
    api.app.inject({
      method: method.method,
      url: pathOf(method, method.example.params),
      headers: { authorization: `Bearer ${testToken}`, 'content-type': type },
      payload,
    })

  it.each([
    ['an empty body', '', 400, 'invalid-request'],
    ['a body that is no JSON', '{"version": ', 400, 'invalid-request'],
    ['a body that is no object', '[]', 400, 'invalid-request'],
    ['null', 'null', 400, 'invalid-request'],
    ['a body that would change a prototype', '{"__proto__": {"a": 1}}', 400, 'invalid-request'],
    ['Latin-1', Buffer.from('{"name": "Caf\xe9"}', 'latin1'), 400, 'invalid-request'],
    [
      'a body of more than it takes',
      `"${'x'.repeat((method.largestBody ?? 131_072) + 10_000)}"`,
      413,
      'body-too-large',
    ],
  ])('refuses %s', async (__, payload, status, code) => {
    const response = await send(payload)
    expect([response.statusCode, response.json().code]).toEqual([status, code])
  })

  it('refuses what is not JSON', async () => {
    for (const type of ['text/plain', 'text/csv', 'application/x-www-form-urlencoded', 'text/xml']) {
      const response = await send('a=b', type)
      expect([response.statusCode, response.json().code], type).toEqual([415, 'media-type'])
    }
  })
})

/** What a file that is none is refused as, by media type. */
const unreadable: Record<string, string> = { 'text/csv': 'table-unreadable', 'audio/wav': 'audio-unreadable' }

describe.each(rows(takesFile))('%s', (_, method) => {
  const send = (payload: string | Buffer, type = method.bodyType) =>
    api.app.inject({
      method: method.method,
      url: pathOf(method, { siteId: api.tenant.site.id, numberId: api.tenant.main.id }),
      headers: { authorization: `Bearer ${testToken}`, 'content-type': type },
      payload,
    })

  it.each([
    ['an empty file', '', method.bodyType, 400, 'invalid-request'],
    ['a file without what it needs', 'name\nx\n', method.bodyType, 422, unreadable[method.bodyType]],
    ['JSON', '{}', 'application/json', 415, 'media-type'],
    ['a file of another type', 'x', 'application/vnd.ms-excel', 415, 'media-type'],
    ['a file of more than 32 MB', Buffer.alloc(33 * 1024 * 1024), method.bodyType, 413, 'body-too-large'],
  ])('refuses %s', async (__, payload, type, status, code) => {
    const response = await send(payload, type)
    expect([response.statusCode, response.json().code]).toEqual([status, code])
  })
})

describe('unknown paths', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/api/v1'],
    ['GET', '/api/v1/nothing'],
    ['POST', '/api/v1/sites/1/2/3'],
  ] as const)('%s %s is answered in the one shape', async (method, url) => {
    const response = await api.app.inject({ method, url })
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({ code: 'no-such-path', requestId: expect.any(String) })
  })

  it.each([
    ['what is no JSON', '{bad', 'body'],
    ['what is no UTF-8', Buffer.from('{"name":"Caf\xe9"}', 'latin1'), 'body'],
    ['a list for an object', '[]', 'body'],
    ['a field of a wrong kind', '{"name":1}', 'body.name'],
  ])('names what is wrong with a body: %s', async (_, payload, field) => {
    const headers = { authorization: `Bearer ${testToken}`, 'content-type': 'application/json' }
    const response = await api.app.inject({ method: 'POST', url: '/api/v1/organizations', headers, payload })
    expect(response.json()).toMatchObject({
      code: 'invalid-request',
      details: { fields: [expect.objectContaining({ field })] },
    })
  })

  it.each(['%ff', '%', 'Caf%e9', '%ed%a0%80', 'a&limit=%c3'])('refuses the query search=%s', async (text) => {
    const headers = { authorization: `Bearer ${testToken}` }
    const url = `/api/v1/numbers?search=${text}`
    const response = await api.app.inject({ method: 'GET', url, headers })
    expect([response.statusCode, response.json().details]).toEqual([
      400,
      { fields: [expect.objectContaining({ field: 'query' })] },
    ])
  })

  it('answers a path that cannot be decoded in the one shape', async () => {
    const response = await api.app.inject({ method: 'GET', url: '/api/v1/sites/%zz' })
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ code: 'invalid-request', message: expect.any(String) })
  })
})
