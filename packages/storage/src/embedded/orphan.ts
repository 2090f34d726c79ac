/** A server that outlived the Mainline that started it: found by its pid file, stopped before a new one starts. */
import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from '../wall-clock.ts'

const run = promisify(execFile)

/**
 * Stops the server that still runs on a cluster, and clears what it left. We hold the lock of the data folder, so it
 * belongs to nobody who is alive.
 *
 * @throws when it cannot be stopped
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const [pid = 0, , , , socketFolder = ''] = await readPidFile(pidFile)
  if (!(pid > 1)) return
  const gone = async () => !(await servesCluster(pid, cluster))
  if (!(await gone())) {
    // Fast shutdown, then immediate shutdown; recovery is the next start's work.
    process.kill(pid, 'SIGINT')
    if (!(await eventually(20_000, gone))) {
      process.kill(pid, 'SIGQUIT')
      if (!(await eventually(10_000, gone))) throw new Error(`PostgreSQL (process ${pid}) does not stop`)
    }
  }
  await disown(pidFile)
  if (socketFolder === cluster) await rm(join(cluster, '.s.PGSQL.5432.lock'), { force: true })
  else if (/[/]mainline-\w+$/.test(socketFolder)) await rm(socketFolder, { recursive: true, force: true })
}

/**
 * PostgreSQL does not start while the process named in its pid file exists, and that may be a zombie or another
 * program by now. Its own parent, which we will be, does not count. The rest of the file stays, for by its
 * shared memory key PostgreSQL knows whether a child of the dead server is still at work.
 */
async function disown(pidFile: string): Promise<void> {
  const text = await readFile(pidFile, 'utf8').catch(() => undefined)
  if (text !== undefined) await writeFile(pidFile, text.replace(/^\d+/, `${process.pid}`))
}

type PidFile = [pid?: number, cluster?: string, startedAt?: string, port?: string, socketFolder?: string]

async function readPidFile(path: string): Promise<PidFile> {
  const [pid, ...lines] = (await readFile(path, 'utf8').catch(() => '')).split('\n')
  return [Number(pid), lines[0] ?? '', lines[1] ?? '', lines[2] ?? '', lines[3] ?? '']
}

/** A zombie has no command any more and serves nothing. */
async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  const command = (await commandOf(pid)).split('\0')
  return /(^|[/])postgres$/.test(command[0] ?? '') && command.includes(cluster)
}

async function commandOf(pid: number): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    const { stdout } = await run('ps', ['-o', 'command=', '-p', `${pid}`]).catch(() => ({ stdout: '' }))
    return stdout.trim().replaceAll(' ', '\0')
  }
}
