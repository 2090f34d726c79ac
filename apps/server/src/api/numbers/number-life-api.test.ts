/** The life of a number by API (N3–N8). */
import * as contract from '@mainline/contract'
import {
  acknowledgeChanges,
  beatEngine,
  endEngine,
  insertCallRecords,
  lastChange,
  newId,
} from '@mainline/storage'
import { createTestUser } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NumberStock } from '../testing/number-stock.ts'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let stock: NumberStock
let occupier = ''
beforeAll(async () => {
  api = await openTestApi()
  stock = new NumberStock(api)
  occupier = api.tenant.occupier.id
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(() => {
  api.engine.confirms = true
})

describe('the way up and down', () => {
  it('AVAILABLE → RESERVED → ACTIVE → RESERVED → AVAILABLE', async () => {
    const reserved = await stock.reserve()
    expect(reserved).toMatchObject({ state: 'RESERVED', organizationId: occupier })
    const params = { numberId: reserved.id }
    const active = await api.ok(contract.activateNumber, { params, body: { version: reserved.version } })
    expect(active).toMatchObject({ state: 'ACTIVE', pendingTarget: null })
    const down = await api.ok(contract.deactivateNumber, { params, body: { version: active.version } })
    expect(down.state).toBe('RESERVED')
    const free = await api.ok(contract.deallocateNumber, { params, body: { version: down.version } })
    expect(free).toMatchObject({ state: 'AVAILABLE', organizationId: null })
  })

  it.each([
    ['nominate', contract.nominateNumber],
    ['unnominate', contract.unnominateNumber],
    ['deallocate', contract.deallocateNumber],
    ['activate', contract.activateNumber],
  ])('an ACTIVE number is refused to %s', async (_, method) => {
    const number = api.tenant.ordinary[0]
    if (!number) throw new Error('no number')
    const parts = { params: { numberId: number.id }, body: { version: number.version } }
    expect(await api.refusal(method, parts)).toBe('number-state')
  })

  it('an AVAILABLE number is refused to deactivate', async () => {
    const { id, version } = await stock.provision()
    const parts = { params: { numberId: id }, body: { version } }
    expect(await api.refusal(contract.deactivateNumber, parts)).toBe('number-state')
  })

  it.each([
    ['nominate', contract.nominateNumber],
    ['unnominate', contract.unnominateNumber],
    ['deallocate', contract.deallocateNumber],
    ['activate', contract.activateNumber],
    ['deactivate', contract.deactivateNumber],
  ])('%s on an old version is refused with the number as it is', async (_, method) => {
    const { id } = await stock.provision()
    const { error } = await api.call(method, { params: { numberId: id }, body: { version: 77 } })
    expect(error).toMatchObject({ code: 'stale-version', details: { current: { id, version: 1 } } })
  })

  it('an assigned number is neither taken back nor deactivated (N4, N6)', async () => {
    const reserved = await stock.reserve()
    const maya = (await createTestUser(api.database.kysely, 'Maya', api.tenant.occupier)).id
    const params = { numberId: reserved.id }
    const assigned = await api.ok(contract.updateNumber, {
      params,
      body: { version: reserved.version, assignedTo: maya },
    })
    const back = { params, body: { version: assigned.version } }
    expect(await api.refusal(contract.deallocateNumber, back)).toBe('number-assigned')
    const active = await api.ok(contract.activateNumber, back)
    const down = { params, body: { version: active.version } }
    expect(await api.refusal(contract.deactivateNumber, down)).toBe('number-assigned')
  })
})

describe('allocation (N3, N8)', () => {
  it('gives an organization one main number at a site at most', async () => {
    const { id, version } = await stock.provision()
    const params = { numberId: id }
    const main = await api.ok(contract.nominateNumber, { params, body: { version } })
    expect(main.kind).toBe('main')
    const refused = { params, body: { version: main.version, organizationId: occupier } }
    expect(await api.refusal(contract.allocateNumber, refused)).toBe('number-has-main')
    const organizationId = await stock.newOccupier()
    const allowed = { params, body: { version: main.version, organizationId } }
    expect((await api.ok(contract.allocateNumber, allowed)).state).toBe('RESERVED')
  })

  it('takes a nomination back', async () => {
    const { id, version } = await stock.provision()
    const params = { numberId: id }
    const main = await api.ok(contract.nominateNumber, { params, body: { version } })
    const ordinary = await api.ok(contract.unnominateNumber, { params, body: { version: main.version } })
    expect(ordinary.kind).toBe('ordinary')
  })

  it('is refused to an organization that is elsewhere or unknown', async () => {
    const { id, version } = await stock.provision()
    const to = (organizationId: string) =>
      api.refusal(contract.allocateNumber, { params: { numberId: id }, body: { version, organizationId } })
    expect(await to(await stock.newOccupier(false))).toBe('not-at-site')
    expect(await to(unknownId)).toBe('not-at-site')
  })
})

describe('activation (N5, N6)', () => {
  it('waits for the engines, and for their word on the last step too', async () => {
    const reserved = await stock.reserve()
    api.engine.waits.length = 0
    await api.ok(contract.activateNumber, {
      params: { numberId: reserved.id },
      body: { version: reserved.version },
    })
    expect(api.engine.waits).toEqual([50, 1_000])
  })

  it.each([
    ['does not confirm in time', false],
    ['fails', new Error('the engine is gone')],
  ])('leaves the number RESERVED when an engine %s, and can be tried again', async (_, confirms) => {
    const reserved = await stock.reserve()
    const params = { numberId: reserved.id }
    api.engine.confirms = confirms
    const { status, error } = await api.call(contract.activateNumber, {
      params,
      body: { version: reserved.version },
    })
    expect([status, error?.code]).toEqual([503, 'route-unconfirmed'])
    const after = await api.ok(contract.getNumber, { params })
    expect(after.state).toBe('RESERVED')
    api.engine.confirms = true
    expect((await api.ok(contract.activateNumber, { params, body: { version: after.version } })).state).toBe(
      'ACTIVE',
    )
  })

  it('leaves the number PENDING and receiving when an engine does not confirm its end, and takes the wait up again', async () => {
    const reserved = await stock.reserve()
    const params = { numberId: reserved.id }
    const active = await api.ok(contract.activateNumber, { params, body: { version: reserved.version } })
    api.engine.confirms = false
    const down = { params, body: { version: active.version } }
    expect(await api.refusal(contract.deactivateNumber, down)).toBe('route-unconfirmed')
    const pending = await api.ok(contract.getNumber, { params })
    expect(pending).toMatchObject({ state: 'PENDING', pendingTarget: 'RESERVED' })
    expect(pending.pendingSince).toMatch(/^\d{4}-.*Z$/)
    api.engine.confirms = true
    const again = { params, body: { version: pending.version } }
    expect((await api.ok(contract.deactivateNumber, again)).state).toBe('RESERVED')
  })

  it('gives a main number its settings, members and mailbox (M7)', async () => {
    const params = { numberId: api.tenant.main.id }
    const settings = await api.ok(contract.getCallSettings, { params })
    expect(settings.inHours.steps.map((step) => step.target)).toEqual(['hunt-group', 'voicemail'])
    expect((await api.ok(contract.listHuntMembers, { params })).members).toHaveLength(2)
    expect(await api.ok(contract.getMailbox, { params })).toMatchObject({
      greeting: 'default',
      newMessages: 0,
    })
  })
})

describe('confirmation (N5)', () => {
  it('says which live engines obey the last change of the number', async () => {
    const { kysely } = api.database
    const [quick, slow, stopped] = [newId(), newId(), newId()]
    await beatEngine(kysely, quick, 'edge-1')
    await beatEngine(kysely, slow, 'edge-2')
    await beatEngine(kysely, stopped, 'edge-3')
    await endEngine(kysely, stopped)
    const { id } = await stock.reserve()
    await acknowledgeChanges(kysely, quick, await lastChange(kysely))
    const { engines } = await api.ok(contract.getNumberConfirmation, { params: { numberId: id } })
    const ours = engines.filter(({ name }) => name.startsWith('edge-'))
    expect(ours).toEqual([
      { name: 'edge-1', confirmed: true },
      { name: 'edge-2', confirmed: false },
    ])
    for (const engine of [quick, slow]) await endEngine(kysely, engine)
  })
})

describe('removal from the stock (N3, N11)', () => {
  it('leaves nothing to be found but what was written down', async () => {
    const { id, e164, version } = await stock.provision()
    const { operator, site } = api.tenant
    const callId = newId()
    const at = Date.parse('2026-11-24T12:00:00Z')
    await insertCallRecords(api.database.kysely, [
      {
        ...{
          callId,
          operatorId: operator.id,
          siteId: site.id,
          organizationId: null,
          numberId: id,
          trunkId: null,
        },
        ...{ sipCallId: 'abc@192.0.2.1', callerNumber: null, callerName: null, calledNumber: e164 },
        ...{
          startedAt: at,
          answeredAt: null,
          endedAt: at + 500,
          result: 'rejected',
          reason: 'number-not-active',
        },
        ...{ answeredBy: null, settingsVersion: null, path: [], legs: [], codecs: null, mediaStats: null },
      },
    ])
    const params = { numberId: id }
    expect((await api.call(contract.deleteNumber, { params, query: { version } })).status).toBe(204)
    expect(await api.refusal(contract.getNumber, { params })).toBe('not-found')
    expect(await api.refusal(contract.deleteNumber, { params, query: { version } })).toBe('not-found')
    const { items } = await api.ok(contract.listCalls, { query: { numberId: id } })
    expect(items).toMatchObject([{ callId, calledNumber: e164 }])
    expect(await api.ok(contract.getCall, { params: { callId } })).toMatchObject({ numberId: id })
    const ofSite = await api.ok(contract.listAudit, { query: { siteId: site.id, limit: 1 } })
    expect(ofSite.items).toMatchObject([{ action: 'removed', kind: 'number', name: e164, numberId: id }])
    const ofNumber = await api.ok(contract.listAudit, { query: { numberId: id } })
    expect(ofNumber.items.map(({ action }) => action)).toEqual(['removed', 'created'])
  })

  it('is refused while somebody has it, in words that a program can put', async () => {
    const { id, version } = await stock.reserve()
    const { error } = await api.call(contract.deleteNumber, { params: { numberId: id }, query: { version } })
    expect(error).toMatchObject({
      code: 'number-state',
      message: expect.stringContaining(
        'The number is RESERVED; remove is possible only while it is AVAILABLE.',
      ),
      details: { values: { state: 'RESERVED', action: 'remove', wanted: 'AVAILABLE' } },
    })
  })
})
