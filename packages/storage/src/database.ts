/** Opens the database: the embedded server of a data folder, or an external one by its URL; nothing else differs. */
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { type EmbeddedPostgres, embeddedUser, startEmbeddedPostgres } from './embedded/embedded-postgres.ts'
import { refuseUnfitServer } from './fit-server.ts'
import { migrateJobQueue } from './job-queue.ts'
import { Listener } from './listener.ts'
import { migrations } from './migrations/index.ts'
import type { Db, Schema } from './schema.ts'
import { ScopedPool, type TenantScope } from './tenant-scope.ts'
import { openWatchedPool } from './watched-pool.ts'

export type DatabaseLocation = { dataFolder: string } | { url: string }

export interface DatabaseOptions {
  /** What PostgreSQL warns of, such as what a migration has left as it was; of the embedded one also that it has ended, and why. */
  onWarning?: ((message: string) => void) | undefined
  /** Connections at most, to each of its two pools; 10 when left out. */
  connections?: number | undefined
  /**
   * How long a query may take, and a connection to be had, before both count as failed, ms. Left out: a query may take as long as the
   * database works on it, and for a connection ten seconds.
   */
  patienceMs?: number | undefined
}

export interface Database extends AsyncDisposable {
  /** Everything, whoever asks: for the engine, jobs and what looks across tenants. */
  readonly kysely: Db
  readonly pool: pg.Pool
  /** Process id of the embedded server, another one after it was started again; undefined for an external one. */
  readonly serverPid: number | undefined
  /** What one principal sees of it and may change (row-level security). */
  scoped(scope: TenantScope): Db
  /**
   * Hears a channel (NOTIFY) on a connection of its own.
   *
   * @param heard gets each payload
   * @param reconnected is called when the connection was lost and is back: notifications may have been missed
   * @returns a function that stops listening
   */
  listen(
    channel: string,
    heard: (payload: string) => void,
    reconnected?: () => void,
  ): Promise<() => Promise<void>>
  /** Ends connections, and the embedded server with them. */
  close(): Promise<void>
}

const databaseName = 'mainline'

/** Opens and migrates. @throws when the server cannot be started or reached, or the data folder is in use */
export async function openDatabase(
  location: DatabaseLocation,
  options: DatabaseOptions = {},
): Promise<Database> {
  if ('url' in location) return connectDatabase({ connectionString: location.url }, options)
  const server = await startEmbeddedPostgres(location.dataFolder, options.onWarning)
  try {
    const config = { host: server.socketFolder, user: embeddedUser, database: databaseName }
    await createDatabase(config)
    return await connectDatabase(config, options, server)
  } catch (error) {
    await server[Symbol.asyncDispose]()
    throw error
  }
}

/** Connects to a database that exists and migrates it; `server` is stopped at the close. */
export async function connectDatabase(
  config: pg.ClientConfig,
  options: DatabaseOptions = {},
  server?: EmbeddedPostgres,
): Promise<Database> {
  const pool = openPool(config, options)
  // What lies in a json column keeps its own names.
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), plugins })
  const scopedPool = new ScopedPool(openPool(config, options), plugins)
  const listener = new Listener(config)
  let closing: Promise<void> | undefined
  const close = async () => {
    await listener.close()
    await scopedPool.end()
    await kysely.destroy()
    await server?.[Symbol.asyncDispose]()
  }
  const database: Database = {
    kysely,
    pool,
    get serverPid() {
      return server?.pid
    },
    scoped: (scope) => scopedPool.view(scope),
    listen: (channel, heard, reconnected) => listener.listen(channel, heard, reconnected),
    close: () => {
      closing ??= close()
      return closing
    },
    [Symbol.asyncDispose]: () => database.close(),
  }
  try {
    if (server === undefined) await refuseUnfitServer(config)
    await migrate(kysely, pool)
  } catch (error) {
    await kysely.destroy()
    throw error
  }
  return database
}

/** What a statement of the API or a job takes at most, mostly, ms: only then the database is asked whether it still works on it. */
const USUAL_MS = 4_000
/** How long somebody waits while others have all connections, ms. */
const TURN_MS = 10_000
/** How long what the database has ended may be on its way, ms. */
const ON_ITS_WAY_MS = 500

function openPool(config: pg.ClientConfig, options: DatabaseOptions): pg.Pool {
  const { patienceMs } = options
  const common = { ...config, max: options.connections ?? 10, types: columnTypes, idleTimeoutMillis: 0 }
  const pool = patienceMs
    ? openWatchedPool(
        {
          ...common,
          query_timeout: patienceMs,
          connectionTimeoutMillis: patienceMs,
          // What nobody waits for any more is not done behind their back either. Told here, since poolers refuse it at the start.
          onConnect: async (client) =>
            void (await client.query(`set statement_timeout = ${Math.trunc(patienceMs)}`)),
        },
        { silentMs: patienceMs + ON_ITS_WAY_MS, endedByDatabase: true },
      )
    : openWatchedPool(
        { ...common, connectionTimeoutMillis: TURN_MS },
        { silentMs: USUAL_MS, endedByDatabase: false },
      )
  // A connection that breaks while idle is replaced at its next use; one in use fails the statement that waits.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    client.on('notice', ({ severity, message = '' }) => {
      if (severity === 'WARNING') options.onWarning?.(message)
    })
  })
  return pool
}

/** int8 becomes a number, the same everywhere: milliseconds and counts stay far below 2^53. */
const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (id, format) =>
    id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format),
}

async function createDatabase(config: { host: string; user: string; database: string }): Promise<void> {
  const client = new pg.Client({ ...config, database: 'postgres' })
  await client.connect()
  try {
    const known = await client.query('select from pg_database where datname = $1', [config.database])
    if (known.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(config.database)}`)
  } finally {
    await client.end()
  }
}

/** Any number will do, as long as every Mainline uses the same: servers that start together migrate in turn. */
const migrationLock = 5_060_001

async function migrate(db: Db, pool: pg.Pool): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${migrationLock})`.execute(connection)
    try {
      const migrator = new Migrator({ db: connection, provider: { getMigrations: async () => migrations } })
      const { error } = await migrator.migrateToLatest()
      if (error) throw error
      await migrateJobQueue(connection, pool)
    } finally {
      await sql`select pg_advisory_unlock(${migrationLock})`.execute(connection)
    }
  })
}
