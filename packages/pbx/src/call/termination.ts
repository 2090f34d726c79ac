/** How a call ended (C13): one result and one reason, both from closed lists. */
import type { PathStep } from './path.ts'

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
  /** Somebody heard a mailbox, or tried to (C10). */
  | 'portal-visited'
  /** Somebody outside answered, whom a phone of ours had called (C15). */
  | 'called-out'
  /** Refused with a final status before anything was tried. */
  | 'rejected'
  /** Ended by us: drain, an administrator, a fault. */
  | 'ended-by-us'

/** Why it ended so. */
export type Reason =
  | 'caller-hung-up'
  | 'callee-hung-up'
  /** By a transfer: one of the two goes on in another call. */
  | 'joined-elsewhere'
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
  | 'portal-left'
  | 'engine-stopping'
  | 'engine-full'
  | 'lookup-failed'
  | 'engine-lost'
  | 'administrator'
  | OutsideReason
  /** A call out lasted as long as one may. */
  | 'longest-reached'

/** Why a call out was not put through (C15). */
export type OutsideReason =
  | 'outside-busy'
  | 'outside-declined'
  | 'outside-no-answer'
  | 'outside-unknown'
  | 'outside-failed'
  | 'outside-not-allowed'
  | 'outside-limit'

/** What the phone that called out is told, by the reason. */
export const outsideStatus: Readonly<Record<OutsideReason, number>> = {
  'outside-busy': 486,
  'outside-declined': 603,
  'outside-no-answer': 480,
  'outside-unknown': 404,
  'outside-failed': 502,
  'outside-not-allowed': 403,
  'outside-limit': 403,
}

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

const resultWords: Readonly<Record<Result, (termination: Termination) => string>> = {
  'answered-by-member': ({ by }) => `Answered by ${by}`,
  'answered-by-reception': ({ by }) => `Answered by ${by} at reception`,
  'voicemail-left': () => 'A voicemail was left',
  forwarded: ({ by }) => `Forwarded to ${by}, who answered`,
  abandoned: ({ step }) => `The caller left ${stepWords[step]}`,
  'no-message': () => 'The mailbox answered, but there is no message',
  'notice-heard': () => 'The caller heard a notice',
  'portal-visited': () => 'The caller was in the voice portal',
  'called-out': ({ by }) => `Called ${by}, who answered`,
  rejected: ({ status }) => `Rejected with ${status}`,
  'ended-by-us': ({ step }) => `Ended by the system ${stepWords[step]}`,
}

const stepWords: Readonly<Record<PathStep, string>> = {
  arrival: 'at once',
  'hunt-group': 'while the hunt group rang',
  devices: 'while the phones rang',
  reception: 'while waiting for reception',
  transfer: 'while the call was passed on',
  voicemail: 'in voicemail',
  forward: 'while the call was being forwarded',
  notice: 'during the notice',
  portal: 'in the voice portal',
  outside: 'before the number outside answered',
}

const reasonWords: Readonly<Record<Reason, string>> = {
  'caller-hung-up': 'the caller hung up',
  'callee-hung-up': 'the called party hung up',
  'joined-elsewhere': 'it was joined with another call',
  'number-unknown': 'there is no such number',
  'number-not-active': 'the number is not active',
  'number-pending': 'the number is still being activated',
  'number-in-cooldown': 'the number is not in use any more',
  'message-ended-by-hash': 'ended with #',
  'message-ended-by-hang-up': 'ended by hanging up',
  'message-ended-by-silence': 'ended by silence',
  'message-reached-limit': 'the longest time was reached',
  'message-cut-short': 'it was cut short',
  'message-too-short': 'too little was said',
  'mailbox-full': 'the mailbox is full',
  'mailbox-failed': 'the mailbox could not be written',
  'no-mailbox': 'the number has no mailbox',
  'route-exhausted': 'nobody took the call',
  'redirect-loop': 'the call was going round in a circle',
  'waited-too-long': 'the caller had waited too long',
  'caller-not-acknowledging': 'the caller never confirmed our answer',
  'media-unavailable': 'the sound path failed',
  'portal-left': 'the visit was over',
  'engine-stopping': 'the engine shut down',
  'engine-full': 'more calls came than the engine manages',
  'lookup-failed': 'the number could not be looked up',
  'engine-lost': 'the engine died in the middle of it',
  administrator: 'an administrator ended it',
  'outside-busy': 'the number outside is busy',
  'outside-declined': 'the number outside declined the call',
  'outside-no-answer': 'the number outside did not answer',
  'outside-unknown': 'the number outside does not exist',
  'outside-failed': 'no trunk could put the call through',
  'outside-not-allowed': 'the site does not allow calls to this number',
  'outside-limit': 'the organization had too many calls out',
  'longest-reached': 'it lasted as long as a call out may',
}

/** Why it ended so, within a sentence. */
export const reasonInWords = (reason: Reason): string => reasonWords[reason]

/** The end of a call as one sentence (C13). */
export function terminationInWords(termination: Termination): string {
  return `${resultWords[termination.result](termination)}: ${reasonWords[termination.reason]}.`
}
