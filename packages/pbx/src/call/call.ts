/** State of one call. Immutable: `advance` returns a new one and shares what did not change. */
import type { CallPlan } from './call-plan.ts'
import type { Termination } from './termination.ts'

/** States; each has one function in `advance.ts` or `steps/`. */
export type CallState =
  | 'new'
  | 'hunting'
  | 'queued'
  | 'forwarding'
  | 'answering'
  | 'greeting'
  | 'recording'
  | 'noticing'
  | 'talking'
  | 'finished'

/** What a path entry is about. */
export type PathStep = 'arrival' | 'hunt-group' | 'devices' | 'reception' | 'voicemail' | 'forward' | 'notice'

/** How a step ended. */
export type StepOutcome =
  | 'decided'
  | 'rejected'
  | 'answered'
  | 'no-answer'
  | 'busy'
  | 'failed'
  | 'skipped'
  | 'abandoned'
  | 'recorded'
  | 'no-message'
  | 'unavailable'
  | 'played'
  | 'ended'

/** One line of the path in words (C13). */
export interface PathEntry {
  readonly step: PathStep
  /** Who or what was tried: members' names, a number, a mailbox. */
  readonly target: string
  /** Epoch ms. */
  readonly from: number
  /** Epoch ms. */
  readonly to: number
  readonly outcome: StepOutcome
  readonly reason: string
}

/** Life of a leg. `confirming`: an external member answered and has not pressed 1 yet. */
export type LegState = 'calling' | 'ringing' | 'confirming' | 'bridged' | 'ended'

/** How a leg ended. */
export type LegOutcome =
  | 'answered'
  | 'lost-race'
  | 'no-answer'
  | 'busy'
  | 'declined'
  | 'failed'
  | 'not-confirmed'
  | 'caller-left'
  | 'ended'

/** One INVITE that we sent. */
export interface Leg {
  readonly leg: number
  readonly memberId: string
  readonly name: string
  /** Device id or E.164. */
  readonly target: string
  readonly external: boolean
  readonly state: LegState
  readonly startedAt: number
  readonly ringingAt?: number | undefined
  readonly answeredAt?: number | undefined
  readonly endedAt?: number | undefined
  readonly outcome?: LegOutcome | undefined
  readonly status?: number | undefined
}

/** The state of a call. */
export interface Call {
  readonly plan: CallPlan
  readonly state: CallState
  readonly arrivedAt: number
  /** Index into `plan.route.steps` of the present step; the steps' count when past them. */
  readonly step: number
  readonly stepFrom: number
  readonly legs: readonly Leg[]
  readonly nextLeg: number
  readonly path: readonly PathEntry[]
  readonly ringingSent: boolean
  /** Epoch ms of our 2xx to the caller. */
  readonly answeredAt?: number | undefined
  /** Epoch ms. */
  readonly endedAt?: number | undefined
  readonly termination?: Termination | undefined
}

/** A call that has not arrived yet; post `arrived` next. */
export function newCall(plan: CallPlan): Call {
  return {
    plan,
    state: 'new',
    arrivedAt: 0,
    step: 0,
    stepFrom: 0,
    legs: [],
    nextLeg: 1,
    path: [],
    ringingSent: false,
    answeredAt: undefined,
    endedAt: undefined,
    termination: undefined,
  }
}
