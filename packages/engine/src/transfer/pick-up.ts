/**
 * An INVITE that takes the place of a call of ours (RFC 3891 §3): a phone takes a call that rings at a colleague's, or one
 * that another phone of its own number has.
 */
import { mayLeave } from '@mainline/pbx'
import { type Call, type IncomingCall, sourceAddress } from '@mainline/sip'
import { lookAfter } from '../answered-party.ts'
import { isWebSocket } from '../browser-leg.ts'
import { isRefusal } from '../commands/caller-media.ts'
import type { EngineParts } from '../engine-parts.ts'
import { joinOrHold } from '../hold.ts'
import type { MediaEndpoint, MediaRefusal } from '../media-port.ts'
import type { Device } from '../ports.ts'
import { sessionOf } from '../session-of.ts'
import { bringIn, endMove, type LooseParty, seatAsCaller } from './move-party.ts'
import { coreLegOf, findParty, mediaOf, otherOf, type Party } from './party.ts'

/** Does as the INVITE asks, or refuses it. */
export async function pickUp(incoming: IncomingCall, device: Device, parts: EngineParts): Promise<void> {
  const name = (await parts.directory.planOf(device.e164))?.label ?? device.name
  const { replaced } = incoming
  if (incoming.state !== 'early' || replaced === undefined) return
  const party = findParty(parts.liveCalls(), replaced)
  const status = party === undefined ? 481 : refusalOf(party, replaced, device)
  if (party === undefined || status !== undefined) {
    incoming.reject({ status: status ?? 481 })
    return
  }
  const who = { id: device.numberId, name, target: device.id, external: false }
  const comer = answer(incoming, { who, secured: device.srtp === 'required' }, parts)
  if (isRefusal(comer)) incoming.reject({ status: comer.unfit ? 488 : 503 })
  else {
    try {
      takePlace(party, replaced, comer)
    } catch (error) {
      endMove(error, [party.live], [comer])
    }
  }
}

/** Why the phone may not have that call, if so. Calls of the reception are taken at its desks (C7). */
function refusalOf(party: Party, replaced: Call, { organizationId, numberId }: Device): number | undefined {
  const { state } = party.live
  const leg = coreLegOf(party)
  if (replaced.state === 'early') {
    const ours = leg && !leg.external && state.plan.number.organizationId === organizationId
    if (!ours || state.state === 'queued') return 403
    return leg.state === 'calling' || leg.state === 'ringing' ? undefined : 481
  }
  if (numberOf(party) !== numberId) return 403
  return state.state === 'talking' && mayLeave(state, party.side) ? undefined : 481
}

/** The phone number that the party belongs to. */
function numberOf(party: Party): string | undefined {
  const { origin, caller } = party.live
  const leg = coreLegOf(party)
  if (!leg) return caller.device?.numberId
  if (leg.external) return undefined
  return origin.number?.devices.find(({ id }) => id === leg.target)?.numberId ?? leg.memberId
}

/** The phone hears that it has the call; its audio is ours to join with the other's. */
function answer(
  incoming: IncomingCall,
  { who, secured }: Pick<LooseParty, 'who'> & { readonly secured: boolean },
  parts: EngineParts,
): LooseParty | MediaRefusal {
  const media = parts.media.open({ browser: isWebSocket(incoming.flow), secured })
  if (!media) return { refusal: 'all media ports are in use' }
  media.comesFrom(sourceAddress(incoming.flow), 'phone')
  const body = describeTo(media, sessionOf(incoming.request))
  if (typeof body !== 'string') {
    media.close()
    return { ...body, unfit: true }
  }
  incoming.answer({ status: 200, contentType: 'application/sdp', body })
  lookAfter(incoming, media, parts)
  return { dialog: incoming, media, who, holds: false }
}

const describeTo = (media: MediaEndpoint, offer: string | undefined): string | MediaRefusal =>
  offer === undefined ? media.offer() : (media.takeOffer(offer) ?? media.answer())

function takePlace(party: Party, replaced: Call, comer: LooseParty): void {
  const { live, side } = party
  const at = live.now()
  const leg = live.state.nextLeg
  if (side === 'caller') {
    seatAsCaller(live, comer)
    const partner = otherOf({ live, side })
    const media = partner && mediaOf(partner)
    // Whoever had that place may have left the other with music.
    if (media) joinOrHold(live, comer.media, media)
    // The core knows nothing of it: it is the same call with the same partner.
    live.parts.kept?.changed(live)
    return
  }
  const early = replaced.state === 'early'
  const by = coreLegOf(party)?.name ?? ''
  const newcomer = { leg, ...comer.who }
  if (!early) live.parted(side)
  bringIn(live, comer, leg)
  if (early) live.post({ type: 'legPickedUp', at, leg: side, newcomer })
  else live.post({ type: 'partyReplaced', at, party: side, by, newcomer })
}
