/** State of one call. Immutable: `advance` returns a new one and shares what did not change. */
import type { Notice } from '../call-settings.ts'
import type { CallPlan, DeviceTarget } from './call-plan.ts'
import type { PathEntry, PathStep } from './path.ts'
import type { Reason, Result, Termination } from './termination.ts'

/** States; each has one function in `advance.ts` or `steps/`. */
export type CallState =
  | 'new'
  | 'hunting'
  | 'queued'
  | 'attended'
  | 'forwarding'
  | 'calling-out'
  | 'answering'
  | 'greeting'
  | 'recording'
  | 'noticing'
  | 'portal'
  | 'talking'
  | 'transferring'
  | 'finished'

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

/** What the receptionist does who has the call. `asking`: a person rings whom it asks first; `swapped`: that person waits. */
export type DeskMode = 'talking' | 'held' | 'asking' | 'consulting' | 'swapped' | 'passing'

/** The call and the reception (C7, C8). */
export interface AtReception {
  /** At whose reception it waits, or was answered: the site's own, or that of its overflow. */
  readonly siteId: string
  readonly siteName: string
  /** Since when it waits, epoch ms. */
  readonly since: number
  /** When it came back to wait again, epoch ms; `since` stays, by which it has its place. */
  readonly backAt?: number | undefined
  /** How long it had waited when it was first answered, or left the queue, ms. */
  readonly waitedMs?: number | undefined
  /** It went to the overflow. */
  readonly overflowed: boolean
  /** The seat that has the call, or had it last. */
  readonly seat?: { readonly id: string; readonly name: string } | undefined
  /** The seat's leg, while it has one. */
  readonly leg?: number | undefined
  readonly mode: DeskMode
  /** Whom the call is passed on to. */
  readonly person?: { readonly id: string; readonly name: string } | undefined
  /** The person's leg, once answered. */
  readonly personLeg?: number | undefined
}

/** Whom the caller talks to. */
export interface Partner {
  readonly result: Extract<
    Result,
    'answered-by-member' | 'answered-by-reception' | 'forwarded' | 'called-out'
  >
  readonly step: PathStep
  readonly name: string
  readonly leg: number
}

/** A member passes the call on without asking: first the person rings; in vain, the member itself. */
export interface Transfer {
  readonly by: { readonly id: string; readonly name: string; readonly devices: readonly DeviceTarget[] }
  readonly to: string
  /** The person did not answer: the member's own phones ring. */
  readonly returning: boolean
  readonly result: Partner['result']
}

/** A notice that is, or will be, spoken, and why. */
export interface PendingNotice {
  readonly notice: Notice
  readonly reason: Reason
}

/** A recording is being closed because somebody left; `finish` waits for `recordingEnded`. */
export interface Leaving {
  /** The caller's leg is gone already and needs no BYE. */
  readonly callerGone: boolean
  /** It is our doing: this engine stops, or its media failed. */
  readonly byUs: boolean
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
  /** First leg of the present step. */
  readonly firstLeg: number
  /** The 18 s timer of external members runs (M10). */
  readonly externalTimer: boolean
  /** Timer `ringback` runs. */
  readonly ringbackTimer: boolean
  readonly path: readonly PathEntry[]
  readonly ringingSent: boolean
  readonly partner?: Partner | undefined
  readonly reception?: AtReception | undefined
  readonly transfer?: Transfer | undefined
  /** The caller has left the greeting for the reception: 0 is heard once, so that nobody goes round in a circle. */
  readonly zeroPressed: boolean
  readonly notice?: PendingNotice | undefined
  readonly leaving?: Leaving | undefined
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
    firstLeg: 1,
    externalTimer: false,
    ringbackTimer: false,
    path: [],
    ringingSent: false,
    partner: undefined,
    reception: undefined,
    transfer: undefined,
    zeroPressed: false,
    notice: undefined,
    leaving: undefined,
    answeredAt: undefined,
    endedAt: undefined,
    termination: undefined,
  }
}
