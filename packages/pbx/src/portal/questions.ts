/** The questions of the portal: each leads to its place and is asked there. */
import { prompts, type Utterance } from '../speech/utterance.ts'
import { nothingTyped } from './portal.ts'
import { ask, type PortalTurn } from './portal-turn.ts'

export function askForMailbox(turn: PortalTurn, before: readonly Utterance[] = []): void {
  turn.session.mailbox = undefined
  turn.session.place = { at: 'mailbox', typed: '' }
  ask(turn, prompts('enter-mailbox'), before)
}

export function askForPin(turn: PortalTurn, before: readonly Utterance[] = []): void {
  const { session } = turn
  session.place = { at: 'pin', typed: nothingTyped }
  const isOwn = session.plan.mayChoose && session.plan.mailbox !== undefined
  ask(turn, isOwn ? prompts('enter-pin', 'other-mailbox') : prompts('enter-pin'), before)
}

export function askForNewPin(turn: PortalTurn, before: readonly Utterance[] = []): void {
  turn.session.place = { at: 'choosing-pin', typed: nothingTyped }
  ask(turn, prompts('choose-pin'), before)
}

export function askMainMenu(turn: PortalTurn, before: readonly Utterance[] = []): void {
  turn.session.place = { at: 'main-menu' }
  ask(turn, prompts('menu-messages', 'menu-greetings', 'menu-pin', 'menu-finish'), before)
}

export function askGreetings(turn: PortalTurn, before: readonly Utterance[] = []): void {
  turn.session.place = { at: 'greetings-menu' }
  ask(turn, prompts('greetings-menu'), before)
}

/** The mailbox is open: what lies in it? */
export function loadMessages(turn: PortalTurn): void {
  turn.session.place = { at: 'loading' }
  turn.commands.push({ do: 'loadMessages' })
}
