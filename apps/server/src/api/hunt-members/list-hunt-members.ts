/** Reads the hunt group of a main number. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentHuntGroup } from './present-hunt-group.ts'

export const listHuntMembers: Handler<typeof contract.listHuntMembers> = async (
  { params: { numberId } },
  { db },
) => {
  const number = await storage.findNumber(db, numberId)
  if (!number) return noSuch('number')
  if (number.kind !== 'main') return new Refused('wrong-state', 'only a main number has a hunt group')
  return presentHuntGroup(numberId, await storage.listHuntMembers(db, numberId))
}
