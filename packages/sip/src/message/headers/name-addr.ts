/**
 * From, To, Contact, Route and every other header that holds an address (RFC 3261 §20.10, §25.1 name-addr / addr-spec).
 */
import { parseUri, SipUri } from '../sip-uri.ts'
import { encodeText, oneLine, quote, unquote } from '../wire-text.ts'
import { allOf, DISPLAY, isToken, skipQuoted, skipSpace, trimEnd } from './character-classes.ts'
import { noParameters, type ParameterPairs, parameter, parameterMap, parseParameters } from './parameters.ts'

/** A display name, a URI and header parameters. Immutable. */
export class NameAddr {
  readonly uri: SipUri
  /** The header parameters as flat pairs; `params` is the same as a Map. */
  readonly pairs: ParameterPairs
  private readonly text: string
  private readonly rawName: string
  private map: ReadonlyMap<string, string | undefined> | undefined = undefined

  constructor(text: string, rawName: string, uri: SipUri, pairs: ParameterPairs) {
    this.text = text
    this.rawName = rawName
    this.uri = uri
    this.pairs = pairs
  }

  /** Real text, unquoted; undefined when there is none. */
  get displayName(): string | undefined {
    return this.rawName === '' ? undefined : unquote(this.rawName)
  }

  /** The URI as received, without angle brackets. */
  get uriText(): string {
    return this.uri.toString()
  }

  /** The `tag` parameter (RFC 3261 §19.3). */
  get tag(): string | undefined {
    return parameter(this.pairs, 'tag')
  }

  /** Header parameters by lower-case name, values without quotes. */
  get params(): ReadonlyMap<string, string | undefined> {
    this.map ??= parameterMap(this.pairs)
    return this.map
  }

  /** The value as received. */
  toString(): string {
    return this.text
  }
}

/** Reads one name-addr or addr-spec with its parameters; undefined when malformed. */
export function parseNameAddr(text: string): NameAddr | undefined {
  const end = text.length
  const start = skipSpace(text, 0, end)
  let nameEnd = start
  let open = start
  if (text.charCodeAt(start) === 34) {
    nameEnd = skipQuoted(text, start, end)
    if (nameEnd < 0) return undefined
    open = skipSpace(text, nameEnd, end)
    if (text.charCodeAt(open) !== 60) return undefined
  } else {
    open = text.indexOf('<', start)
    if (open < 0) return parseAddrSpec(text, start, end)
    nameEnd = trimEnd(text, start, open)
    if (nameEnd > start && !allOf(DISPLAY, text, start, nameEnd))
      return bareBeforeQuoted(text, start, end, open)
  }
  const close = text.indexOf('>', open)
  if (close < 0) return undefined
  const uri = parseUri(text.slice(open + 1, close))
  if (!(uri instanceof SipUri)) return undefined
  const pairs = close + 1 === end ? noParameters : parseParameters(text, close + 1, end)
  if (pairs === undefined) return undefined
  return new NameAddr(text, text.slice(start, nameEnd), uri, pairs)
}

/** `sip:a@b;x="<y>"`: the bracket belongs to a parameter, so it is an addr-spec after all. */
function bareBeforeQuoted(text: string, start: number, end: number, open: number): NameAddr | undefined {
  const quoteAt = text.indexOf('"', start)
  return quoteAt >= 0 && quoteAt < open ? parseAddrSpec(text, start, end) : undefined
}

/** Without angle brackets, parameters belong to the header, and `?` and `,` may not occur (RFC 3261 §20.10). */
function parseAddrSpec(text: string, start: number, end: number): NameAddr | undefined {
  const semicolon = text.indexOf(';', start)
  const uriEnd = trimEnd(text, start, semicolon < 0 ? end : semicolon)
  const uriText = text.slice(start, uriEnd)
  if (uriText.includes('?') || uriText.includes(',')) return undefined
  const uri = parseUri(uriText)
  if (!(uri instanceof SipUri)) return undefined
  const pairs = semicolon < 0 ? noParameters : parseParameters(text, uriEnd, end)
  return pairs && new NameAddr(text, '', uri, pairs)
}

/**
 * `"Name" <uri>` from a real-text display name and a URI; ready to append parameters to.
 * @throws UnsafeHeaderValue when the URI could break out of its brackets or line
 */
export function writeNameAddr(displayName: string | undefined, uri: string): string {
  if (uri.includes('>')) oneLine('\n')
  const address = `<${oneLine(uri)}>`
  if (displayName === undefined || displayName === '') return address
  return `${isToken(displayName) ? encodeText(displayName) : quote(displayName)} ${address}`
}
