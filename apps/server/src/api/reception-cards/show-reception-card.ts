/** What the receptionist would see at an instant (M11): the side and the words by the rule that wins then. */
import type * as contract from '@mainline/contract'
import { defaultCard, rulingFor } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { noSettings } from '../call-settings/no-settings.ts'
import { fromIso } from '../instant.ts'
import { livePlanOf } from '../live-plan-of.ts'
import { presentShownCard } from './present-card.ts'

export const showReceptionCard =
  ({ database }: { database: storage.Database }): Handler<typeof contract.showReceptionCard> =>
  async ({ params: { numberId }, query }, { db }) => {
    const at = query.at === undefined ? Date.now() : fromIso(query.at)
    const live = await livePlanOf(db, database.pool, numberId)
    if (!live?.plan.settings) return noSettings(db, numberId)
    const { zone, language, organizationName } = live.plan
    const row = await storage.findReceptionCard(db, numberId)
    const { open } = rulingFor(live.plan, at)
    return presentShownCard(row?.card ?? defaultCard, { at, open, zone, language, organizationName })
  }
