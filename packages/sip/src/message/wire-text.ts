/**
 * Wire text: one character per byte (latin1), so that UTF-8 and anything else survives untouched (RFC 3261 §7).
 * Real text appears only where somebody asks for it: display names, reason phrases, quoted texts.
 */
import { isUtf8 } from 'node:buffer'

const beyondAscii = /[^\x00-\x7f]/
const unprintable = /[^\x20-\x7e]/
const controls = /[\x00-\x1f\x7f]/g
const unsafe = /[\r\n\0]|[^\x00-\xff]/
const lineEnd = /[\r\n]/
// On text that V8 keeps one byte a character, which is all but always so, this looks at nothing.
const beyondBytes = /[^\x00-\xff]/

/** Real text as wire text: UTF-8, one character per byte. ASCII comes back as it is. */
export function encodeText(text: string): string {
  return beyondAscii.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text
}

/**
 * Header text as wire text, whichever of the two it is: what is no UTF-8 as it stands can only be real text, and leaves
 * as UTF-8 (RFC 3261 §25.1). A name that a peer sent in latin1 does, too.
 */
export function wireForm(text: string): string {
  if (!beyondAscii.test(text)) return text
  return !beyondBytes.test(text) && isUtf8(Buffer.from(text, 'latin1')) ? text : encodeText(text)
}

/**
 * Wire text as real text to show or store: bytes that are not UTF-8 become U+FFFD, control characters (a quoted-string
 * may carry even NUL) become spaces.
 */
export function decodeText(wire: string): string {
  if (!unprintable.test(wire)) return wire
  return Buffer.from(wire, 'latin1').toString('utf8').replace(controls, ' ')
}

/**
 * A copy of the text that does not pin the message it was cut from: V8 keeps the whole parent of a slice alive.
 * For every value that outlives its message (a call's tags, Call-ID, targets).
 */
export function flatten(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1)
}

/** Thrown where a caller would write a header that breaks out of its line; a bug of the caller, never of a peer. */
export class UnsafeHeaderValue extends Error {
  override readonly name = 'UnsafeHeaderValue'
}

/** The text itself when it is one line of wire text. @throws UnsafeHeaderValue on CR, LF, NUL or characters above U+00FF. */
export function oneLine(wire: string): string {
  if (unsafe.test(wire)) throw new UnsafeHeaderValue(`not one line of wire text: ${JSON.stringify(wire)}`)
  return wire
}

/**
 * Fails for what would end the line that it is to stand in. What came from a peer passes: it never holds a line end, but may
 * hold NUL (RFC 4475 §3.1.1.2). @throws UnsafeHeaderValue
 */
export function staysInLine(wire: string, what: string): void {
  if (lineEnd.test(wire)) throw new UnsafeHeaderValue(`a line ends within ${what}: ${JSON.stringify(wire)}`)
}

/**
 * The text itself when each character is a byte. Written as latin1, any other would be cut to its low byte: U+010A is a
 * line feed then. @throws UnsafeHeaderValue
 */
export function onlyBytes(wire: string): string {
  const found = beyondBytes.exec(wire)
  if (found === null) return wire
  const around = JSON.stringify(wire.slice(Math.max(0, found.index - 40), found.index + 10))
  throw new UnsafeHeaderValue(
    `real text where wire text belongs (write names with writeNameAddr, other text with encodeText): ${around}`,
  )
}

/** A quoted-string around real text (RFC 3261 §25.1): quotes and backslashes escaped, line breaks become spaces. */
export function quote(text: string): string {
  return `"${encodeText(text.replace(/[\r\n\0]+/g, ' ').replace(/["\\]/g, '\\$&'))}"`
}

/** The real text inside a quoted-string; text without quotes is only decoded. */
export function unquote(wire: string): string {
  const quoted = wire.length >= 2 && wire.charCodeAt(0) === 34 && wire.charCodeAt(wire.length - 1) === 34
  if (!quoted) return decodeText(wire)
  const inner = wire.slice(1, -1)
  return decodeText(inner.includes('\\') ? inner.replace(/\\([\s\S])/g, '$1') : inner)
}

/**
 * A value with its folds (line break and indent, RFC 3261 §7.3.1) replaced by one space each. Bare CR and LF, which only
 * a refused message has, go the same way: its answer must not carry them.
 */
export function unfold(wire: string): string {
  return wire.replace(/[ \t]*[\r\n]+[ \t]*/g, ' ')
}
