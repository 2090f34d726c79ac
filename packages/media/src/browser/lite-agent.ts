/**
 * ICE as a lite agent (RFC 8445 §2.5): we stand where everybody reaches us, so we answer checks and send none. The
 * browser checks, chooses the pair, and keeps its consent alive by checking on (RFC 7675).
 */
import type { IceCredentials } from './browser-parameters.ts'
import { readBindingRequest, writeBindingSuccess } from './stun.ts'

/** Where a datagram came from. */
export interface Source {
  readonly address: string
  readonly port: number
}

/** Addresses that proved themselves and may send; a browser has a few candidates. */
const mostSources = 32

export class LiteAgent {
  /** Where audio goes: the pair that the browser nominated last; port 0 before. */
  selected: Source = { address: '', port: 0 }
  readonly #send: (packet: Buffer, to: Source) => void
  readonly #proven = new Set<string>()
  #local: IceCredentials | undefined
  #remoteUfrag: string | undefined

  constructor(send: (packet: Buffer, to: Source) => void) {
    this.#send = send
  }

  /** Other credentials begin anew (RFC 8839 §4.4.1.1.1), audio goes on to the old pair until there is another. */
  begin(local: IceCredentials, remote: IceCredentials | undefined): void {
    if (this.#local?.ufrag !== local.ufrag) this.#proven.clear()
    this.#local = local
    this.#remoteUfrag = remote?.ufrag
  }

  /** Whether audio and handshake from there are the browser's. */
  isProven({ address, port }: Source): boolean {
    return this.#proven.has(`${address} ${port}`)
  }

  /** Answers a check. @returns whether it was the browser's */
  receive(packet: Buffer, from: Source): boolean {
    const request = readBindingRequest(packet)
    const local = this.#local
    if (!request || !local || !this.#isForUs(request.username) || !request.isBy(local.pwd)) return false
    if (this.#proven.size >= mostSources) this.#proven.clear()
    this.#proven.add(`${from.address} ${from.port}`)
    if (request.nominates) this.selected = { address: from.address, port: from.port }
    this.#send(writeBindingSuccess(request.transaction, from, local.pwd), from)
    return true
  }

  /** RFC 8445 §7.2.2; before the answer came we do not know the other half. */
  #isForUs(username: string): boolean {
    const colon = username.indexOf(':')
    const [ours, theirs] = [username.slice(0, colon), username.slice(colon + 1)]
    return ours === this.#local?.ufrag && (this.#remoteUfrag === undefined || theirs === this.#remoteUfrag)
  }
}
