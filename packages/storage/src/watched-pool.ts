/**
 * A pool that gives connections up whose other end went without a word, as a database does that failed over, or a firewall that
 * forgot them: the kernel looks after what is unanswered in a quarter of an hour, and never where a proxy stands between. When a
 * statement takes longer than usual the database is asked, over a new connection, whether it works on that: what takes long,
 * as a migration or an import does, goes on.
 */
import { Socket } from 'node:net'
import pg from 'pg'
import { isUnavailable } from './unavailable.ts'

/** How long a connection may take to be made, ms. */
const CONNECT_MS = 4_000
/** How often it is looked whether any waits too long, ms. */
const LOOK_MS = 500

export interface SilenceLimits {
  /** How long a statement may go without an answer before the connection is looked after, ms. */
  readonly silentMs: number
  /** Whether the database ends by itself what takes so long: what still says nothing is gone, and nobody is asked. */
  readonly endedByDatabase: boolean
}

/** Knows whether it waits for an answer, and may be given up. */
class WatchedClient extends pg.Client {
  /** Since when it waits for the answer to a statement, on the clock of `performance.now()`. */
  waitingSince: number | undefined
  /** Somebody has it out of the pool. */
  isTaken = true
  /** The `waitingSince` at which the database was seen to do nothing for it. */
  doneFor: number | undefined
  /** What it is at the database: process and start of that, for another server may have the same process. */
  backend: string | undefined
  readonly #socket: Socket

  constructor(config: pg.ClientConfig) {
    const socket = new Socket()
    super({ ...config, connectionTimeoutMillis: CONNECT_MS, stream: () => socket })
    this.#socket = socket
    this.query = new Proxy(this.query, {
      apply: (_, self, asked) => {
        this.waitingSince ??= performance.now()
        return Reflect.apply(pg.Client.prototype.query, self, asked)
      },
    })
    this.on('drain', () => {
      this.waitingSince = undefined
    })
  }

  /** Fails what waits, and lets the pool make another one. */
  giveUp(): void {
    this.#socket.destroy()
  }
}

const backendName = `pid || ' ' || backend_start`

/** Opens a pool. @param options `onConnect` is run on each connection, after it is known at the database */
export function openWatchedPool(options: pg.PoolConfig, limits: SilenceLimits): pg.Pool {
  const clients = new Set<WatchedClient>()
  class Client extends WatchedClient {
    constructor(config: pg.ClientConfig = {}) {
      super(config)
      clients.add(this)
      this.once('end', () => clients.delete(this))
    }
  }
  const pool = new pg.Pool({
    ...options,
    Client,
    onConnect: async (client) => {
      const { rows } = await client.query<{ backend: string }>(
        `select ${backendName} as backend from pg_stat_activity where pid = pg_backend_pid()`,
      )
      if (client instanceof WatchedClient) client.backend = rows[0]?.backend
      await options.onConnect?.(client)
    },
  })
  pool.on('acquire', (client) => {
    if (client instanceof WatchedClient) client.isTaken = true
  })
  pool.on('release', (_, client) => {
    if (client instanceof WatchedClient) client.isTaken = false
  })
  let looking = false
  const timer = setInterval(async () => {
    if (pool.ended) clearInterval(timer)
    if (looking) return
    looking = true
    await giveUpSilent(clients, options, limits)
    looking = false
  }, LOOK_MS)
  timer.unref()
  return pool
}

async function giveUpSilent(
  clients: ReadonlySet<WatchedClient>,
  config: pg.ClientConfig,
  { silentMs, endedByDatabase }: SilenceLimits,
): Promise<void> {
  const before = performance.now() - silentMs
  const silent = [...clients].filter(({ waitingSince = before }) => waitingSince < before)
  if (silent.length === 0) return
  const since = new Map(silent.map((client) => [client, client.waitingSince]))
  const works = endedByDatabase ? () => false : await askWhatIsDone(config)
  const gone = silent.filter((client) => client.waitingSince === since.get(client) && !works(client))
  if (gone.length === 0) return
  // Those that nobody uses cost nothing, and each that is gone, too, would cost somebody the same wait.
  const unused = [...clients].filter(({ isTaken, waitingSince }) => !isTaken && waitingSince === undefined)
  for (const client of [...gone, ...unused]) client.giveUp()
}

/** @returns whether the database works on what a client waits for, or may do so */
async function askWhatIsDone(config: pg.ClientConfig): Promise<(client: WatchedClient) => boolean> {
  const asking = new WatchedClient({ ...config, query_timeout: CONNECT_MS })
  asking.on('error', () => {})
  try {
    await asking.connect()
    const { rows } = await asking.query<{ backend: string; state: string | null }>(
      `select ${backendName} as backend, state from pg_stat_activity where usename = current_user`,
    )
    const states = new Map(rows.map(({ backend, state }) => [backend, state]))
    return (client) => isWorkedOn(client, states)
  } catch (error) {
    // A database that says that it has no room, or is about to stop, is there, and may well be working.
    const lives = error instanceof pg.DatabaseError || !isUnavailable(error)
    return () => lives
  } finally {
    asking.giveUp()
  }
}

/** What was done a moment ago may be answered in the next one; what was done at the last look, too, has been lost on the way. */
function isWorkedOn(client: WatchedClient, states: ReadonlyMap<string, string | null>): boolean {
  if (client.backend === undefined) return true
  const state = states.get(client.backend)
  if (state === undefined) return false
  if (!state?.startsWith('idle')) return true
  const wasDone = client.doneFor === client.waitingSince
  client.doneFor = client.waitingSince
  return !wasDone
}
