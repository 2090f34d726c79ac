/** Whoever answers a phone that is not ours presses 1 to take the call, so that no voicemail does (M10). */
import { confirmSeconds } from '../../hunt-group.ts'
import type { Leg } from '../call.ts'
import { changeLeg, endLeg } from '../legs.ts'
import type { Turn, Verdict } from '../turn.ts'

export function askToConfirm(turn: Turn, leg: Leg): Verdict {
  changeLeg(turn, leg, { state: 'confirming', answeredAt: turn.at })
  const organization = turn.call.plan.number.organizationName
  turn.commands.push({ do: 'askConfirmation', leg: leg.leg, organization, seconds: confirmSeconds })
  return 'handled'
}

/** Nothing was pressed, or 2. */
export function notConfirmed(turn: Turn, leg: Leg): void {
  turn.commands.push({ do: 'byeLeg', leg: leg.leg })
  endLeg(turn, leg, 'not-confirmed')
}
