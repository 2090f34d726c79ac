/**
 * Hearing messages (C10): new ones, then saved ones. A message is announced, played, and asked about; every key works
 * at every point of it.
 *
 *   announcing ──► listening ──► deciding ──► the next one, and after the last the main menu
 */
import { sayWhen } from '../speech/dates.ts'
import { prompts, type Utterance } from '../speech/utterance.ts'
import type { HeardState, PortalMessage } from './portal.ts'
import { ask, grammarOf, type PortalTurn, patience, say, wait } from './portal-turn.ts'
import { askMainMenu } from './questions.ts'

/** How far `4` and `6` move, ms. */
const skipMs = 5_000

/** Says which message comes; it is played when that was said. Beyond the last one: the main menu. */
export function announceMessage(turn: PortalTurn, index: number, before: readonly Utterance[] = []): void {
  const message = turn.session.messages[index]
  if (message === undefined) {
    askMainMenu(turn, [...before, ...prompts('no-more-messages')])
    return
  }
  turn.session.place = { at: 'announcing', index }
  say(turn, [...before, ...envelope(turn, message)])
}

/** The message from its beginning. */
export function playMessage(turn: PortalTurn, index: number): void {
  const message = messageAt(turn, index)
  turn.session.place = { at: 'listening', index, paused: false }
  turn.commands.push({ do: 'playMessage', id: message.id })
}

/** The message was heard to its end, or cannot be played: then with an apology to the next one, never round in a loop. */
export function messagePlayed(turn: PortalTurn, index: number, failed: boolean): void {
  if (failed) {
    announceMessage(turn, index + 1, prompts('message-unplayable'))
    return
  }
  // Who has heard a message to its end need not save it to keep it, nor means to bring it back if a colleague has deleted it.
  if (messageAt(turn, index).state === 'new') mark(turn, index, 'saved', 'new')
  decide(turn, index)
}

/** A key while a message is announced, played, or asked about. */
export function messageKey(turn: PortalTurn, index: number, digit: string): void {
  const { place } = turn.session
  switch (digit) {
    case '1':
      playMessage(turn, index)
      return
    case '2':
      mark(turn, index, 'saved')
      announceMessage(turn, index + 1, prompts('message-saved'))
      return
    case '3':
      deleteOrRestore(turn, index)
      return
    case '7':
      if (index === 0) announceMessage(turn, 0, prompts('first-message'))
      else announceMessage(turn, index - 1)
      return
    case '8':
      announceMessage(turn, index)
      return
    case '9':
    case '#':
      announceMessage(turn, index + 1)
      return
    case '0':
      decide(turn, index, prompts('more-keys'))
      return
    case '*':
      askMainMenu(turn)
      return
  }
  if (place.at === 'listening') whileListening(turn, place, digit)
  else decide(turn, index, prompts('not-a-choice'))
}

/** A pause that nobody ends. */
export function pauseTooLong(turn: PortalTurn, index: number): void {
  turn.session.place = { at: 'listening', index, paused: false }
  turn.commands.push({ do: 'resume' })
}

function whileListening(turn: PortalTurn, place: { index: number; paused: boolean }, digit: string): void {
  const { index, paused } = place
  switch (digit) {
    case '4':
    case '6':
      turn.commands.push({ do: 'skip', milliseconds: digit === '4' ? -skipMs : skipMs })
      if (paused) wait(turn, patience.pause)
      return
    case '5':
      turn.session.place = { at: 'listening', index, paused: !paused }
      turn.commands.push({ do: paused ? 'resume' : 'pause' })
      if (!paused) wait(turn, patience.pause)
      return
  }
}

function decide(turn: PortalTurn, index: number, before: readonly Utterance[] = []): void {
  turn.session.place = { at: 'deciding', index }
  ask(turn, prompts(messageAt(turn, index).state === 'deleted' ? 'deleted-menu' : 'message-menu'), before)
}

/** Until the visit ends a deleted message is only marked so. */
function deleteOrRestore(turn: PortalTurn, index: number): void {
  const message = messageAt(turn, index)
  if (message.state === 'deleted') {
    mark(turn, index, message.before)
    decide(turn, index, prompts('message-restored'))
    return
  }
  mark(turn, index, 'deleted')
  announceMessage(turn, index + 1, prompts('message-deleted'))
}

/** What is asked for is ordered even if it is so as far as this visit knows: others may have been at the message meanwhile. */
function mark(turn: PortalTurn, index: number, state: HeardState, from?: HeardState): void {
  const message = messageAt(turn, index)
  const before = state === 'deleted' ? message.before : state
  turn.session.messages = turn.session.messages.with(index, { ...message, state, before })
  turn.commands.push({ do: 'markMessage', id: message.id, state, ...(from && { from }) })
}

const kinds = { new: 'new-message', saved: 'saved-message', deleted: 'deleted-message' } as const

function envelope(
  turn: PortalTurn,
  { state, receivedAt, callerNumber }: PortalMessage,
): readonly Utterance[] {
  const { zone } = turn.session.plan
  return [
    ...prompts(kinds[state], 'received'),
    ...sayWhen(receivedAt, { zone, language: grammarOf(turn), now: turn.at }),
    ...(callerNumber === undefined
      ? prompts('from-withheld')
      : [...prompts('from'), { digits: callerNumber.replace(/\D/g, '') }]),
  ]
}

/** Places name only messages that are there. */
function messageAt({ session }: PortalTurn, index: number): PortalMessage {
  const message = session.messages[index]
  if (message === undefined) throw new Error(`there is no message ${index}`)
  return message
}
