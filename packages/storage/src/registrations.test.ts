import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase } from '../testing/index.ts'
import type { Database } from './database.ts'
import {
  createDevice,
  deleteDevice,
  devicesRegisteredLast,
  findDeviceByUsername,
  listDevices,
  updateDevice,
} from './devices.ts'
import { newId } from './id.ts'
import {
  movedChannel,
  parsePhoneMoved,
  type Registration,
  registrationsOf,
  removeRegistrations,
  saveRegistrations,
  sweepRegistrations,
} from './registrations.ts'
import type { Db, Device } from './schema.ts'
import { digestSecrets } from './secrets.ts'

let database: Database
let db: Db
let device: Device

beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  const { ordinary } = await createTenant(db, { ordinary: 1 })
  device = must(
    await createDevice(db, {
      numberId: ordinary[0]?.id ?? '',
      name: 'desk',
      username: 'maya',
      password: 'secret',
    }),
  )
})
afterAll(() => database.close())

const binding = (contact: string, more: Partial<Registration> = {}): Registration => ({
  deviceId: device.id,
  contact,
  callId: 'c',
  cseq: 4_294_967_295,
  q: 0.5,
  path: [],
  flow: {
    transport: 'TCP',
    localAddress: '::1',
    localPort: 5060,
    remoteAddress: '2001:db8::1',
    remotePort: 40000,
    connectionId: 12,
  },
  userAgent: 'phone/1.0',
  params: ';methods="INVITE"',
  instance: '<urn:uuid:00000000-0000-4000-8000-000000000001>',
  regId: 1,
  engineId: null,
  expiresAt: 1_000,
  ...more,
})

describe('registrations (RFC 3261 §10.3)', () => {
  it('a batch is written, renewed, and read back', async () => {
    await saveRegistrations(db, [binding('sip:a'), binding('sip:b')])
    const renewed = binding('sip:a', { cseq: 9, expiresAt: 2_000 })
    await saveRegistrations(db, [renewed])
    const kept = await registrationsOf(db, device.id)
    expect(kept.toSorted((a, b) => a.contact.localeCompare(b.contact))).toEqual([renewed, binding('sip:b')])
  })

  it('of a device that is gone is left out, the rest of the batch is kept', async () => {
    await saveRegistrations(db, [binding('sip:x', { deviceId: newId() }), binding('sip:c')])
    expect((await registrationsOf(db, device.id)).map((one) => one.contact).sort()).toEqual([
      'sip:a',
      'sip:b',
      'sip:c',
    ])
  })

  it('is removed by contact, by device, by time', async () => {
    await removeRegistrations(db, [{ deviceId: device.id, contact: 'sip:c' }])
    expect(await registrationsOf(db, device.id)).toHaveLength(2)
    expect(await sweepRegistrations(db, 1_000)).toBe(1)
    await removeRegistrations(db, [{ deviceId: device.id }])
    expect(await registrationsOf(db, device.id)).toEqual([])
  })
})

it('a binding that is just being renewed is left to who renews it, and holds up no sweep', async () => {
  const [renewed, gone] = [binding('sip:renewed', { expiresAt: 10 }), binding('sip:gone', { expiresAt: 10 })]
  await saveRegistrations(db, [renewed, gone])
  await db.transaction().execute(async (tx) => {
    await saveRegistrations(tx, [{ ...renewed, expiresAt: Date.now() + 60_000 }])
    expect(await sweepRegistrations(db, 1_000)).toBe(1)
    await removeRegistrations(tx, [gone])
  })
  expect((await registrationsOf(db, device.id)).map(({ contact }) => contact)).toEqual(['sip:renewed'])
  await removeRegistrations(db, [{ deviceId: device.id }])
})

describe('a phone that is not where it was is told of', () => {
  const heard: string[] = []
  const edgePath = ['<sip:192.0.2.5:5070;lr;received=sip:203.0.113.9:40000>']
  const otherPath = ['<sip:192.0.2.5:5070;lr;received=sip:203.0.113.9:40001>']
  const future = Date.now() + 3_600_000
  const at = (more: Partial<Registration>) =>
    binding('sip:moving', { expiresAt: future, engineId: 'e1', path: edgePath, ...more })
  beforeAll(() => database.listen(movedChannel, (payload) => heard.push(payload)))

  /** What is told by the time that something else is. */
  const told = async (change: () => Promise<unknown>) => {
    heard.length = 0
    await change()
    await database.pool.query(`select pg_notify('${movedChannel}', 'end')`)
    await expect.poll(() => heard.at(-1)).toBe('end')
    return heard.slice(0, -1).map(parsePhoneMoved)
  }
  const otherFlow = () => ({ ...binding('sip:moving').flow, remotePort: 40_001 })

  it.each([
    ['it registers', () => saveRegistrations(db, [at({})]), 'e1'],
    ['it renews', () => saveRegistrations(db, [at({ cseq: 2, expiresAt: future + 1 })]), undefined],
    ['it renews by another engine', () => saveRegistrations(db, [at({ engineId: 'e2' })]), undefined],
    [
      'its edge speaks over another connection',
      () => saveRegistrations(db, [at({ flow: otherFlow() })]),
      undefined,
    ],
    ['it has another port behind its edge', () => saveRegistrations(db, [at({ path: otherPath })]), 'e1'],
    ['it comes without an edge', () => saveRegistrations(db, [at({ path: [] })]), 'e1'],
    ['it has another port', () => saveRegistrations(db, [at({ path: [], flow: otherFlow() })]), 'e1'],
    ['it signs off', () => removeRegistrations(db, [{ deviceId: device.id }]), ''],
  ])('%s', async (_edge, change, by) => {
    const expected = by === undefined ? [] : [{ deviceId: device.id, engineId: by || undefined }]
    expect(await told(change)).toEqual(expected)
  })

  it('not when what has expired is swept away', async () => {
    await told(() => saveRegistrations(db, [at({ expiresAt: 1 })]))
    expect(await told(() => sweepRegistrations(db, 2))).toEqual([])
  })
})

describe('devices', () => {
  it('keep HA1 of both algorithms and no password', async () => {
    const found = await findDeviceByUsername(db, 'maya')
    expect(found).toMatchObject({ realm: 'site.test', ...digestSecrets('maya', 'site.test', 'secret') })
    expect(JSON.stringify(found)).not.toContain('secret')
  })

  it('a username is one on the platform', async () => {
    const again = { numberId: device.numberId ?? '', name: 'x', username: 'maya', password: 'y' }
    expect(await createDevice(db, again)).toMatchObject({ code: 'username-taken' })
  })

  it('a new password changes HA1, under a version (N12)', async () => {
    const changed = must(await updateDevice(db, device.id, 1, { password: 'other' }))
    expect(changed.ha1Md5).toBe(digestSecrets('maya', 'site.test', 'other').ha1Md5)
    expect(await updateDevice(db, device.id, 1, { name: 'x' })).toMatchObject({ code: 'stale-version' })
  })

  it('tells which devices registered last, each once', async () => {
    const numberId = device.numberId ?? ''
    const add = async (username: string) =>
      must(await createDevice(db, { numberId, name: 'x', username, password: 'x' }))
    const [silent, tom] = [await add('silent'), await add('tom')]
    await saveRegistrations(db, [binding('sip:a@192.0.2.1'), binding('sip:b@192.0.2.1')])
    await sql`update registrations set updated_at = 1`.execute(db)
    await saveRegistrations(db, [binding('sip:t@192.0.2.2', { deviceId: tom.id })])
    expect((await devicesRegisteredLast(db, 9)).map(({ username }) => username)).toEqual(['tom', 'maya'])
    expect((await devicesRegisteredLast(db, 1)).map(({ username }) => username)).toEqual(['tom'])
    await removeRegistrations(db, [{ deviceId: device.id }])
    for (const { id } of [silent, tom]) await deleteDevice(db, id, 1)
  })

  it('goes with its registrations', async () => {
    await saveRegistrations(db, [binding('sip:a')])
    expect(await deleteDevice(db, device.id, 2)).toBeUndefined()
    expect(await deleteDevice(db, device.id, 2)).toMatchObject({ code: 'not-found' })
    expect(await registrationsOf(db, device.id)).toEqual([])
    expect((await listDevices(db, { siteId: device.siteId })).items).toEqual([])
  })
})
