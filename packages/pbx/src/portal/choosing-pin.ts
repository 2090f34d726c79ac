/** A PIN of one's own (M12): typed twice, judged by the rules; after the Default PIN there is no way around it. */
import { isRefusal, type RefusalCode } from '../errors.ts'
import { pinLength, validatePin } from '../pin.ts'
import { prompts } from '../speech/utterance.ts'
import { nothingTyped, type Place } from './portal.ts'
import type { PortalEvent } from './portal-event.ts'
import { ask, awaitDigit, type PortalTurn } from './portal-turn.ts'
import { askForNewPin, askMainMenu, loadMessages } from './questions.ts'
import type { SecretDigits } from './secret-digits.ts'

/** One digit more than is allowed shows that there are too many; further ones change nothing. */
const longestEntry = pinLength.most + 1

/** choosing-pin ──#──► repeating-pin, or why not; `*` clears, or leads back when the change was free */
export function choosingPin(
  turn: PortalTurn,
  { typed }: Place & { at: 'choosing-pin' },
  digit: string,
): void {
  if (digit === '*') {
    if (typed.length === 0 && !turn.session.mustChange) askMainMenu(turn)
    else askForNewPin(turn)
    return
  }
  if (digit !== '#') {
    turn.session.place = { at: 'choosing-pin', typed: withDigit(typed, digit) }
    awaitDigit(turn)
    return
  }
  const refusal = refusalOf(turn, typed)
  if (refusal !== undefined) {
    askForNewPin(turn, prompts(refusal))
    return
  }
  turn.session.place = { at: 'repeating-pin', first: typed, typed: nothingTyped }
  ask(turn, prompts('repeat-pin'))
}

/** repeating-pin ──#──► setting-pin when both are the same */
export function repeatingPin(turn: PortalTurn, place: Place & { at: 'repeating-pin' }, digit: string): void {
  if (digit === '*') {
    askForNewPin(turn)
    return
  }
  if (digit !== '#') {
    turn.session.place = { ...place, typed: withDigit(place.typed, digit) }
    awaitDigit(turn)
    return
  }
  if (!place.typed.equals(place.first)) {
    askForNewPin(turn, prompts('pins-differ'))
    return
  }
  turn.session.place = { at: 'setting-pin' }
  turn.commands.push({ do: 'hush' }, { do: 'setPin', pin: place.first })
}

/** setting-pin ──► the messages after the Default PIN, else the main menu; or another PIN */
export function pinSet(turn: PortalTurn, { refusal }: PortalEvent & { type: 'pinSet' }): void {
  const { session } = turn
  if (refusal !== undefined) {
    askForNewPin(turn, prompts(refusal))
    return
  }
  if (!session.mustChange) {
    askMainMenu(turn, prompts('pin-changed'))
    return
  }
  session.mustChange = false
  loadMessages(turn)
}

const withDigit = (typed: SecretDigits, digit: string): SecretDigits =>
  typed.length < longestEntry ? typed.and(digit) : typed

function refusalOf({ session }: PortalTurn, pin: SecretDigits): RefusalCode | undefined {
  const { opened } = session
  const refusal = opened && validatePin(pin.reveal(), opened)
  return isRefusal(refusal) ? refusal.code : undefined
}
