import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { countForDecommission, decommission } from './decommission.ts'
import { createDevice } from './devices.ts'
import { releaseEarly } from './number-life.ts'
import { findNumber } from './numbers.ts'
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
    expect(await decommission(db(), occupier.id, given)).toMatchObject({ kind: 'refusal', code })
    expect((await findNumber(db(), tenant.main.id))?.state).toBe('ACTIVE')
  })

  it('is an occupier: an operator cannot leave itself', async () => {
    const { operator } = tenant
    const given = { version: operator.version, name: operator.name }
    expect(await decommission(db(), operator.id, given)).toMatchObject({ code: 'wrong-state' })
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
    expect(await countForDecommission(db(), occupier.id)).toMatchObject({
      numbers: 3,
      mainNumbers: 1,
      devices: 1,
      mailboxes: 3,
    })
    const gone = must(
      await decommission(db(), occupier.id, { version: occupier.version, name: occupier.name }),
    )
    expect(gone).toMatchObject({ name: occupier.name, version: occupier.version + 1 })
    expect(gone.decommissionedAt).toBeGreaterThan(0)
    for (const { id } of [main, ...ordinary])
      expect(await findNumber(db(), id)).toMatchObject({
        state: 'COOLDOWN',
        organizationId: null,
        assignedTo: null,
      })
    expect(await findVoiceService(db(), occupier.id, site.id)).toBeUndefined()
    expect(await countForDecommission(db(), occupier.id)).toMatchObject({
      numbers: 0,
      devices: 0,
      mailboxes: 0,
    })
  })

  it('leaves once', async () => {
    const again = { version: tenant.occupier.version + 1, name: tenant.occupier.name }
    expect(await decommission(db(), tenant.occupier.id, again)).toMatchObject({ code: 'wrong-state' })
  })

  it('leaves numbers that the provider may release early', async () => {
    const cooling = await findNumber(db(), tenant.main.id)
    expect(must(await releaseEarly(db(), tenant.main.id, cooling!.version))).toMatchObject({
      state: 'AVAILABLE',
      kind: 'ordinary',
    })
  })
})
