/** The path of a call in words (C13): which steps were taken, when, and why each ended as it did. */

/** What a path entry is about. */
export type PathStep =
  | 'arrival'
  | 'hunt-group'
  | 'devices'
  | 'reception'
  /** The reception, or a member, passes the call on (C8). */
  | 'transfer'
  | 'voicemail'
  | 'forward'
  | 'notice'
  | 'portal'
  /** A phone of ours calls out (C15). */
  | 'outside'

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
