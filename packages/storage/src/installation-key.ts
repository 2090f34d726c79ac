/**
 * Which key seals what is in a database. Servers beside each other have the same one: with another, sessions, PINs, letters and
 * recordings of the one would be nothing to the other, and it would be noticed when somebody needs them.
 */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Database } from './database.ts'
import { answerKeyRequests, askForKey } from './key-handover.ts'
import type { Db } from './schema.ts'
import { keyFileOf, newKey, readKey, SecretBox, writeKey } from './secrets.ts'

/** How long a server that is new waits for one that runs. */
const PATIENCE_MS = 5_000

/** The key of the data folder is not the one that the database was set up with. */
class OtherInstallationKey extends Error {
  constructor(path: string) {
    super(
      `this database was set up with another key than there is in ${path}, and no running server gave it. Start beside a server that runs, with no such file; or put the secret.key of the first server there: it is in its data folder, and in its backup.`,
    )
    this.name = 'OtherInstallationKey'
  }
}

/**
 * The box of this server. The first server on a database makes the key; one that is new beside others is given theirs by one
 * that runs, and gives it to the next.
 *
 * @throws {OtherInstallationKey} when the data folder has another one, or has none and nobody gives it
 */
export async function openInstallationKey(
  database: Database,
  dataFolder: string,
  patienceMs = PATIENCE_MS,
): Promise<SecretBox> {
  const { kysely } = database
  const isNew = !existsSync(keyFileOf(dataFolder))
  if (isNew && (await knownCheck(kysely)) === undefined) await writeKey(dataFolder, newKey())
  // Another may have been first while ours was made: what was made for nothing goes.
  if (isNew && !(await fits(kysely, dataFolder))) {
    await rm(keyFileOf(dataFolder), { force: true })
    const given = await askForKey(database, patienceMs)
    if (given !== undefined) await writeKey(dataFolder, given)
  }
  if (!(await fits(kysely, dataFolder))) throw new OtherInstallationKey(keyFileOf(dataFolder))
  const key = await readKey(dataFolder)
  await answerKeyRequests(database, key)
  return new SecretBox(key)
}

/** Whether the folder has the key that the database knows; the first that comes is the one. */
async function fits(db: Db, dataFolder: string): Promise<boolean> {
  if (!existsSync(keyFileOf(dataFolder))) return false
  const keyCheck = new SecretBox(await readKey(dataFolder)).derive('check of the key')
  await db
    .insertInto('installationKey')
    .values({ keyCheck, since: Date.now() })
    .onConflict((known) => known.doNothing())
    .execute()
  return (await knownCheck(db)) === keyCheck
}

async function knownCheck(db: Db): Promise<string | undefined> {
  const known = await db.selectFrom('installationKey').select('keyCheck').executeTakeFirst()
  return known?.keyCheck
}
