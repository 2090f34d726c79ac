/** Devices: a password that is shown once, registrations, and M1. */
import { createHash } from 'node:crypto'
import * as contract from '@mainline/contract'
import { findDevice, removeRegistrations, saveRegistrations, sweepRegistrations } from '@mainline/storage'
import { bindingOf } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let numberId = ''
beforeAll(async () => {
  api = await openTestApi()
  numberId = api.tenant.ordinary[0]?.id ?? ''
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const add = (body: object = {}) =>
  api.ok(contract.createDevice, { body: { numberId, name: 'Desk', ...body } })

describe('a device', () => {
  it('gets a username and a password that are made for it', async () => {
    const { device, password } = await add()
    expect(device).toMatchObject({
      numberId,
      name: 'Desk',
      realm: 'site.test',
      registered: false,
      version: 1,
    })
    expect(device.username).toMatch(/^site-\d{3}-[a-z]{4}$/)
    expect(password).toMatch(/^[A-Za-z0-9]{20}$/)
    const other = await add()
    expect(other.device.username).not.toBe(device.username)
  })

  it('keeps only digests of the password (RFC 7616 §3.4.2)', async () => {
    const { device, password } = await add({ username: 'maya', password: 'correct-horse' })
    expect(password).toBe('correct-horse')
    const row = await findDevice(api.database.kysely, device.id)
    const ha1 = createHash('md5').update('maya:site.test:correct-horse').digest('hex')
    expect(row?.ha1Md5).toBe(ha1)
    for (const answer of [
      await api.call(contract.getDevice, { params: { deviceId: device.id } }),
      await api.call(contract.listDevices, { query: { numberId } }),
    ]) {
      expect(answer.payload.toString()).not.toMatch(/ha1|correct-horse/i)
      expect(answer.payload.toString()).not.toContain(ha1)
    }
  })

  it.each([
    ['a username that is taken', { username: 'taken' }, 'username-taken'],
    ['an unknown number', { numberId: unknownId }, 'not-found'],
    ['a short password', { password: 'short' }, 'invalid-request'],
    ['a username with a space', { username: 'a b' }, 'invalid-request'],
    ['no name', { name: ' ' }, 'invalid-request'],
  ])('is refused with %s', async (_, body, code) => {
    if (code === 'username-taken') await add({ username: 'taken' })
    const parts = { body: { numberId, name: 'Desk', ...body } }
    expect(await api.refusal(contract.createDevice, parts)).toBe(code)
  })

  it('is refused to a main number (M1) and to a number without organization', async () => {
    const { main, site } = api.tenant
    const of = (id: string) => api.refusal(contract.createDevice, { body: { numberId: id, name: 'Desk' } })
    expect(await of(main.id)).toBe('main-number')
    const { items } = await api.ok(contract.createNumbers, {
      body: { siteId: site.id, first: '+442079460700' },
    })
    expect(await of(items[0]?.id ?? '')).toBe('wrong-state')
  })

  it('is listed with since when it talks', async () => {
    const { device } = await add()
    const listed = async () => {
      const { items } = await api.ok(contract.listDevices, { query: { numberId, limit: 1000 } })
      return items.find(({ id }) => id === device.id)?.talkingSince
    }
    expect(await listed()).toBeNull()
    const idle = api.engine.busy
    api.engine.busy = { ...idle, talking: { [device.id]: Date.UTC(2026, 10, 24, 9) } }
    expect(await listed()).toBe('2026-11-24T09:00:00.000Z')
    api.engine.busy = idle
  })

  it('shows what is registered now and hides what has expired', async () => {
    const { device } = await add()
    await saveRegistrations(api.database.kysely, [
      bindingOf(device.id, { contact: 'sip:now@192.0.2.17', userAgent: 'phone/1' }),
      bindingOf(device.id, { contact: 'sip:then@192.0.2.17', expiresAt: Date.now() - 1 }),
    ])
    const shown = await api.ok(contract.getDevice, { params: { deviceId: device.id } })
    expect(shown.registered).toBe(true)
    expect(shown.registrations).toMatchObject([
      { contact: 'sip:now@192.0.2.17', transport: 'UDP', source: '192.0.2.9:5060', userAgent: 'phone/1' },
    ])
    expect(shown.unregisteredSince).toBeNull()
  })

  it.each([
    ['nothing was ever registered of it', [], null],
    ['its binding ran out', [Date.UTC(2026, 10, 24, 9, 12)], '2026-11-24T09:12:00.000Z'],
    [
      'several ran out, since the last',
      [Date.UTC(2026, 10, 24, 9, 12), Date.UTC(2026, 10, 24, 9, 15)],
      '2026-11-24T09:15:00.000Z',
    ],
  ])('says since when it is not registered: %s', async (_, ends, since) => {
    const { device } = await add()
    const bindings = ends.map((expiresAt, i) => bindingOf(device.id, { contact: `sip:${i}`, expiresAt }))
    await saveRegistrations(api.database.kysely, bindings)
    const sinceWhen = async () =>
      (await api.ok(contract.getDevice, { params: { deviceId: device.id } })).unregisteredSince
    expect(await sinceWhen()).toBe(since)
    // What is swept away is remembered.
    await sweepRegistrations(api.database.kysely, Date.now())
    expect(await sinceWhen()).toBe(since)
  })

  it('that takes itself off is not registered since then, and is again when it comes back', async () => {
    const { device } = await add()
    const sinceWhen = async () =>
      (await api.ok(contract.getDevice, { params: { deviceId: device.id } })).unregisteredSince
    const binding = bindingOf(device.id, { contact: 'sip:a' })
    await saveRegistrations(api.database.kysely, [binding, { ...binding, contact: 'sip:b' }])
    await removeRegistrations(api.database.kysely, [{ deviceId: device.id, contact: 'sip:b' }])
    expect(await sinceWhen()).toBeNull()
    const before = Date.now()
    await removeRegistrations(api.database.kysely, [{ deviceId: device.id }])
    expect(Date.parse((await sinceWhen()) ?? '')).toBeGreaterThanOrEqual(before - 5)
    await saveRegistrations(api.database.kysely, [binding])
    expect(await sinceWhen()).toBeNull()
  })

  it('asks for secured audio from its making on or later; what is not named stays (C12)', async () => {
    const { device } = await add({ username: 'sealed', srtp: 'required' })
    expect(device.srtp).toBe('required')
    const params = { deviceId: device.id }
    const renamed = await api.ok(contract.renameDevice, { params, body: { version: 1, name: 'Studio' } })
    expect(renamed).toMatchObject({ name: 'Studio', srtp: 'required' })
    const opened = await api.ok(contract.renameDevice, { params, body: { version: 2, srtp: 'off' } })
    expect(opened).toMatchObject({ name: 'Studio', srtp: 'off' })
  })

  it('is renamed and given a new secret; an old version is refused', async () => {
    const { device, password } = await add({ username: 'rosa' })
    const params = { deviceId: device.id }
    const renamed = await api.ok(contract.renameDevice, { params, body: { version: 1, name: 'Studio' } })
    expect(renamed).toMatchObject({ name: 'Studio', version: 2 })
    const before = await findDevice(api.database.kysely, device.id)
    const reset = await api.ok(contract.resetDeviceSecret, { params, body: { version: 2 } })
    expect(reset.password).not.toBe(password)
    expect((await findDevice(api.database.kysely, device.id))?.ha1Md5).not.toBe(before?.ha1Md5)
    for (const [method, more] of [
      [contract.renameDevice, { name: 'Old' }],
      [contract.resetDeviceSecret, {}],
    ] as const) {
      const answer = await api.call<contract.Method>(method, { params, body: { version: 2, ...more } })
      expect(answer.error).toMatchObject({ code: 'stale-version', details: { current: { version: 3 } } })
      expect(answer.payload.toString()).not.toMatch(/ha1/i)
    }
  })

  it('is removed once', async () => {
    const { device } = await add()
    const params = { deviceId: device.id }
    const gone = await api.call(contract.deleteDevice, { params, query: { version: 1 } })
    expect([gone.status, gone.payload.length]).toEqual([204, 0])
    expect(await api.refusal(contract.deleteDevice, { params, query: { version: 1 } })).toBe('not-found')
  })
})
