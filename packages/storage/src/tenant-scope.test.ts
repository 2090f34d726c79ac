/** A database as one principal sees it: whichever connection it gets, and whatever happened on it before. */
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTenant, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import type { Db } from './schema.ts'
import type { TenantScope } from './tenant-scope.ts'
import { inTransaction } from './transaction.ts'

let database: Database
let one: Tenant
let other: Tenant
beforeAll(async () => {
  // Few connections, so that everybody gets one that somebody else had.
  database = await openTestDatabase({ connections: 2 })
  one = await createTenant(database.kysely)
  other = await createTenant(database.kysely, { first: '+442079470000' })
}, 60_000)
afterAll(() => database.close())

const operatorOf = ({ operator }: Tenant): TenantScope => ({
  role: 'operator-admin',
  name: 'Ruth',
  operatorId: operator.id,
  siteIds: null,
  organizationId: null,
  userId: null,
})

const sitesSeen = async (db: Db) => (await db.selectFrom('sites').select('id').execute()).map(({ id }) => id)

describe('a view', () => {
  it('shows its own tenant, however the connections go round', async () => {
    const seen = await Promise.all(
      Array.from({ length: 60 }, (_, i) => {
        const tenant = i % 3 === 0 ? other : one
        const view = database.scoped(operatorOf(tenant))
        const query = i % 2 === 0 ? sitesSeen(view) : inTransaction(view, sitesSeen)
        return query.then((ids) => [ids, [tenant.site.id]] as const)
      }),
    )
    for (const [ids, expected] of seen) expect(ids).toEqual(expected)
  })

  it('holds after a transaction that was rolled back, and after one that failed', async () => {
    const view = database.scoped(operatorOf(one))
    const failing = inTransaction(view, async (tx) => {
      await sitesSeen(tx)
      await sql`select 1 / 0`.execute(tx)
    })
    await expect(failing).rejects.toThrow('division by zero')
    for (const tenant of [other, one, other])
      expect(await sitesSeen(database.scoped(operatorOf(tenant)))).toEqual([tenant.site.id])
  })

  it('is not left by a statement that a principal could send', async () => {
    const view = database.scoped(operatorOf(one))
    await inTransaction(view, async (tx) => {
      const { rows } = await sql<{ role: string }>`select current_user as role`.execute(tx)
      expect(rows).toEqual([{ role: 'mainline_operator' }])
    })
    await expect(sql`select * from settings`.execute(view)).rejects.toThrow('permission denied')
    await expect(sql`select * from kysely_migration`.execute(view)).rejects.toThrow('permission denied')
  })

  it('survives connections that break', async () => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
      .execute(database.kysely)
      .catch(() => {})
    const answers = []
    for (let tries = 0; tries < 20 && answers.length < 4; tries++) {
      const tenant = tries % 2 === 0 ? one : other
      const ids = await sitesSeen(database.scoped(operatorOf(tenant))).catch(() => undefined)
      if (ids) answers.push([ids, tenant.site.id])
    }
    expect(answers.length).toBe(4)
    for (const [ids, own] of answers) expect(ids).toEqual([own])
  })

  it('costs one statement when the connection was somebody else’s, none when it was its own', async () => {
    const view = database.scoped(operatorOf(one))
    await sitesSeen(view)
    // The pool gives out the connection that came back last.
    expect(await statementsOf(() => sitesSeen(view))).toBe(1)
    expect(await statementsOf(() => sitesSeen(database.scoped(operatorOf(other))))).toBe(2)
    expect(await statementsOf(() => inTransaction(database.scoped(operatorOf(other)), sitesSeen))).toBe(3)
  })
})

/** How many statements the clients of pg send meanwhile. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await work()
    return sent.mock.calls.length
  } finally {
    sent.mockRestore()
  }
}
