/** Caller and partner talk: how it begins and how it ends. */
import type { Leg, Partner } from './call.ts'
import type { CallEvent } from './call-event.ts'
import { finish } from './finish.ts'
import { changeLeg, findLeg } from './legs.ts'
import type { Reason } from './termination.ts'
import type { Turn, Verdict } from './turn.ts'

/** Joins the caller with an answered leg; the 2xx goes to the caller now, unless it heard us before. */
export function connect(turn: Turn, leg: Leg, partner: Omit<Partner, 'leg'>): void {
  const { call } = turn
  joinCaller(turn, leg)
  call.state = 'talking'
  call.partner = { ...partner, leg: leg.leg }
}

/** Caller and leg hear each other. */
export function joinCaller(turn: Turn, leg: Leg): void {
  const { call, at } = turn
  changeLeg(turn, leg, { state: 'bridged', answeredAt: leg.answeredAt ?? at, outcome: 'answered' })
  turn.commands.push({ do: call.answeredAt === undefined ? 'bridge' : 'join', leg: leg.leg })
  call.answeredAt ??= at
}

/** Either side hangs up, or we do. Events of legs that lost are dealt with before this is asked. */
export function talking(turn: Turn, event: CallEvent): Verdict {
  switch (event.type) {
    case 'legHungUp':
      return part(turn, 'callee-hung-up')
    case 'callerHungUp':
      return part(turn, 'caller-hung-up')
    case 'callerAnswerTimeout':
      return part(turn, 'caller-not-acknowledging')
    case 'mediaFailed':
      return part(turn, 'media-unavailable')
    case 'engineStopping':
      return part(turn, 'engine-stopping')
    case 'administrativeHangUp':
      return part(turn, 'administrator')
    default:
      return 'illegal'
  }
}

function part(turn: Turn, reason: Reason): Verdict {
  const { call, at } = turn
  const { partner } = call
  const leg = partner && findLeg(turn, partner.leg)
  const callerGone = reason === 'caller-hung-up' || reason === 'caller-not-acknowledging'
  if (leg !== undefined) {
    if (reason !== 'callee-hung-up') turn.commands.push({ do: 'byeLeg', leg: leg.leg })
    changeLeg(turn, leg, { state: 'ended', endedAt: at })
  }
  if (!callerGone) turn.commands.push({ do: 'hangUpCaller' })
  finish(turn, {
    result: partner?.result ?? 'answered-by-member',
    reason,
    step: partner?.step ?? 'hunt-group',
    by: partner?.name,
    missed: false,
  })
  return 'handled'
}
