/** The methods of the group `reception-cards` with their handlers. */
import * as contract from '@mainline/contract'
import type { Database } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { getReceptionCard } from './get-reception-card.ts'
import { saveReceptionCard } from './save-reception-card.ts'
import { showReceptionCard } from './show-reception-card.ts'

export const receptionCardsApi = (needs: { database: Database }): Route[] => [
  on(contract.getReceptionCard, getReceptionCard),
  on(contract.saveReceptionCard, saveReceptionCard),
  on(contract.showReceptionCard, showReceptionCard(needs)),
]
