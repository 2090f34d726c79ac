/** The life of a number as a table (N2–N9): every state × every action, by the repository and in SQL. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { atOnce, createTestUser, must } from '../testing/index.ts'
import { insertAlert, listAlerts } from './alerts.ts'
import { createDevice, listDevices } from './devices.ts'
import {
  abandonActivation,
  activate,
  allocate,
  confirmPending,
  deactivate,
  deallocate,
  decommissionNumber,
  nominate,
  releaseCooled,
  releaseEarly,
} from './number-life.ts'
import { NumberStock, type State, states } from './number-life-fixture.ts'
import { type NumberAnswer, updateNumber } from './numbers.ts'
import type { PhoneNumber } from './schema.ts'
import { currentSiteOverrides, setSiteOverride } from './site-overrides.ts'
import { createSiteEvent, findSiteEvent } from './site-schedule.ts'
import { setVoiceService } from './voice-services.ts'

const stock = await NumberStock.ofFile()
const { database, db, tenant } = stock

const actions: Record<string, (number: PhoneNumber) => Promise<NumberAnswer>> = {
  nominate: ({ id, version }) => nominate(db, id, version, 'main'),
  unnominate: ({ id, version }) => nominate(db, id, version, 'ordinary'),
  allocate: ({ id, version }) => allocate(db, id, version, tenant.occupier.id),
  deallocate: ({ id, version }) => deallocate(db, id, version),
  activate: ({ id, version }) => activate(db, id, version),
  confirm: ({ id }) => confirmPending(db, id),
  abandon: ({ id }) => abandonActivation(db, id),
  deactivate: ({ id, version }) => deactivate(db, id, version),
  decommission: ({ id }) => db.transaction().execute((tx) => decommissionNumber(tx, id)),
  'release early': ({ id, version }) => releaseEarly(db, id, version),
}

/** What each action makes of each state; what is not here is refused. */
const allowed: Record<State, Record<string, string>> = {
  AVAILABLE: { nominate: 'AVAILABLE', unnominate: 'AVAILABLE', allocate: 'RESERVED' },
  RESERVED: { deallocate: 'AVAILABLE', activate: 'PENDING', decommission: 'COOLDOWN' },
  'PENDING up': { confirm: 'ACTIVE', abandon: 'RESERVED', decommission: 'COOLDOWN' },
  ACTIVE: { deactivate: 'PENDING', decommission: 'COOLDOWN' },
  'PENDING down': { confirm: 'RESERVED', decommission: 'COOLDOWN' },
  COOLDOWN: { 'release early': 'AVAILABLE' },
}

describe.each(states)('%s', (state) => {
  it.each(Object.keys(actions))('%s', async (action) => {
    const number = await stock.in(state)
    const answer = await actions[action]?.(number)
    const after = await stock.read(number.id)
    const wanted = allowed[state][action]
    if (wanted === undefined) {
      expect(answer).toMatchObject({ kind: 'refusal', code: 'number-state' })
      expect(after).toEqual(number)
    } else expect(after).toMatchObject({ state: wanted, version: number.version + 1 })
  })
})

/** What a row says in each state. */
const columns: Record<State, string> = {
  AVAILABLE: `state = 'AVAILABLE', organization_id = null, pending_target = null, cooldown_until = null`,
  RESERVED: `state = 'RESERVED', organization_id = $2, pending_target = null, cooldown_until = null`,
  'PENDING up': `state = 'PENDING', organization_id = $2, pending_target = 'ACTIVE', cooldown_until = null`,
  ACTIVE: `state = 'ACTIVE', organization_id = $2, pending_target = null, cooldown_until = null`,
  'PENDING down': `state = 'PENDING', organization_id = $2, pending_target = 'RESERVED', cooldown_until = null`,
  COOLDOWN: `state = 'COOLDOWN', organization_id = null, pending_target = null, cooldown_until = now_ms() + 1000000`,
}

/** From state to states. COOLDOWN ends by its time only, which has not come. */
const inSql: Record<State, readonly State[]> = {
  AVAILABLE: ['RESERVED'],
  RESERVED: ['AVAILABLE', 'PENDING up', 'COOLDOWN'],
  'PENDING up': ['RESERVED', 'ACTIVE', 'COOLDOWN'],
  ACTIVE: ['PENDING down', 'COOLDOWN'],
  'PENDING down': ['RESERVED', 'COOLDOWN'],
  COOLDOWN: [],
}

/** The constraint that refuses a statement, or `done`. */
async function attempt(statement: string, ...values: unknown[]): Promise<string> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await client.query(statement, values)
    return 'done'
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String(error)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

describe.each(states)('in SQL: %s', (from) => {
  let number: PhoneNumber
  beforeAll(async () => {
    number = await stock.in(from)
  })
  it.each(states.filter((to) => to !== from))('-> %s', async (to) => {
    const usesOwner = columns[to].includes('$2')
    const outcome = await attempt(
      `update numbers set ${columns[to]} where id = $1`,
      number.id,
      ...(usesOwner ? [tenant.occupier.id] : []),
    )
    if (inSql[from].includes(to)) expect(outcome).toBe('done')
    else expect(outcome).toBe(from === 'COOLDOWN' && to === 'AVAILABLE' ? 'number-cooling' : 'number-state')
  })
})

describe('preconditions, in SQL as by the repository', () => {
  const setState = (state: State) => `update numbers set ${columns[state]} where id = $1`

  it('an assigned number is neither taken back nor deactivated (N4, N6)', async () => {
    const { id: assignedTo } = await createTestUser(db)
    for (const [from, act, to] of [
      ['RESERVED', deallocate, 'AVAILABLE'],
      ['ACTIVE', deactivate, 'PENDING down'],
    ] as const) {
      const { id } = await stock.in(from)
      await db.updateTable('numbers').set({ assignedTo }).where('id', '=', id).execute()
      const owner = to === 'AVAILABLE' ? [] : [tenant.occupier.id]
      expect(await act(db, id, (await stock.read(id)).version)).toMatchObject({ code: 'number-assigned' })
      expect(await attempt(setState(to), id, ...owner)).toBe('number-assigned')
    }
  })

  it('nothing is activated without a unit that is free (N5, N9)', async () => {
    const none = await stock.newOccupier(0)
    const one = await stock.newOccupier(1)
    await stock.in('ACTIVE', one)
    for (const organization of [none, one]) {
      const { id, version } = await stock.in('RESERVED', organization)
      expect(await activate(db, id, version)).toMatchObject({ code: 'number-no-service' })
      expect(await attempt(setState('PENDING up'), id, organization)).toBe('number-no-service')
    }
  })

  it('a main number uses what the site says (N9)', async () => {
    const organization = await stock.newOccupier(2)
    const main = must(await allocate(db, (await stock.take('main')).id, 2, organization))
    await db.updateTable('sites').set({ mainNumberUnits: 3 }).where('id', '=', tenant.site.id).execute()
    expect(await activate(db, main.id, main.version)).toMatchObject({ code: 'number-no-service' })
    await db.updateTable('sites').set({ mainNumberUnits: 1 }).where('id', '=', tenant.site.id).execute()
    expect(await activate(db, main.id, main.version)).toMatchObject({ state: 'PENDING' })
  })

  it('no second main number of an organization at a site (N3, N8)', async () => {
    const { id, version } = await stock.take('main')
    expect(await allocate(db, id, version, tenant.occupier.id)).toMatchObject({ code: 'number-has-main' })
    expect(await attempt(setState('RESERVED'), id, tenant.occupier.id)).toBe('numbers_one_main')
  })

  it('main or not is said while AVAILABLE only (N2)', async () => {
    const { id } = await stock.in('RESERVED')
    expect(await attempt(`update numbers set kind = 'main' where id = $1`, id)).toBe('number-state')
  })

  it('a number does not change hands', async () => {
    const { id } = await stock.in('RESERVED')
    const to = await stock.newOccupier()
    expect(await attempt('update numbers set organization_id = $2 where id = $1', id, to)).toBe(
      'number-state',
    )
  })

  it('a number comes as AVAILABLE only', async () => {
    const copy = `insert into numbers (id, operator_id, site_id, organization_id, e164, kind, state, created_at)
      select gen_random_uuid(), operator_id, site_id, organization_id, '+442079469999', kind, state, 1
        from numbers where id = $1`
    expect(await attempt(copy, (await stock.in('ACTIVE')).id)).toBe('number-state')
    expect(await attempt(copy, (await stock.in('AVAILABLE')).id)).toBe('done')
  })

  it('cooldown lasts as long as the site says, and ends by the sweep (N7)', async () => {
    const { id, cooldownUntil } = await stock.in('COOLDOWN')
    const days = ((cooldownUntil ?? 0) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(89.9)
    expect(days).toBeLessThanOrEqual(90)
    expect(await releaseCooled(db, Date.now())).toBe(0)
    const shorter = 'update numbers set cooldown_until = 1 where id = $1'
    expect(await attempt(shorter, id)).toBe('number-state')
    await db.transaction().execute(async (tx) => {
      await sql`set local mainline.release = 'early'`.execute(tx)
      await tx.updateTable('numbers').set({ cooldownUntil: 1 }).where('id', '=', id).execute()
    })
    expect(await releaseCooled(db, Date.now())).toBe(1)
    expect(await stock.read(id)).toMatchObject({
      state: 'AVAILABLE',
      kind: 'ordinary',
      cooldownUntil: null,
    })
  })

  it('a service does not go below what is used, nor away (N9)', async () => {
    const organization = await stock.newOccupier(2)
    await stock.in('ACTIVE', organization)
    const where = { organizationId: organization, siteId: tenant.site.id }
    expect(await setVoiceService(db, { ...where, quantity: 0, version: 1 })).toMatchObject({
      code: 'service-quantity',
    })
    expect(
      await attempt('update voice_services set quantity = 0 where organization_id = $1', organization),
    ).toBe('service-quantity')
    expect(await attempt('delete from voice_services where organization_id = $1', organization)).toBe(
      'service-quantity',
    )
    expect(await setVoiceService(db, { ...where, quantity: 1, version: 1 })).toMatchObject({ quantity: 1 })
  })
})

describe('a number that goes from one tenant to the next (M9)', () => {
  it('takes no dated event and no override of the one before along', async () => {
    const first = await stock.newOccupier()
    const number = must(await allocate(db, (await stock.take()).id, 1, first))
    const { operator, site } = tenant
    const when = { kind: 'days', from: '2026-12-24', to: '2026-12-24' } as const
    const only = { operatorId: operator.id, siteIds: [site.id], numberId: number.id, name: 'Moving house' }
    const event = must(await createSiteEvent(db, { ...only, when }))
    const until = Date.now() + 3_600_000
    must(await setSiteOverride(db, { siteId: site.id, numberId: number.id, open: false, until, by: 'Maya' }))
    must(await deallocate(db, number.id, number.version))
    expect(await findSiteEvent(db, event.id)).toBeUndefined()
    const left = await currentSiteOverrides(db, site.id, Date.now())
    expect(left.filter(({ numberId }) => numberId === number.id)).toEqual([])
  })

  it('takes neither the name that it was given nor the language that it spoke along (N4)', async () => {
    const number = await stock.in('RESERVED')
    const changes = { label: 'Ines Marlow', language: 'fr' }
    const named = must(await updateNumber(db, number.id, number.version, changes))
    expect(must(await deallocate(db, named.id, named.version))).toMatchObject({ label: '', language: null })
  })

  it('leaves no alert to the one before of what is the next one’s by now', async () => {
    const number = await stock.in('RESERVED')
    const about = { operatorId: tenant.operator.id, siteId: null, organizationId: tenant.occupier.id }
    const words = { severity: 'warning', words: 'x', data: {}, at: 1 } as const
    for (const kind of ['activation-failed', 'nothing-would-ring', 'emergency-call'] as const)
      await insertAlert(db, { ...about, ...words, kind, numberId: number.id, subject: number.id })
    const free = must(await deallocate(db, number.id, number.version))
    must(await allocate(db, free.id, free.version, await stock.newOccupier()))
    const { items } = await listAlerts(db, { numberId: number.id, standing: true })
    // Somebody has called for help, whoever has the number now.
    expect(items.map(({ kind }) => kind)).toEqual(['emergency-call'])
  })

  it('raises no alert for the one before that was found when it was still its own', async () => {
    const number = await stock.in('RESERVED')
    const before = { operatorId: tenant.operator.id, siteId: null, organizationId: tenant.occupier.id }
    const found = {
      ...before,
      numberId: number.id,
      subject: number.id,
      severity: 'warning',
      words: 'x',
    } as const
    const raise = () => insertAlert(db, { ...found, kind: 'nothing-would-ring', data: {}, at: 1 })
    expect(await atOnce(database, (tx) => deallocate(tx, number.id, number.version), raise)).toBeUndefined()
    const free = await stock.read(number.id)
    must(await allocate(db, free.id, free.version, await stock.newOccupier()))
    expect(await raise()).toBeUndefined()
  })

  it('speaks its language until its cooldown is over (C14, N7)', async () => {
    const number = await stock.in('RESERVED')
    must(await updateNumber(db, number.id, number.version, { label: 'Ines Marlow', language: 'fr' }))
    const cooling = must(await db.transaction().execute((tx) => decommissionNumber(tx, number.id)))
    expect(cooling).toMatchObject({ label: '', language: 'fr' })
    expect(must(await releaseEarly(db, number.id, cooling.version))).toMatchObject({ language: null })
  })

  it('takes no device along that was added while it was given back', async () => {
    const number = must(await allocate(db, (await stock.take()).id, 1, await stock.newOccupier()))
    const device = { numberId: number.id, name: 'desk', username: `late-${number.id}`, password: 'secret' }
    const added = await atOnce(
      database,
      (tx) => deallocate(tx, number.id, number.version),
      () => createDevice(db, device),
    )
    expect(added).toMatchObject({ code: 'wrong-state' })
    expect((await listDevices(db, { numberId: number.id })).items).toEqual([])
  })
})
