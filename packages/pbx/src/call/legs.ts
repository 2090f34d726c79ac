/** The legs of a call: finding, marking and ending them (C4, C6). */
import type { Leg, LegOutcome } from './call.ts'
import type { Newcomer } from './call-event.ts'
import type { StepEnd, Turn } from './turn.ts'

/** A leg whose INVITE is about to be sent. */
export function newLeg(
  turn: Turn,
  leg: number,
  member: { readonly id: string; readonly name: string; readonly external: boolean },
  target: string,
): Leg {
  return {
    leg,
    memberId: member.id,
    name: member.name,
    target,
    external: member.external,
    state: 'calling',
    startedAt: turn.at,
    ringingAt: undefined,
    answeredAt: undefined,
    endedAt: undefined,
    outcome: undefined,
    status: undefined,
  }
}

/** The leg of somebody who comes into the call answered. */
export function welcome(turn: Turn, { leg: number, ...who }: Newcomer): Leg {
  const { call, at } = turn
  call.nextLeg = number + 1
  const leg: Leg = { ...newLeg(turn, number, who, who.target), state: 'ringing', ringingAt: at }
  call.legs = [...call.legs, leg]
  return leg
}

/** The leg, or undefined for one that this call never had. */
export function findLeg(turn: Turn, leg: number): Leg | undefined {
  return turn.call.legs.find((candidate) => candidate.leg === leg)
}

/** Replaces one leg by a changed copy. */
export function changeLeg(turn: Turn, leg: Leg, change: Partial<Leg>): void {
  turn.call.legs = turn.call.legs.map((other) => (other === leg ? { ...leg, ...change } : other))
}

/** Marks a leg as ended. */
export function endLeg(turn: Turn, leg: Leg, outcome: LegOutcome, status?: number): void {
  changeLeg(turn, leg, { state: 'ended', endedAt: turn.at, outcome, status })
}

/** True for an INVITE without a final answer. */
export function isRinging(leg: Leg): boolean {
  return leg.state === 'calling' || leg.state === 'ringing'
}

/** True while a leg of the call may still bring an answer. */
export function hasOpenLegs(turn: Turn): boolean {
  return turn.call.legs.some((leg) => leg.state !== 'ended')
}

/**
 * Ends the legs that `chosen` picks: ringing ones are cancelled, answered ones get BYE. Only losers of a race, here or
 * where the call came from, are told "Call completed elsewhere", so that other phones log a missed call (C4).
 */
export function dropLegs(
  turn: Turn,
  outcome: LegOutcome,
  chosen: (leg: Leg) => boolean = () => true,
  completedElsewhere = outcome === 'lost-race',
): void {
  const doomed = turn.call.legs.filter((leg) => leg.state !== 'ended' && chosen(leg))
  if (doomed.length === 0) return
  const ringing = doomed.filter(isRinging).map((leg) => leg.leg)
  if (ringing.length > 0) {
    turn.commands.push({ do: 'cancelLegs', legs: ringing, completedElsewhere })
  }
  for (const leg of doomed) if (!isRinging(leg)) turn.commands.push({ do: 'byeLeg', leg: leg.leg })
  turn.call.legs = turn.call.legs.map((leg) =>
    doomed.includes(leg) ? { ...leg, state: 'ended', endedAt: turn.at, outcome } : leg,
  )
}

/** What a final status of a leg means for the step. */
export function outcomeOfStatus(status: number): LegOutcome {
  switch (status) {
    case 486:
    case 600:
      return 'busy'
    case 603:
      return 'declined'
    case 408:
    case 480:
    case 487:
      return 'no-answer'
    default:
      return 'failed'
  }
}

/** What the ended legs of the present step add up to, and its words. */
export function summary(turn: Turn): {
  end: StepEnd
  outcome: 'busy' | 'no-answer' | 'failed'
  words: string
} {
  const outcomes = turn.call.legs
    .filter((leg) => leg.leg >= turn.call.firstLeg)
    .map((leg) => leg.outcome ?? 'ended')
  const count = (wanted: LegOutcome) => outcomes.filter((outcome) => outcome === wanted).length
  const parts = (
    [
      ['busy', 'busy'],
      ['declined', 'declined'],
      ['no-answer', 'gave no answer'],
      ['not-confirmed', 'did not confirm'],
      ['failed', 'could not be reached'],
    ] as const
  ).flatMap(([outcome, words]) => (count(outcome) > 0 ? [`${count(outcome)} ${words}`] : []))
  const words = parts.join(', ')
  if (count('no-answer') + count('not-confirmed') > 0)
    return { end: 'no-answer', outcome: 'no-answer', words }
  if (count('busy') + count('declined') > 0) return { end: 'user-busy', outcome: 'busy', words }
  return { end: 'unavailable', outcome: 'failed', words }
}
