/**
 * A phone joins the two that it talks to: REFER whose Refer-To names its other call (RFC 3515, RFC 3891 §4). Both calls
 * are anchored here, so nobody else is asked: one of them goes on with the two, the other is over. A call that another
 * engine has is fetched first.
 */
import { mayLeave } from '@mainline/pbx'
import type { Referral, Replaces } from '@mainline/sip'
import { bringIn, endMove, type LooseParty, seatAsCaller, takeOut } from './move-party.ts'
import { describe, deviceOf, dialogOf, findParty, mediaOf, otherOf, type Party } from './party.ts'

export function joinByRefer(party: Party, referral: Referral, replaces: Replaces): void {
  const { origin, parts } = party.live
  const device = deviceOf(party)
  // Nobody else has calls that could be joined; `decide` says so.
  if (device === undefined || parts.userAgent.findCall(replaces)) {
    decide(party, referral, replaces)
    return
  }
  const fetched = parts.fetchCall(replaces.callId, device).catch((error: unknown) => {
    parts.log.warn(
      { error, callId: origin.id },
      'another engine could not be asked for the other call of a transfer',
    )
  })
  // Its own call may be over meanwhile, which has answered it.
  parts.track(fetched.then(() => referral.isAsked && decide(party, referral, replaces)))
}

function decide(party: Party, referral: Referral, replaces: Replaces): void {
  const { userAgent, liveCalls } = party.live.parts
  const dialog = userAgent.findCall(replaces)
  const other = dialog && findParty(liveCalls(), dialog)
  const device = deviceOf(party)
  // Not 481: to the phone that would mean the call in which it asks (RFC 5057 §5.1).
  if (!other || other.live === party.live) referral.refuse({ status: 404 })
  else if (device === undefined || deviceOf(other) !== device) referral.refuse({ status: 403 })
  else if (!mayLeave(party.live.state, party.side) || !mayLeave(other.live.state, other.side))
    referral.refuse({ status: 491 })
  else {
    // The phone hears that it is done before its calls are ended.
    referral.accept(200)
    const [stays, ends] = weight(party) >= weight(other) ? [party, other] : [other, party]
    const parties = [otherOf(stays), otherOf(ends)].flatMap(looseAs)
    try {
      join(stays, ends)
    } catch (error) {
      endMove(error, [stays.live, ends.live], parties)
    }
  }
}

function looseAs(party: Party | undefined): Pick<LooseParty, 'dialog' | 'media'>[] {
  const dialog = party && dialogOf(party)
  const media = party && mediaOf(party)
  return dialog && media ? [{ dialog, media }] : []
}

/** A call that came to the phone tells more than one it made; most of all one from outside: its record goes on. */
const weight = ({ live, side }: Party): number => (side === 'caller' ? 0 : 2) + (live.origin.trunk ? 1 : 0)

function join(stays: Party, ends: Party): void {
  const { live } = stays
  const [staying, moving] = [otherOf(stays), otherOf(ends)]
  const moved = moving && takeOut(moving)
  if (!staying || !moved) return
  const { name: by } = describe(stays)
  const { name } = describe(staying)
  if (stays.side === 'caller') {
    const seated = takeOut(staying)
    if (seated) seatAsCaller(live, seated)
  } else live.parted(stays.side)
  const leg = live.state.nextLeg
  bringIn(live, moved, leg)
  const at = live.now()
  ends.live.post({ type: 'joinedElsewhere', at, party: ends.side, name })
  live.post({ type: 'partyReplaced', at, party: stays.side, by, newcomer: { leg, ...moved.who } })
}
