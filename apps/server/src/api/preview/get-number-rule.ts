/** Which rule wins for a number, and which is next (M9). */
import type * as contract from '@mainline/contract'
import { rulingFor } from '@mainline/pbx'
import type * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { fromIso } from '../instant.ts'
import { livePlanOf } from '../live-plan-of.ts'
import { presentRules } from './present-ruling.ts'

export const getNumberRule =
  ({ database }: { database: storage.Database }): Handler<typeof contract.getNumberRule> =>
  async ({ params, query }, { db }) => {
    const live = await livePlanOf(db, database.pool, params.numberId)
    if (!live) return noSuch('number')
    const at = query.at === undefined ? Date.now() : fromIso(query.at)
    return presentRules({ rulingAt: (instant) => rulingFor(live.plan, instant) }, at)
  }
