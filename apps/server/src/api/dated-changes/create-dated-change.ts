/** Plans other settings for some time (product §6.5). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { settingsHolder } from '../call-settings/settings-holder.ts'
import { zoneOfSite } from '../zone-of-site.ts'
import { judgeChange } from './judge-change.ts'
import { presentChange } from './present-change.ts'

export const createDatedChange =
  ({ database: { pool } }: { database: storage.Database }): Handler<typeof contract.createDatedChange> =>
  async ({ params: { numberId }, body }, { db, principal }) =>
    transact(db, async (tx) => {
      const holder = await settingsHolder(tx, numberId)
      if (Refused.is(holder)) return holder
      const input = { ...body, changedBy: principal.name }
      const judge = await judgeChange({ tx, pool }, holder, input)
      if (Refused.is(judge)) return judge
      const zone = await zoneOfSite(tx, holder.settings.siteId)
      return presented(await storage.createDatedChange(tx, numberId, input, judge), (row) =>
        presentChange(row, zone),
      )
    })
