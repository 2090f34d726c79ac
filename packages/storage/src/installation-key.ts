/**
 * Which key seals what is in a database. Servers beside each other have the same one: with another, sessions, PINs, letters and
 * recordings of the one would be nothing to the other, and it would be noticed when somebody needs them.
 */
import type { Db } from './schema.ts'
import type { SecretBox } from './secrets.ts'

/** The key of the data folder is not the one that the database was set up with. */
export class OtherInstallationKey extends Error {
  constructor(path: string) {
    super(
      `the key in ${path} is not the one that this database was set up with. Put the secret.key of the first server there: it is in its data folder, and in its backup.`,
    )
    this.name = 'OtherInstallationKey'
  }
}

/**
 * Holds the key to the one that the database knows; the first that comes is the one.
 *
 * @param path of its file, for the words
 * @throws {OtherInstallationKey}
 */
export async function checkInstallationKey(db: Db, secrets: SecretBox, path: string): Promise<void> {
  const keyCheck = secrets.derive('check of the key')
  await db
    .insertInto('installationKey')
    .values({ keyCheck, since: Date.now() })
    .onConflict((known) => known.doNothing())
    .execute()
  const known = await db.selectFrom('installationKey').select('keyCheck').executeTakeFirstOrThrow()
  if (known.keyCheck !== keyCheck) throw new OtherInstallationKey(path)
}
