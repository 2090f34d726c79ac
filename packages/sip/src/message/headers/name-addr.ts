/**
 * From, To, Contact, Route and every other header that holds an address (RFC 3261 §20.10, §25.1 name-addr / addr-spec).
 */
import { parseUriAt, SipUri } from '../sip-uri.ts'
import { encodeText, oneLine, quote, unquote } from '../wire-text.ts'
import { allOf, DISPLAY, isToken, skipQuoted, skipSpace, trimEnd } from './character-classes.ts'
import { noParameters, type ParameterPairs, parameter, parameterMap, parseParameters } from './parameters.ts'

/** A display name, a URI and header parameters. Immutable. */
export class NameAddr {
  readonly uri: SipUri
  /** The header parameters as flat pairs; `params` is the same as a Map. */
  readonly pairs: ParameterPairs
  /** The text in which the value stands; cut out only when asked for, which few values are. */
  private readonly source: string
  private readonly start: number
  private readonly end: number
  private readonly nameStart: number
  private readonly nameEnd: number
  private map: ReadonlyMap<string, string | undefined> | undefined = undefined

  constructor(
    source: string,
    start: number,
    end: number,
    nameStart: number,
    nameEnd: number,
    uri: SipUri,
    pairs: ParameterPairs,
  ) {
    this.source = source
    this.start = start
    this.end = end
    this.nameStart = nameStart
    this.nameEnd = nameEnd
    this.uri = uri
    this.pairs = pairs
  }

  /** Real text, unquoted; undefined when there is none. */
  get displayName(): string | undefined {
    const { nameStart, nameEnd } = this
    return nameStart === nameEnd ? undefined : unquote(this.source.slice(nameStart, nameEnd))
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
    return this.source.slice(this.start, this.end)
  }
}

/** Reads one name-addr or addr-spec with its parameters; undefined when malformed. */
export function parseNameAddr(text: string): NameAddr | undefined {
  return parseNameAddrAt(text, 0, text.length)
}

/** As parseNameAddr, where it stands in a longer text: cheaper than from a piece cut out of it. */
export function parseNameAddrAt(text: string, from: number, end: number): NameAddr | undefined {
  const start = skipSpace(text, from, end)
  let nameEnd = start
  let open = start
  if (text.charCodeAt(start) === 34) {
    nameEnd = skipQuoted(text, start, end)
    if (nameEnd < 0) return undefined
    open = skipSpace(text, nameEnd, end)
    if (open >= end || text.charCodeAt(open) !== 60) return undefined
  } else {
    open = text.indexOf('<', start)
    if (open < 0 || open >= end) return parseAddrSpec(text, start, end)
    nameEnd = trimEnd(text, start, open)
    if (nameEnd > start && !allOf(DISPLAY, text, start, nameEnd))
      return bareBeforeQuoted(text, start, end, open)
  }
  const close = text.indexOf('>', open)
  if (close < 0 || close >= end) return undefined
  const uri = parseUriAt(text, open + 1, close)
  if (!(uri instanceof SipUri)) return undefined
  const pairs = close + 1 === end ? noParameters : parseParameters(text, close + 1, end)
  if (pairs === undefined) return undefined
  return new NameAddr(text, from, end, start, nameEnd, uri, pairs)
}

/** `sip:a@b;x="<y>"`: the bracket belongs to a parameter, so it is an addr-spec after all. */
function bareBeforeQuoted(text: string, start: number, end: number, open: number): NameAddr | undefined {
  const quoteAt = text.indexOf('"', start)
  return quoteAt >= 0 && quoteAt < open ? parseAddrSpec(text, start, end) : undefined
}

/** Without angle brackets, parameters belong to the header, and `?` and `,` may not occur (RFC 3261 §20.10). */
function parseAddrSpec(text: string, start: number, end: number): NameAddr | undefined {
  const semicolon = text.indexOf(';', start)
  const bare = semicolon < 0 || semicolon >= end
  const uriEnd = trimEnd(text, start, bare ? end : semicolon)
  const uri = parseUriAt(text, start, uriEnd)
  if (!(uri instanceof SipUri)) return undefined
  const uriText = uri.toString()
  if (uriText.includes('?') || uriText.includes(',')) return undefined
  const pairs = bare ? noParameters : parseParameters(text, uriEnd, end)
  return pairs && new NameAddr(text, start, end, start, start, uri, pairs)
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
