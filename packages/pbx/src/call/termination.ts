/** How a call ended (C13): one result and one reason, both from closed lists. */
import type { PathStep } from './call.ts'

/** What became of the call. */
export type Result =
  /** A member of the hunt group, or a device of an ordinary number, talked to the caller. */
  | 'answered-by-member'
  | 'answered-by-reception'
  | 'voicemail-left'
  /** The forwarding number answered. */
  | 'forwarded'
  /** The caller left before anybody or anything had taken the call to its end. */
  | 'abandoned'
  /** The mailbox answered but no message was left. */
  | 'no-message'
  /** The caller heard a spoken notice to its end. */
  | 'notice-heard'
  /** Refused with a final status before anything was tried. */
  | 'rejected'
  /** Ended by us: drain, an administrator, a fault. */
  | 'ended-by-us'

/** Why it ended so. */
export type Reason =
  | 'caller-hung-up'
  | 'callee-hung-up'
  | 'number-unknown'
  | 'number-not-active'
  | 'number-pending'
  | 'number-in-cooldown'
  | 'message-ended-by-hash'
  | 'message-ended-by-hang-up'
  | 'message-ended-by-silence'
  | 'message-reached-limit'
  | 'message-cut-short'
  | 'message-too-short'
  | 'mailbox-full'
  | 'mailbox-failed'
  | 'no-mailbox'
  | 'route-exhausted'
  | 'redirect-loop'
  | 'waited-too-long'
  | 'caller-not-acknowledging'
  | 'media-unavailable'
  | 'engine-stopping'
  | 'administrator'

/** The end of a call. */
export interface Termination {
  readonly result: Result
  readonly reason: Reason
  /** The step in which it ended. */
  readonly step: PathStep
  /** Who answered, or what was forwarded to, or who ended it. */
  readonly by?: string | undefined
  /** Final status sent to a caller that was not answered. */
  readonly status?: number | undefined
  /** The organization should know that it was not reached (C6, C9). */
  readonly missed: boolean
}
