import type { HuntMember } from '@mainline/pbx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bindingOf, createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { createDevice } from './devices.ts'
import { setHuntMembers } from './hunt-members.ts'
import { type LivePlan, loadPlans } from './live-plan.ts'
import { deactivate, nominate } from './number-life.ts'
import { createNumbers } from './numbers.ts'
import { saveRegistrations } from './registrations.ts'
import type { Device } from './schema.ts'
import { setEmergencyClosure, setSiteOverride } from './site-overrides.ts'
import { createSiteEvent } from './site-schedule.ts'

let database: Database
let tenant: Tenant
let device: Device
const now = Date.now()

beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely)
  device = must(
    await createDevice(database.kysely, {
      numberId: tenant.ordinary[0]?.id ?? '',
      name: 'desk',
      username: 'one',
      password: 'secret',
    }),
  )
  const path = ['<sip:edge.test;lr>']
  await saveRegistrations(database.kysely, [
    bindingOf(device.id, { contact: 'sip:one@192.0.2.1', path, expiresAt: now + 60_000 }),
    bindingOf(device.id, { contact: 'sip:one@192.0.2.2', expiresAt: now - 1 }),
  ])
})
afterAll(() => database.close())

async function planOf(e164: string): Promise<LivePlan> {
  const [plan] = await loadPlans(database.pool, e164, now)
  if (!plan) throw new Error('no plan')
  return plan
}

describe('live plans', () => {
  it('a main number: settings, members with names and state, devices with live bindings, mailbox', async () => {
    const { plan, devices, operatorId, domain } = await planOf(tenant.main.e164)
    expect({ operatorId, domain }).toEqual({ operatorId: tenant.operator.id, domain: 'site.test' })
    expect(plan).toMatchObject({
      numberId: tenant.main.id,
      kind: 'main',
      state: 'ACTIVE',
      receivesWhilePending: false,
      zone: 'Europe/London',
      organizationName: 'Occupier',
      label: 'Occupier',
      extension: '100',
      settings: { version: 1, outOfHours: { steps: [{ target: 'voicemail' }] }, hours: undefined },
      mailbox: { name: 'Occupier' },
    })
    expect(plan.members.map((member) => [member.kind, member.e164])).toEqual([
      ['number', '+442079460001'],
      ['number', '+442079460002'],
    ])
    expect(devices).toHaveLength(1)
    expect(devices[0]).toMatchObject({ id: device.id, username: 'one', numberId: tenant.ordinary[0]?.id })
    expect(devices[0]?.registrations).toMatchObject([
      {
        contact: 'sip:one@192.0.2.1',
        path: ['<sip:edge.test;lr>'],
        flow: { remotePort: 5060 },
        expiresAt: now + 60_000,
      },
    ])
  })

  it('an ordinary number rings its own devices and has no settings', async () => {
    const { plan, devices } = await planOf('+442079460001')
    expect(plan).toMatchObject({ kind: 'ordinary', settings: undefined, members: [] })
    expect(devices.map((one) => one.id)).toEqual([device.id])
  })

  it('the called number comes first, then the neighbours above it', async () => {
    const plans = await loadPlans(database.pool, '+442079460001', now)
    expect(plans.map((one) => one.plan.e164)).toEqual(['+442079460001', '+442079460002'])
    expect(await loadPlans(database.pool, '+442079460000', now, 1)).toHaveLength(1)
  })

  it('a number that the platform does not have -> nothing', async () => {
    expect(await loadPlans(database.pool, '+442079469999', now)).toEqual([])
  })

  it('an external member has no number of ours', async () => {
    const other = await createTenant(database.kysely, { first: '+12125550100', ordinary: 1 })
    must(
      await setHuntMembers(database.kysely, other.main.id, [
        { externalE164: '+12125550199', name: 'Mobile' },
        { numberId: other.ordinary[0]?.id ?? '' },
      ]),
    )
    const { plan } = await planOf(other.main.e164)
    const expected: Partial<HuntMember>[] = [
      { kind: 'external', e164: '+12125550199', name: 'Mobile' },
      { kind: 'number', e164: '+12125550101', name: '+12125550101', state: 'ACTIVE', numberKind: 'ordinary' },
    ]
    expect(plan.members).toMatchObject(expected)
    // It becomes a main number of the platform: a call would leave by the trunk and come back (M1).
    const [made] = must(
      await createNumbers(database.kysely, { siteId: tenant.site.id, first: '+12125550199' }),
    )
    must(await nominate(database.kysely, made?.id ?? '', 1, 'main'))
    expect((await planOf(other.main.e164)).plan.members).toMatchObject(expected.slice(1))
  })

  it('a number on its way down still receives (N6)', async () => {
    const other = await createTenant(database.kysely, { first: '+12125550150', ordinary: 0 })
    must(await deactivate(database.kysely, other.main.id, other.main.version))
    expect((await planOf(other.main.e164)).plan).toMatchObject({
      state: 'PENDING',
      receivesWhilePending: true,
    })
  })
})

describe('the schedule in a plan (M9)', () => {
  it('holds what applies to the number', async () => {
    const db = database.kysely
    const { operator, site, occupier, main, ordinary } = await createTenant(db, { first: '+442079461000' })
    const at = { operatorId: operator.id, siteIds: [site.id] }
    const day = { kind: 'days' as const, from: '2099-12-25', to: '2099-12-26' }
    const wide = must(await createSiteEvent(db, { ...at, name: 'Holiday', when: day }))
    const own = must(
      await createSiteEvent(db, {
        ...at,
        organizationId: occupier.id,
        numberId: main.id,
        name: 'Move',
        when: { kind: 'span', from: '2099-01-01T09:00', to: '2099-01-01T12:00' },
        route: { steps: [], end: 'closed' },
      }),
    )
    must(
      await createSiteEvent(db, {
        ...at,
        name: 'Long ago',
        when: { ...day, from: '2001-01-01', to: '2001-01-01' },
      }),
    )
    must(await setSiteOverride(db, { siteId: site.id, open: true, until: now + 3_600_000, by: 'me' }))
    must(
      await setSiteOverride(db, {
        siteId: site.id,
        numberId: main.id,
        open: false,
        until: now + 3_600_000,
        by: 'me',
      }),
    )
    must(await setEmergencyClosure(db, { siteId: site.id, by: 'me', reason: 'flood' }))

    const { schedule } = (await planOf(main.e164)).plan
    expect(schedule.events).toEqual([
      { id: wide.id, name: 'Holiday', scope: 'site', when: day, route: undefined },
      {
        id: own.id,
        name: 'Move',
        scope: 'number',
        when: { kind: 'span', from: '2099-01-01T09:00', to: '2099-01-01T12:00' },
        route: { steps: [], end: 'closed' },
      },
    ])
    expect(schedule.override).toMatchObject({ open: false, by: 'me' })
    expect(schedule.emergency).toMatchObject({ reason: 'flood' })

    const other = (await planOf(ordinary[0]?.e164 ?? '')).plan.schedule
    expect(other.events.map((event) => event.name)).toEqual(['Holiday'])
    expect(other.override).toMatchObject({ open: true })
    // It holds again when that of the number is over, and plans are kept meanwhile (M9).
    expect(schedule.siteOverride).toMatchObject({ open: true })
    expect(other.siteOverride).toBeUndefined()
  })
})
