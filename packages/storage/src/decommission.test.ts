/** An occupier that leaves altogether: with whom, with what, and what stays on record (N7). */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  activateNumber,
  atOnce,
  createTenant,
  giveVoiceService,
  must,
  openTestDatabase,
  type Tenant,
} from '../testing/index.ts'
import type { Database } from './database.ts'
import { countForDecommission, decommission } from './decommission.ts'
import { createDevice } from './devices.ts'
import { setHuntMembers } from './hunt-members.ts'
import { allocate, deallocate, nominate, releaseEarly } from './number-life.ts'
import { createNumbers, findNumber, updateNumber } from './numbers.ts'
import { createOrganization, locateAtSite, sitesOf } from './organizations.ts'
import { findVoiceService } from './voice-services.ts'

describe('an occupier that leaves (N7)', () => {
  let database: Database
  let tenant: Tenant
  beforeAll(async () => {
    database = await openTestDatabase()
    tenant = await createTenant(database.kysely)
  })
  afterAll(() => database.close())
  const db = () => database.kysely

  it.each([
    ['a name that is not its own', { name: 'Somebody else' }, 'name-mismatch'],
    ['a stale version', { version: 99 }, 'stale-version'],
  ])('stays with %s', async (_, wrong, code) => {
    const { occupier } = tenant
    const given = { version: occupier.version, name: occupier.name, ...wrong }
    expect(await decommission(db(), { organizationId: occupier.id }, given)).toMatchObject({
      kind: 'refusal',
      code,
    })
    expect((await findNumber(db(), tenant.main.id))?.state).toBe('ACTIVE')
  })

  it('is brought to no site while it leaves', async () => {
    const { operator, site } = tenant
    const made = await createOrganization(db(), { name: 'Undecided', operatorId: operator.id })
    const located = await atOnce(
      database,
      (tx) => decommission(tx, { organizationId: made.id }, { version: made.version, name: made.name }),
      () => locateAtSite(db(), made.id, site.id),
    )
    expect(located).toMatchObject({ code: 'not-found' })
    expect(await sitesOf(db(), made.id)).toEqual([])
  })

  it('leaves without a number that is given back at the same moment', async () => {
    const { operator, site } = tenant
    const made = await createOrganization(db(), { name: 'In a hurry', operatorId: operator.id })
    await locateAtSite(db(), made.id, site.id)
    const [number] = must(await createNumbers(db(), { siteId: site.id, first: '+442079465555' }))
    const reserved = must(await allocate(db(), number?.id ?? '', 1, made.id))
    const left = await atOnce(
      database,
      (tx) => deallocate(tx, reserved.id, reserved.version),
      () => decommission(db(), { organizationId: made.id }, { version: made.version, name: made.name }),
    )
    expect(left).toMatchObject({ decommissionedAt: expect.any(Number) })
    expect(await findNumber(db(), reserved.id)).toMatchObject({ state: 'AVAILABLE', organizationId: null })
  })

  it('and who sets up its hunt group at the same moment do not wait for each other', async () => {
    const { operator, site } = tenant
    for (let round = 0; round < 8; round++) {
      const name = `Leaver ${round}`
      const made = await createOrganization(db(), { name, operatorId: operator.id })
      await locateAtSite(db(), made.id, site.id)
      await giveVoiceService(db(), made.id, site.id)
      const first = `+4420794656${round}0`
      const numbers = must(await createNumbers(db(), { siteId: site.id, first, count: 4 }))
      const [nominee, ...others] = numbers.toReversed()
      const members: { numberId: string }[] = []
      for (const other of others) members.push({ numberId: (await activateNumber(db(), other, made.id)).id })
      const main = await activateNumber(
        db(),
        must(await nominate(db(), nominee?.id ?? '', 1, 'main')),
        made.id,
      )
      await Promise.all([
        setHuntMembers(db(), main.id, members),
        decommission(db(), { organizationId: made.id }, { version: made.version, name }),
      ])
      const { rows } = await sql`select from hunt_members where main_number_id = ${main.id}`.execute(db())
      expect(rows).toEqual([])
    }
  })

  it('goes by its name however its letters are spelt, and whatever spaces it has', async () => {
    const { operator } = tenant
    const name = 'Café Ångström'
    const stored = name.normalize('NFD').replace(' ', '  ')
    const made = await createOrganization(db(), { name: stored, operatorId: operator.id })
    const given = { version: made.version, name }
    expect(await decommission(db(), { organizationId: made.id }, given)).toMatchObject({
      decommissionedAt: expect.any(Number),
    })
  })

  it('is an occupier: an operator cannot leave itself', async () => {
    const { operator } = tenant
    const given = { version: operator.version, name: operator.name }
    expect(await decommission(db(), { organizationId: operator.id }, given)).toMatchObject({
      code: 'wrong-state',
    })
  })

  it('takes numbers, services, devices with it and stays on record', async () => {
    const { occupier, main, ordinary, site } = tenant
    must(
      await createDevice(db(), {
        numberId: ordinary[0]!.id,
        name: 'Desk',
        username: 'd1',
        password: 'x'.repeat(20),
      }),
    )
    const { id: named, version } = ordinary[0]!
    must(await updateNumber(db(), named, version, { label: 'Ines Marlow' }))
    expect(await countForDecommission(db(), { organizationId: occupier.id })).toMatchObject({
      numbers: 3,
      mainNumbers: 1,
      devices: 1,
      mailboxes: 3,
    })
    const gone = must(
      await decommission(
        db(),
        { organizationId: occupier.id },
        { version: occupier.version, name: occupier.name },
      ),
    )
    expect(gone).toMatchObject({ name: occupier.name, version: occupier.version + 1 })
    expect(gone.decommissionedAt).toBeGreaterThan(0)
    for (const { id } of [main, ...ordinary])
      expect(await findNumber(db(), id)).toMatchObject({
        state: 'COOLDOWN',
        organizationId: null,
        assignedTo: null,
        label: '',
      })
    expect(await findVoiceService(db(), occupier.id, site.id)).toBeUndefined()
    expect(await countForDecommission(db(), { organizationId: occupier.id })).toMatchObject({
      numbers: 0,
      devices: 0,
      mailboxes: 0,
    })
  })

  it('leaves once', async () => {
    const again = { version: tenant.occupier.version + 1, name: tenant.occupier.name }
    expect(await decommission(db(), { organizationId: tenant.occupier.id }, again)).toMatchObject({
      code: 'wrong-state',
    })
  })

  it('leaves numbers that the provider may release early', async () => {
    const cooling = await findNumber(db(), tenant.main.id)
    expect(must(await releaseEarly(db(), tenant.main.id, cooling!.version))).toMatchObject({
      state: 'AVAILABLE',
      kind: 'ordinary',
    })
  })
})
