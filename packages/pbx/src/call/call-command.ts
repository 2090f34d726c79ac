/** What the engine is told to do. Commands are performed in order; `finish` is always the last of a call. */
import type { Notice } from '../call-settings.ts'
import type { Mailbox } from '../voicemail-box.ts'
import type { Misfit, TimerName } from './call-event.ts'
import type { DeviceTarget } from './call-plan.ts'
import type { Reason, Termination } from './termination.ts'

/** One INVITE to send. */
export interface LegOrder {
  readonly leg: number
  readonly memberId: string
  /** A device of the plan, or an outside number (E.164) to call by the trunk. */
  readonly target: DeviceTarget | string
  /** External members: play the confirmation prompt after the 2xx (`askConfirmation` follows). */
  readonly confirm: boolean
  /** How long this leg may ring, seconds; informative, the timers below enforce it. */
  readonly limitSeconds: number
  /** The device is asked to answer by itself: somebody has clicked. */
  readonly atOnce?: boolean | undefined
}

/** Why a call is redirected: the values of RFC 5806 that can arise here. */
export type ForwardReason = 'unconditional' | 'time-of-day' | 'no-answer' | 'user-busy' | 'unavailable'

/** Every command. */
export type CallCommand =
  /** 180 to the caller. */
  | { readonly do: 'sendRinging' }
  /** Ring all at once (C4). `display`, `called` and `organization` are the same for all legs (C5). */
  | {
      readonly do: 'ringLegs'
      readonly legs: readonly LegOrder[]
      readonly display: string
      readonly called: string
      readonly organization: string
      /**
       * Lets a phone ring differently (Alert-Info). `reception`: seats, and people whom it passes the call on to;
       * `transfer`: people whom a member passes it on to.
       */
      readonly line: 'main' | 'direct' | 'reception' | 'transfer'
    }
  /** CANCEL; with "Call completed elsewhere" when true (RFC 3326, C4). */
  | { readonly do: 'cancelLegs'; readonly legs: readonly number[]; readonly completedElsewhere: boolean }
  /** BYE to an answered leg that lost or whose caller left. */
  | { readonly do: 'byeLeg'; readonly leg: number }
  /** Prompt "a call for {organization}: press 1 to take it"; `confirmAccepted` or `confirmRejected` follows. */
  | {
      readonly do: 'askConfirmation'
      readonly leg: number
      readonly organization: string
      readonly seconds: number
    }
  /** Answer the caller with the leg's media; 2xx to the caller. */
  | { readonly do: 'bridge'; readonly leg: number }
  /** Caller and leg hear each other; the caller is answered already. */
  | { readonly do: 'join'; readonly leg: number }
  /** The two legs hear each other, the caller neither. */
  | { readonly do: 'joinLegs'; readonly leg: number; readonly other: number }
  /** The leg hears music. */
  | { readonly do: 'parkLeg'; readonly leg: number }
  /** An answered caller hears music, after the announcement of the reception if so; `playEnded` follows. */
  | { readonly do: 'playWaiting'; readonly announcement: boolean; readonly language: string }
  /** 2xx to the caller from our own media; `callerReady`, `callerAnswerTimeout` or `mediaFailed` follows. */
  | { readonly do: 'answerCaller'; readonly for: 'voicemail' | 'notice' | 'portal' | 'waiting' }
  /** INVITE by the trunk with Diversion and History-Info (C11); the leg reports like any other. */
  | {
      readonly do: 'forward'
      readonly leg: number
      readonly number: string
      readonly reason: ForwardReason
      /** Including this one. */
      readonly redirectsSpent: number
      readonly limitSeconds: number
      /** The number is an answering service: it is told for which organization it answers (C7). */
      readonly service?: { readonly organization: string } | undefined
    }
  /** A phone of ours calls out by the trunks that may carry it (C15); the leg reports like any other. */
  | { readonly do: 'callOut'; readonly leg: number; readonly number: string }
  /** An emergency call has reached nobody: the people of the site have to know, while the caller hears it or has left (C15). */
  | { readonly do: 'tellUnreached'; readonly reason: Reason }
  /** 183 to the caller, who hears what the leg plays before it answers. */
  | { readonly do: 'passEarlyMedia'; readonly leg: number }
  /** Put the caller into the queue of a site's reception (C7); `seatsOffered` or `seatsGone` may follow at once. */
  | {
      readonly do: 'enterQueue'
      readonly siteId: string
      /** Since when it waits, epoch ms: its place. */
      readonly since: number
      /** It was answered before: to the head. */
      readonly returned: boolean
      /** The seat that it comes back to first. */
      readonly seat?: string | undefined
    }
  /** Of the site's reception, wherever the call goes now. */
  | { readonly do: 'leaveQueue'; readonly siteId: string }
  /** The seat's leg won: the others read whose the call is. */
  | { readonly do: 'seatTook'; readonly seat: string }
  /** No device of the seat takes the call. `unreachable`: it could not be rung, or nobody was there. */
  | { readonly do: 'seatDeclined'; readonly seat: string; readonly unreachable: boolean }
  /** The seat has nothing to do with the call any more. */
  | { readonly do: 'seatFreed'; readonly seat: string }
  /** The mailbox's greeting; `playEnded` follows unless `playNotice` replaces it. */
  | {
      readonly do: 'playGreeting'
      /** Reference of the chosen one's audio; undefined: the default by name. */
      readonly greeting: string | undefined
      readonly language: string
    }
  /**
   * The voice portal takes the caller (C10), of this mailbox when its greeting was left; `portalEnded` follows.
   */
  | { readonly do: 'enterPortal'; readonly mailbox: Mailbox | undefined }
  /** Write the mailbox row, beep, record (C9); `recordingEnded` or `mailboxUnavailable` follows. */
  | {
      readonly do: 'recordMessage'
      readonly mailbox: Mailbox
      readonly maxSeconds: number
      readonly silenceSeconds: number
    }
  /** Close the recording now; `recordingEnded` follows. */
  | { readonly do: 'stopRecording' }
  | {
      readonly do: 'keepMessage'
      readonly mailbox: Mailbox
      readonly seconds: number
      readonly cutShort: boolean
    }
  | { readonly do: 'discardMessage'; readonly mailbox: Mailbox }
  /** A spoken notice (C14); `playEnded` follows. */
  | { readonly do: 'playNotice'; readonly notice: Notice; readonly language: string }
  | { readonly do: 'startTimer'; readonly name: TimerName; readonly seconds: number }
  | { readonly do: 'stopTimer'; readonly name: TimerName }
  /** Final response ≥ 400 to a caller that was not answered. */
  | {
      readonly do: 'rejectCaller'
      readonly status: number
      readonly reason: string
      readonly retryAfterSeconds?: number | undefined
      /** What is wrong with what the caller offered: told to whoever can mend it. */
      readonly misfit?: Misfit | undefined
    }
  /** BYE to an answered caller. */
  | { readonly do: 'hangUpCaller' }
  /** The call is over: write its record, drop everything. Nothing follows. */
  | { readonly do: 'finish'; readonly termination: Termination }
