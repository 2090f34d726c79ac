/** Row-level security as a whole: no table of a tenant without it, and the lists of tenants by an index (product §4). */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { viewerRoles } from './migrations/row-security.ts'
import type { TenantScope } from './tenant-scope.ts'

let database: Database
let tenant: Tenant
beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely)
}, 60_000)
afterAll(() => database.close())

describe('the tables', () => {
  it('of tenants are protected, each with policies, or closed to the API', async () => {
    const { rows } = await sql<{ table: string; secured: boolean; policies: number; open: boolean }>`
      select c.relname as table, c.relrowsecurity as secured,
        exists (select from unnest(${Object.values(viewerRoles)}::text[]) role
          where has_table_privilege(role, c.oid, 'select, insert, update, delete')) as open,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace s on s.oid = c.relnamespace
      where s.nspname = 'public' and c.relkind in ('r', 'p') and exists (
        select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
          and a.attname in ('operator_id', 'site_id', 'organization_id', 'number_id', 'user_id', 'device_id'))
      order by 1`.execute(database.kysely)
    expect(rows.length).toBeGreaterThan(15)
    const unprotected = rows.filter(({ secured, policies, open }) => open && !(secured && policies > 0))
    expect(unprotected.map(({ table }) => table)).toEqual([])
  })

  it('that the API may open without policies name no tenant', async () => {
    const { rows } = await sql<{ table: string }>`
      select distinct c.relname as table
      from pg_class c join pg_namespace s on s.oid = c.relnamespace, unnest(${Object.values(viewerRoles)}::text[]) role
      where s.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and not c.relrowsecurity
        and has_table_privilege(role, c.oid, 'select, insert, update, delete')`.execute(database.kysely)
    expect(rows.map(({ table }) => table).filter((table) => !catalogues.includes(table))).toEqual([])
  })

  it('let nobody in who is signed in as nobody', async () => {
    const nobody = database.scoped({ ...blank, role: 'occupier-user', siteIds: [] })
    const { rows } = await sql<{ table: string }>`
      select relname as table from pg_class where relrowsecurity and has_table_privilege('mainline_user', oid, 'select')`.execute(
      database.kysely,
    )
    expect(rows.length).toBeGreaterThan(10)
    for (const { table } of rows) {
      const { rows: seen } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(nobody)
      expect(seen, table).toEqual([])
    }
  })
})

/** Tables of nobody that everybody may read. */
const catalogues: string[] = []

const blank: Omit<TenantScope, 'role'> = {
  name: 'Test',
  operatorId: null,
  siteIds: null,
  organizationId: null,
  userId: null,
}

describe('among 30,000 numbers', () => {
  beforeAll(async () => {
    // Triggers would count and audit what nobody looks at here. The owner of a table may switch its own off.
    await database.kysely.connection().execute(async (db) => {
      await sql`alter table organizations disable trigger user`.execute(db)
      await sql`alter table numbers disable trigger user`.execute(db)
      await sql`insert into organizations (id, operator_id, kind, name, created_at)
        select gen_random_uuid(), ${tenant.operator.id}, 'occupier', 'Many ' || i, 0 from generate_series(1, 300) i`.execute(
        db,
      )
      await sql`insert into occupancies (organization_id, site_id, operator_id)
        select id, ${tenant.site.id}, operator_id from organizations where name like 'Many %'`.execute(db)
      await sql`insert into numbers (id, operator_id, site_id, organization_id, e164, kind, state, created_at)
        select gen_random_uuid(), ${tenant.operator.id}, ${tenant.site.id}, o.id, '+4930' || (1000000 + row_number() over ()), 'ordinary', 'ACTIVE', 0
        from organizations o, generate_series(1, 100) where o.name like 'Many %'`.execute(db)
      await sql`alter table numbers enable trigger user`.execute(db)
      await sql`alter table organizations enable trigger user`.execute(db)
    })
    await sql`analyze numbers`.execute(database.kysely)
  }, 60_000)

  const planOf = async (scope: Partial<TenantScope> & Pick<TenantScope, 'role'>, query: string) => {
    const view = database.scoped({ ...blank, ...scope })
    const { rows } = await sql.raw<{ 'QUERY PLAN': unknown }>(`explain (format json) ${query}`).execute(view)
    const plan = JSON.stringify(rows)
    return {
      indexes: [...plan.matchAll(/"Index Name":"(\w+)"/g)].map(([, name]) => name),
      nodes: [...plan.matchAll(/"Node Type":"([^"]+)"/g)].map(([, name]) => name),
    }
  }

  it('an occupier’s list is searched by its organization, though nothing in the query names it', async () => {
    const { operator, occupier } = tenant
    const scope = { role: 'occupier-admin', operatorId: operator.id, organizationId: occupier.id } as const
    const { indexes } = await planOf(scope, 'select * from numbers order by e164 limit 101')
    expect(indexes).toContain('numbers_organization')
  })

  it('a person’s list is searched by the person', async () => {
    const { operator, occupier } = tenant
    const own = { operatorId: operator.id, organizationId: occupier.id, userId: operator.id }
    const { nodes } = await planOf({ role: 'occupier-user', ...own }, 'select * from numbers order by e164')
    expect(nodes).not.toContain('Seq Scan')
  })

  it('an operator’s page of a site comes in the order of an index', async () => {
    const page = `select * from numbers where site_id = '${tenant.site.id}' order by e164 limit 101`
    const { nodes } = await planOf({ role: 'operator-admin', operatorId: tenant.operator.id }, page)
    expect(nodes).not.toContain('Seq Scan')
    expect(nodes).not.toContain('Sort')
  })

  it('a device is found by its key', async () => {
    const one = `select * from devices where id = '${tenant.site.id}'`
    const { indexes } = await planOf({ role: 'operator-user', operatorId: tenant.operator.id }, one)
    expect(indexes).toContain('devices_pkey')
  })
})
