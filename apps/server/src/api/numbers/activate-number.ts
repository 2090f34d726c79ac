/** RESERVED → PENDING → ACTIVE: answers when every engine routes the number (N5, M6, M7). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { isRefused, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { type ActivationNeeds, afterLastStep, isRouted, unconfirmed } from './activation-needs.ts'
import { judgeActivation } from './judge-activation.ts'
import { presentNumber } from './present-number.ts'

export const activateNumber =
  (needs: ActivationNeeds): Handler<typeof contract.activateNumber> =>
  async ({ params: { numberId }, body }, { db, principal }) => {
    const pending = await transact(db, async (tx) => {
      const reserved = await storage.findNumber(tx, numberId)
      const looping = reserved && (await judgeActivation({ tx, pool: needs.pool }, reserved))
      if (looping) return looping
      const number = await storage.activate(tx, numberId, body.version)
      if (isRefused(number)) return number
      return (await storage.equipNumber(tx, needs.secrets, numberId, principal.name)) ?? number
    })
    if (Refused.is(pending)) return pending
    if (isRefused(pending)) return presented(pending, presentNumber)
    const routed = await isRouted(needs)
    if (routed.obeyed) {
      const active = storage.confirmPending(db, numberId, routed.silent)
      return presented(await afterLastStep(needs, active), presentNumber)
    }
    await storage.abandonActivation(db, numberId)
    return new Refused('route-unconfirmed', unconfirmed(routed, 'the number is RESERVED again'))
  }
