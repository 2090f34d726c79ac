/** Dated changes in the plan of their number, announced, and gone with it (product §6.5). */
import { refuse } from '@mainline/pbx'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  atOnce,
  createTenant,
  must,
  openTestDatabase,
  planChangesSince,
  type Tenant,
} from '../testing/index.ts'
import type { Database } from './database.ts'
import {
  cancelDatedChange,
  createDatedChange,
  type DatedChangeInput,
  listDatedChanges,
  updateDatedChange,
} from './dated-changes.ts'
import { loadPlans } from './live-plan.ts'
import { confirmPending, deactivate, deallocate } from './number-life.ts'

let database: Database
let tenant: Tenant
let tenants = 0
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  tenant = await createTenant(database.kysely, { first: `+4420794${60 + ++tenants}000` })
})

const winter: DatedChangeInput = {
  name: 'Winter',
  from: '2099-12-01T00:00',
  until: '2100-01-05T00:00',
  inHours: { steps: [{ target: 'voicemail' }] },
  outOfHours: null,
  hours: null,
  changedBy: 'Olga',
}
const allowed = () => undefined
const create = (input = winter) => createDatedChange(database.kysely, tenant.main.id, input, allowed)
const changesOfPlan = async (now = Date.now()) =>
  (await loadPlans(database.pool, tenant.main.e164, now))[0]?.plan.changes

it('are part of the plan until they are over everywhere; a number without any carries nothing', async () => {
  expect(await changesOfPlan()).toBeUndefined()
  const { id } = must(await create())
  const expected = { id, name: 'Winter', from: winter.from, until: winter.until, inHours: winter.inHours }
  expect(await changesOfPlan()).toEqual([{ ...expected, outOfHours: undefined, hours: undefined }])
  expect(await changesOfPlan(Date.parse('2100-01-06T23:00Z'))).toHaveLength(1)
  expect(await changesOfPlan(Date.parse('2100-01-08T00:00Z'))).toBeUndefined()
})

it('are announced as a change of the settings: made, edited, cancelled', async () => {
  const since = async () => (await planChangesSince(database.kysely, 0)).at(-1)
  const made = must(await create())
  const first = await since()
  expect(first).toMatchObject({ kind: 'call-settings', id: tenant.main.id, numbers: [tenant.main.e164] })
  must(await updateDatedChange(database.kysely, made.id, 1, { ...winter, name: 'Frost' }, allowed))
  const second = await since()
  expect(second?.seq).toBeGreaterThan(first?.seq ?? 0)
  expect(await cancelDatedChange(database.kysely, made.id, 2)).toBeUndefined()
  expect((await since())?.seq).toBeGreaterThan(second?.seq ?? 0)
  expect(await cancelDatedChange(database.kysely, made.id, 2)).toMatchObject({ code: 'not-found' })
})

it('a stale edit is refused with the change as it is (N12)', async () => {
  const { id } = must(await create())
  must(await updateDatedChange(database.kysely, id, 1, { ...winter, name: 'Frost' }, allowed))
  const stale = await updateDatedChange(database.kysely, id, 1, winter, allowed)
  expect(stale).toMatchObject({ code: 'stale-version', current: { name: 'Frost', version: 2 } })
})

it('is edited while somebody takes it back: it is no more (N12)', async () => {
  const { id } = must(await create())
  const edited = await atOnce(
    database,
    (tx) => cancelDatedChange(tx, id, 1),
    () => updateDatedChange(database.kysely, id, 1, { ...winter, name: 'Frost' }, allowed),
  )
  expect(edited).toMatchObject({ code: 'not-found' })
})

it('of fifty that overlap and are made at once, one is', async () => {
  const judge = (others: readonly unknown[]) => (others.length > 0 ? refuse('change-overlap') : undefined)
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => createDatedChange(database.kysely, tenant.main.id, winter, judge)),
  )
  expect(answers.filter((answer) => !('kind' in answer))).toHaveLength(1)
  expect(await listDatedChanges(database.kysely, tenant.main.id)).toHaveLength(1)
})

it('go when the organization loses the number', async () => {
  must(await create())
  const down = must(await deactivate(database.kysely, tenant.main.id, tenant.main.version))
  const reserved = must(await confirmPending(database.kysely, down.id))
  must(await deallocate(database.kysely, reserved.id, reserved.version))
  expect(await listDatedChanges(database.kysely, tenant.main.id)).toEqual([])
})

it('belong to numbers with call settings only', async () => {
  const ordinary = tenant.ordinary[0]?.id ?? ''
  expect(await createDatedChange(database.kysely, ordinary, winter, allowed)).toMatchObject({
    code: 'not-found',
  })
})
