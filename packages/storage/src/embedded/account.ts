/**
 * PostgreSQL refuses to run as root. When we are root, its processes get the account `nobody`, and what they read or
 * write has to lie where that account can go.
 */
import { chmod, readFile, stat } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, resolve, sep } from 'node:path'

export interface Account {
  uid: number
  gid: number
}

/**
 * The account of the server's processes; undefined when we are not root, for then it is our own.
 * @throws when our user has no name: PostgreSQL asks for it
 */
export async function serverAccount(): Promise<Account | undefined> {
  const own = process.getuid?.()
  if (own !== 0) {
    if (!hasName()) {
      throw new Error(
        `PostgreSQL does not run as a user without a name, and user ${own} has none. ` +
          'Give it one (a line in /etc/passwd), run Mainline as another user, or set DATABASE_URL.',
      )
    }
    return undefined
  }
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const [, uid, gid] = users.match(/^nobody:[^:]*:(\d+):(\d+):/m) ?? []
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) }
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/**
 * The nearest folder above `path` that the account cannot pass, or undefined when it can go there.
 * Folders of ours below the folder for temporary files are opened for passing (not for listing) on the way.
 */
export async function barrierTo(path: string, account: Account): Promise<string | undefined> {
  const temporary = resolve(tmpdir()) + sep
  let barrier: string | undefined
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) {
      if (folder.startsWith(temporary) && uid === process.getuid?.())
        await chmod(folder, (mode & 0o777) | 0o001)
      else barrier ??= folder
    }
    if (folder === dirname(folder)) return barrier
  }
}
