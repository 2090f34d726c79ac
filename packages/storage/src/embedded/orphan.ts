/** A server that outlived the Mainline that started it: found by its pid file, stopped before a new one starts. */
import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
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
  if (await servesCluster(pid, cluster)) {
    const gone = () => !isAlive(pid)
    // Fast shutdown, then immediate shutdown; recovery is the next start's work.
    process.kill(pid, 'SIGINT')
    if (!(await eventually(20_000, gone))) {
      process.kill(pid, 'SIGQUIT')
      if (!(await eventually(10_000, gone))) throw new Error(`PostgreSQL (process ${pid}) does not stop`)
    }
  }
  // The process of that id is another program by now, for which PostgreSQL would refuse to start.
  await rm(pidFile, { force: true })
  if (socketFolder !== cluster && /[/]mainline-\w+$/.test(socketFolder))
    await rm(socketFolder, { recursive: true, force: true })
}

type PidFile = [pid?: number, cluster?: string, startedAt?: string, port?: string, socketFolder?: string]

async function readPidFile(path: string): Promise<PidFile> {
  const [pid, ...lines] = (await readFile(path, 'utf8').catch(() => '')).split('\n')
  return [Number(pid), lines[0] ?? '', lines[1] ?? '', lines[2] ?? '', lines[3] ?? '']
}

async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return true
}
