/** Replaces a dated change (N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { settingsHolder } from '../call-settings/settings-holder.ts'
import { zoneOfSite } from '../zone-of-site.ts'
import { judgeChange } from './judge-change.ts'
import { presentChange } from './present-change.ts'

export const updateDatedChange =
  ({ database: { pool } }: { database: storage.Database }): Handler<typeof contract.updateDatedChange> =>
  async ({ params: { changeId }, body: { version, ...body } }, { db, principal }) =>
    transact(db, async (tx) => {
      const known = await storage.findDatedChange(tx, changeId)
      if (!known) return noSuch('dated change')
      const holder = await settingsHolder(tx, known.numberId)
      if (Refused.is(holder)) return holder
      const input = { ...body, changedBy: principal.name }
      const judge = await judgeChange({ tx, pool }, holder, input, changeId)
      if (Refused.is(judge)) return judge
      const zone = await zoneOfSite(tx, holder.settings.siteId)
      return presented(await storage.updateDatedChange(tx, changeId, version, input, judge), (row) =>
        presentChange(row, zone),
      )
    })
