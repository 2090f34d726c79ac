/**
 * A caller whose engine died while nobody talked to it, or whose partner was lost with it, is led on by another engine
 * (product §6.9): nobody is left in silence. Whoever rang or talked besides is not here.
 */
import type { CallEvent } from '../call-event.ts'
import { endByUs, presentStep } from '../finish.ts'
import { dropLegs } from '../legs.ts'
import { leave } from '../talking.ts'
import { notePath, type Turn, type Verdict } from '../turn.ts'
import { play } from './announcement.ts'
import { greet } from './greet.ts'
import { inPortal } from './portal.ts'
import { backToQueue } from './reception.ts'
import { comeBack } from './transferring.ts'

/**
 *   queued, attended ─► queued      transferring ─► the member who passed the call on rings
 *   greeting, recording ─► greeting      hunting, forwarding, talking ─► next step
 */
export function leadOn(turn: Turn, event: CallEvent): Verdict {
  const { call } = turn
  const { state, reception } = call
  if (call.answeredAt === undefined) return 'illegal'
  const reason = 'The engine that had the call was lost; another one led the caller on.'
  notePath(turn, { step: presentStep(call), target: '', outcome: 'failed', reason })
  if (state === 'talking') {
    leave(turn, call.partner?.leg ?? 'caller')
    // Whoever called out has nowhere to be led.
    return call.plan.outgoing === undefined ? 'unavailable' : endByUs(turn, 'media-unavailable')
  }
  dropLegs(turn, 'failed')
  call.externalTimer = false
  call.ringbackTimer = false
  call.leaving = undefined
  switch (state) {
    case 'queued':
      return backToQueue(turn, undefined)
    case 'attended':
      call.reception = reception && { ...reception, leg: undefined, person: undefined, personLeg: undefined }
      return backToQueue(turn, reception?.seat?.id)
    case 'transferring':
      return comeBack(turn)
    case 'greeting':
    case 'recording':
      greet(turn)
      return 'handled'
    case 'noticing':
      play(turn, call.notice?.notice ?? 'try-later')
      return 'handled'
    case 'portal':
      // What was typed and heard there is not known here.
      return inPortal(turn, { type: 'mediaFailed', at: event.at, detail: reason })
    default:
      return 'no-answer'
  }
}
