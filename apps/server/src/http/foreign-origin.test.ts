/** A browser that another site makes ask (CSRF): forms, scripts, and the console itself. */
import * as contract from '@mainline/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../api/testing/browser.ts'
import { addPerson, signedIn, testPassword } from '../api/testing/people.ts'
import { openTestApi, type TestApi, testOrigin } from '../api/testing/test-api.ts'

let api: TestApi
let browser: Browser
beforeAll(async () => {
  api = await openTestApi()
  browser = await signedIn(api, await addPerson(api, 'operator-admin'))
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const cookie = () => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

/** Renames the organization, as sent with these headers. */
const change = async (headers: Record<string, string>, payload: object = { version: 9, name: 'Renamed' }) => {
  const url = `/api/v1/organizations/${api.tenant.occupier.id}`
  const response = await api.app.inject({ method: 'PATCH', url, headers, payload })
  return response.json().code
}

describe('a request that changes something', () => {
  it.each<[string, Record<string, string>, string]>([
    ['from the console', { origin: testOrigin }, 'stale-version'],
    [
      'from the address that the browser asked',
      { origin: 'http://10.0.0.9:8080', host: '10.0.0.9:8080' },
      'stale-version',
    ],
    ['same-origin without Origin', { 'sec-fetch-site': 'same-origin' }, 'stale-version'],
    ['of a program that says so', { 'x-mainline-request': '1' }, 'stale-version'],
    ['from another site', { origin: 'https://evil.example' }, 'foreign-origin'],
    [
      'from another port of the host',
      { origin: 'http://mainline.test:9999', host: 'mainline.test' },
      'foreign-origin',
    ],
    ['from a sandboxed frame', { origin: 'null' }, 'foreign-origin'],
    [
      'from another site with the header',
      { origin: 'https://evil.example', 'x-mainline-request': '1' },
      'foreign-origin',
    ],
    ['cross-site without Origin', { 'sec-fetch-site': 'cross-site' }, 'foreign-origin'],
    ['from a sister of the host', { 'sec-fetch-site': 'same-site' }, 'foreign-origin'],
    ['of a program that says nothing', {}, 'foreign-origin'],
  ])('by cookie %s', async (_, headers, code) => {
    expect(await change({ cookie: cookie(), ...headers })).toBe(code)
  })

  it('by token needs none of this', async () => {
    expect(await change({ authorization: 'Bearer token-of-the-tests', origin: 'https://evil.example' })).toBe(
      'stale-version',
    )
  })

  it('without credentials is merely unauthorized', async () => {
    expect(await change({})).toBe('unauthorized')
  })
})

describe('other sites', () => {
  it('cannot post a form', async () => {
    const response = await api.app.inject({
      method: 'POST',
      url: '/api/v1/sign-out',
      headers: {
        cookie: cookie(),
        origin: 'https://evil.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: 'a=b',
    })
    expect(response.json().code).toBe('foreign-origin')
    expect((await browser.call(contract.getMe)).status).toBe(200)
  })

  it('cannot sign a browser in as somebody else', async () => {
    const { email } = await addPerson(api, 'operator-user')
    const response = await api.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      headers: { origin: 'https://evil.example' },
      payload: { email, password: testPassword },
    })
    expect(response.json().code).toBe('foreign-origin')
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  it('may not read answers', async () => {
    const response = await api.app.inject({
      method: 'OPTIONS',
      url: '/api/v1/me',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' },
    })
    const read = await api.app.inject({
      url: '/api/v1/me',
      headers: { cookie: cookie(), origin: 'https://evil.example' },
    })
    for (const { headers } of [response, read]) expect(headers['access-control-allow-origin']).toBeUndefined()
  })
})
