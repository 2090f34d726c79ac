/** A spoken notice (C14): the end of every route that nothing else took. */
import type { Notice } from '../../call-settings.ts'
import type { CallEvent } from '../call-event.ts'
import { finish } from '../finish.ts'
import type { Reason } from '../termination.ts'
import { notePath, type Turn, type Verdict } from '../turn.ts'
import { mailboxOf } from './greet.ts'
import { enterPortal } from './portal.ts'

/** Speaks the notice; answers the caller first when nobody has. */
export function announce(turn: Turn, notice: Notice, reason: Reason): 'handled' {
  const { call } = turn
  call.notice = { notice, reason }
  // In `answering` our answer is already under way, and `callerReady` will speak the notice instead of the greeting.
  if (call.answeredAt !== undefined) play(turn, notice)
  else if (call.state !== 'answering') {
    call.state = 'answering'
    turn.commands.push({ do: 'answerCaller', for: 'notice' })
  }
  return 'handled'
}

/** Plays the notice to a caller that is answered. */
export function play(turn: Turn, notice: Notice): void {
  turn.call.state = 'noticing'
  turn.commands.push({ do: 'playNotice', notice, language: turn.call.plan.number.language })
}

/** noticing ──playEnded──► finished; `*` leads whose mailbox is full to the portal, where it is made room in (C10) */
export function noticing(turn: Turn, event: CallEvent): Verdict {
  const { notice } = turn.call
  // The mailbox may report its trouble twice: when looked at and when written to.
  if (event.type === 'mailboxUnavailable') return 'handled'
  if (event.type === 'digitPressed')
    return event.digit === '*' && notice?.notice === 'mailbox-full' ? visit(turn) : 'handled'
  if (event.type !== 'playEnded' || notice === undefined) return 'illegal'
  notePath(turn, {
    step: 'notice',
    target: notice.notice,
    outcome: 'played',
    reason: noticeWords[notice.notice],
  })
  turn.commands.push({ do: 'hangUpCaller' })
  const missed = notice.reason !== 'number-in-cooldown' && turn.call.plan.outgoing === undefined
  finish(turn, { result: 'notice-heard', reason: notice.reason, step: 'notice', missed })
  return 'handled'
}

function visit(turn: Turn): 'handled' {
  const reason = 'The caller left the notice for the voice portal.'
  notePath(turn, { step: 'notice', target: 'mailbox-full', outcome: 'ended', reason })
  turn.call.notice = undefined
  return enterPortal(turn, mailboxOf(turn))
}

const noticeWords: Readonly<Record<Notice, string>> = {
  closed: 'The caller heard that the office is closed.',
  'nobody-available': 'The caller heard that nobody is available.',
  'not-in-use': 'The caller heard that the number is not in use.',
  'mailbox-full': 'The caller heard that the mailbox is full.',
  'try-later': 'The caller heard to try again later.',
  'emergency-not-put-through':
    'The caller heard that the emergency call was not put through, and to use a mobile phone.',
}
