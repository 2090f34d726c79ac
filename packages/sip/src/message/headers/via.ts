/**
 * Via (RFC 3261 §20.42, RFC 3581 rport): where a request came through and where its response goes back.
 */
import { isIPv6 } from 'node:net'
import { isIPv6Reference } from '../sip-uri.ts'
import { allOf, decimal, HOST, isToken, skipSpace, spanOf, TOKEN, trimEnd } from './character-classes.ts'
import {
  noParameters,
  type ParameterPairs,
  parameter,
  parameterMap,
  parseParameters,
  writeParameters,
} from './parameters.ts'

/** What every branch of RFC 3261 begins with (§8.1.1.7). */
export const magicCookie = 'z9hG4bK'

/** One Via value. Immutable. */
export class Via {
  /** Always `SIP/2.0` in spirit; as received without its white space. */
  readonly protocol: string
  /** Upper case: UDP, TCP, TLS, SCTP, WS, WSS or another. */
  readonly transport: string
  /** As received, IPv6 in brackets. */
  readonly host: string
  readonly port: number | undefined
  readonly pairs: ParameterPairs
  private map: ReadonlyMap<string, string | undefined> | undefined = undefined

  constructor(
    protocol: string,
    transport: string,
    host: string,
    port: number | undefined,
    pairs: ParameterPairs,
  ) {
    this.protocol = protocol
    this.transport = transport
    this.host = host
    this.port = port
    this.pairs = pairs
  }

  get branch(): string | undefined {
    return parameter(this.pairs, 'branch')
  }

  /** The address a server saw, without brackets. */
  get received(): string | undefined {
    const value = parameter(this.pairs, 'received')
    return value?.startsWith('[') ? value.slice(1, -1) : value
  }

  /** `true` when the client asks for it (RFC 3581 §3), a port when a server filled it in. */
  get rport(): number | true | undefined {
    const value = parameter(this.pairs, 'rport')
    if (value === undefined || value === '') return value === '' ? true : undefined
    const port = decimal(value, 0, value.length, 5)
    return port > 0 && port < 65536 ? port : undefined
  }

  get maddr(): string | undefined {
    return parameter(this.pairs, 'maddr')
  }

  get params(): ReadonlyMap<string, string | undefined> {
    this.map ??= parameterMap(this.pairs)
    return this.map
  }

  /** The host without brackets, for a socket. */
  get address(): string {
    return this.host.charCodeAt(0) === 91 ? this.host.slice(1, -1) : this.host
  }

  /** sent-by: host and, when there is one, port. */
  get sentBy(): string {
    return this.port === undefined ? this.host : `${this.host}:${this.port}`
  }

  /**
   * This Via as a server passes it on: `received` when the source is not the sent-by host or rport was asked for,
   * `rport` filled in when it was asked for (RFC 3261 §18.2.1, RFC 3581 §4).
   */
  withReceived(address: string, port: number): Via {
    const asked = this.rport !== undefined || parameter(this.pairs, 'rport') !== undefined
    const needed = asked || this.address.toLowerCase() !== address.toLowerCase()
    const pairs: (string | undefined)[] = []
    for (let at = 0; at < this.pairs.length; at += 2) {
      const name = this.pairs[at]
      if (name === 'received') continue
      if (name === 'rport') pairs.push('rport', String(port))
      else pairs.push(name, this.pairs[at + 1])
    }
    if (needed) pairs.push('received', address)
    return new Via(this.protocol, this.transport, this.host, this.port, pairs)
  }

  /** This Via with one of its parameters as a server fills it in; without it as it is. */
  withParameter(name: string, value: string): Via {
    const pairs = this.pairs.map((known, at) => (at % 2 === 1 && this.pairs[at - 1] === name ? value : known))
    return new Via(this.protocol, this.transport, this.host, this.port, pairs)
  }

  toString(): string {
    let text = `${this.protocol}/${this.transport} ${this.sentBy}`
    for (let at = 0; at < this.pairs.length; at += 2) {
      const value = this.pairs[at + 1]
      const name = this.pairs[at] ?? ''
      if (value === undefined) text += `;${name}`
      else if (allOf(TOKEN, value, 0, value.length) && value !== '') text += `;${name}=${value}`
      else text += isIPv6(value) ? `;${name}=${value}` : writeParameters([[name, value]])
    }
    return text
  }
}

/** Reads one Via value (no list); undefined when malformed. */
export function parseVia(text: string): Via | undefined {
  return parseViaAt(text, 0, text.length)
}

/** As parseVia, where it stands in a longer text: cheaper than from a piece cut out of it. */
export function parseViaAt(text: string, start: number, end: number): Via | undefined {
  if (text.startsWith('SIP/2.0/UDP ', start)) return parseSentBy(text, start + 11, end, 'SIP/2.0', 'UDP')
  let at = start + 8
  let protocol = 'SIP/2.0'
  if (!text.startsWith('SIP/2.0/', start)) {
    const head = /^\s*([^\s/;,]+)\s*\/\s*([^\s/;,]+)\s*\/\s*/.exec(text.slice(start, end))
    if (head === null || !isToken(head[1] ?? '') || !isToken(head[2] ?? '')) return undefined
    protocol = `${head[1]}/${head[2]}`
    at = start + head[0].length
  }
  const transportEnd = spanOf(TOKEN, text, at, end)
  if (transportEnd === at) return undefined
  return parseSentBy(text, transportEnd, end, protocol, text.slice(at, transportEnd).toUpperCase())
}

function parseSentBy(
  text: string,
  transportEnd: number,
  end: number,
  protocol: string,
  transport: string,
): Via | undefined {
  const hostStart = skipSpace(text, transportEnd, end)
  if (hostStart === transportEnd) return undefined
  const tailAt = text.indexOf(';', hostStart)
  const tail = tailAt < 0 || tailAt > end ? end : tailAt
  const hostEnd = hostSpan(text, hostStart, tail)
  if (hostEnd < 0) return undefined
  const host = text.slice(hostStart, hostEnd)
  let port: number | undefined
  let at = skipSpace(text, hostEnd, tail)
  if (at < tail && text.charCodeAt(at) === 58) {
    const portStart = skipSpace(text, at + 1, tail)
    const portEnd = trimEnd(text, portStart, tail)
    port = decimal(text, portStart, portEnd, 5)
    if (port < 1 || port > 65535) return undefined
    at = tail
  }
  if (at !== tail) return undefined
  const pairs = tail === end ? noParameters : parseParameters(text, tail, end)
  return pairs && new Via(protocol, transport, host, port, pairs)
}

function hostSpan(text: string, start: number, tail: number): number {
  if (start < tail && text.charCodeAt(start) === 91) {
    const close = text.indexOf(']', start) + 1
    return close > 0 && close <= tail && isIPv6Reference(text.slice(start, close)) ? close : -1
  }
  const end = spanOf(HOST, text, start, tail)
  return end > start ? end : -1
}
