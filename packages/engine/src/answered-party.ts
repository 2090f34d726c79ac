/** What is looked after as long as a party is in a call, whichever call that is and whoever it talks to. */
import type { Call } from '@mainline/sip'
import { changeWhenUnfit } from './common-codec.ts'
import type { EngineParts } from './engine-parts.ts'
import { endIfGone } from './gone-party.ts'
import { heedHold } from './hold.ts'
import type { MediaEndpoint } from './media-port.ts'
import { findParty } from './transfer/party.ts'

/** To be called once for each party, when it answers or is answered. */
export function lookAfter(
  party: Call,
  media: MediaEndpoint,
  parts: Pick<EngineParts, 'clock' | 'liveCalls'>,
): void {
  endIfGone(party, media)
  const inWhichCall = () => findParty(parts.liveCalls(), party)?.live
  changeWhenUnfit(party, media, parts.clock, {
    holds() {
      const live = inWhichCall()
      if (live) heedHold(live, media)
    },
    broken: (error) => inWhichCall()?.wentWrong(error, 'codec'),
  })
}
