/** The way in (C10, M12): which mailbox, which PIN. Nothing said here tells which of the two was wrong. */
import { prompts } from '../speech/utterance.ts'
import type { Place } from './portal.ts'
import type { PortalEvent } from './portal-event.ts'
import { awaitDigit, type PortalTurn, part, say } from './portal-turn.ts'
import { askForMailbox, askForNewPin, askForPin, loadMessages } from './questions.ts'
import type { SecretDigits } from './secret-digits.ts'

/** Refused PINs that end a visit. */
const refusalsPerVisit = 3
/** More digits than any number, extension or PIN has: further ones change nothing. */
const longestEntry = 20

/** The first event: straight to the PIN when the mailbox is known. */
export function enter(turn: PortalTurn): void {
  const { plan } = turn.session
  if (plan.mailbox === undefined) askForMailbox(turn, prompts('portal-welcome'))
  else askForPin(turn, prompts('portal-welcome'))
}

/** mailbox ──#──► pin */
export function typingMailbox(turn: PortalTurn, { typed }: Place & { at: 'mailbox' }, digit: string): void {
  if (digit === '*') {
    askForMailbox(turn)
    return
  }
  if (digit === '#') {
    takeMailbox(turn, typed)
    return
  }
  if (typed.length < longestEntry) turn.session.place = { at: 'mailbox', typed: typed + digit }
  awaitDigit(turn)
}

/** pin ──#──► judging; `*` before the first digit asks for another mailbox */
export function typingPin(turn: PortalTurn, { typed }: Place & { at: 'pin' }, digit: string): void {
  const { plan } = turn.session
  if (digit === '*') {
    if (typed.length === 0 && plan.mayChoose) askForMailbox(turn)
    else askForPin(turn)
    return
  }
  if (digit === '#') {
    judge(turn, typed)
    return
  }
  if (typed.length < longestEntry) turn.session.place = { at: 'pin', typed: typed.and(digit) }
  awaitDigit(turn)
}

/**
 * Whoever has left a greeting by `*` and types no PIN meant to skip it, as callers of other carriers do: back to its tone.
 *
 * @returns false for all other visitors, who are asked again
 */
export function backToTone(turn: PortalTurn): boolean {
  const { session } = turn
  if (session.place.at !== 'pin' || session.plan.mailbox === undefined || session.plan.mayChoose) return false
  session.place = { at: 'parting', reason: 'to-tone' }
  say(turn, prompts('leave-message-after-tone'))
  return true
}

/** judging ──► main menu by way of the messages, a new PIN, or once more */
export function judged(turn: PortalTurn, event: PortalEvent & { type: 'pinJudged' }): void {
  const { session } = turn
  if (event.outcome === 'refused') {
    refused(turn)
    return
  }
  session.opened = event.mailbox
  session.mustChange = event.outcome === 'must-change'
  if (session.mustChange) askForNewPin(turn)
  else loadMessages(turn)
}

function takeMailbox(turn: PortalTurn, typed: string): void {
  if (typed === '') {
    askForMailbox(turn)
    return
  }
  turn.session.mailbox = { typed }
  askForPin(turn)
}

function judge(turn: PortalTurn, pin: SecretDigits): void {
  const { mailbox } = turn.session
  if (pin.length === 0 || mailbox === undefined) {
    if (!backToTone(turn)) askForPin(turn)
    return
  }
  turn.session.place = { at: 'judging' }
  turn.commands.push({ do: 'hush' }, { do: 'tryPin', mailbox, pin })
}

function refused(turn: PortalTurn): void {
  const { session } = turn
  session.refusals += 1
  const words = prompts('not-accepted')
  if (session.refusals >= refusalsPerVisit) part(turn, 'refused', words)
  else if (session.plan.mailbox !== undefined && session.mailbox === session.plan.mailbox)
    askForPin(turn, words)
  else askForMailbox(turn, words)
}
