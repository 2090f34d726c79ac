/** ACTIVE → PENDING → RESERVED; while PENDING it still receives (N6). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { isRefused, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { type ActivationNeeds, afterLastStep, isRouted, unconfirmed } from './activation-needs.ts'
import { presentNumber } from './present-number.ts'

export const deactivateNumber =
  (needs: ActivationNeeds): Handler<typeof contract.deactivateNumber> =>
  async ({ params: { numberId }, body }, { db }) => {
    const before = await storage.findNumber(db, numberId)
    // A wait that timed out is taken up again instead of being refused.
    const waits = before?.pendingTarget === 'RESERVED' && before.version === body.version
    const pending = waits ? before : await storage.deactivate(db, numberId, body.version)
    if (isRefused(pending)) return presented(pending, presentNumber)
    const routed = await isRouted(needs)
    if (routed.obeyed) {
      const reserved = storage.confirmPending(db, numberId, routed.silent)
      return presented(await afterLastStep(needs, reserved), presentNumber)
    }
    return new Refused('route-unconfirmed', unconfirmed(routed, 'the number is PENDING and receives'))
  }
