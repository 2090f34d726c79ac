/** What is in the mailbox, and where to go from here (C10). */
import { sayNumber } from '../speech/numbers.ts'
import { prompts, type Utterance } from '../speech/utterance.ts'
import { announceMessage } from './hearing-messages.ts'
import type { HeardState } from './portal.ts'
import type { PortalEvent } from './portal-event.ts'
import { grammarOf, type PortalTurn, part } from './portal-turn.ts'
import { askForNewPin, askGreetings, askMainMenu } from './questions.ts'

/** loading ──messagesLoaded──► main-menu */
export function messagesLoaded(
  turn: PortalTurn,
  { messages }: PortalEvent & { type: 'messagesLoaded' },
): void {
  turn.session.messages = messages
  askMainMenu(turn, countsInWords(turn))
}

export function mainMenu(turn: PortalTurn, digit: string): void {
  switch (digit) {
    case '1':
      if (turn.session.messages.length === 0) askMainMenu(turn, prompts('no-messages'))
      else announceMessage(turn, 0)
      return
    case '2':
      askGreetings(turn)
      return
    case '3':
      askForNewPin(turn)
      return
    case '*':
    case '#':
      part(turn, 'done')
      return
    case '0':
      askMainMenu(turn, countsInWords(turn))
      return
    default:
      askMainMenu(turn, prompts('not-a-choice'))
  }
}

/** "You have two new messages and one saved message." */
function countsInWords(turn: PortalTurn): readonly Utterance[] {
  const { messages } = turn.session
  const count = (state: HeardState) => messages.filter((message) => message.state === state).length
  const parts = [
    ...countOf(turn, count('new'), 'one-new-message', 'new-messages'),
    ...countOf(turn, count('saved'), 'one-saved-message', 'saved-messages'),
  ]
  if (parts.length === 0) return prompts('no-messages')
  return [
    ...prompts('you-have'),
    ...parts.flatMap((part, at) => (at === 0 ? part : [...prompts('and'), ...part])),
  ]
}

function countOf(
  turn: PortalTurn,
  count: number,
  one: string,
  many: string,
): readonly (readonly Utterance[])[] {
  if (count === 0) return []
  return [count === 1 ? prompts(one) : [...sayNumber(count, grammarOf(turn)), ...prompts(many)]]
}
