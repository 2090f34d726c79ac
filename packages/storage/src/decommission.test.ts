import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createTenant, must, openTestDatabase, type Tenant, testSecrets } from '../testing/index.ts'
import type { Database } from './database.ts'
import { countForDecommission, decommission, purgeMailboxes } from './decommission.ts'
import { createDevice } from './devices.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { beginMessage } from './messages.ts'
import { releaseEarly } from './number-life.ts'
import { findNumber } from './numbers.ts'
import { destroyKeys, findOrganizationKey, organizationKey } from './organization-keys.ts'
import { locateAtSite } from './organizations.ts'
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

describe('mailboxes of an occupier that left', () => {
  it('are kept as long as the site says; those of organizations that stay, for ever', async () => {
    const database = await openTestDatabase()
    onTestFinished(() => database.close())
    const db = database.kysely
    const { occupier, main, ordinary } = await createTenant(db)
    const stays = await createTenant(db, { first: '+442079470000' })
    const mailbox = await findMailboxOfNumber(db, main.id)
    const from = { callId: 'c', callerNumber: null, callerName: null, startedAt: 1 }
    must(await beginMessage(db, { ...from, mailboxId: mailbox?.id ?? '', path: 'left.wav' }))
    const key = await organizationKey(db, testSecrets, occupier.id)
    const ofStaying = await organizationKey(db, testSecrets, stays.occupier.id)
    must(await decommission(db, occupier.id, { version: occupier.version, name: occupier.name }))
    const kept = async () =>
      (await db.selectFrom('mailboxes').select('id').where('organizationId', '=', occupier.id).execute())
        .length

    expect(await purgeMailboxes(db, Date.now() + 29 * DAY)).toEqual([])
    expect(await kept()).toBe(ordinary.length + 1)
    expect(await destroyKeys(db)).toBe(0)
    expect(await organizationKey(db, testSecrets, occupier.id)).toBe(key)
    expect(await purgeMailboxes(db, Date.now() + 31 * DAY)).toEqual(['left.wav'])
    expect(await destroyKeys(db)).toBe(1)
    expect(await findOrganizationKey(db, testSecrets, occupier.id)).toBeUndefined()
    expect(await findOrganizationKey(db, testSecrets, stays.occupier.id)).toBe(ofStaying)
    expect(await kept()).toBe(0)
    expect(await findMailboxOfNumber(db, stays.main.id)).toBeDefined()
  })

  it('stay apart: an organization that left does not come back', async () => {
    const database = await openTestDatabase()
    onTestFinished(() => database.close())
    const { occupier, site } = await createTenant(database.kysely)
    must(await decommission(database.kysely, occupier.id, { version: occupier.version, name: occupier.name }))
    expect(await locateAtSite(database.kysely, occupier.id, site.id)).toMatchObject({ code: 'not-found' })
  })
})

const DAY = 86_400_000
