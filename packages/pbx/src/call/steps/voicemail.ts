/** Voicemail (C9): answer, greeting, beep, record; too little speech is a missed call. */
import { zeroLimitSeconds } from '../../call-settings.ts'
import { leastSpeechSeconds } from '../../voicemail-box.ts'
import type { Leaving } from '../call.ts'
import type { CallEvent, RecordingEnd, RecordingEnded } from '../call-event.ts'
import { finish } from '../finish.ts'
import { messageInPath } from '../message-left.ts'
import type { Reason } from '../termination.ts'
import { notePath, type Turn, type Verdict } from '../turn.ts'
import { announce, play } from './announcement.ts'
import { greet, mailboxOf, record } from './greet.ts'
import { enterPortal } from './portal.ts'
import { enterReception } from './reception.ts'

/** answering ──callerReady──► greeting, noticing, or portal */
export function answering(turn: Turn, event: CallEvent): Verdict {
  const { call } = turn
  if (event.type === 'mailboxUnavailable') {
    // Told twice, or while a notice is due anyway.
    return call.notice === undefined ? apologise(turn, event.cause) : 'handled'
  }
  if (event.type !== 'callerReady') return 'illegal'
  call.answeredAt = turn.at
  if (call.plan.number.state === 'PORTAL') return enterPortal(turn)
  if (call.notice !== undefined) play(turn, call.notice.notice)
  else greet(turn)
  return 'handled'
}

/** greeting ──playEnded, #──► recording; `*` leads to the portal (C10), `0` to the reception where the route says so */
export function greeting(turn: Turn, event: CallEvent): Verdict {
  switch (event.type) {
    case 'mailboxUnavailable':
      return apologise(turn, event.cause)
    case 'playEnded':
      return record(turn)
    case 'digitPressed':
      return pressed(turn, event.digit)
    default:
      return 'illegal'
  }
}

function pressed(turn: Turn, digit: string): Verdict {
  switch (digit) {
    case '#':
      return record(turn)
    case '*':
      return visit(turn)
    case '0':
      return askReception(turn)
    default:
      return 'handled'
  }
}

/** C9: the caller would rather talk to somebody. Whoever is not answered comes back to this step. */
function askReception(turn: Turn): Verdict {
  const { call } = turn
  const step = call.plan.route.steps[call.step]
  if (step?.target !== 'voicemail' || !step.receptionOnZero || call.zeroPressed) return 'handled'
  call.zeroPressed = true
  const reason = 'The caller pressed 0 for the reception.'
  notePath(turn, { step: 'voicemail', target: mailboxOf(turn).name, outcome: 'ended', reason })
  const verdict = enterReception(turn, zeroLimitSeconds)
  // Straight to the overflow: the greeting is not what the caller waits with.
  if (call.state === 'forwarding')
    turn.commands.push({ do: 'playWaiting', announcement: false, language: call.plan.number.language })
  return verdict
}

/** Whose mailbox it is may hear it from here. */
function visit(turn: Turn): 'handled' {
  const mailbox = mailboxOf(turn)
  const reason = 'The caller left the greeting for the voice portal.'
  notePath(turn, { step: 'voicemail', target: mailbox.name, outcome: 'ended', reason })
  return enterPortal(turn, mailbox)
}

/**
 * recording ──recordingEnded──► finished
 * A caller or an engine that leaves closes the recording first; what was said is kept.
 */
export function recording(turn: Turn, event: CallEvent): Verdict {
  switch (event.type) {
    case 'recordingEnded':
      return store(turn, event)
    case 'mailboxUnavailable':
      if (turn.call.leaving === undefined) return apologise(turn, event.cause)
      return endWithoutMessage(turn, reasonOfTrouble(event.cause))
    case 'callerHungUp':
    case 'callerAnswerTimeout':
      return leave(turn, { callerGone: true, byUs: false })
    case 'mediaFailed':
    case 'engineStopping':
      return leave(turn, { callerGone: false, byUs: true })
    case 'administrativeHangUp':
      return leave(turn, { callerGone: false, byUs: false })
    default:
      return 'illegal'
  }
}

function leave(turn: Turn, leaving: Leaving): Verdict {
  const before = turn.call.leaving
  if (before === undefined) turn.commands.push({ do: 'stopRecording' })
  // What closed the recording stays the reason; the caller may still go meanwhile.
  turn.call.leaving = before ? { ...before, callerGone: before.callerGone || leaving.callerGone } : leaving
  return 'handled'
}

/** Under two seconds of speech is a missed call, but not when it was us who let nobody say more. */
function store(turn: Turn, event: RecordingEnded): Verdict {
  const mailbox = mailboxOf(turn)
  const { leaving } = turn.call
  const { seconds } = event
  const cutShort = event.reason === 'cut' || (leaving?.byUs === true && seconds > 0)
  if (event.speechSeconds < leastSpeechSeconds && !cutShort) {
    turn.commands.push({ do: 'discardMessage', mailbox })
    return endWithoutMessage(turn, 'message-too-short')
  }
  turn.commands.push({ do: 'keepMessage', mailbox, seconds, cutShort })
  notePath(turn, messageInPath({ mailbox: mailbox.name, seconds, cutShort }))
  const callerGone = leaving ? leaving.callerGone : event.reason === 'hang-up'
  if (!callerGone) turn.commands.push({ do: 'hangUpCaller' })
  const end = reasonOfEnd[cutShort ? 'cut' : event.reason]
  finish(turn, { result: 'voicemail-left', reason: end, step: 'voicemail', by: mailbox.name, missed: false })
  return 'handled'
}

function endWithoutMessage(turn: Turn, reason: Reason): Verdict {
  const { name } = mailboxOf(turn)
  const words =
    reason === 'message-too-short' ? 'The caller left no message.' : 'The mailbox took no message.'
  notePath(turn, { step: 'voicemail', target: name, outcome: 'no-message', reason: words })
  if (turn.call.leaving?.callerGone !== true) turn.commands.push({ do: 'hangUpCaller' })
  finish(turn, { result: 'no-message', reason, step: 'voicemail', by: name, missed: true })
  return 'handled'
}

function apologise(turn: Turn, cause: 'full' | 'storage-error'): Verdict {
  const full = cause === 'full'
  const reason = full ? 'The mailbox is full.' : 'The message could not be stored.'
  notePath(turn, { step: 'voicemail', target: mailboxOf(turn).name, outcome: 'unavailable', reason })
  return announce(turn, full ? 'mailbox-full' : 'try-later', reasonOfTrouble(cause))
}

function reasonOfTrouble(cause: 'full' | 'storage-error'): Reason {
  return cause === 'full' ? 'mailbox-full' : 'mailbox-failed'
}

const reasonOfEnd: Readonly<Record<RecordingEnd, Reason>> = {
  hash: 'message-ended-by-hash',
  'hang-up': 'message-ended-by-hang-up',
  silence: 'message-ended-by-silence',
  limit: 'message-reached-limit',
  cut: 'message-cut-short',
}
