/**
 * Parties that were relayed in a codec that we do not speak ourselves, G.722 above all: as soon as one is to hear us, to be
 * recorded, or to talk to somebody else, it changes to what everybody speaks (RFC 3264 §8, RFC 3551 §4.5.14).
 */
import type { Call, Clock } from '@mainline/sip'
import type { MediaEndpoint } from './media-port.ts'
import { sessionOf } from './session-of.ts'

/** Milliseconds until a party is asked again that is busy with another exchange (RFC 3261 §14.1). */
const AGAIN_MS = 200
/** Refusals after which a party is left with what it speaks. */
const MOST_REFUSALS = 3

/**
 * From now on the party is asked to change whenever its endpoint finds that it has to.
 *
 * @param tell.holds it held the call, or took it back, with its answer (RFC 3264 §8.4)
 * @param tell.broken what it was asked, or answered, was not handled
 */
export function changeWhenUnfit(
  party: Call,
  media: MediaEndpoint,
  clock: Clock,
  { holds, broken }: { holds(): void; broken(error: unknown): void },
): void {
  let asking = false
  let refusals = 0
  const refused = () => {
    refusals += 1
    asking = false
  }
  const accepted = (answer: string) => {
    const held = media.onHold
    if (media.takeAnswer(answer)) refused()
    else asking = false
    if (media.onHold !== held) holds()
  }
  const guarded = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      broken(error)
    }
  }
  const ask = (): void => {
    if (party.state === 'ending' || party.state === 'ended' || media.isFit) {
      asking = false
    } else if (!party.mayModify) {
      clock.after(AGAIN_MS, () => guarded(ask))
    } else {
      party.reinvite(
        { contentType: 'application/sdp', body: media.speaksOurs ? media.offerAgain() : media.offer() },
        {
          onAccepted: (response) => guarded(() => accepted(sessionOf(response) ?? '')),
          onRefused: refused,
        },
      )
    }
  }
  media.onUnfit(() => {
    if (asking || refusals >= MOST_REFUSALS) return
    asking = true
    guarded(ask)
  })
}
