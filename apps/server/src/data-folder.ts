/** The folder of everything that is kept. */
import { chmod, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it. Step by step: where the kernel makes no folders (`/proc/x`), Node's own recursion never
 * ends.
 *
 * @throws the error of the system, with its path
 */
export async function makeFolder(folder: string): Promise<void> {
  const refused = await made(folder)
  if (refused === undefined) return
  if (refused.code === 'EEXIST') {
    if ((await stat(folder)).isDirectory()) return
    throw refused
  }
  if (refused.code !== 'ENOENT' || dirname(folder) === folder) throw refused
  await makeFolder(dirname(folder))
  const again = await made(folder)
  if (again !== undefined && again.code !== 'EEXIST') throw again
}

const made = (folder: string): Promise<NodeJS.ErrnoException | undefined> =>
  mkdir(folder).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error,
  )

/**
 * Makes a folder that only our own user may enter; one that an earlier version left open to others is closed.
 *
 * @throws the error of the system, with its path
 */
export async function makeSecretFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // `mkdir` leaves the mode of one that is there.
  await chmod(folder, 0o700)
}
