/** The call waits for the site's reception (C7); without a ready seat the step is skipped at once. */
import type { ReceptionStep } from '../../call-settings.ts'
import type { CallEvent } from '../call-event.ts'
import { connectSeat } from '../talking.ts'
import {
  notePath,
  ringSeconds,
  secondsOfStep,
  sendRingingOnce,
  stopTimers,
  type Turn,
  type Verdict,
} from '../turn.ts'

/** Enters the queue, or is `unavailable` at once. */
export function enterReception(turn: Turn, step: ReceptionStep): 'handled' | 'unavailable' {
  const { plan } = turn.call
  if (plan.readySeats === 0) {
    notePath(turn, {
      step: 'reception',
      target: plan.number.siteName,
      outcome: 'skipped',
      reason: 'No receptionist is ready.',
    })
    return 'unavailable'
  }
  const seconds = ringSeconds(turn, step.limitSeconds)
  turn.call.state = 'queued'
  turn.commands.push({ do: 'enterQueue', limitSeconds: seconds })
  sendRingingOnce(turn)
  turn.commands.push({ do: 'startTimer', name: 'step', seconds })
  return 'handled'
}

/**
 *   queued ──seatAnswered──► talking
 *      └── timer, seatsGone ─► next step
 */
export function queued(turn: Turn, event: CallEvent): Verdict {
  const target = turn.call.plan.number.siteName
  switch (event.type) {
    case 'seatAnswered': {
      stopTimers(turn)
      const reason = `Answered by ${event.name} at reception after ${secondsOfStep(turn)} s.`
      notePath(turn, { step: 'reception', target, outcome: 'answered', reason })
      connectSeat(turn, event.seat, event.name)
      return 'handled'
    }
    case 'timerFired': {
      if (event.name !== 'step') return 'handled'
      leave(turn)
      const reason = `Reception did not answer within ${secondsOfStep(turn)} s.`
      notePath(turn, { step: 'reception', target, outcome: 'no-answer', reason })
      return 'no-answer'
    }
    case 'seatsGone': {
      leave(turn)
      notePath(turn, {
        step: 'reception',
        target,
        outcome: 'unavailable',
        reason: 'The last ready receptionist left.',
      })
      return 'unavailable'
    }
    default:
      return 'illegal'
  }
}

function leave(turn: Turn): void {
  stopTimers(turn)
  turn.commands.push({ do: 'leaveQueue' })
}
