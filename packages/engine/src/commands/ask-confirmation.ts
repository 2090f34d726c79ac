/** An external member must press 1 before the caller is connected, so that no mobile's voicemail takes the call (M10). */
import type { LiveCall } from '../live-call.ts'
import type { Playable, StoredAudio } from '../media-port.ts'
import type { Performer } from './command-of.ts'

/** How often it is said what to press; then there is time left to do it. */
const PLAYS = 2
/** Between the two, ms. */
const PAUSE_MS = 1_000

export const askConfirmation: Performer<'askConfirmation'> = (call, { leg: number, seconds }) => {
  const leg = call.legs.get(number)
  if (!leg) return
  const { clock, log } = call.parts
  const { language } = call.state.plan.number
  const timer = clock.after(seconds * 1000, () => decide('no-answer'))
  let decided = false
  const decide = (outcome: 'accepted' | 'declined' | 'no-answer') => {
    if (decided) return
    decided = true
    clock.cancel(timer)
    try {
      leg.media.stopPlaying()
    } catch (error) {
      call.wentWrong(error, 'askConfirmation')
    }
    const at = call.now()
    if (outcome === 'accepted') call.post({ type: 'confirmAccepted', leg: number, at })
    else call.post({ type: 'confirmRejected', leg: number, at, cause: outcome })
  }
  // The caller may have hung up in the pause.
  const isAsked = () => call.state.legs.some((each) => each.leg === number && each.state === 'confirming')
  const ask = (words: Playable, play: number) =>
    leg.media.play([words], (failed) => {
      // Words that cannot be played end at once: to try again would be a loop without pause. The digit still counts.
      if (failed || play === PLAYS) return
      clock.after(PAUSE_MS, () => isAsked() && ask(words, play + 1))
    })
  leg.media.onDigit((digit) => {
    if (digit === '1') decide('accepted')
    if (digit === '2') decide('declined')
  })
  const nameless = { prompt: 'press-one-to-accept', language }
  const named = callForWhom(call)
  if (named === undefined) return ask(nameless, 1)
  const told = named.then(
    (audio) => isAsked() && ask(audio ? { ...audio, otherwise: [nameless] } : nameless, 1),
    (error: unknown) => {
      log.error({ error, callId: call.origin.id }, 'for whom a call is could not be said')
      if (isAsked()) ask(nameless, 1)
    },
  )
  told.catch((error: unknown) => call.wentWrong(error, 'askConfirmation'))
}

/**
 * "A call for Alder and Finch …": somebody may be a member of several companies. Asked for as soon as the member is called, so that
 * it is spoken by the time of the answer; undefined where nothing speaks.
 */
export function callForWhom(call: LiveCall): Promise<StoredAudio | undefined> | undefined {
  const { organizationId, organizationName: name, mailbox, language } = call.state.plan.number
  if (organizationId === undefined || mailbox === undefined) return undefined
  const { id: mailboxId } = mailbox
  return call.parts.messages.sentenceWithName?.({
    sentence: 'call-for',
    organizationId,
    mailboxId,
    name,
    language,
  })
}
