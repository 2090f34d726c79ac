/** What the API writes as a tenant names nothing of another one, whatever statement would be sent (product §4). */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { createDevice } from './devices.ts'
import { addJob } from './job-queue.ts'
import { queueLetter } from './letters.ts'
import { namingColumns, viewerRoles } from './migrations/row-security.ts'
import type { Db } from './schema.ts'
import type { TenantScope } from './tenant-scope.ts'
import { inTransaction } from './transaction.ts'

let database: Database
let own: Tenant
let other: Tenant
beforeAll(async () => {
  database = await openTestDatabase()
  own = await createTenant(database.kysely)
  other = await createTenant(database.kysely, { first: '+442079470000' })
  for (const [i, { ordinary }] of [own, other].entries()) {
    const device = { name: 'Desk', username: `desk-${i}`, password: 'f3kPq8Zr2mTxWv7Ys1Na' }
    must(await createDevice(database.kysely, { numberId: ordinary[0]?.id ?? '', ...device }))
  }
}, 60_000)
afterAll(() => database.close())

const scopeOf = (role: TenantScope['role'], { operator, occupier }: Tenant): TenantScope => ({
  role,
  name: 'Maya',
  operatorId: operator.id,
  siteIds: null,
  organizationId: role.startsWith('occupier') ? occupier.id : null,
  userId: null,
})
const as = (role: TenantScope['role']) => database.scoped(scopeOf(role, own))

/** What becomes of a statement that is sent as a tenant, and rolled back. */
async function tried(db: Db, statement: string): Promise<string> {
  const enough = new Error('enough')
  try {
    return await inTransaction(db, async (tx) => {
      const { numAffectedRows } = await sql.raw(statement).execute(tx)
      throw Object.assign(enough, { said: `${numAffectedRows} changed` })
    })
  } catch (error) {
    return error === enough ? (error as unknown as { said: string }).said : String(error)
  }
}

describe.each(['occupier-admin', 'operator-admin'] as const)('as %s', (role) => {
  it.each([
    ['devices', 'number_id', () => other.ordinary[0]?.id],
    ['hunt_members', 'main_number_id', () => other.main.id],
    ['hunt_members', 'member_number_id', () => other.ordinary[1]?.id],
    ['call_settings', 'number_id', () => other.ordinary[0]?.id],
    ['mailboxes', 'number_id', () => other.ordinary[0]?.id],
    ['devices', 'site_id', () => other.site.id],
    ['devices', 'operator_id', () => other.operator.id],
  ])('no row of %s gets a %s of another tenant', async (table, column, foreign) => {
    const set = `update ${table} set ${column} = '${foreign()}'`
    expect(await tried(as(role), set)).toContain('violates row-level security policy')
    expect(await tried(as(role), `update ${table} set ${column} = ${column}`)).toMatch(/^[1-9]\d* changed$/)
  })

  it('a new row names nothing of another tenant either', async () => {
    const copy = `insert into devices select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(),
      'username', 'evil', 'number_id', '${other.main.id}'))).* from devices d`
    expect(await tried(as(role), copy)).toContain('violates row-level security policy')
  })

  it('jobs are those that follow changes by the API', async () => {
    const db = as(role)
    await expect(addJob(db, 'send-password-reset', { email: 'a@b.example' })).rejects.toThrow(
      'no job of the API',
    )
    await expect(addJob(db, 'run-import', {}, { key: 'engine-lost:1' })).rejects.toThrow('no job of the API')
    await addJob(db, 'deliver-webhook', {}, { key: 'deliver-webhook 1' })
    await addJob(database.kysely, 'engine-lost', {}, { key: 'engine-lost:1' })
  })
})

it('a person has no letter sent; an administrator has', async () => {
  const letter = { recipient: 'a@b.example', subject: 'x', sealed: Buffer.from('x') }
  await expect(queueLetter(as('occupier-user'), letter)).rejects.toThrow('permission denied')
  await queueLetter(as('occupier-admin'), letter)
})

it('each table that a tenant writes and that names rows of others is held to its own', async () => {
  const tenants = Object.values(viewerRoles).filter((role) => role !== viewerRoles.provider)
  const { rows } = await sql<{ table: string; held: boolean }>`
    select c.relname as table, (select count(*) = 2 from pg_policy p
      where p.polrelid = c.oid and not p.polpermissive and p.polname like 'names_own_%') as held
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and exists (select from unnest(${tenants}::text[]) role where has_table_privilege(role, c.oid, 'insert, update'))
      and exists (select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
        and a.attname = any(${namingColumns}::text[]))`.execute(database.kysely)
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.filter(({ held }) => !held).map(({ table }) => table)).toEqual([])
})
