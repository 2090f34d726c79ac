/** The folder of the server's data: where it lies, who owns it, and how it comes to be (initdb, all or nothing). */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, barrierTo, giveTo, makerOf } from './account.ts'
import { openFolder, type ServerBinaries } from './server-binaries.ts'
import { initArguments } from './server-settings.ts'

const run = promisify(execFile)

/** sun_path has 108 bytes on Linux, 104 elsewhere, one of them for the end. */
const longestSocketPath = process.platform === 'linux' ? 107 : 103
const socketName = '.s.PGSQL.5432'

/**
 * The folder for the cluster of a data folder: `<data>/postgres`. As root in a folder that the server's account cannot
 * enter, that is a symbolic link to a folder below /var/lib/mainline, for we open nobody's home to others.
 */
export async function placeCluster(dataFolder: string, account: Account | undefined): Promise<string> {
  const cluster = join(dataFolder, 'postgres')
  if (await lstat(cluster).catch(() => undefined)) return realpath(cluster)
  if (!account) return cluster
  // Passing through is enough: what lies in the data folder keeps its own modes.
  await chmod(dataFolder, 0o711)
  const barrier = await barrierTo(cluster, account)
  if (barrier === undefined) return cluster
  // Not derived from the path: a data folder that is deleted and made again must not find its old data.
  const key = randomBytes(6).toString('hex')
  const elsewhere = join(openFolder, `data-${key}`, 'postgres')
  await mkdir(dirname(elsewhere), { recursive: true, mode: 0o711 })
  const stillBarred = await barrierTo(elsewhere, account)
  if (stillBarred !== undefined) {
    throw new Error(
      `PostgreSQL does not run as root, and its account cannot enter ${barrier} nor ${stillBarred}. ` +
        'Run Mainline as another user, set MAINLINE_DATA to a folder elsewhere, or set DATABASE_URL.',
    )
  }
  await symlink(elsewhere, cluster)
  return elsewhere
}

/** Makes the cluster when there is none. A crash on the way leaves nothing that looks like one. */
export async function initialiseCluster(
  cluster: string,
  user: string,
  binaries: ServerBinaries,
  account: Account | undefined,
): Promise<void> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version !== undefined) {
    if (version.trim() === binaries.major) return account && keepFor(cluster, account)
    throw new Error(
      `${cluster} was made by PostgreSQL ${version.trim()}, this is ${binaries.major}: dump and restore.`,
    )
  }
  const unfinished = `${cluster}.new`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  if (account) {
    // Whatever our umask: the maker passes by its group.
    await chown(unfinished, 0, account.gid)
    await chmod(unfinished, 0o710)
  }
  const made = join(unfinished, 'postgres')
  await mkdir(made, { mode: 0o700 })
  const maker = account && (await makerOf(account))
  if (maker) await chown(made, maker.uid, maker.gid)
  await run(binaries.initdb, initArguments(made, user), {
    ...maker,
    cwd: made,
    env: { LC_ALL: 'C', PATH: process.env['PATH'] },
  })
  if (account) await giveTo(made, account)
  await rename(made, cluster)
  await rm(unfinished, { recursive: true, force: true })
}

/** A cluster of before belongs to `nobody`. */
async function keepFor(cluster: string, account: Account): Promise<void> {
  if ((await stat(cluster)).uid !== account.uid) await giveTo(cluster, account)
}

/** The folder of the socket: the cluster itself, or one with a short path. `temporary`: remove it after the stop. */
export async function placeSocket(
  cluster: string,
  account: Account | undefined,
): Promise<{ folder: string; temporary: boolean }> {
  if (Buffer.byteLength(join(cluster, socketName)) <= longestSocketPath)
    return { folder: cluster, temporary: false }
  const folder = await mkdtemp(join(tmpdir(), 'mainline-'))
  if (account) await chown(folder, account.uid, account.gid)
  return { folder, temporary: true }
}
