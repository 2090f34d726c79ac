/** Brings an earlier version of the call settings back, as a new one (product §6.5). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { judgeSettings } from './judge-settings.ts'
import { presentCallSettings } from './present-call-settings.ts'
import { settingsHolder } from './settings-holder.ts'
import { whatIsGone } from './what-is-gone.ts'

export const rollbackCallSettings =
  ({ database: { pool } }: { database: storage.Database }): Handler<typeof contract.rollbackCallSettings> =>
  async ({ params: { numberId }, body }, { db, principal }) =>
    transact(db, async (tx) => {
      const holder = await settingsHolder(tx, numberId)
      if (Refused.is(holder)) return holder
      const history = await storage.callSettingsHistory(tx, numberId)
      const earlier = history.find((row) => row.version === body.to)
      if (!earlier) return noSuch(`version ${body.to} of these settings`)
      const { routes, hoursOverride, voicemailEmails, emailAs, version } = earlier
      const refused =
        (await judgeSettings({ tx, pool }, holder.number, { ...routes, hours: hoursOverride, version })) ??
        (await whatIsGone(pool, holder.number, earlier))
      if (refused) return refused
      const change = { routes, hoursOverride, voicemailEmails, emailAs, changedBy: principal.name }
      return presented(
        await storage.saveCallSettings(tx, numberId, body.version, change),
        presentCallSettings,
      )
    })
