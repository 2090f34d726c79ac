/**
 * The one function that decides what a visitor of the voice portal hears next (C10). Pure: no clock, no I/O.
 *
 *   mailbox ─► pin ─► judging ─► loading ─► main-menu ─► announcing ─► listening ─► deciding
 *                │        └─► choosing-pin ─► repeating-pin ─► setting-pin
 *                │                                    └─► greetings-menu ─► greeting ─► recording, reviewing
 *                └─────────────────────────────────────────► parting ─► left, or the tone of the greeting that was left
 *
 * There is no way out of here to another number (no out-dialling).
 */
import { choosingPin, pinSet, repeatingPin } from './choosing-pin.ts'
import { backToTone, enter, judged, typingMailbox, typingPin } from './entering.ts'
import { messageKey, messagePlayed, pauseTooLong, playMessage } from './hearing-messages.ts'
import { mainMenu, messagesLoaded } from './main-menu.ts'
import type { Place, Portal } from './portal.ts'
import type { PortalCommand } from './portal-command.ts'
import type { PortalEvent } from './portal-event.ts'
import { apologise, mostRepeats, type PortalTurn, part, patience, say, wait } from './portal-turn.ts'
import {
  greetingChosen,
  greetingHeard,
  greetingKept,
  greetingKey,
  greetingRecorded,
  greetingsMenu,
  record,
  reviewingKey,
} from './recording-greetings.ts'

/** What `advancePortal` returns: the visit as it is now, and what to do, in order. */
export interface PortalAdvance {
  readonly session: Portal
  readonly commands: readonly PortalCommand[]
}

/**
 * Takes a visit and its next event, returns the visit after it and the commands to perform. An event that comes too late
 * for the place the visitor is at by now changes nothing.
 */
export function advancePortal(session: Portal, event: PortalEvent): PortalAdvance {
  const turn: PortalTurn = { session: { ...session }, at: event.at, commands: [] }
  take(turn, event)
  return turn
}

function take(turn: PortalTurn, event: PortalEvent): void {
  const { place } = turn.session
  switch (event.type) {
    case 'entered':
      enter(turn)
      return
    case 'digit':
      pressed(turn, event.digit)
      return
    case 'played':
      played(turn, event.failed)
      return
    case 'timedOut':
      timedOut(turn)
      return
    case 'pinJudged':
      if (place.at === 'judging') judged(turn, event)
      return
    case 'pinSet':
      if (place.at === 'setting-pin') pinSet(turn, event)
      return
    case 'messagesLoaded':
      if (place.at === 'loading') messagesLoaded(turn, event)
      return
    case 'greetingRecorded':
      if (place.at === 'recording-greeting') greetingRecorded(turn, place, event)
      return
    case 'greetingKept':
      if (place.at === 'keeping-greeting') greetingKept(turn)
      return
    case 'greetingChosen':
      if (place.at === 'choosing-greeting') greetingChosen(turn, place, event)
      return
    case 'failed':
      if (isBusy(turn.session)) apologise(turn)
  }
}

function pressed(turn: PortalTurn, digit: string): void {
  const { place } = turn.session
  if (!/^[0-9*#]$/.test(digit)) return
  turn.session.silences = 0
  switch (place.at) {
    case 'mailbox':
      typingMailbox(turn, place, digit)
      return
    case 'pin':
      typingPin(turn, place, digit)
      return
    case 'choosing-pin':
      choosingPin(turn, place, digit)
      return
    case 'repeating-pin':
      repeatingPin(turn, place, digit)
      return
    case 'main-menu':
      mainMenu(turn, digit)
      return
    case 'announcing':
    case 'listening':
    case 'deciding':
      messageKey(turn, place.index, digit)
      return
    case 'greetings-menu':
      greetingsMenu(turn, digit)
      return
    case 'greeting':
    case 'hearing-greeting':
      greetingKey(turn, place.kind, digit)
      return
    case 'recording-greeting':
      // `#` ends a recording where the audio is; until then every key cuts the instructions short.
      if (!place.recording) record(turn, place.kind)
      return
    case 'reviewing-greeting':
      reviewingKey(turn, place.kind, digit)
  }
}

function played(turn: PortalTurn, failed: boolean): void {
  const { place } = turn.session
  switch (place.at) {
    case 'announcing':
      playMessage(turn, place.index)
      return
    case 'listening':
      messagePlayed(turn, place.index, failed)
      return
    case 'hearing-greeting':
      greetingHeard(turn, place.kind, failed)
      return
    case 'recording-greeting':
      if (!place.recording) record(turn, place.kind)
      return
    case 'parting':
      turn.session.place = { at: 'left' }
      turn.commands.push({ do: 'leave', reason: place.reason })
      return
    case 'left':
      return
    default:
      if (!isBusy(turn.session)) wait(turn, patience.question)
  }
}

/** Silence: what was typed so far is the whole of it; else the question is said twice again, and then it is good-bye. */
function timedOut(turn: PortalTurn): void {
  const { session } = turn
  const { place } = session
  if (isBusy(session) || place.at === 'parting' || place.at === 'left') return
  if (place.at === 'listening') {
    if (place.paused) pauseTooLong(turn, place.index)
    return
  }
  if ('typed' in place && place.typed.length > 0) {
    pressed(turn, '#')
    return
  }
  if (backToTone(turn)) return
  session.silences += 1
  if (session.silences > mostRepeats) part(turn, 'no-input')
  else say(turn, session.question)
}

const busyPlaces: ReadonlySet<Place['at']> = new Set([
  'judging',
  'setting-pin',
  'loading',
  'keeping-greeting',
  'choosing-greeting',
])

/** Somebody else has the word: digits and silence mean nothing. */
const isBusy = ({ place }: Portal): boolean =>
  busyPlaces.has(place.at) || (place.at === 'recording-greeting' && place.recording)
