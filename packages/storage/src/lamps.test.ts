/** What lamps say (RFC 3842): counted per phone and per number, announced with every change, never beyond the tenant. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bindingOf, createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { createDevice } from './devices.ts'
import { listHuntMembers, setHuntMembers } from './hunt-members.ts'
import {
  datagramRegistrations,
  devicesLitBy,
  devicesWithLamps,
  findWatchableNumber,
  lampChannel,
  lampOfDevice,
  lampOfNumber,
  tellableRegistrations,
} from './lamps.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { beginMessage, finishMessage, setMessageState } from './messages.ts'
import { saveRegistrations } from './registrations.ts'
import type { Db, Device } from './schema.ts'

let database: Database
let db: Db
let tenant: Tenant
let phone: Device
let tenants = 0
const heard: string[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  await database.listen(lampChannel, (numberId) => heard.push(numberId))
})
afterAll(() => database.close())
beforeEach(async () => {
  tenant = await createTenant(db, { first: `+44207947${1000 + 10 * tenants++}`, ordinary: 2 })
  const password = 'correct-horse-battery'
  phone = must(
    await createDevice(db, { numberId: member().id, name: 'Desk', username: `p${tenants}`, password }),
  )
})

const member = () => {
  const [first] = tenant.ordinary
  if (!first) throw new Error('no number')
  return first
}
const carry = (lamp?: boolean) =>
  setHuntMembers(db, tenant.main.id, [{ numberId: member().id, lamp }]).then(must)

async function leave(numberId: string): Promise<string> {
  const mailbox = await findMailboxOfNumber(db, numberId)
  const begun = must(
    await beginMessage(db, {
      mailboxId: mailbox?.id ?? '',
      callId: 'c',
      callerNumber: null,
      callerName: null,
      path: '{id}.wav',
      startedAt: 0,
    }),
  )
  await finishMessage(db, begun.id, { seconds: 3 })
  return begun.id
}

/** The numbers announced while `work` runs. */
async function announced(work: () => Promise<unknown>): Promise<string[]> {
  // What was done before may still be on its way.
  await marked('begin')
  heard.length = 0
  await work()
  await marked('end')
  return heard.slice(0, -1)
}

async function marked(word: string): Promise<void> {
  await database.pool.query(`select pg_notify('${lampChannel}', '${word}')`)
  await expect.poll(() => heard.at(-1)).toBe(word)
}

describe('the lamp of a phone', () => {
  it('counts the own messages, and those of main numbers whose lamp it carries', async () => {
    await leave(member().id)
    const saved = await leave(tenant.main.id)
    must(await setMessageState(db, saved, 'saved'))
    await leave(tenant.main.id)
    expect(await lampOfDevice(db, phone.id)).toMatchObject({
      e164: member().e164,
      new: 1,
      saved: 0,
      used: true,
    })
    await carry(true)
    expect(await lampOfDevice(db, phone.id)).toMatchObject({ new: 2, saved: 1, used: true })
    expect(await lampOfNumber(db, tenant.main.id, tenant.occupier.id)).toMatchObject({
      e164: tenant.main.e164,
      new: 1,
      saved: 1,
    })
    expect(await lampOfDevice(db, tenant.main.id)).toBeUndefined()
  })

  it('is not used where there was never a message', async () => {
    expect(await lampOfDevice(db, phone.id)).toMatchObject({ new: 0, saved: 0, used: false })
    await carry(true)
    expect(await lampOfDevice(db, phone.id)).toMatchObject({ new: 0, saved: 0, used: true })
  })

  it('is chosen per member, and stays as it is when nothing is said of it', async () => {
    await carry(true)
    await carry()
    expect(await listHuntMembers(db, tenant.main.id)).toMatchObject([{ lamp: true }])
    await carry(false)
    expect(await listHuntMembers(db, tenant.main.id)).toMatchObject([{ lamp: false }])
  })
})

describe('a change is announced by the number', () => {
  it.each(['saved', 'deleted'] as const)(
    'message new, then %s; not while it is being recorded',
    async (state) => {
      let id = ''
      const first = await announced(async () => {
        id = await leave(tenant.main.id)
      })
      expect(first).toEqual([tenant.main.id])
      expect(await announced(() => setMessageState(db, id, state))).toEqual([tenant.main.id])
    },
  )

  it('purged messages that counted, not those that were deleted before', async () => {
    const counted = await leave(tenant.main.id)
    const deleted = await leave(tenant.main.id)
    must(await setMessageState(db, deleted, 'deleted'))
    const purge = (id: string) => db.deleteFrom('messages').where('id', '=', id).execute()
    expect(await announced(() => purge(counted))).toEqual([tenant.main.id])
    expect(await announced(() => purge(deleted))).toEqual([])
  })

  it('a member that begins or ceases to carry the lamp', async () => {
    expect(await announced(() => carry(true))).toContain(member().id)
    expect(await announced(() => setHuntMembers(db, tenant.main.id, []))).toEqual([member().id])
    expect(await announced(() => carry(false))).toEqual([])
  })
})

it('names the phones that a number lights', async () => {
  const organizationId = tenant.occupier.id
  expect(await devicesLitBy(db, member().id)).toEqual({
    organizationIds: [organizationId],
    devices: [phone.id],
  })
  expect(await devicesLitBy(db, tenant.main.id)).toEqual({ organizationIds: [organizationId], devices: [] })
  await carry(true)
  expect(await devicesLitBy(db, tenant.main.id)).toEqual({
    organizationIds: [organizationId],
    devices: [phone.id],
  })
  expect(await lampOfNumber(db, tenant.main.id, tenant.operator.id)).toBeUndefined()
})

it.each([
  ['the own engine', 'mine', 5, 'mine', true],
  ['no engine that lives, over UDP', 'gone', 0, 'mine', true],
  ['no engine that lives, over a connection', 'gone', 5, 'mine', false],
])('a phone that is registered with %s: told %s', async (_what, engineId, connectionId, own, told) => {
  await carry(true)
  const binding = bindingOf(phone.id, { engineId, expiresAt: 2_000 })
  await saveRegistrations(db, [{ ...binding, flow: { ...binding.flow, connectionId } }])
  expect((await devicesWithLamps(db, own, 1_000)).includes(phone.id)).toBe(told)
  expect(await tellableRegistrations(db, phone.id, own, 1_000)).toHaveLength(told ? 1 : 0)
  expect(await tellableRegistrations(db, phone.id, own, 3_000)).toEqual([])
  const held = async (now: number) =>
    (await datagramRegistrations(db, own, now)).filter(({ deviceId }) => deviceId === phone.id)
  expect(await held(1_000)).toHaveLength(told ? 1 : 0)
  expect(await held(3_000)).toEqual([])
})

it('a phone may watch its own number and its main numbers, nothing else', async () => {
  const [own, colleague] = tenant.ordinary
  const other = await createTenant(db, { first: '+442079475000', ordinary: 0 })
  const find = (name: string | null | undefined) => findWatchableNumber(db, phone, name ?? '')
  expect(await find(own?.e164)).toBe(own?.id)
  expect(await find(tenant.main.e164)).toBe(tenant.main.id)
  expect(await find(tenant.main.extension)).toBe(tenant.main.id)
  for (const name of [colleague?.e164, other.main.e164, '']) expect(await find(name)).toBeUndefined()
})
