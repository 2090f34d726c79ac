/** Signing in by an identity provider (OpenID Connect Core 1.0), against a small real one. */
import * as contract from '@mainline/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type IdentityProvider,
  openIdentityProvider,
  type Visitor,
} from '../../sign-in/testing/identity-provider.ts'
import { Browser } from '../testing/browser.ts'
import { addPerson } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let provider: IdentityProvider
beforeAll(async () => {
  provider = await openIdentityProvider()
  api = await openTestApi({ oidc: provider })
}, 60_000)
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await provider.close()
})
beforeEach(() => {
  provider.visitor = { subject: 'nobody', email: 'nobody@nowhere.example' }
})

/** The whole round trip. @returns where the browser ends up */
async function roundTrip(browser: Browser, visitor: Visitor, returnTo?: string): Promise<string> {
  provider.visitor = visitor
  const started = await browser.call(contract.startOidc, { body: returnTo ? { returnTo } : {} })
  const back = await provider.visit(started.body.url)
  expect(back.origin + back.pathname).toBe('http://mainline.test/api/v1/sign-in/oidc/callback')
  return comeBack(browser, back)
}

async function comeBack(browser: Browser, back: URL): Promise<string> {
  const query = Object.fromEntries(back.searchParams)
  const answer = await browser.call(contract.finishOidc, { query })
  expect(answer.status).toBe(302)
  return String(answer.headers['location'])
}

describe('the identity provider', () => {
  it('is asked with code, PKCE, state and nonce', async () => {
    const { body } = await new Browser(api.app).call(contract.startOidc, { body: {} })
    const { searchParams: asked } = new URL(body.url)
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'mainline',
      code_challenge_method: 'S256',
      redirect_uri: 'http://mainline.test/api/v1/sign-in/oidc/callback',
    })
    for (const part of ['code_challenge', 'state', 'nonce'])
      expect(asked.get(part)?.length).toBeGreaterThan(30)
    expect(asked.get('scope')?.split(' ')).toEqual(expect.arrayContaining(['openid', 'email']))
  })

  it('lets in whoever was invited, and knows the person again by its subject', async () => {
    const { email, userId } = await addPerson(api, 'operator-admin')
    const browser = new Browser(api.app)
    expect(await roundTrip(browser, { subject: 'one', email }, '/numbers?site=1')).toBe(
      'http://mainline.test/numbers?site=1',
    )
    const { body: me } = await browser.call(contract.getMe)
    expect(me).toMatchObject({ userId, email, kind: 'user' })
    expect(me.name).not.toBe('As the provider says')
    const again = new Browser(api.app)
    await roundTrip(again, { subject: 'one', email: 'renamed@people.example' })
    expect((await again.call(contract.getMe)).body.userId).toBe(userId)
  })

  it('makes no user of a stranger', async () => {
    const browser = new Browser(api.app)
    const visitor = { subject: 'stranger', email: 'stranger@people.example' }
    expect(await roundTrip(browser, visitor)).toBe('http://mainline.test/sign-in?error=signup_disabled')
    expect(await browser.refusal(contract.getMe)).toBe('unauthorized')
  })

  it.each<[string, Partial<Visitor>]>([
    ['an address that it does not vouch for', { emailVerified: false }],
    ['a token signed by somebody else', { forged: true }],
    ['a token for another client', { claims: { aud: 'somebody-else' } }],
    ['a token of another sign-in', { claims: { nonce: 'replayed' } }],
    ['a token that is too old', { claims: { exp: 1_600_000_000, iat: 1_599_999_000 } }],
    ['a token of another issuer', { claims: { iss: 'https://evil.example' } }],
  ])('is not believed with %s', async (_, wrongly) => {
    const { email } = await addPerson(api, 'operator-admin')
    const browser = new Browser(api.app)
    const end = await roundTrip(browser, { subject: `of ${email}`, email, ...wrongly })
    expect(end).toMatch(/^http:\/\/mainline\.test\/sign-in\?error=/)
    expect(await browser.refusal(contract.getMe)).toBe('unauthorized')
  })

  it('lets a browser finish only what it began (login CSRF), and only once', async () => {
    const { email } = await addPerson(api, 'operator-admin')
    provider.visitor = { subject: `of ${email}`, email }
    const [attacker, victim] = [new Browser(api.app), new Browser(api.app)]
    const started = await attacker.call(contract.startOidc, { body: {} })
    const back = await provider.visit(started.body.url)
    expect(await comeBack(victim, back)).toContain('error=')
    expect(await victim.refusal(contract.getMe)).toBe('unauthorized')
    const fresh = await provider.visit((await attacker.call(contract.startOidc, { body: {} })).body.url)
    const state = new Map(attacker.cookies)
    expect(await comeBack(attacker, fresh)).toBe('http://mainline.test/')
    for (const [name, value] of state) attacker.cookies.set(name, value)
    expect(await comeBack(attacker, fresh)).toContain('error=')
  })

  it('sends nobody on to another site', async () => {
    for (const returnTo of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/a\\b',
    ])
      expect(await api.refusal(contract.startOidc, { body: { returnTo } })).toBe('invalid-request')
  })

  it('that says no leads back to the sign-in', async () => {
    const browser = new Browser(api.app)
    const { body } = await browser.call(contract.startOidc, { body: {} })
    const back = new URL('http://mainline.test/')
    back.searchParams.set('state', new URL(body.url).searchParams.get('state') ?? '')
    back.searchParams.set('error', 'access_denied')
    expect(await comeBack(browser, back)).toBe('http://mainline.test/sign-in?error=access_denied')
  })

  it('that is away is a refusal, and is asked again later', async () => {
    const away = { issuer: 'http://127.0.0.1:1', clientId: 'mainline', clientSecret: 'x' }
    const alone = await openTestApi({ oidc: away })
    const refusal = await alone.refusal(contract.startOidc, { body: {} })
    await alone[Symbol.asyncDispose]()
    expect(refusal).toBe('oidc-unreachable')
  })
})
