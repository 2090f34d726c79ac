/** Tokens of the API: what they open, who may make which, their end and last use. */
import * as contract from '@mainline/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
afterEach(() => vi.useRealTimers())
// Identifiers that were made go on from the latest time.
afterAll(() => vi.resetModules())

type Body = contract.MethodInput<typeof contract.createApiToken>['body']

async function make(body: Partial<Body> = {}, headers?: Record<string, string>) {
  const { operator } = api.tenant
  const role = body.role ?? 'operator-admin'
  const scope = role === 'occupier-admin' ? {} : { operatorId: operator.id }
  const parts = { body: { name: 'Program', ...scope, ...body, role }, ...(headers && { headers }) }
  const { secret, token } = await api.ok(contract.createApiToken, parts)
  return { token, secret, headers: { authorization: `Bearer ${secret}` } }
}

describe('a token', () => {
  it('opens what its role and scope reach, under its own name', async () => {
    const { headers } = await make({ name: 'Booking' })
    const { items } = await api.ok(contract.listSites, { headers })
    expect(items.map((site) => site.id)).toEqual([api.tenant.site.id])
    expect(await api.refusal(contract.listTrunks, { headers })).toBe('forbidden')
    const { main } = api.tenant
    const body = { version: (await api.ok(contract.getNumber, { params: { numberId: main.id } })).version }
    await api.ok(contract.updateNumber, {
      params: { numberId: main.id },
      body: { ...body, label: 'B' },
      headers,
    })
    const { items: changes } = await api.ok(contract.listAudit, { query: { numberId: main.id, limit: 1 } })
    expect(changes).toMatchObject([{ actor: 'Booking', role: 'operator-admin', after: { label: 'B' } }])
  })

  it('shows its secret once and keeps a hash', async () => {
    const { token, secret } = await make()
    expect(secret).toMatch(/^ml_[\w-]{43}$/)
    const { items } = await api.ok(contract.listApiTokens)
    expect(items).toContainEqual(token)
    const rows = await api.database.kysely.selectFrom('apiTokens').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  it('opens nothing once it is revoked', async () => {
    const { token, headers } = await make()
    await api.ok(contract.revokeApiToken, { params: { tokenId: token.id }, headers })
    expect(await api.refusal(contract.listSites, { headers })).toBe('unauthorized')
    expect(await api.refusal(contract.revokeApiToken, { params: { tokenId: token.id } })).toBe('not-found')
  })

  it('opens nothing after its end', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 1) })
    const { headers } = await make({ expiresAt: '2030-01-01T00:01:00Z' })
    await api.ok(contract.listSites, { headers })
    vi.setSystemTime(Date.UTC(2030, 0, 1, 0, 1))
    expect(await api.refusal(contract.listSites, { headers })).toBe('unauthorized')
    expect(
      await api.refusal(contract.createApiToken, {
        body: { name: 'Late', role: 'provider-admin', expiresAt: '2030-01-01T00:01:00Z' },
      }),
    ).toBe('token-end')
  })

  it('notes its use, at most once a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 1) })
    const { token, headers } = await make()
    const lastUse = async () =>
      (await api.ok(contract.listApiTokens)).items.find(({ id }) => id === token.id)?.lastUsedAt
    expect(await lastUse()).toBeNull()
    for (const [now, noted] of [
      [Date.UTC(2030, 0, 1), '2030-01-01T00:00:00.000Z'],
      [Date.UTC(2030, 0, 1, 0, 0, 59), '2030-01-01T00:00:00.000Z'],
      [Date.UTC(2030, 0, 1, 0, 1), '2030-01-01T00:01:00.000Z'],
    ] as const) {
      vi.setSystemTime(now)
      await api.ok(contract.listSites, { headers })
      expect(await lastUse()).toBe(noted)
    }
  })
})

describe('the scope of a token', () => {
  it('is that of its maker where nothing is said', async () => {
    const { headers } = await make({ role: 'operator-admin', siteIds: [api.tenant.site.id] })
    const below = await make({ role: 'receptionist', operatorId: undefined }, headers)
    expect(below.token).toMatchObject({
      operatorId: api.tenant.operator.id,
      siteIds: [api.tenant.site.id],
      createdBy: 'Program',
    })
  })

  it.each([
    ['an operator without its id', { role: 'operator-user' }, 'token-scope'],
    ['an operator that is none', { role: 'operator-user', operatorId: unknownId }, 'not-found'],
    ['an occupier without its organization', { role: 'occupier-admin' }, 'token-scope'],
    ['an occupier that is not there', { role: 'occupier-admin', organizationId: unknownId }, 'not-found'],
    ['the provider with a tenant', { role: 'provider-admin', operatorId: unknownId }, 'token-scope'],
  ] as const)('refuses %s', async (_, body, code) => {
    expect(await api.refusal(contract.createApiToken, { body: { name: 'x', ...body } })).toBe(code)
  })

  it('never goes beyond its maker', async () => {
    const { headers } = await make({ role: 'occupier-admin', organizationId: api.tenant.occupier.id })
    for (const role of ['provider-admin', 'operator-admin', 'operator-user', 'receptionist'] as const)
      expect(await api.refusal(contract.createApiToken, { body: { name: 'x', role }, headers })).toBe(
        'forbidden',
      )
    const body = { name: 'x', role: 'occupier-admin', organizationId: api.tenant.operator.id } as const
    expect(await api.refusal(contract.createApiToken, { body, headers })).toBe('not-found')
    const { headers: one } = await make({ siteIds: [api.tenant.site.id] })
    const elsewhere = { name: 'x', role: 'operator-user' as const, siteIds: [unknownId] }
    expect(await api.refusal(contract.createApiToken, { body: elsewhere, headers: one })).toBe('not-found')
  })
})
