/**
 * Semicolon parameters of a header value (generic-param, RFC 3261 §25.1): `;name`, `;name=value`, `;name="quoted"`.
 * Read into one flat array of pairs; a Map is made only when somebody asks for it.
 */
import { encodeText, quote, unquote } from '../wire-text.ts'
import { isToken, skipQuoted, skipSpace, spanOf, TOKEN, VALUE } from './character-classes.ts'

/** Name (lower case), value, name, value … ; a value is undefined for a bare flag, and without its quotes. */
export type ParameterPairs = readonly (string | undefined)[]

/** No parameter at all; shared. */
export const noParameters: ParameterPairs = []

/**
 * Reads `;a=b;c` from `start` (white space or the first semicolon) to exactly `end`.
 * @returns the pairs, or undefined when the text is not a parameter list
 */
export function parseParameters(text: string, start: number, end: number): ParameterPairs | undefined {
  let at = skipSpace(text, start, end)
  if (at === end) return noParameters
  let pairs: (string | undefined)[] | undefined
  while (at < end) {
    if (text.charCodeAt(at) !== 59) return undefined
    at = skipSpace(text, at + 1, end)
    const nameEnd = spanOf(TOKEN, text, at, end)
    if (nameEnd === at) return undefined
    const name = parameterName(text, at, nameEnd)
    // RFC 3261 §7.3.1: once only. Two identities would be read differently by different hops.
    if (pairs !== undefined && (name === 'tag' || name === 'branch') && parameter(pairs, name) !== undefined)
      return undefined
    let value: string | undefined
    at = skipSpace(text, nameEnd, end)
    if (at < end && text.charCodeAt(at) === 61) {
      at = skipSpace(text, at + 1, end)
      const quoted = text.charCodeAt(at) === 34 && at < end
      const valueEnd = quoted ? skipQuoted(text, at, end) : spanOf(VALUE, text, at, end)
      if (valueEnd <= at) return undefined
      value = text.slice(at, valueEnd)
      if (quoted) value = unquote(value)
      at = skipSpace(text, valueEnd, end)
    }
    // The first pair by a literal: a list that grows takes room for sixteen more.
    if (pairs === undefined) pairs = [name, value]
    else pairs.push(name, value)
  }
  return pairs
}

/** The names that nearly every message has, as constants: comparing them is comparing references. */
function parameterName(text: string, start: number, end: number): string {
  switch (end - start) {
    case 3:
      if (text.startsWith('tag', start)) return 'tag'
      break
    case 5:
      if (text.startsWith('rport', start)) return 'rport'
      break
    case 6:
      if (text.startsWith('branch', start)) return 'branch'
      break
    case 8:
      if (text.startsWith('received', start)) return 'received'
  }
  return lowerCase(text, start, end)
}

/** A token in lower case; most already are, and then nothing is converted. */
function lowerCase(text: string, start: number, end: number): string {
  const token = text.slice(start, end)
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code >= 65 && code <= 90) return token.toLowerCase()
  }
  return token
}

/** The value of the first parameter of that (lower case) name; '' for a bare flag, undefined when absent. */
export function parameter(pairs: ParameterPairs, name: string): string | undefined {
  for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === name) return pairs[at + 1] ?? ''
  return undefined
}

/** The pairs as a Map; the first of several equal names wins. */
export function parameterMap(pairs: ParameterPairs): ReadonlyMap<string, string | undefined> {
  const map = new Map<string, string | undefined>()
  for (let at = 0; at < pairs.length; at += 2) {
    const name = pairs[at]
    if (name !== undefined && !map.has(name)) map.set(name, pairs[at + 1])
  }
  return map
}

/** `;name=value` for each entry, quoted where the value is no token or host; '' for none. */
export function writeParameters(entries: Iterable<readonly [string, string | undefined]>): string {
  let text = ''
  for (const [name, value] of entries)
    text += value === undefined ? `;${name}` : `;${name}=${writeValue(value)}`
  return text
}

const host = /^[A-Za-z0-9.:[\]-]+$/

/** A parameter value, quoted unless it is a token or a host. */
function writeValue(value: string): string {
  return isToken(value) || host.test(value) ? encodeText(value) : quote(value)
}
