/** Who may be a member. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const listHuntMemberCandidates: Handler<typeof contract.listHuntMemberCandidates> = async (
  { params: { numberId } },
  { db },
) =>
  (await storage.findNumber(db, numberId))
    ? { items: await storage.huntMemberCandidates(db, numberId) }
    : noSuch('number')
