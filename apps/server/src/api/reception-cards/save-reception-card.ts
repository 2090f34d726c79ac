/** Writes the reception card of a main number (M11, N12). */
import type * as contract from '@mainline/contract'
import { defaultCard, validateCard } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { presented, Refused, refusedFor } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { settingsHolder } from '../call-settings/settings-holder.ts'
import { cardFrom, presentCard } from './present-card.ts'

export const saveReceptionCard: Handler<typeof contract.saveReceptionCard> = async (
  { params: { numberId }, body },
  { db, principal },
) => {
  const holder = await settingsHolder(db, numberId)
  if (Refused.is(holder)) return holder
  const before = await storage.findReceptionCard(db, numberId)
  const card = cardFrom(body, before?.card ?? defaultCard, principal.name)
  const refused = refusedFor(validateCard(card))
  if (refused) return refused
  const saved = await storage.saveReceptionCard(db, numberId, body.version, {
    card,
    changedBy: principal.name,
  })
  return presented(saved, (row) => presentCard(numberId, row))
}
