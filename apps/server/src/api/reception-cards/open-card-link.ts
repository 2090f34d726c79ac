/** A reception card by the link of a call at an answering service (C7). */
import type * as contract from '@mainline/contract'
import { defaultCard } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { readServiceCard } from '../../card-links.ts'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { SignedLinks } from '../../signed-link.ts'
import { livePlanOf } from '../live-plan-of.ts'
import { presentShownCard } from './present-card.ts'

export interface CardLinkNeeds {
  /** Nobody has signed in whose view could be asked: the link alone lets in. */
  readonly database: storage.Database
  readonly cardSignatures: SignedLinks
}

export const openCardLink =
  ({ database, cardSignatures }: CardLinkNeeds): Handler<typeof contract.openCardLink> =>
  async ({ params: { link } }) => {
    const at = Date.now()
    const wanted = readServiceCard(cardSignatures, link, at)
    const live = wanted && (await livePlanOf(database.kysely, database.pool, wanted.numberId))
    if (!wanted || !live?.plan.settings) return new Refused('link-void', 'the link has expired')
    const { zone, language, organizationName } = live.plan
    const row = await storage.findReceptionCard(database.kysely, wanted.numberId)
    // By the side that the call came in by: the card does not turn while somebody reads it.
    const occasion = { at, open: wanted.open, zone, language, organizationName }
    return { zone, card: presentShownCard(row?.card ?? defaultCard, occasion) }
  }
