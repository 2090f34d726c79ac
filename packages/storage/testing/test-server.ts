/**
 * A PostgreSQL for tests: a copy of a migrated cluster that is made once a machine and kept. A run of vitest has one for all
 * of its files (`server-of-the-run.ts`); what runs without such a one starts its own.
 */
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ClientConfig } from 'pg'
import { openDatabase } from '../src/database.ts'
import { lockDataFolder } from '../src/embedded/data-folder-lock.ts'
import {
  type EmbeddedPostgres,
  embeddedUser,
  startEmbeddedPostgres,
} from '../src/embedded/embedded-postgres.ts'
import { templateKey } from './template-key.ts'

const run = promisify(execFile)

export interface TestServer {
  /** Of the database from which others are made and removed. */
  config: ClientConfig & { readonly host: string }
  /** A migrated database that nobody uses: the others are copies of it. */
  migrated: string
  stop(): Promise<void>
}

/** Nothing here has to survive. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100' }

/** Names the socket folder of the server that all files of a run share. */
const sharedServer = 'MAINLINE_TEST_POSTGRES'

/** The server of the run, which others stop; where there is none, one of its own. */
export async function openTestServer(): Promise<TestServer> {
  const socketFolder = process.env[sharedServer]
  return socketFolder ? serving(socketFolder, async () => {}) : startTestServer()
}

/** Lets what this process starts from now on share one server. @returns the end of that */
export async function shareTestServer(): Promise<() => Promise<void>> {
  if (process.env[sharedServer]) return async () => {}
  const { config, stop } = await startTestServer()
  process.env[sharedServer] = config.host
  return async () => {
    delete process.env[sharedServer]
    await stop()
  }
}

/** Starts a server of its own data folder, which goes at the stop. */
export async function startTestServer(): Promise<TestServer> {
  await sweep()
  const template = await templateFolder()
  const folder = await mkdtemp(join(tmpdir(), 'mainline-test-'))
  // Entry by entry: the folder itself stays as young as it is, for by its age it would be swept away.
  const entries = await readdir(template)
  await run('cp', ['-a', '-t', folder, ...entries.map((entry) => join(template, entry))])
  await chmod(folder, (await stat(template)).mode)
  const server = await startEmbeddedPostgres(folder, undefined, careless)
  return serving(server.socketFolder, () => stop(server, folder))
}

const serving = (host: string, stop: () => Promise<void>): TestServer => ({
  config: { host, user: embeddedUser, database: 'template1' },
  migrated: 'mainline',
  stop,
})

/** Removes what killed tests left behind: their servers ended with them, their folders did not. */
export async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!/^mainline-test-\w{6}$/.test(name)) continue
    const folder = join(tmpdir(), name)
    const made = await stat(folder).catch(() => undefined)
    if (!made || made.uid !== process.getuid?.() || made.mtimeMs > Date.now() - 3_600_000) continue
    // Whoever holds the lock lives, however old the folder is.
    const lock = await lockDataFolder(folder).catch(() => undefined)
    if (lock) await rm(folder, { recursive: true, force: true })
    await lock?.[Symbol.asyncDispose]()
  }
}

async function stop(server: EmbeddedPostgres, folder: string): Promise<void> {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
}

/** The cluster that is copied. Made on first use, and again when a migration or PostgreSQL is another one. */
export async function templateFolder(): Promise<string> {
  const folder = join(tmpdir(), `mainline-test-template-${process.getuid?.() ?? 0}-${await templateKey()}`)
  if (await stat(folder).catch(() => undefined)) return folder
  const unfinished = await mkdtemp(`${folder}.`)
  const database = await openDatabase({ dataFolder: unfinished })
  // The copies are what tests wait for: leave out what none of them reads.
  await database.pool.query("update pg_database set datistemplate = false where datname = 'template0'")
  await database.pool.query('drop database template0')
  await database.pool.query('drop database postgres')
  await database.close()
  try {
    await rename(unfinished, folder)
  } catch {
    // Another test file was faster.
    await rm(unfinished, { recursive: true, force: true })
  }
  return folder
}
