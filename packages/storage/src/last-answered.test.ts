import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTenant, openTestDatabase, type Tenant } from '../testing/index.ts'
import { insertCallRecords, type NewCallRecord } from './call-records.ts'
import type { Database } from './database.ts'
import { listHuntMembers, setHuntMembers } from './hunt-members.ts'
import { newId } from './id.ts'
import { lastAnswered } from './last-answered.ts'

let database: Database
let tenant: Tenant
let members: { anna: string; ben: string; mobile: string }

type Leg = NewCallRecord['legs'][number]
const monday = Date.parse('2026-11-23T09:00:00Z')

beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely)
  await setHuntMembers(database.kysely, tenant.main.id, [
    ...tenant.ordinary.map(({ id }) => ({ numberId: id })),
    { externalE164: '+447700900412', name: 'Mobile' },
  ])
  const [anna, ben, mobile] = (await listHuntMembers(database.kysely, tenant.main.id)).map(({ id }) => id)
  members = { anna: anna ?? '', ben: ben ?? '', mobile: mobile ?? '' }
})
afterAll(() => database.close())

async function callAt(at: number, legs: readonly Partial<Leg>[], more: Partial<NewCallRecord> = {}) {
  const { main, operator, site, occupier } = tenant
  const record: NewCallRecord = {
    callId: newId(),
    operatorId: operator.id,
    siteId: site.id,
    organizationId: occupier.id,
    numberId: main.id,
    trunkId: null,
    sipCallId: newId(),
    callerNumber: null,
    callerName: null,
    calledNumber: main.e164,
    startedAt: at,
    answeredAt: at + 3_000,
    endedAt: at + 60_000,
    result: 'answered-by-member',
    reason: 'caller-hung-up',
    answeredBy: 'Anna',
    settingsVersion: 1,
    path: [],
    legs: legs.map((leg, index) => ({
      leg: index + 1,
      memberId: '',
      name: '',
      target: 'd',
      external: false,
      state: 'ended',
      startedAt: at,
      ...leg,
    })),
    codecs: null,
    mediaStats: null,
    ...more,
  }
  await insertCallRecords(database.kysely, [record])
}

it('each member by its last call to this number: who only rang, was too late or confirmed nothing took none', async () => {
  const { anna, ben, mobile } = members
  const [tuesday, wednesday, thursday] = [1, 2, 3].map((day) => monday + day * 86_400_000) as [
    number,
    number,
    number,
  ]
  await callAt(monday, [
    { memberId: anna, answeredAt: monday + 3_000, outcome: 'ended' },
    { memberId: ben, outcome: 'lost-race' },
  ])
  await callAt(tuesday, [
    { memberId: anna, answeredAt: tuesday + 4_000, outcome: 'answered' },
    { memberId: ben, answeredAt: tuesday + 4_010, outcome: 'lost-race' },
    { memberId: mobile, external: true, answeredAt: tuesday + 2_000, outcome: 'not-confirmed' },
  ])
  // To another number, and by somebody who is a member no more.
  await callAt(wednesday, [{ memberId: ben, answeredAt: wednesday, outcome: 'answered' }], {
    numberId: newId(),
  })
  await callAt(wednesday, [{ memberId: newId(), answeredAt: wednesday, outcome: 'answered' }])
  const since = (at: number) => lastAnswered(database.kysely, tenant.main.id, at)
  expect(await since(monday)).toEqual([{ memberId: anna, at: tuesday + 4_000 }])
  expect(await since(wednesday)).toEqual([])

  await callAt(thursday, [
    { memberId: mobile, external: true, answeredAt: thursday + 9_000, outcome: 'answered' },
  ])
  expect(new Set(await since(monday))).toEqual(
    new Set([
      { memberId: anna, at: tuesday + 4_000 },
      { memberId: mobile, at: thursday + 9_000 },
    ]),
  )
})
