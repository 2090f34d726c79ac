/**
 * PostgreSQL refuses to run as root. When we are root, its processes get an account of the installation's own: a number
 * that no user has and no other process runs as, so that nobody but root reads its files or reaches its socket. `nobody`,
 * which other daemons share, only ever makes the first, empty cluster, because initdb asks for a user with a name.
 */
import { randomInt } from 'node:crypto'
import { chmod, lchown, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'

export interface Account {
  uid: number
  gid: number
}

/** Numbers that neither distributions, nor systemd, nor containers give to anybody (systemd, "Users, Groups, UIDs and GIDs"). */
const ownNumbers = { first: 60_706, last: 61_183 }

const isOwn = (uid: number): boolean => uid >= ownNumbers.first && uid <= ownNumbers.last

/**
 * The account of the server's processes: the one that the cluster belongs to already, or a new one. Undefined when we
 * are not root, for then it is our own.
 *
 * @param own the number of our user, where the system has such
 * @throws when our user has no name: initdb asks for it; when the cluster is somebody else's: nothing is changed then
 */
export async function serverAccount(cluster: string, own = process.getuid?.()): Promise<Account | undefined> {
  const there = await stat(cluster).catch(() => undefined)
  if (own !== 0) {
    if (!hasName()) {
      throw new Error(
        `PostgreSQL does not run as a user without a name, and user ${own} has none. ` +
          'Give it one (a line in /etc/passwd), run Mainline as another user, or set DATABASE_URL.',
      )
    }
    if (there && own !== undefined && there.uid !== own) throw await notOurs(cluster, there.uid, own)
    return undefined
  }
  if (there && isOwn(there.uid)) return { uid: there.uid, gid: there.uid }
  if (there && there.uid !== 0 && there.uid !== (await nobody())) throw await notOurs(cluster, there.uid, own)
  const uid = await freeNumber()
  return { uid, gid: uid }
}

/**
 * Taken from its owner, the cluster would lock that user out, and so would each recording and key that we write. Whoever
 * means it gives the whole data folder to us.
 */
async function notOurs(cluster: string, owner: number, own: number): Promise<Error> {
  const [folder, resolved] = [dirname(cluster), await realpath(cluster)]
  const elsewhere = resolved === cluster ? '' : ` ${resolved}`
  const who = isOwn(owner) ? 'of Mainline run as root' : await userOf(owner)
  const user = isOwn(owner) ? 'root' : 'that user'
  return new Error(
    `the database in ${cluster} belongs to the account ${who}, and Mainline runs as ${await userOf(own)}. ` +
      `Start it as ${user}, or give the data away first: chown -R ${own} ${folder}${elsewhere}`,
  )
}

/** The name of a user, or its number where it has none. */
async function userOf(uid: number): Promise<string> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return users.match(new RegExp(`^([^:]+):[^:]*:${uid}:`, 'm'))?.[1] ?? `${uid}`
}

/** A number of {@link ownNumbers} that nobody has and nothing runs as. */
async function freeNumber(): Promise<number> {
  const taken = new Set([
    ...(await idsOf('/etc/passwd')),
    ...(await idsOf('/etc/group')),
    ...(await runningUsers()),
  ])
  for (let tries = 0; tries < 10_000; tries++) {
    const uid = randomInt(ownNumbers.first, ownNumbers.last + 1)
    if (!taken.has(uid)) return uid
  }
  throw new Error(
    'No number is free for the account of PostgreSQL. Run Mainline as a user, or set DATABASE_URL.',
  )
}

async function idsOf(file: string): Promise<number[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').map((line) => Number(line.split(':')[2]))
}

/** Whom processes run as; nothing where there is no /proc. */
async function runningUsers(): Promise<number[]> {
  const names = await readdir('/proc').catch(() => [])
  const processes = names.filter((name) => /^\d+$/.test(name))
  return Promise.all(
    processes.map((pid) =>
      stat(`/proc/${pid}`).then(
        ({ uid }) => uid,
        () => -1,
      ),
    ),
  )
}

/**
 * Who makes the cluster of an account: `nobody`, which has a name, in the account's group. By the group it passes into
 * a folder that other processes of `nobody` cannot enter, nor can they look into a process of another group.
 */
export async function makerOf({ gid }: Account): Promise<Account> {
  return { uid: await nobody(), gid }
}

async function nobody(): Promise<number> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const [, uid] = users.match(/^nobody:[^:]*:(\d+):/m) ?? []
  return Number(uid ?? 65534)
}

/** Gives a folder with all in it to an account; itself last, so that what was broken off is begun again. */
export async function giveTo(folder: string, account: Account): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await giveTo(path, account)
    else await lchown(path, account.uid, account.gid)
  }
  await lchown(folder, account.uid, account.gid)
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
