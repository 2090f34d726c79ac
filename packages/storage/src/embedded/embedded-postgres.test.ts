import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { connectDatabase, type Database, type DatabaseOptions, openDatabase } from '../database.ts'
import { eventually } from '../wall-clock.ts'
import { serverAccount } from './account.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mainline-embedded-'))
  // What an interrupted initdb leaves.
  await mkdir(join(folder, 'postgres.new', 'base'), { recursive: true })
})
// Whatever a test that failed has left behind: all that follow are on the same folder.
afterEach(async () => {
  for (const pid of suspended.splice(0)) signal(pid, 'SIGCONT')
  for (const { parent, serverPid } of processes.splice(0)) {
    parent.kill('SIGKILL')
    await eventually(10_000, async () => !(await isRunning(serverPid)))
  }
  const faults: unknown[] = []
  for (const opening of opened.splice(0)) {
    const database = await opening.catch(() => undefined)
    await database?.close().catch((error) => faults.push(error))
  }
  expect(faults).toEqual([])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const opened: Promise<Database>[] = []
const processes: { parent: ChildProcess; serverPid: number }[] = []
const suspended: number[] = []

/** Opens what is closed after the test, if the test has not. */
function open(dataFolder: string, options: DatabaseOptions = {}): Promise<Database> {
  const opening = openDatabase({ dataFolder }, options)
  opened.push(opening)
  return opening
}

/** Stops a process in its tracks; it goes on after the test, if the test has not let it. */
function suspend(pid: number): void {
  suspended.push(pid)
  process.kill(pid, 'SIGSTOP')
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It is gone.
  }
}

/**
 * Mainline's storage in a process of its own, which can be killed, and is after the test; resolves when the database is open.
 */
async function openInProcess(dataFolder: string): Promise<{ parent: ChildProcess; serverPid: number }> {
  const source = new URL('../database.ts', import.meta.url).href
  const script = `
    import { openDatabase } from ${JSON.stringify(source)}
    const database = await openDatabase({ dataFolder: ${JSON.stringify(dataFolder)} })
    console.log(database.serverPid)`
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: parent.stdout as NodeJS.ReadableStream })) {
    const one = { parent, serverPid: Number(line) }
    processes.push(one)
    return one
  }
  throw new Error('the process ended before the database was open')
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve())
  })

/** A zombie counts as gone: nobody may be there to bury it. */
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ' Z')
  return !/\) Z/.test(status) && status !== ' Z'
}

/** Something that has to outlive the server. */
async function mark({ kysely }: Database, value: string): Promise<void> {
  await sql`create table if not exists marks (value text)`.execute(kysely)
  await sql`delete from marks`.execute(kysely)
  await sql`insert into marks values (${value})`.execute(kysely)
}

async function marked({ kysely }: Database): Promise<string | undefined> {
  return (await sql<{ value: string }>`select value from marks`.execute(kysely)).rows[0]?.value
}

describe('embedded PostgreSQL', { timeout: 60_000 }, () => {
  it('begins an interrupted initdb again, and keeps what was written over a stop and a start', async () => {
    const first = await open(folder)
    await mark(first, 'stays')
    await first.close()
    await first.close()
    const second = await open(folder)
    expect(await marked(second)).toBe('stays')
  })

  it('listens on its socket only, durably', async () => {
    const database = await open(folder)
    const { rows } = await database.pool.query(
      `select name, setting from pg_settings where name in ('listen_addresses', 'fsync', 'full_page_writes') order by name`,
    )
    expect(rows.map((row) => row.setting)).toEqual(['on', 'on', ''])
  })

  describe.runIf(process.getuid?.() === 0)('started as root', () => {
    const cluster = () => join(folder, 'postgres')
    /** @returns the status of a command that runs as `nobody`, which other daemons do too */
    const asNobody = (command: string) =>
      spawnSync('/bin/sh', ['-c', command], { uid: 65534, gid: 65534, cwd: '/' }).status

    it('nobody else but root reaches its files and its socket', async () => {
      const database = await open(folder)
      const reached = [`cat ${cluster()}/PG_VERSION`, `test -S ${cluster()}/.s.PGSQL.5432`]
      for (const command of reached) expect(spawnSync('/bin/sh', ['-c', command]).status, command).toBe(0)
      for (const command of reached) expect(asNobody(command), command).not.toBe(0)
      expect(asNobody(`kill -0 ${database.serverPid}`)).not.toBe(0)
      const { uid } = await stat(`/proc/${database.serverPid}`)
      expect([uid, (await stat(cluster())).uid]).toEqual([uid, uid])
      expect(await readFile('/etc/passwd', 'utf8')).not.toContain(`:${uid}:`)
    })

    it('a cluster that `nobody` owns still, or in part, is taken from it and keeps its data', async () => {
      const first = await open(folder)
      await mark(first, 'of before')
      await first.close()
      const { uid } = await stat(join(cluster(), 'base'))
      spawnSync('chown', ['-hR', '65534:65534', cluster()])
      // What a start that was broken off leaves.
      spawnSync('chown', ['-hR', `${uid}:${uid}`, join(cluster(), 'base')])
      const second = await open(folder)
      expect(await marked(second)).toBe('of before')
      expect(asNobody(`cat ${cluster()}/PG_VERSION`)).not.toBe(0)
      await mark(second, 'stays')
    })
  })

  it.runIf(process.getuid?.() === 0)(
    'a cluster of another user is left to it, by root too, and the refusal says how to go on',
    async () => {
      const cluster = join(folder, 'of-a-user', 'postgres')
      await mkdir(cluster, { recursive: true })
      await writeFile(join(cluster, 'PG_VERSION'), '18\n')
      for (const [owner, own] of [
        [12_345, 0],
        [12_345, 23_456],
        [60_706, 23_456],
      ] as const) {
        spawnSync('chown', ['-R', `${owner}`, cluster])
        await expect(serverAccount(cluster, own)).rejects.toThrow(`chown -R ${own} ${dirname(cluster)}`)
      }
      spawnSync('chown', ['-R', '12345', cluster])
      await expect(open(dirname(cluster))).rejects.toThrow('belongs to the account 12345')
      expect((await stat(join(cluster, 'PG_VERSION'))).uid).toBe(12_345)
    },
  )

  it('refuses a second Mainline on the folder, and names the first', async () => {
    const first = await open(folder)
    await expect(openDatabase({ dataFolder: folder })).rejects.toThrow(
      `in use by another Mainline (process ${process.pid})`,
    )
    expect(await marked(first)).toBe('stays')
  })

  it('killed with its parent -> the next start recovers', async () => {
    const { parent, serverPid } = await openInProcess(folder)
    process.kill(serverPid, 'SIGKILL')
    parent.kill('SIGKILL')
    await ended(parent)
    const next = await open(folder)
    expect(await marked(next)).toBe('stays')
  })

  it('the parent killed -> the server stops by itself', async () => {
    const { parent, serverPid } = await openInProcess(folder)
    expect(await isRunning(serverPid)).toBe(true)
    parent.kill('SIGKILL')
    expect(await eventually(10_000, async () => !(await isRunning(serverPid)))).toBe(true)
  })

  it('a server that is still there when its parent is gone -> stopped, then started anew', async () => {
    const { parent, serverPid } = await openInProcess(folder)
    // Stopped, neither the server nor its watchdog’s signal can be acted upon before the next start continues it.
    suspend(serverPid)
    parent.kill('SIGKILL')
    await ended(parent)
    expect(await isRunning(serverPid)).toBe(true)
    const next = open(folder)
    process.kill(serverPid, 'SIGCONT')
    const database = await next
    expect(await isRunning(serverPid)).toBe(false)
    expect(await marked(database)).toBe('stays')
  })

  it('a folder whose path is too long for a socket', async () => {
    const long = join(folder, 'l'.repeat(120))
    const database = await open(long)
    const { rows } = await database.pool.query('show unix_socket_directories')
    const socketFolder: string = rows[0].unix_socket_directories
    expect(socketFolder.length).toBeLessThan(90)
    await database.close()
    await expect(stat(socketFolder)).rejects.toThrow('ENOENT')
  })

  it.each(['SIGINT', 'SIGKILL'] as const)(
    'ended by %s without being asked -> started again',
    async (signal) => {
      const database = await open(folder)
      const before = database.serverPid ?? 0
      process.kill(before, signal)
      expect(await eventually(20_000, () => database.serverPid !== before)).toBe(true)
      await mark(database, signal)
      expect(await marked(database)).toBe(signal)
      await database.close()
      expect(await isRunning(database.serverPid ?? 0)).toBe(false)
    },
  )

  it('ended without being asked, and cannot start -> says so, and why, until it can', async () => {
    const warnings: string[] = []
    const database = await open(folder, { onWarning: (message) => warnings.push(message) })
    await mark(database, 'before')
    const version = join(folder, 'postgres', 'PG_VERSION')
    await rename(version, `${version}.away`)
    onTestFinished(() => rename(`${version}.away`, version).catch(() => {}))
    await expect(database.pool.query('select nothing from nowhere')).rejects.toThrow('nowhere')
    process.kill(database.serverPid ?? 0, 'SIGINT')
    expect(await eventually(20_000, async () => warnings.length > 1)).toBe(true)
    await rename(`${version}.away`, version)
    expect(warnings[0]).toMatch(/^PostgreSQL has ended without being asked.*:\n.*received fast shutdown/s)
    expect(warnings[0]).not.toContain('nowhere')
    expect(warnings[1]).toMatch(/PostgreSQL did not start:\n.*FATAL: .*not a valid data directory/)
    const back = () => marked(database).catch(() => undefined)
    expect(await eventually(20_000, async () => (await back()) === 'before')).toBe(true)
  })

  it('a process of it killed, as for want of memory -> says so, and can be stopped at once', async () => {
    const warnings: string[] = []
    const database = await open(folder, { onWarning: (message) => warnings.push(message) })
    const { rows } = await database.pool.query('select pg_backend_pid() as pid')
    process.kill(rows[0].pid, 'SIGKILL')
    expect(await eventually(20_000, async () => warnings.length > 0)).toBe(true)
    expect(warnings[0]).toMatch(/terminated by signal 9/)
    await database.close()
    expect(await isRunning(database.serverPid ?? 0)).toBe(false)
  })

  it('stopped while it is being started again -> stays down', async () => {
    const database = await open(folder)
    process.kill(database.serverPid ?? 0, 'SIGKILL')
    await database.close()
    expect(await isRunning(database.serverPid ?? 0)).toBe(false)
    const next = await open(folder)
    expect(next.serverPid).not.toBe(database.serverPid)
  })

  it('a hung server -> a query fails when patience ends, and works when it is back', async () => {
    const server = await open(folder)
    const { host, user, database: name } = server.pool.options
    const config = { host: host ?? '', user: user ?? '', database: name ?? '' }
    const connecting = connectDatabase(config, { connections: 1, patienceMs: 300 })
    opened.unshift(connecting)
    const impatient = await connecting
    const { rows } = await impatient.pool.query('select pg_backend_pid() as pid')
    suspend(rows[0].pid)
    await expect(impatient.pool.query('select 1')).rejects.toThrow('timeout')
    process.kill(rows[0].pid, 'SIGCONT')
    expect(
      await eventually(
        10_000,
        async () => (await impatient.pool.query('select 1').catch(() => null)) !== null,
      ),
    ).toBe(true)
  })

  it('two that start together on one database migrate in turn', async () => {
    const server = await open(folder)
    await server.pool.query('create database together')
    const config = { host: server.pool.options.host ?? '', user: 'mainline', database: 'together' }
    const both = await Promise.all([connectDatabase(config), connectDatabase(config)])
    for (const database of both) {
      await mark(database, 'migrated')
      await database.close()
    }
  })
})
