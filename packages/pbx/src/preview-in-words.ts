/** A previewed call in words (product §6.1): a path is told as what became of a call, and this one was never made. */
import type { PathEntry } from './call/path.ts'
import { type Reason, type Termination, terminationInWords } from './call/termination.ts'
import type { Notice } from './call-settings.ts'

/** What a step would come to. @param entry of the path of a preview */
export function stepInWords(entry: PathEntry): string {
  const { outcome, step, reason, target } = entry
  switch (outcome) {
    case 'answered':
      return `Somebody answers after ${Math.round(secondsOf(entry))} s.`
    case 'no-answer':
      return `After ${Math.round(secondsOf(entry))} s without an answer the call goes on.`
    case 'busy':
      return 'Whoever is called is busy or declines, and the call goes on.'
    case 'failed':
      return 'Whoever is called cannot be reached, and the call goes on.'
    case 'abandoned':
      return 'The caller hangs up.'
    case 'recorded':
      return 'The caller can leave a message.'
    case 'no-message':
      return 'The caller leaves no message.'
    case 'played':
      return heard[target as Notice] ?? reason
    case 'ended':
      return step === 'voicemail' ? 'The caller presses 0 for the reception.' : reason
    case 'unavailable':
      return step === 'reception' ? 'Nobody is ready at reception any more.' : (ahead.get(reason) ?? reason)
    default:
      return ahead.get(reason) ?? reason
  }
}

/** How the call would end. */
export function endInWords(termination: Termination): string {
  const { result, reason, status } = termination
  switch (result) {
    case 'voicemail-left':
      return 'The caller can leave a message.'
    case 'no-message':
      return 'The mailbox answers, but takes no message.'
    case 'notice-heard':
      return noticeFor[reason] ?? 'The caller hears a notice.'
    case 'abandoned':
      return 'The caller hangs up before anybody answers.'
    case 'answered-by-member':
    case 'answered-by-reception':
    case 'forwarded':
      return 'The call is answered.'
    case 'rejected':
      return `The call is rejected with ${status}.`
    default:
      return terminationInWords(termination)
  }
}

const secondsOf = ({ from, to }: PathEntry): number => (to - from) / 1000

const heard: Readonly<Record<Notice, string>> = {
  closed: 'The caller hears that the office is closed.',
  'nobody-available': 'The caller hears that nobody is available.',
  'not-in-use': 'The caller hears that the number is not in use.',
  'mailbox-full': 'The caller hears that the mailbox is full.',
  'try-later': 'The caller hears to try again later.',
  'emergency-not-put-through': 'The caller hears to call for help from a mobile phone.',
}

const noticeFor: Partial<Record<Reason, string>> = {
  'route-exhausted': 'The caller hears a notice when nobody takes the call.',
  'no-mailbox': 'The caller hears a notice, as the number has no mailbox.',
  'redirect-loop': 'The caller hears a notice, as the call would go round in a circle.',
  'waited-too-long': 'The caller hears a notice after waiting as long as a caller may.',
  'number-in-cooldown': 'The caller hears a notice that the number is not in use any more.',
  'mailbox-full': 'The caller hears a notice, as the mailbox is full.',
  'mailbox-failed': 'The caller hears a notice, as the message cannot be stored.',
}

/** Reasons that look back, in words that look ahead; all others say what holds. */
const ahead: ReadonlyMap<string, string> = new Map([
  [
    'The caller has waited as long as a caller may.',
    'By then the caller will be waiting as long as a caller may.',
  ],
  ['The call has been at that number before.', 'The call would go round in a circle.'],
  ['The message could not be stored.', 'The message cannot be stored.'],
])
