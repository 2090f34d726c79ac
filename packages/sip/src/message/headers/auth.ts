/**
 * Challenges and credentials (RFC 3261 §20.7, §20.44, RFC 7616, RFC 8760): a scheme and comma-separated parameters.
 * The headers are never split at commas; each line is one challenge or one set of credentials.
 */

import { oneLine, quote, unquote } from '../wire-text.ts'
import { isToken, skipQuoted, skipSpace, spanOf, TOKEN } from './character-classes.ts'

/** One challenge or one set of credentials. */
export interface AuthValue {
  /** As received: `Digest`, `Basic`, `Bearer` … */
  readonly scheme: string
  /** By lower-case name, without quotes. Empty for schemes with an opaque token. */
  readonly params: ReadonlyMap<string, string>
}

/** What a server sends in WWW-Authenticate or Proxy-Authenticate. Texts are real text. */
export interface DigestChallenge {
  readonly realm: string
  readonly nonce: string
  readonly algorithm?: string | undefined
  readonly opaque?: string | undefined
  readonly qop?: string | undefined
  readonly stale?: boolean | undefined
  readonly domain?: string | undefined
}

/** What a client sends in Authorization or Proxy-Authorization. */
export interface DigestResponse {
  readonly username: string
  readonly realm: string
  readonly nonce: string
  readonly uri: string
  readonly response: string
  readonly algorithm?: string | undefined
  readonly opaque?: string | undefined
  readonly qop?: string | undefined
  /** Eight hexadecimal digits. */
  readonly nc?: string | undefined
  readonly cnonce?: string | undefined
}

/** Reads one WWW-Authenticate, Proxy-Authenticate, Authorization or Proxy-Authorization value; undefined when malformed. */
export function parseAuth(text: string): AuthValue | undefined {
  const end = text.length
  const start = skipSpace(text, 0, end)
  const schemeEnd = spanOf(TOKEN, text, start, end)
  if (schemeEnd === start) return undefined
  const scheme = text.slice(start, schemeEnd)
  const first = skipSpace(text, schemeEnd, end)
  if (first === schemeEnd && first < end) return undefined
  const params = parseAuthParams(text, first)
  if (params !== undefined) return { scheme, params }
  return scheme.toLowerCase() === 'digest' ? undefined : { scheme, params: new Map() }
}

/** `name=value, name="value"` from `start` to the end; undefined when malformed or a name repeats. */
function parseAuthParams(text: string, start = 0): ReadonlyMap<string, string> | undefined {
  const end = text.length
  const params = new Map<string, string>()
  let at = skipSpace(text, start, end)
  while (at < end) {
    const nameEnd = spanOf(TOKEN, text, at, end)
    const name = text.slice(at, nameEnd).toLowerCase()
    const equals = skipSpace(text, nameEnd, end)
    if (name === '' || params.has(name) || text.charCodeAt(equals) !== 61) return undefined
    const valueStart = skipSpace(text, equals + 1, end)
    const quoted = text.charCodeAt(valueStart) === 34
    let valueEnd = quoted ? skipQuoted(text, valueStart, end) : valueStart
    if (!quoted) while (valueEnd < end && !' \t\r\n,'.includes(text.charAt(valueEnd))) valueEnd++
    if (valueEnd <= valueStart) return undefined
    params.set(name, unquote(text.slice(valueStart, valueEnd)))
    at = skipSpace(text, valueEnd, end)
    if (at === end) break
    if (text.charCodeAt(at) !== 44) return undefined
    at = skipSpace(text, at + 1, end)
  }
  return params
}

/** A Digest challenge (RFC 7616 §3.3): algorithm and stale without quotes. */
export function writeChallenge(challenge: DigestChallenge): string {
  let text = `Digest realm=${quote(challenge.realm)}, nonce=${quote(challenge.nonce)}`
  if (challenge.domain !== undefined) text += `, domain=${quote(challenge.domain)}`
  if (challenge.opaque !== undefined) text += `, opaque=${quote(challenge.opaque)}`
  if (challenge.stale !== undefined) text += `, stale=${challenge.stale}`
  if (challenge.algorithm !== undefined) text += `, algorithm=${token(challenge.algorithm)}`
  if (challenge.qop !== undefined) text += `, qop=${quote(challenge.qop)}`
  return text
}

/** Digest credentials (RFC 7616 §3.4): algorithm, qop and nc without quotes. */
export function writeCredentials(credentials: DigestResponse): string {
  const { username, realm, nonce, uri, response } = credentials
  let text = `Digest username=${quote(username)}, realm=${quote(realm)}, nonce=${quote(nonce)}, uri=${quote(uri)}, response=${quote(response)}`
  if (credentials.algorithm !== undefined) text += `, algorithm=${token(credentials.algorithm)}`
  if (credentials.cnonce !== undefined) text += `, cnonce=${quote(credentials.cnonce)}`
  if (credentials.opaque !== undefined) text += `, opaque=${quote(credentials.opaque)}`
  if (credentials.qop !== undefined) text += `, qop=${token(credentials.qop)}`
  if (credentials.nc !== undefined) text += `, nc=${token(credentials.nc)}`
  return text
}

function token(text: string): string {
  return isToken(text) ? text : quote(oneLine(text))
}
