/**
 * The embedded PostgreSQL: a real server, started by us as a child process on a unix socket only, its data under
 * `<data>/postgres`. It ends with us: at a graceful stop by fast shutdown, and when our process dies by a watchdog
 * that sees its pipe close; what even that misses, the next start stops.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { pause } from '../wall-clock.ts'
import { type Account, serverAccount } from './account.ts'
import { initialiseCluster, placeCluster, placeSocket } from './cluster-folder.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import { stopOrphan } from './orphan.ts'
import { findServerBinaries } from './server-binaries.ts'
import { serverArguments } from './server-settings.ts'

/** The superuser of the embedded server. */
export const embeddedUser = 'mainline'

/**
 * Becomes the server, after leaving a watchdog behind: it waits for a line on descriptor 3, and when that closes
 * instead, its writer is dead and the server is told to stop. Forked twice, for PostgreSQL takes a strange child badly.
 */
const launch = '( { read -r line <&3 || kill -INT $$; } >/dev/null 2>&1 & ); exec 3<&-; exec "$0" "$@"'

/** A server process. */
interface Running {
  readonly server: ChildProcess
  readonly ended: Promise<void>
  /** What it said last. */
  readonly lastLines: readonly string[]
}

/** How long a fast shutdown may take, ms. */
const FAST_SHUTDOWN_MS = 20_000
/** Longest wait between two attempts to start a server that has ended by itself, ms. */
const LONGEST_WAIT = 5_000

/** A running server, started again when it ends without being asked: killed, or out of memory. */
export class EmbeddedPostgres implements AsyncDisposable {
  readonly socketFolder: string
  readonly #start: () => Promise<Running>
  readonly #onWarning: (message: string) => void
  readonly #release: () => Promise<void>
  #running: Running
  #stopping = false
  readonly #stopped: Promise<void>

  constructor(parts: {
    running: Running
    start: () => Promise<Running>
    socketFolder: string
    onWarning: (message: string) => void
    release: () => Promise<void>
  }) {
    this.socketFolder = parts.socketFolder
    this.#running = parts.running
    this.#start = parts.start
    this.#onWarning = parts.onWarning
    this.#release = parts.release
    this.#stopped = this.#keepRunning()
  }

  /** Process id of the server. */
  get pid(): number {
    return this.#running.server.pid ?? 0
  }

  /** Fast shutdown: open transactions are rolled back, everything is on disk. After a while, at once: the next start recovers. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true
    this.#running.server.kill('SIGINT')
    // One that recovers from the crash of a process of its own takes note of a fast shutdown and never ends (PostgreSQL 18).
    const late = setTimeout(() => this.#running.server.kill('SIGQUIT'), FAST_SHUTDOWN_MS)
    await this.#stopped
    clearTimeout(late)
    await this.#release()
  }

  async #keepRunning(): Promise<void> {
    for (let wait = 50; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      await this.#running.ended
      if (this.#stopping) return
      const last = this.#running.lastLines.filter(isOfServer).join('\n')
      this.#onWarning(`PostgreSQL has ended without being asked and is started again:\n${last}`)
      await pause(wait)
      try {
        if (!this.#stopping) this.#running = await this.#start()
        wait = 50
      } catch (error) {
        this.#onWarning(error instanceof Error ? error.message : String(error))
      }
      // The stop may have come while there was no server to be told.
      if (this.#stopping) this.#running.server.kill('SIGINT')
    }
  }
}

/**
 * Starts the server of a data folder, making both on first use.
 *
 * @param onWarning is told when the server has ended by itself or cannot be started again, and what it says of its own health
 * @param settings of PostgreSQL that shall differ from ours
 * @throws DataFolderInUse when another Mainline runs on it; an error with the server's last lines when it fails
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  onWarning: (message: string) => void = () => {},
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const folder = await realpath(dataFolder)
  const lock = await lockDataFolder(folder)
  try {
    const account = await serverAccount(join(folder, 'postgres'))
    const binaries = await findServerBinaries(account)
    const cluster = await placeCluster(folder, account)
    await stopOrphan(cluster)
    await initialiseCluster(cluster, embeddedUser, binaries, account)
    const socket = await placeSocket(cluster, account)
    const command = [binaries.postgres, ...serverArguments(cluster, socket.folder, settings)]
    const start = () => startWhenFree(command, { cwd: cluster, account, onWarning })
    return new EmbeddedPostgres({
      running: await start(),
      start,
      socketFolder: socket.folder,
      onWarning,
      async release() {
        if (socket.temporary) await rm(socket.folder, { recursive: true, force: true })
        await lock[Symbol.asyncDispose]()
      },
    })
  } catch (error) {
    await lock[Symbol.asyncDispose]()
    throw error
  }
}

interface StartOptions {
  cwd: string
  account: Account | undefined
  onWarning: (message: string) => void
}

/** Tries again while children of a killed server are still on their way out. */
async function startWhenFree(command: string[], options: StartOptions): Promise<Running> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startServer(command, options)
    } catch (error) {
      const busy = error instanceof Error && error.message.includes('pre-existing shared memory')
      if (!busy || attempt === 50) throw error
      await pause(100)
    }
  }
}

async function startServer(command: string[], { cwd, account, onWarning }: StartOptions): Promise<Running> {
  const server = spawn('/bin/sh', ['-c', launch, ...command], {
    ...account,
    cwd,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    // A session of its own: the interrupt key reaches us only, and we stop it when calls have drained.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const pipe = server.stdio[3] as Writable
  pipe.on('error', () => {})
  const lastLines: string[] = []
  const ready = Promise.withResolvers<void>()
  const ended = new Promise<void>((resolve) => {
    server.once('error', ready.reject)
    server.once('exit', () => {
      pipe.end('ended\n')
      resolve()
      ready.reject(new Error(`PostgreSQL did not start:\n${lastLines.join('\n')}`))
    })
  })
  createInterface({ input: server.stderr as NodeJS.ReadableStream }).on('line', (line) => {
    if (isTrouble.test(line)) onWarning(line)
    lastLines.push(line)
    if (lastLines.length > 20) lastLines.shift()
    if (line.includes('ready to accept connections')) ready.resolve()
  })
  await ready.promise
  return { server, ended, lastLines }
}

/** What people have to hear of while the server runs; the errors of statements are told to whoever sent them. */
const isTrouble = / (?:WARNING|PANIC): | LOG: .*(?:terminated by|could not|corrupt)/

/** Statements that failed are none of the log's business: they may hold what people wrote. */
const isOfServer = (line: string): boolean => / (?:LOG|WARNING|FATAL|PANIC): /.test(line)
