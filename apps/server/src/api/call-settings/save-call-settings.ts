/** Saves new call settings; they hold for the next call (M5, M6, N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { judgeSettings } from './judge-settings.ts'
import { presentCallSettings } from './present-call-settings.ts'
import { settingsHolder } from './settings-holder.ts'

export const saveCallSettings =
  ({ database: { pool } }: { database: storage.Database }): Handler<typeof contract.saveCallSettings> =>
  async ({ params: { numberId }, body }, { db, principal }) =>
    transact(db, async (tx) => {
      const holder = await settingsHolder(tx, numberId)
      if (Refused.is(holder)) return holder
      const refused = await judgeSettings({ tx, pool }, holder.number, body)
      if (refused) return refused
      const saved = await storage.saveCallSettings(tx, numberId, body.version, {
        routes: { inHours: body.inHours, outOfHours: body.outOfHours },
        hoursOverride: body.hours,
        voicemailEmails: body.voicemailEmails,
        emailAs: body.emailAs,
        changedBy: principal.name,
      })
      return presented(saved, presentCallSettings)
    })
