/** What a number needs before it takes calls: a mailbox, and a main number its first settings and members (M7, M12). */
import { defaultSettings } from '@mainline/pbx'
import { ensureCallSettings, findCallSettings } from './call-settings.ts'
import { isRefusal, type Refusal, refuse } from './errors.ts'
import { huntMemberCandidates, setHuntMembers } from './hunt-members.ts'
import { ensureMailbox } from './mailboxes.ts'
import { findNumber } from './numbers.ts'
import type { Db, Routes } from './schema.ts'
import type { SecretBox } from './secrets.ts'
import { inTransaction } from './transaction.ts'

/** M7: the routes that a main number starts with. */
export const defaultRoutes: Routes = {
  inHours: defaultSettings.inHours,
  outOfHours: defaultSettings.outOfHours,
}

/**
 * At activation: gives a number its mailbox, and a main number that has none yet the default settings, with all ACTIVE
 * numbers of the organization at the site as members. What is there stays. Call it in the transaction of `activate`.
 *
 * @param by who activates, for the history of the settings (N11)
 */
export async function equipNumber(
  db: Db,
  secrets: SecretBox,
  numberId: string,
  by: string,
): Promise<Refusal | undefined> {
  return inTransaction(db, async (tx) => {
    const number = await findNumber(tx, numberId)
    if (!number) return refuse('not-found', 'no such number')
    const mailbox = await ensureMailbox(tx, secrets, numberId)
    if (isRefusal(mailbox)) return mailbox
    if (number.kind !== 'main' || (await findCallSettings(tx, numberId))) return undefined
    const settings = await ensureCallSettings(tx, numberId, {
      routes: defaultRoutes,
      hoursOverride: null,
      voicemailEmails: [],
      changedBy: by,
    })
    if (isRefusal(settings)) return settings
    await setHuntMembers(tx, numberId, await huntMemberCandidates(tx, numberId))
    return undefined
  })
}
