/** The first turn of a call: refused at once, told that the number rests, or sent along its route (C1, C3, C14). */
import { rejectAndFinish } from './finish.ts'
import { announce } from './steps/announcement.ts'
import { callOut } from './steps/outside.ts'
import { answerForPortal } from './steps/portal.ts'
import type { Reason } from './termination.ts'
import { notePath, type Turn, type Verdict } from './turn.ts'

const portalWords = 'This is the number of the voice portal.'

/** Decides by the number's state; `arrival` when the route is to be taken. */
export function arrive(turn: Turn): Verdict {
  const { call, at } = turn
  const { number, ruling, visited, comesBack } = call.plan
  call.arrivedAt = at
  call.stepFrom = at
  switch (number.state) {
    case 'UNKNOWN':
      return reject(turn, 404, 'number-unknown', 'No such number.')
    case 'AVAILABLE':
    case 'RESERVED':
      return reject(turn, 404, 'number-not-active', `The number is ${number.state} and receives no calls.`)
    case 'COOLDOWN': {
      const reason = 'The number rests after its organization has left.'
      notePath(turn, { step: 'arrival', target: number.e164, outcome: 'decided', reason })
      return announce(turn, 'not-in-use', 'number-in-cooldown')
    }
    case 'PORTAL':
      notePath(turn, { step: 'arrival', target: number.siteName, outcome: 'decided', reason: portalWords })
      return answerForPortal(turn)
    case 'OUTSIDE':
      return callOut(turn)
    case 'PENDING':
      if (!number.receivesWhilePending) {
        return reject(turn, 480, 'number-pending', 'The number is being activated for the first time.')
      }
  }
  const circle = comesBack === true || visited.includes(number.e164)
  const reason = circle ? 'The call was redirected and has come back.' : ruling.reasonInWords
  notePath(turn, { step: 'arrival', target: number.e164, outcome: 'decided', reason })
  return circle ? 'redirect-loop' : 'arrival'
}

function reject(turn: Turn, status: 404 | 480, reason: Reason, words: string): Verdict {
  notePath(turn, { step: 'arrival', target: turn.call.plan.number.e164, outcome: 'rejected', reason: words })
  const phrase = status === 404 ? 'Not Found' : 'Temporarily Unavailable'
  rejectAndFinish(turn, { status, phrase }, { result: 'rejected', reason, step: 'arrival', missed: false })
  return 'handled'
}
