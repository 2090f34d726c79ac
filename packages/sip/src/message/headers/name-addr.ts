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
  const open = openingOf(text, start, end)
  if (open === end) return parseAddrSpec(text, start, end)
  const close = open < 0 ? -1 : text.indexOf('>', open)
  if (close < 0 || close >= end) return undefined
  const uri = parseUriAt(text, open + 1, close)
  if (!(uri instanceof SipUri)) return undefined
  const pairs = close + 1 === end ? noParameters : parseParameters(text, close + 1, end)
  if (pairs === undefined) return undefined
  return new NameAddr(text, from, end, start, trimEnd(text, start, open), uri, pairs)
}

/** The parameters of one name-addr or addr-spec whose URI nobody asks for; undefined when they cannot be read. */
export function parseAddressParametersAt(
  text: string,
  from: number,
  end: number,
): ParameterPairs | undefined {
  const start = skipSpace(text, from, end)
  const open = openingOf(text, start, end)
  if (open < 0 || start === end) return undefined
  const close = text.indexOf(open === end ? ';' : '>', open === end ? start : open)
  const bare = close < 0 || close >= end
  if (open === end) return bare ? noParameters : parseParameters(text, close, end)
  return bare ? undefined : parseParameters(text, close + 1, end)
}

/** Where the angle bracket of an address opens; `end` for an addr-spec, which has none; -1 when it is neither. */
function openingOf(text: string, start: number, end: number): number {
  if (text.charCodeAt(start) === 34) {
    const nameEnd = skipQuoted(text, start, end)
    const open = nameEnd < 0 ? end : skipSpace(text, nameEnd, end)
    return open < end && text.charCodeAt(open) === 60 ? open : -1
  }
  const open = text.indexOf('<', start)
  if (open < 0 || open >= end) return end
  const nameEnd = trimEnd(text, start, open)
  if (nameEnd === start || allOf(DISPLAY, text, start, nameEnd)) return open
  // `sip:a@b;x="<y>"`: the bracket belongs to a parameter, so it is an addr-spec after all.
  const quoteAt = text.indexOf('"', start)
  return quoteAt >= 0 && quoteAt < open ? end : -1
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
