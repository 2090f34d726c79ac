/**
 * Who may send to an endpoint. Audio is taken from the negotiated address (any port of it, phones behind NAT use others than
 * they say) and, of who may be mistaken about that, from where the signalling came from; then the first source is kept: a
 * stranger who guesses the port is never heard nor answered. Only who sends from exactly where it said takes over at once: what
 * came before was of a call that a killed process left behind, whose caller behind the same address still talks to this port.
 */

import { isIPv4, isIPv6, SocketAddress } from 'node:net'

/** Milliseconds of silence after which the same address may come back from another port. */
const relatchAfter = 3000

/** The addresses that no peer on the internet can have told us truly (RFC 1918, RFC 6598, RFC 3927, RFC 4193). */
const unroutable =
  /^(?:10\.|127\.|0\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1?$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/

/** A private, loopback or link-local address, or no IP address at all. */
export function isUnroutable(address: string): boolean {
  return !(isIPv4(address) || isIPv6(address)) || unroutable.test(address.toLowerCase())
}

/** The address as a socket reports it, so that texts can be compared. */
export function canonical(address: string): string {
  if (!isIPv6(address)) return address
  return new SocketAddress({ address, family: 'ipv6' }).address
}

/** Where a party's signalling came from, which may send its audio as well. */
export interface SignallingSource {
  readonly address: string
  /** However plausible the negotiated address is; else only where nobody on the internet can have that (`isUnroutable`). */
  readonly always: boolean
}

/** The source an endpoint listens to. Starts closed: nobody is let in before `expect`. */
export class PeerLatch {
  /** The source latched to; port 0 while open. */
  address = ''
  port = 0
  #negotiated = ''
  #negotiatedPort = 0
  #alternative = ''
  /** The source latched to before the party said something else, and the port that it had named then. */
  #leftAddress = ''
  #leftPort = 0
  #leftNegotiatedPort = 0

  /** Sets the negotiated address; keeps the latch when it is the same as before. Returns whether it was opened. */
  expect(address: string, port: number, allowFrom: SignallingSource | undefined): boolean {
    const negotiated = canonical(address)
    const alternative =
      allowFrom && (allowFrom.always || isUnroutable(negotiated)) ? canonical(allowFrom.address) : ''
    const same =
      negotiated === this.#negotiated && port === this.#negotiatedPort && alternative === this.#alternative
    if (same) return false
    if (this.port !== 0) {
      this.#leftAddress = this.address
      this.#leftPort = this.port
      this.#leftNegotiatedPort = this.#negotiatedPort
    }
    this.#negotiated = negotiated
    this.#negotiatedPort = port
    this.#alternative = alternative
    this.address = ''
    this.port = 0
    return true
  }

  /**
   * Decides on a source that is not the latched one, and latches to it when it may be heard. `silence` is the milliseconds
   * since the latched source was heard last, or since `expect` opened the latch.
   *
   * What is still on its way from where the party was before a re-INVITE must not take it back there; a router that has the party
   * come from the same place whatever it says does, once nothing else was heard.
   */
  admit(address: string, port: number, silence: number): boolean {
    if (address !== this.#negotiated && address !== this.#alternative) return false
    const isExact = address === this.#negotiated && port === this.#negotiatedPort
    if (this.port !== 0 && !isExact && (address !== this.address || silence < relatchAfter)) return false
    const hasMoved = this.#negotiatedPort !== this.#leftNegotiatedPort
    const isLeft = hasMoved && address === this.#leftAddress && port === this.#leftPort
    if (isLeft && !isExact && silence < relatchAfter) return false
    this.address = address
    this.port = port
    return true
  }

  /** Nobody is heard any more. */
  reset(): void {
    this.address = ''
    this.port = 0
    this.#negotiated = ''
    this.#negotiatedPort = 0
    this.#alternative = ''
    this.#leftAddress = ''
    this.#leftPort = 0
    this.#leftNegotiatedPort = 0
  }
}
