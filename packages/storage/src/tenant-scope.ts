/**
 * The database as one principal sees it: connections of a pool of its own that carry the principal's scope, so that
 * row-level security holds for whatever is asked on them, in a transaction or not.
 */
import { Kysely, type KyselyPlugin, PostgresDialect, type PostgresPool } from 'kysely'
import type pg from 'pg'
import { type Viewer, viewerRoles } from './migrations/row-security.ts'
import type { Db, Schema } from './schema.ts'

/** Who asks. */
export interface TenantScope {
  readonly role: keyof typeof viewers
  /** Whom changes are put down to (N11). */
  readonly name: string
  readonly operatorId: string | null
  /** null: all of the operator or organization. */
  readonly siteIds: readonly string[] | null
  readonly organizationId: string | null
  readonly userId: string | null
}

const viewers = {
  'provider-admin': 'provider',
  'operator-admin': 'operator',
  'operator-user': 'operator',
  receptionist: 'reception',
  'occupier-admin': 'occupier',
  'occupier-user': 'user',
} as const satisfies Record<string, Viewer>

/** Named, so that a connection prepares it once. */
const setScope = {
  name: 'scope',
  text: `select ${[
    'role',
    'mainline.actor',
    'mainline.role',
    'mainline.operator_id',
    'mainline.site_ids',
    'mainline.organization_id',
    'mainline.user_id',
  ]
    .map((setting, i) => `set_config('${setting}', $${i + 1}, false)`)
    .join()}`,
}

const valuesOf = (scope: TenantScope): string[] => [
  viewerRoles[viewers[scope.role]],
  scope.name,
  scope.role,
  scope.operatorId ?? '',
  scope.siteIds ? `{${scope.siteIds.join()}}` : '',
  scope.organizationId ?? '',
  scope.userId ?? '',
]

/** Gives out views of one database. */
export class ScopedPool {
  readonly #pool: pg.Pool
  readonly #plugins: KyselyPlugin[]
  /** What each connection carries: one that goes back to the same principal needs no statement. */
  readonly #carried = new WeakMap<pg.PoolClient, string>()

  /** @param pool used for nothing else: its connections keep the scope they had last */
  constructor(pool: pg.Pool, plugins: KyselyPlugin[]) {
    this.#pool = pool
    this.#plugins = plugins
  }

  /** The database as `scope` sees it. Cheap: nothing happens before the first statement. */
  view(scope: TenantScope): Db {
    const pool: PostgresPool = {
      options: this.#pool.options,
      connect: () => this.#connect(scope),
      end: async () => {},
    }
    return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), plugins: this.#plugins })
  }

  end(): Promise<void> {
    return this.#pool.end()
  }

  async #connect(scope: TenantScope): Promise<pg.PoolClient> {
    const values = valuesOf(scope)
    const wanted = JSON.stringify(values)
    const client = await this.#pool.connect()
    if (this.#carried.get(client) === wanted) return client
    try {
      this.#carried.delete(client)
      await client.query({ ...setScope, values })
      this.#carried.set(client, wanted)
      return client
    } catch (error) {
      // Whose scope it carries is not known: nobody may use it again.
      client.release(true)
      throw error
    }
  }
}
