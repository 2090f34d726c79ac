/** Reads the reception card of a main number. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { noSettings } from '../call-settings/no-settings.ts'
import { presentCard } from './present-card.ts'

export const getReceptionCard: Handler<typeof contract.getReceptionCard> = async (
  { params: { numberId } },
  { db },
) => {
  if (!(await storage.findCallSettings(db, numberId))) return noSettings(db, numberId)
  return presentCard(numberId, await storage.findReceptionCard(db, numberId))
}
