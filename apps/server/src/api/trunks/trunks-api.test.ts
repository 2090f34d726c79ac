/** Trunks: known by address or digest (C2), never showing a secret. */
import * as contract from '@mainline/contract'
import { findTrunk } from '@mainline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

let made = 0
const add = (body: object = {}) =>
  api.ok(contract.createTrunk, { body: { name: `Carrier ${made++}`, ...body } })
const digest = { username: 'carrier', realm: 'trunk.test', password: 'correct-horse' }

describe('a trunk', () => {
  it('has defaults and is found', async () => {
    const trunk = await add({ sourceAddresses: ['192.0.2.1', '2001:db8::/32'] })
    expect(trunk).toMatchObject({
      operatorId: null,
      enabled: true,
      sourceAddresses: ['192.0.2.1', '2001:db8::/32'],
      digest: null,
      host: null,
      transport: 'UDP',
      srtp: 'off',
      countryCallingCode: '44',
      calledNumberSources: ['request-uri', 'to', 'p-called-party-id', 'diversion'],
      version: 1,
    })
    expect(await api.ok(contract.getTrunk, { params: { trunkId: trunk.id } })).toEqual(trunk)
    const { items } = await api.ok(contract.listTrunks)
    expect(items.map((one) => one.id)).toContain(trunk.id)
  })

  it('keeps digests of its password and shows none of them', async () => {
    const { id, digest: shown } = await add({ digest })
    expect(shown).toEqual({ username: 'carrier', realm: 'trunk.test' })
    const row = await findTrunk(api.database.kysely, id)
    expect(row?.ha1Sha256).toMatch(/^[0-9a-f]{64}$/)
    const listed = await api.call(contract.listTrunks)
    expect(listed.payload.toString()).not.toMatch(/ha1|correct-horse/i)
    expect(listed.payload.toString()).not.toContain(row?.ha1Md5)
    const params = { trunkId: id }
    const without = await api.ok(contract.updateTrunk, { params, body: { version: 1, digest: null } })
    expect(without.digest).toBeNull()
    expect((await findTrunk(api.database.kysely, id))?.ha1Md5).toBeNull()
  })

  it.each([
    ['a name that is taken', { name: 'Taken' }, 'name-taken'],
    ['an operator that is none', { operatorId: unknownId }, 'not-found'],
    ['an address that is none', { sourceAddresses: ['carrier.example'] }, 'invalid-request'],
    ['a block that is none', { sourceAddresses: ['192.0.2.0/33'] }, 'invalid-request'],
    ['everybody', { sourceAddresses: ['0.0.0.0/0'] }, 'invalid-request'],
    ['everybody by IPv6', { sourceAddresses: ['::/0'] }, 'invalid-request'],
    ['a host with a port in it', { host: 'carrier.example:5060' }, 'invalid-request'],
    ['a calling code with a plus', { countryCallingCode: '+44' }, 'invalid-request'],
    ['a transport that is none', { transport: 'SCTP' }, 'invalid-request'],
    ['a digest without a password', { digest: { username: 'a', realm: 'b' } }, 'invalid-request'],
  ])('is refused with %s', async (_, body, code) => {
    if (code === 'name-taken') await add({ name: 'Taken' })
    const parts = { body: { name: `Carrier ${made++}`, ...body } as { name: string } }
    expect(await api.refusal(contract.createTrunk, parts)).toBe(code)
  })

  it('changes in what is named; an old version or a name that is taken is refused', async () => {
    const { id } = await add({ digest })
    await add({ name: 'Another' })
    const params = { trunkId: id }
    const changed = await api.ok(contract.updateTrunk, {
      params,
      body: {
        version: 1,
        enabled: false,
        host: '2001:db8::5',
        port: 5080,
        transport: 'TCP',
        srtp: 'required',
      },
    })
    expect(changed).toMatchObject({
      enabled: false,
      host: '2001:db8::5',
      port: 5080,
      transport: 'TCP',
      srtp: 'required',
      version: 2,
    })
    expect(changed.digest?.username).toBe('carrier')
    const stale = await api.call(contract.updateTrunk, { params, body: { version: 1, enabled: true } })
    expect(stale.error).toMatchObject({ code: 'stale-version', details: { current: { enabled: false } } })
    expect(stale.payload.toString()).not.toMatch(/ha1/i)
    const taken = { params, body: { version: 2, name: 'Another' } }
    expect(await api.refusal(contract.updateTrunk, taken)).toBe('name-taken')
  })

  it('is removed once', async () => {
    const { id } = await add()
    const params = { trunkId: id }
    expect((await api.call(contract.deleteTrunk, { params, query: { version: 1 } })).status).toBe(204)
    expect(await api.refusal(contract.deleteTrunk, { params, query: { version: 1 } })).toBe('not-found')
  })
})
