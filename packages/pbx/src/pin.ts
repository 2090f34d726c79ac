/** Which PINs may guard a mailbox and the voice portal (M12). Comparing with earlier ones is storage's: it has hashes only. */
import { type Refusal, refuse } from './errors.ts'

/** What a PIN must not be made of. */
export interface PinContext {
  readonly e164: string
  readonly extension?: string | undefined
}

/** Digits of a PIN (M12). */
export const pinLength = { least: 6, most: 12 } as const
/** Digits of the Default PIN. */
export const defaultPinDigits = 6
/** Failures that lock it (M12). */
export const pinFailures = 5
/** Earlier PINs that cannot come back. */
export const pinHistory = 5

/** So many digits in a row that count up or down, or are those of the number, are too many. */
const tellingDigits = 4
/** Shorter extensions turn up in any PIN. */
const tellingExtension = 3

/** Why a PIN cannot be taken; undefined if it can. */
export function validatePin(pin: string, { e164, extension = '' }: PinContext): Refusal | undefined {
  if (!/^\d+$/.test(pin) || pin.length < pinLength.least || pin.length > pinLength.most)
    return refuse('pin-length')
  if (pieces(pin).some(counts)) return refuse('pin-run')
  if (/(\d)\1\1/.test(pin) || /^(\d+)\1+$/.test(pin)) return refuse('pin-repeat')
  const holdsExtension = extension.length >= tellingExtension && pin.includes(extension)
  return holdsExtension || pieces(pin).some((piece) => e164.includes(piece))
    ? refuse('pin-number')
    : undefined
}

const pieces = (pin: string): readonly string[] =>
  Array.from({ length: pin.length - tellingDigits + 1 }, (_, at) => pin.slice(at, at + tellingDigits))

/** As on a keypad: 7890 counts up, 0987 down. */
const counts = (piece: string): boolean =>
  ['1234567890', '0123456789', '0987654321', '9876543210'].some((row) => row.includes(piece))
