/**
 * What may happen to a call. The engine posts these, one at a time, through the call's mailbox; `at` is epoch ms.
 * Legs are small integers handed out by `ringLegs` and `forward`, unique within their call.
 */
import type { DeviceTarget } from './call-plan.ts'
import type { DeskOrder, Person, SeatOffer } from './desk-order.ts'

/**
 * Timers of a call: `step` ends an unanswered step, `external` ends the ringing of external members (18 s), `comfort`
 * ends the ringing that a waiting caller hears, `overflow` its waiting at this reception, `transfer` the ringing of
 * a person whom the call is passed on to (C8), `longest` a call out that lasts too long.
 */
export type TimerName = 'step' | 'ringback' | 'external' | 'comfort' | 'overflow' | 'transfer' | 'longest'

/** How a recording ended. `hang-up`: the caller left; `cut`: media or engine stopped it. */
export type RecordingEnd = 'hash' | 'hang-up' | 'silence' | 'limit' | 'cut'

interface At {
  readonly at: number
}
interface OfLeg extends At {
  readonly leg: number
}

/** The INVITE was accepted for handling; always the first event. */
export interface Arrived extends At {
  readonly type: 'arrived'
}
/** A 180 or 183 came from this leg. */
export interface LegRinging extends OfLeg {
  readonly type: 'legRinging'
  /** With audio of its own that the caller may hear, such as an announcement; told of a call out only. */
  readonly early?: boolean | undefined
}
/** A 2xx came from this leg. */
export interface LegAnswered extends OfLeg {
  readonly type: 'legAnswered'
  /** By which trunk it went, where that is worth telling: of a call out, and where another was tried before. */
  readonly trunk?: string | undefined
}
/** The leg ended without an answer: final status ≥ 300, 408 for a time-out, 487 for one we cancelled. */
export interface LegFailed extends OfLeg {
  readonly type: 'legFailed'
  readonly status: number
  readonly reason: string
  /** As of `legAnswered`. */
  readonly trunk?: string | undefined
  /** It was not even called: the organization has as many calls out as it may have (C15). */
  readonly overLimit?: boolean | undefined
}
/** A trunk did not take the call, and the leg goes on by another one (RFC 3261 §21.5.4). */
export interface TrunkFailed extends OfLeg {
  readonly type: 'trunkFailed'
  readonly trunk: string
  readonly status: number
  readonly reason: string
}
/** An answered leg sent BYE or its dialog died. */
export interface LegHungUp extends OfLeg {
  readonly type: 'legHungUp'
}
/** An external member pressed 1. */
export interface ConfirmAccepted extends OfLeg {
  readonly type: 'confirmAccepted'
}
/** An external member pressed 2 or nothing. */
export interface ConfirmRejected extends OfLeg {
  readonly type: 'confirmRejected'
  readonly cause: 'declined' | 'no-answer'
}
/** A timer started by `startTimer` ran out. After `stopTimer` it must not fire any more, not even when already queued. */
export interface TimerFired extends At {
  readonly type: 'timerFired'
  readonly name: TimerName
}
/** CANCEL before the answer or BYE after it; `reason` is the caller's Reason text if any. */
export interface CallerHungUp extends At {
  readonly type: 'callerHungUp'
  readonly reason?: string | undefined
  /** Somebody has taken the call elsewhere: nobody here has missed it. */
  readonly completedElsewhere?: boolean
}
/** After `answerCaller`: posted when the 2xx is sent and media can be played; until then the caller can be rejected. */
export interface CallerReady extends At {
  readonly type: 'callerReady'
}
/** No ACK came for our 2xx (RFC 3261 §13.3.1.4); the SIP side has sent BYE already. */
export interface CallerAnswerTimeout extends At {
  readonly type: 'callerAnswerTimeout'
}
/** Names of the codecs that were offered and that we do not speak; or the sound has to be secured with this party, and was not. */
export type Misfit = { readonly codecs: readonly string[] } | 'unsecured'

/** No port, no codec in common, or the media side broke. */
export interface MediaFailed extends At {
  readonly type: 'mediaFailed'
  readonly detail: string
  /** It is the caller's offer that cannot be taken: trying elsewhere would not help (RFC 3261 §21.4.26). */
  readonly unfit?: boolean
  /** What is wrong with that offer, where it is something that the carrier or the phone can mend. */
  readonly misfit?: Misfit | undefined
  /** It is our answer that could not be made: the caller has none yet, and may still have one elsewhere. */
  readonly unsent?: boolean
}
/** The greeting or the notice was played to its end. */
export interface PlayEnded extends At {
  readonly type: 'playEnded'
}
/** The caller pressed a key while the greeting was heard, or a notice: one of `0`-`9`, `*`, `#`. Elsewhere it means nothing. */
export interface DigitPressed extends At {
  readonly type: 'digitPressed'
  readonly digit: string
}
/** The visit to the voice portal is over and the caller still there (C10). */
export interface PortalEnded extends At {
  readonly type: 'portalEnded'
  /** Whoever came from a greeting may leave a message after all. */
  readonly toTone: boolean
}
/** The recording is closed; always follows `recordMessage` once, unless `mailboxUnavailable` came instead. */
export interface RecordingEnded extends At {
  readonly type: 'recordingEnded'
  readonly reason: RecordingEnd
  readonly seconds: number
  readonly speechSeconds: number
}
/** No message can be taken; known at any time from `answerCaller` on, before recording has begun. */
export interface MailboxUnavailable extends At {
  readonly type: 'mailboxUnavailable'
  readonly cause: 'full' | 'storage-error'
}
/** Devices of seats are to ring for the call that waits (C7). */
export interface SeatsOffered extends At {
  readonly type: 'seatsOffered'
  readonly seats: readonly SeatOffer[]
}
/** They are to stop; `takenBy` when somebody else has taken it. */
export interface SeatsWithdrawn extends At {
  readonly type: 'seatsWithdrawn'
  readonly seats: readonly string[]
  readonly takenBy?: string | undefined
}
/** Nobody attends to the reception (any more), whose people are `words`. */
export interface SeatsGone extends At {
  readonly type: 'seatsGone'
  /** Somebody did when the call began to wait. */
  readonly left?: boolean | undefined
  readonly words?: string | undefined
}
/** What the receptionist who has the call wants done (C8); one that does not fit is absorbed. */
export interface DeskOrdered extends At {
  readonly type: 'deskOrdered'
  readonly order: DeskOrder
}
/** A receptionist sends the caller, who still waits, to voicemail. */
export interface SentToVoicemail extends At {
  readonly type: 'sentToVoicemail'
  /** Name of the seat. */
  readonly by: string
}
/** The seat that has the call is lost: its page closed, its network gone. */
export interface SeatLost extends At {
  readonly type: 'seatLost'
}
/** A side of a call: the caller, or a leg. */
export type Side = 'caller' | number

/** Who comes into a call that others have made: a leg of its own, answered already. */
export interface Newcomer {
  /** Number of its leg: the call's next. */
  readonly leg: number
  readonly id: string
  readonly name: string
  /** Device id or E.164. */
  readonly target: string
  readonly external: boolean
}
/**
 * A party leaves, and the one it talks to goes on with the newcomer (attended transfer, RFC 3891). Where the caller
 * leaves, the one it talked to is the caller from now on. Only as `mayLeave` says.
 */
export interface PartyReplaced extends At {
  readonly type: 'partyReplaced'
  readonly party: Side
  /** What the party is called that leaves. */
  readonly by: string
  readonly newcomer: Newcomer
}
/** The one that `party` talked to goes on in another call; with that this one is over. Only as `mayLeave` says. */
export interface JoinedElsewhere extends At {
  readonly type: 'joinedElsewhere'
  readonly party: Side
  /** With whom it goes on. */
  readonly name: string
}
/** A party passes the one it talks to on, without asking (RFC 3515); in `talking` only, as `mayLeave` says. */
export interface PassedOn extends At {
  readonly type: 'passedOn'
  readonly party: Side
  readonly by: { readonly id: string; readonly name: string; readonly devices: readonly DeviceTarget[] }
  readonly to: Person | 'reception'
}
/** Somebody took the call from another phone while it rang there (RFC 3891 §3). */
export interface LegPickedUp extends OfLeg {
  readonly type: 'legPickedUp'
  readonly newcomer: Newcomer
}
/**
 * The engine that had the call is no more, and of all who were in it only the caller, who was answered, has come along to this
 * one (product §6.9).
 */
export interface EngineLost extends At {
  readonly type: 'engineLost'
}
/** The engine's drain deadline has passed; the call must end now. */
export interface EngineStopping extends At {
  readonly type: 'engineStopping'
}
/** An administrator ends the call. */
export interface AdministrativeHangUp extends At {
  readonly type: 'administrativeHangUp'
  readonly by: string
}

/** Every event. */
export type CallEvent =
  | Arrived
  | LegRinging
  | LegAnswered
  | LegFailed
  | TrunkFailed
  | LegHungUp
  | ConfirmAccepted
  | ConfirmRejected
  | TimerFired
  | CallerHungUp
  | CallerReady
  | CallerAnswerTimeout
  | MediaFailed
  | PlayEnded
  | DigitPressed
  | PortalEnded
  | RecordingEnded
  | MailboxUnavailable
  | SeatsOffered
  | SeatsWithdrawn
  | SeatsGone
  | DeskOrdered
  | SentToVoicemail
  | SeatLost
  | PartyReplaced
  | JoinedElsewhere
  | PassedOn
  | LegPickedUp
  | EngineLost
  | EngineStopping
  | AdministrativeHangUp
