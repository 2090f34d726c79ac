/**
 * Greetings by telephone (C9, C10): hear what is in use, record one, choose between it and the standard one.
 *
 *   greetings-menu ─► greeting ─► hearing-greeting ─► greeting
 *                         └─► recording-greeting ─► reviewing-greeting ─► keeping-greeting ─► greetings-menu
 */
import { prompts, type Utterance } from '../speech/utterance.ts'
import { longestGreetingSeconds } from '../voicemail-box.ts'
import type { Place, RecordedKind } from './portal.ts'
import type { PortalEvent } from './portal-event.ts'
import { ask, type PortalTurn, say } from './portal-turn.ts'
import { askGreetings, askMainMenu } from './questions.ts'

/** Less speech than this, seconds, is no greeting. */
const leastSpeech = 1

export function greetingsMenu(turn: PortalTurn, digit: string): void {
  if (digit === '1') askAboutGreeting(turn, 'no-answer')
  else if (digit === '2') askAboutGreeting(turn, 'out-of-hours')
  else if (digit === '*') askMainMenu(turn)
  else askGreetings(turn, prompts('not-a-choice'))
}

/** A key in the menu of one greeting, or while it is heard. */
export function greetingKey(turn: PortalTurn, kind: RecordedKind, digit: string): void {
  const { session, commands } = turn
  switch (digit) {
    case '1':
      session.place = { at: 'hearing-greeting', kind }
      commands.push({ do: 'playGreeting', kind })
      return
    case '2':
      session.place = { at: 'recording-greeting', kind, recording: false }
      say(turn, prompts('record-greeting'))
      return
    case '3':
    case '4':
      session.place = { at: 'choosing-greeting', kind, own: digit === '4' }
      commands.push({ do: 'hush' }, { do: 'chooseGreeting', kind, own: digit === '4' })
      return
    case '*':
      askGreetings(turn)
      return
    default:
      askAboutGreeting(turn, kind, prompts('not-a-choice'))
  }
}

/** It was heard to its end; there was none of one's own when nothing could be played. */
export const greetingHeard = (turn: PortalTurn, kind: RecordedKind, failed: boolean): void =>
  askAboutGreeting(turn, kind, failed ? prompts('greeting-standard') : [])

/** The instructions are over, or were cut short by a key: the tone, and then it is recorded. */
export function record(turn: PortalTurn, kind: RecordedKind): void {
  turn.session.place = { at: 'recording-greeting', kind, recording: true }
  turn.commands.push({ do: 'recordGreeting', maxSeconds: longestGreetingSeconds })
}

export function greetingRecorded(
  turn: PortalTurn,
  { kind }: Place & { at: 'recording-greeting' },
  { speechSeconds }: PortalEvent & { type: 'greetingRecorded' },
): void {
  if (speechSeconds >= leastSpeech) {
    review(turn, kind)
    return
  }
  turn.commands.push({ do: 'dropRecording' })
  askAboutGreeting(turn, kind, prompts('greeting-too-short'))
}

/** reviewing-greeting: nothing is in use before it is kept */
export function reviewingKey(turn: PortalTurn, kind: RecordedKind, digit: string): void {
  const { session, commands } = turn
  switch (digit) {
    case '1':
      session.place = { at: 'keeping-greeting', kind }
      commands.push({ do: 'hush' }, { do: 'keepRecording', kind })
      return
    case '2':
      commands.push({ do: 'playRecording' })
      return
    case '3':
      commands.push({ do: 'dropRecording' })
      record(turn, kind)
      return
    case '*':
      commands.push({ do: 'dropRecording' })
      askAboutGreeting(turn, kind, prompts('greeting-discarded'))
      return
    default:
      review(turn, kind, prompts('not-a-choice'))
  }
}

export const greetingKept = (turn: PortalTurn): void => askGreetings(turn, prompts('greeting-own'))

export function greetingChosen(
  turn: PortalTurn,
  { kind, own }: Place & { at: 'choosing-greeting' },
  { found }: PortalEvent & { type: 'greetingChosen' },
): void {
  const words = own ? (found ? 'greeting-own' : 'greeting-missing') : 'greeting-standard'
  askAboutGreeting(turn, kind, prompts(words))
}

function askAboutGreeting(turn: PortalTurn, kind: RecordedKind, before: readonly Utterance[] = []): void {
  turn.session.place = { at: 'greeting', kind }
  ask(turn, prompts('greeting-menu'), before)
}

function review(turn: PortalTurn, kind: RecordedKind, before: readonly Utterance[] = []): void {
  turn.session.place = { at: 'reviewing-greeting', kind }
  ask(turn, prompts('greeting-review'), before)
}
