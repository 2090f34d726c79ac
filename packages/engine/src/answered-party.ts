/** What is looked after as long as a party is in a call, whichever call that is and whoever it talks to. */
import type { Call, Clock } from '@mainline/sip'
import { changeWhenUnfit } from './common-codec.ts'
import { endIfGone } from './gone-party.ts'
import type { MediaEndpoint } from './media-port.ts'

/** To be called once for each party, when it answers or is answered. */
export function lookAfter(party: Call, media: MediaEndpoint, clock: Clock): void {
  endIfGone(party, media)
  changeWhenUnfit(party, media, clock)
}
