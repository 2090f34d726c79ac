/** The sides of a live call as a transfer sees them: a SIP dialog, the audio that faces it, the device behind it. */
import type { Leg, Side } from '@mainline/pbx'
import type { Call } from '@mainline/sip'
import type { LiveCall } from '../live-call.ts'
import type { MediaEndpoint } from '../media-port.ts'

export interface Party {
  readonly live: LiveCall
  readonly side: Side
}

export const dialogOf = ({ live, side }: Party): Call | undefined =>
  side === 'caller' ? live.caller.dialog : live.legs.get(side)?.call

export const mediaOf = ({ live, side }: Party): MediaEndpoint | undefined =>
  side === 'caller' ? live.callerMedia : live.legs.get(side)?.media

/** Whom the party talks to. */
export function otherOf({ live, side }: Party): Party | undefined {
  if (side !== 'caller') return { live, side: 'caller' }
  const leg = live.state.partner?.leg
  return leg === undefined ? undefined : { live, side: leg }
}

/** The leg as the core knows it. */
export const coreLegOf = ({ live, side }: Party): Leg | undefined =>
  live.state.legs.find(({ leg }) => leg === side)

/** What the party is to a call: as a leg of it would be described. */
export function describe(party: Party): Pick<Leg, 'name' | 'target' | 'external'> & { readonly id: string } {
  const leg = coreLegOf(party)
  if (leg) return { id: leg.memberId, name: leg.name, target: leg.target, external: leg.external }
  const { name, device } = party.live.caller
  const number = party.live.origin.identity.number ?? ''
  return { id: device?.numberId ?? '', name, target: device?.id ?? number, external: device === undefined }
}

/** The device of ours that the party is. */
export function deviceOf(party: Party): string | undefined {
  const { target, external } = describe(party)
  return external ? undefined : target
}

/** Finds whose dialog it is. */
export function findParty(calls: Iterable<LiveCall>, dialog: Call): Party | undefined {
  for (const live of calls) {
    if (live.caller.dialog === dialog) return { live, side: 'caller' }
    for (const leg of live.legs.values()) if (leg.call === dialog) return { live, side: leg.number }
  }
  return undefined
}
