/** An external member must press 1 before the caller is connected, so that no mobile's voicemail takes the call (M10). */
import type { Performer } from './command-of.ts'

export const askConfirmation: Performer<'askConfirmation'> = (call, { leg: number, seconds }) => {
  const leg = call.legs.get(number)
  if (!leg) return
  const { language } = call.state.plan.number
  const timer = call.parts.clock.after(seconds * 1000, () => decide('no-answer'))
  let decided = false
  const decide = (outcome: 'accepted' | 'declined' | 'no-answer') => {
    if (decided) return
    decided = true
    call.parts.clock.cancel(timer)
    leg.media.stopPlaying()
    const at = call.now()
    if (outcome === 'accepted') call.post({ type: 'confirmAccepted', leg: number, at })
    else call.post({ type: 'confirmRejected', leg: number, at, cause: outcome })
  }
  const ask = () =>
    leg.media.play([{ prompt: 'press-one-to-accept', language }], () => (decided ? undefined : ask()))
  leg.media.onDigit((digit) => {
    if (digit === '1') decide('accepted')
    if (digit === '2') decide('declined')
  })
  ask()
}
