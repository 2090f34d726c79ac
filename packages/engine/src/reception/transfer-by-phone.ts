/**
 * A receptionist passes its call on by the keys of its desk phone: REFER (RFC 3515) to somebody of the organization that
 * was called (C8). Nobody else may transfer, and no way leads outside from here.
 */
import type { Referral } from '@mainline/sip'
import { userOf } from '../called-number.ts'
import type { LiveCall } from '../live-call.ts'
import type { OutboundLeg } from '../outbound-leg.ts'

export function transferByPhone(leg: OutboundLeg, referral: Referral): void {
  const { live: call, number } = leg
  const { seat, leg: seatLeg } = call.state.reception ?? {}
  const { method, replaces, address } = referral.referTo
  if (!seat || seatLeg !== number) {
    referral.refuse({ status: 403, reason: 'Only A Receptionist Transfers' })
  } else if (method !== 'INVITE' || replaces !== undefined) {
    referral.refuse({ status: 501, reason: 'Only Blind Transfer By Phone' })
  } else {
    const passed = pass(call, seat.id, userOf(address.uri) ?? '', referral).catch((error: unknown) => {
      call.parts.log.error({ error, callId: call.origin.id }, 'a transfer could not be looked up')
      referral.refuse({ status: 503 })
    })
    call.parts.track(passed)
  }
}

/** The REFER is accepted before the seat is free: its phone hears of that before the BYE. */
async function pass(call: LiveCall, seat: string, dialled: string, referral: Referral): Promise<void> {
  const { receptions } = call.parts
  const to = await receptions.findPerson(call, dialled)
  if (to === undefined) referral.refuse({ status: 404 })
  else if (!receptions.mayOrder(call, seat, 'pass')) referral.refuse({ status: 491 })
  else if (to.targets.length === 0) referral.refuse({ status: 480 })
  else {
    referral.accept()
    call.post({ type: 'deskOrdered', at: call.now(), order: { do: 'pass', to } })
  }
}
