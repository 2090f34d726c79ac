/** Parties change their places: out of one call, into another, or to the caller's end of their own. */
import type { Leg } from '@mainline/pbx'
import type { Call } from '@mainline/sip'
import type { LiveCall } from '../live-call.ts'
import type { MediaEndpoint } from '../media-port.ts'
import { CALLER } from '../message-ladder.ts'
import { OutboundLeg } from '../outbound-leg.ts'
import { describe, dialogOf, mediaOf, type Party } from './party.ts'

/** An answered party that is in no call for a moment. */
export interface LooseParty {
  readonly dialog: Call
  readonly media: MediaEndpoint
  readonly who: Pick<Leg, 'name' | 'target' | 'external'> & { readonly id: string }
  /** It has put us on hold. */
  readonly holds: boolean
}

/** Takes a party out of its call, which neither hears of it nor ends it any more. */
export function takeOut(party: Party): LooseParty | undefined {
  const { live, side } = party
  const dialog = dialogOf(party)
  const media = mediaOf(party)
  if (!dialog || !media) return undefined
  const who = describe(party)
  const holds = live.holding.has(media)
  live.letGo(side, media)
  return { dialog, media, who, holds }
}

/**
 * A move that went wrong halfway ends the calls that it was between: nobody stays who would hear nobody.
 *
 * @param loose who may be in none of them by now
 */
export function endMove(
  error: unknown,
  calls: readonly LiveCall[],
  loose: readonly Pick<LooseParty, 'dialog' | 'media'>[],
): void {
  for (const live of calls) live.wentWrong(error, 'transfer')
  const held = new Set(calls.flatMap(({ legs }) => [...legs.values()].map((leg) => leg.media)))
  for (const { dialog, media } of loose) {
    dialog.bye()
    if (!held.has(media)) media.close()
  }
}

/** Makes it a leg of the call, answered already; the core hears of it from whoever calls this. */
export function bringIn(live: LiveCall, { dialog, media, holds }: LooseParty, number: number): void {
  const leg = new OutboundLeg(live, number, media, false)
  leg.call = dialog
  // What it says from now on belongs to this call.
  live.parts.ladders.follow(dialog.callId, live.ladder, number, dialog.localTag)
  leg.answered = true
  dialog.setHandler(leg)
  media.onLost(() => live.legLost(leg))
  if (holds) live.holding.add(media)
  live.addLeg(leg)
}

/** Gives it the caller's end of the call; whoever had that is told that it is over for them. */
export function seatAsCaller(live: LiveCall, { dialog, media, who, holds }: LooseParty): void {
  const { dialog: before } = live.caller
  live.closeMedia('caller', live.callerMedia)
  live.callerMedia = media
  live.caller = {
    dialog,
    name: who.name,
    device: who.external ? undefined : { id: who.target, numberId: who.id },
  }
  dialog.setHandler(live.callerSide)
  media.onLost(() => live.callerLost())
  if (holds) live.holding.add(media)
  live.parts.ladders.follow(dialog.callId, live.ladder, CALLER, dialog.localTag)
  before.setHandler({})
  before.bye()
  live.parts.ladders.leave(before.callId, live.ladder)
}
