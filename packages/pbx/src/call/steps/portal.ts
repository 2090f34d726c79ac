/** The voice portal takes the caller (C10): called by its own number, or entered by `*` from a greeting. */
import type { Mailbox } from '../../voicemail-box.ts'
import type { CallEvent } from '../call-event.ts'
import { endBy, isCallerGone } from '../ending.ts'
import { finish } from '../finish.ts'
import type { Reason } from '../termination.ts'
import { notePath, secondsOfStep, type Turn, type Verdict } from '../turn.ts'
import { record } from './greet.ts'

/** The portal's own number was called. */
export function answerForPortal(turn: Turn): 'handled' {
  turn.call.state = 'answering'
  turn.commands.push({ do: 'answerCaller', for: 'portal' })
  return 'handled'
}

/** @param mailbox whose greeting the caller leaves; undefined when the portal itself was called */
export function enterPortal(turn: Turn, mailbox?: Mailbox): 'handled' {
  turn.call.state = 'portal'
  turn.commands.push({ do: 'enterPortal', mailbox })
  return 'handled'
}

/** portal ──portalEnded, or the caller leaves──► finished; whoever came from a greeting by mistake goes to its tone */
export function inPortal(turn: Turn, event: CallEvent): Verdict {
  switch (event.type) {
    case 'portalEnded':
      return event.toTone ? backToTone(turn) : leave(turn, 'portal-left')
    // The greeting that was left told of its end, or of a full mailbox, a moment too late.
    case 'playEnded':
    case 'mailboxUnavailable':
      return 'handled'
    default:
      return endBy(turn, event, leave)
  }
}

function backToTone(turn: Turn): 'handled' {
  const { siteName } = turn.call.plan.number
  const reason = 'The caller typed no PIN, and went back to the tone.'
  notePath(turn, { step: 'portal', target: siteName, outcome: 'ended', reason })
  return record(turn)
}

function leave(turn: Turn, reason: Reason): 'handled' {
  const { siteName } = turn.call.plan.number
  const words = `The caller was in the voice portal for ${secondsOfStep(turn)} s.`
  notePath(turn, { step: 'portal', target: siteName, outcome: 'ended', reason: words })
  if (!isCallerGone(reason)) turn.commands.push({ do: 'hangUpCaller' })
  finish(turn, { result: 'portal-visited', reason, step: 'portal', missed: false })
  return 'handled'
}
