/** The methods of the group `reception-cards` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { getReceptionCard } from './get-reception-card.ts'
import { type CardLinkNeeds, openCardLink } from './open-card-link.ts'
import { saveReceptionCard } from './save-reception-card.ts'
import { showReceptionCard } from './show-reception-card.ts'

export const receptionCardsApi = (needs: CardLinkNeeds): Route[] => [
  on(contract.getReceptionCard, getReceptionCard),
  on(contract.saveReceptionCard, saveReceptionCard),
  on(contract.showReceptionCard, showReceptionCard(needs)),
  on(contract.openCardLink, openCardLink(needs)),
]
