/** An external member must press 1 before the caller is connected, so that no mobile's voicemail takes the call (M10). */
import type { Performer } from './command-of.ts'

/** How often it is said what to press; then there is time left to do it. */
const PLAYS = 2
/** Between the two, ms. */
const PAUSE_MS = 1_000

export const askConfirmation: Performer<'askConfirmation'> = (call, { leg: number, seconds }) => {
  const leg = call.legs.get(number)
  if (!leg) return
  const { clock } = call.parts
  const { language } = call.state.plan.number
  const timer = clock.after(seconds * 1000, () => decide('no-answer'))
  let decided = false
  const decide = (outcome: 'accepted' | 'declined' | 'no-answer') => {
    if (decided) return
    decided = true
    clock.cancel(timer)
    leg.media.stopPlaying()
    const at = call.now()
    if (outcome === 'accepted') call.post({ type: 'confirmAccepted', leg: number, at })
    else call.post({ type: 'confirmRejected', leg: number, at, cause: outcome })
  }
  // The caller may have hung up in the pause.
  const isAsked = () => call.state.legs.some((each) => each.leg === number && each.state === 'confirming')
  const ask = (play: number) =>
    leg.media.play([{ prompt: 'press-one-to-accept', language }], (failed) => {
      // Words that cannot be played end at once: to try again would be a loop without pause. The digit still counts.
      if (failed || play === PLAYS) return
      clock.after(PAUSE_MS, () => isAsked() && ask(play + 1))
    })
  leg.media.onDigit((digit) => {
    if (digit === '1') decide('accepted')
    if (digit === '2') decide('declined')
  })
  ask(1)
}
