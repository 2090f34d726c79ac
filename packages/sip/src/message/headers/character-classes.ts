/**
 * Which bytes may appear where (RFC 3261 §25.1), as one table of bit flags so that scanning is one lookup a character.
 */

/** Letters, digits and the marks of `token`. */
export const TOKEN = 1
/** What a parameter value may hold outside quotes: wider than the grammar (token or host), as peers send URIs and paths. */
export const VALUE = 2
/** Letters, digits, dot, hyphen; underscore is tolerated because hosts are named with it. */
export const HOST = 4
/** What may stand unescaped in the user part of a URI, the escape sign included. */
export const USER = 8
/** What may stand unescaped in URI parameters and URI headers, separators included. */
export const URI_TAIL = 16
/**
 * Unquoted words of a display name: wider than the grammar, but nothing that could be quotes, brackets or parameters. A comma
 * is no end where lists have been split before, nor where there is none (RFC 4475 §3.1.2.15).
 */
export const DISPLAY = 32
/** Bytes that are seen: neither white space nor control characters. */
export const VISIBLE = 64

/** One entry for every UTF-16 unit, so that a lookup needs no bounds check; beyond bytes nothing is allowed. */
const table = new Uint8Array(65_536)

function allow(flag: number, characters: string): void {
  for (const character of characters) table[character.charCodeAt(0)]! |= flag
}

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
allow(TOKEN, `${alphanumeric}-.!%*_+\`'~`)
allow(VALUE, `${alphanumeric}-.!%*_+\`'~[]:/@?&=$#()|{}^\\`)
allow(HOST, `${alphanumeric}-._`)
allow(USER, `${alphanumeric}-_.!~*'()%&=+$,;?/#`)
allow(URI_TAIL, `${alphanumeric}-_.!~*'()%[]/:&+$=;?`)
allow(DISPLAY, `${alphanumeric}-.!%*_+\`'~ \t()&#/$?=[]{}|^:@,`)
for (let code = 0x21; code < 256; code++) if (code !== 0x7f) table[code]! |= VISIBLE
for (let code = 128; code < 256; code++) table[code]! |= VALUE | DISPLAY

/** Whether all characters from `start` to `end` have the flag; true for an empty span. */
export function allOf(flag: number, text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if ((table[text.charCodeAt(at)]! & flag) === 0) return false
  }
  return true
}

/** The first position from `start` whose character lacks the flag, at most `end`. */
export function spanOf(flag: number, text: string, start: number, end: number): number {
  let at = start
  while (at < end && (table[text.charCodeAt(at)]! & flag) !== 0) at++
  return at
}

/** Whether the text is a non-empty token. */
export function isToken(text: string): boolean {
  return text.length > 0 && allOf(TOKEN, text, 0, text.length)
}

/** The first position from `start` that is no linear white space, at most `end`. Folds count as white space. */
export function skipSpace(text: string, start: number, end: number): number {
  let at = start
  while (at < end) {
    const code = text.charCodeAt(at)
    if (code !== 32 && code !== 9 && code !== 13 && code !== 10) break
    at++
  }
  return at
}

/** The end of the span without trailing white space. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end
  while (at > start) {
    const code = text.charCodeAt(at - 1)
    if (code !== 32 && code !== 9 && code !== 13 && code !== 10) break
    at--
  }
  return at
}

/** The position after the quoted-string that opens at `start`, or -1 when it is not closed before `end`. */
export function skipQuoted(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === 92) at++
    else if (code === 34) return at + 1
  }
  return -1
}

/** A decimal number of at most `digits` digits that fills the span, or -1. */
export function decimal(text: string, start: number, end: number, digits = 10): number {
  if (start >= end || end - start > digits) return -1
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}
