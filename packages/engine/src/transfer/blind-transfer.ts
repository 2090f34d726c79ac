/**
 * A phone passes the one it talks to on without asking: REFER (RFC 3515). A seat of the reception as its screen could
 * (C8); a member to its own organization, to the reception of its site, and outside where the site lets members do so.
 */
import { mayLeave, type Person } from '@mainline/pbx'
import type { Referral } from '@mainline/sip'
import type { Destination, Home } from '../directory.ts'
import { seatAsCaller, takeOut } from './move-party.ts'
import { describe, deviceOf, otherOf, type Party } from './party.ts'

export function passByRefer(party: Party, referral: Referral, dialled: string): void {
  const { parts, origin, state } = party.live
  if (deviceOf(party) === undefined) {
    referral.refuse({ status: 403, reason: 'Only Our Phones Transfer' })
    return
  }
  const { seat, leg } = state.reception ?? {}
  const passed =
    state.state === 'attended' && seat !== undefined && leg === party.side
      ? passOfSeat(party, seat.id, { dialled, referral })
      : passOfMember(party, { dialled, referral })
  parts.track(
    passed.catch((error: unknown) => {
      if (!referral.isAsked) {
        // It was granted, and has been begun.
        party.live.wentWrong(error, 'transfer')
        return
      }
      parts.log.error({ error, callId: origin.id }, 'a transfer could not be looked up')
      referral.refuse({ status: 503 })
    }),
  )
}

interface Wish {
  readonly dialled: string
  readonly referral: Referral
}

/** The REFER is accepted before the seat is free: its phone hears of that before the BYE. */
async function passOfSeat(party: Party, seat: string, { dialled, referral }: Wish): Promise<void> {
  const { live } = party
  const { directory, receptions } = live.parts
  const to = await directory.find(await homeOf(party), dialled, 'seat')
  if (!isPerson(to)) refuse(referral, to)
  else if (!receptions.mayOrder(live, seat, 'pass')) referral.refuse({ status: 491 })
  else {
    referral.accept()
    live.post({ type: 'deskOrdered', at: live.now(), order: { do: 'pass', to } })
  }
}

async function passOfMember(party: Party, { dialled, referral }: Wish): Promise<void> {
  const { live, side } = party
  const to = await live.parts.directory.find(await homeOf(party), dialled, 'member')
  if (to !== 'reception' && !isPerson(to)) refuse(referral, to)
  else if (live.state.state !== 'talking' || !mayLeave(live.state, side)) referral.refuse({ status: 491 })
  else {
    referral.accept()
    const { id, name, target } = describe(party)
    const by = { id, name, devices: live.parts.directory.reach(target) }
    const other = side === 'caller' ? otherOf(party) : undefined
    const seated = other && takeOut(other)
    if (seated) seatAsCaller(live, seated)
    if (side !== 'caller') live.parted(side)
    live.post({ type: 'passedOn', at: live.now(), party: side, by, to })
  }
}

/** Whoever was called, or came in later, is of the organization that was called; a phone that calls is of its own. */
async function homeOf({ live, side }: Party): Promise<Home> {
  const { origin, parts, state, caller } = live
  const { device } = origin
  const calls = side === 'caller' && device !== undefined && device.id === caller.device?.id
  const number = (calls ? await parts.directory.planOf(device.e164) : undefined) ?? state.plan.number
  const { siteId, organizationId, e164, reception, outsideClasses } = number
  const operatorId = (calls ? device.operatorId : origin.number?.operatorId) ?? ''
  return { siteId, organizationId, e164, reception, outsideClasses, operatorId }
}

const isPerson = (to: Destination): to is Person => typeof to === 'object'

const statusOf = { unknown: 404, reception: 404, away: 480, forbidden: 403 } as const

const refuse = (referral: Referral, why: Exclude<Destination, Person>) =>
  referral.refuse({ status: statusOf[why] })
