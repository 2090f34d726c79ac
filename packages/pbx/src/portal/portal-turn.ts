/** One turn of a visit: a copy of its state that the functions of this folder may change, and the commands collected. */
import { prompts, spokenLanguage, type Utterance } from '../speech/utterance.ts'
import type { LeaveReason, Portal } from './portal.ts'
import type { PortalCommand } from './portal-command.ts'

type Draft = { -readonly [K in keyof Portal]: Portal[K] }

export interface PortalTurn {
  readonly session: Draft
  /** Epoch ms of the event. */
  readonly at: number
  readonly commands: PortalCommand[]
}

/** How long a key is waited for, seconds: after a question, between two digits, and while a message is paused. */
export const patience = { question: 6, digit: 5, pause: 60 } as const
/** A question that is met with silence is asked so often again (C10). */
export const mostRepeats = 2

/** BCP 47: the opened mailbox's, else the site's. */
const languageOf = ({ session }: PortalTurn): string => session.opened?.language ?? session.plan.language

/** The language whose grammar numbers and dates follow. */
export const grammarOf = (turn: PortalTurn) => spokenLanguage(languageOf(turn))

/** Says it now, whatever was playing. */
export function say(turn: PortalTurn, what: readonly Utterance[]): void {
  turn.commands.push({ do: 'say', what, language: languageOf(turn) })
}

/**
 * Asks: when it was said a key is waited for, and after silence the question is said again.
 *
 * @param before said once, ahead of the question
 */
export function ask(
  turn: PortalTurn,
  question: readonly Utterance[],
  before: readonly Utterance[] = [],
): void {
  turn.session.question = question
  say(turn, [...before, ...question])
}

export function wait(turn: PortalTurn, seconds: number): void {
  turn.commands.push({ do: 'wait', seconds })
}

/** A digit was typed: what was being said is cut off, and the next one is waited for. */
export function awaitDigit(turn: PortalTurn): void {
  turn.commands.push({ do: 'hush' })
  wait(turn, patience.digit)
}

/** Says good-bye; the visit is over when it was heard. */
export function part(turn: PortalTurn, reason: LeaveReason, before: readonly Utterance[] = []): void {
  turn.session.place = { at: 'parting', reason }
  say(turn, [...before, ...prompts('goodbye')])
}

/** Storage is away. */
export const apologise = (turn: PortalTurn): void => part(turn, 'failed', prompts('portal-unavailable'))
