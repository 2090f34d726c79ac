/** Who is to administer a platform that begins empty. No mail server is needed: whoever installs it hands the link over. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Db, inTransaction, inviteFirstAdministrator } from '@mainline/storage'
import { invitationLink } from './api/users/issue-invitation.ts'

/** Somebody who is invited and has not come yet. */
export interface AskedAdministrator {
  readonly email: string
  /** What opens the invitation, and the file that keeps it, readable by its owner only; undefined: another server's data folder has it. */
  readonly kept: { readonly link: string; readonly file: string } | undefined
}

interface StartNeeds {
  readonly db: Db
  readonly dataFolder: string
  readonly publicUrl: string
}

/**
 * Invites the first administrator, and keeps the link in the data folder until somebody has come.
 *
 * @returns undefined when somebody administers the platform
 * @throws when the link cannot be written: the invitation is taken back then
 */
export async function askAdministrator(
  email: string,
  { db, dataFolder, publicUrl }: StartNeeds,
): Promise<AskedAdministrator | undefined> {
  const file = join(dataFolder, 'first-administrator')
  return inTransaction(db, async (tx) => {
    const asked = await inviteFirstAdministrator(tx, email)
    if (asked.kind === 'administered') {
      await rm(file, { force: true })
      return undefined
    }
    const token = asked.kind === 'invited' ? asked.token : await tokenIn(file)
    if (token === undefined) return { email, kept: undefined }
    const link = invitationLink(publicUrl, token)
    // One that is there keeps its mode when it is written to.
    await rm(file, { force: true })
    await writeFile(file, `${link}\n`, { mode: 0o600, flag: 'wx' })
    return { email, kept: { link, file } }
  })
}

/** Of an earlier start, which may have been reached by another origin. */
async function tokenIn(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return /#(\S+)/.exec(text)?.[1]
}
