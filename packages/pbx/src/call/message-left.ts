/** A message that was left, as the record of its call says it (C9, C13). */
import type { PathEntry } from './path.ts'
import type { Reason, Result } from './termination.ts'

export interface MessageLeft {
  /** Of the mailbox. */
  readonly mailbox: string
  readonly seconds: number
  readonly cutShort: boolean
}

/** Its line of the path, without its times. */
export function messageInPath({ mailbox, seconds, cutShort }: MessageLeft) {
  const reason = `A message of ${Math.round(seconds)} s was left${cutShort ? ', cut short' : ''}.`
  return { step: 'voicemail', target: mailbox, outcome: 'recorded', reason } as const
}

/** What is written of every call: it ended somehow, at epoch ms. */
export interface CallEnding {
  readonly startedAt: number
  readonly endedAt: number
  readonly result: Result
  readonly reason: Reason
  readonly path: readonly PathEntry[]
}

/**
 * The end of a call whose engine died, once a message is found that it had taken: the caller was heard.
 *
 * @param until when the message ended, epoch ms
 */
export function lostWithMessage(lost: CallEnding, message: MessageLeft, until: number): CallEnding {
  const { startedAt, path } = lost
  return {
    startedAt,
    endedAt: Math.max(lost.endedAt, until),
    result: 'voicemail-left',
    reason: message.cutShort ? 'message-cut-short' : 'engine-lost',
    path: [...path, { ...messageInPath(message), from: path.at(-1)?.to ?? startedAt, to: until }],
  }
}
