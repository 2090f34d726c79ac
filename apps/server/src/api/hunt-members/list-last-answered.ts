/** When each member of a hunt group last took a call (M10). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { toIso } from '../instant.ts'

/** Who took none for so long is no help to whoever decides who rings, days. */
const days = 90

export const listLastAnswered: Handler<typeof contract.listLastAnswered> = async (
  { params: { numberId } },
  { db },
) => {
  if (!(await storage.findNumber(db, numberId))) return noSuch('number')
  const taken = await storage.lastAnswered(db, numberId, Date.now() - days * 86_400_000)
  return { days, items: taken.map(({ memberId, at }) => ({ memberId, at: toIso(at) })) }
}
