/** A request of ours outside of any dialog (RFC 3261 §8.1): credentials when asked for, then the outcome. */
import type { RequestParts, SipResponse } from '../message/index.ts'
import type { ClientTransaction, ClientTransactionUser } from '../transaction/transaction.ts'
import type { TransactionLayer } from '../transaction/transaction-layer.ts'
import type { TransportError } from '../transport/transport-error.ts'
import { type AnsweredRealms, DigestClient } from './digest-client.ts'
import { refusal, timeoutFailure, transportFailure } from './failure.ts'
import type { RequestHandler, RequestOptions } from './user-agent-options.ts'

/** What it needs of its user agent. */
export interface OutsideRequestHost {
  readonly transactions: TransactionLayer
  readonly userAgentLine: string
  random(): string
}

export class OutsideRequest implements ClientTransactionUser {
  readonly #host: OutsideRequestHost
  readonly #options: RequestOptions
  readonly #handler: RequestHandler
  readonly #callId: string
  readonly #from: string
  readonly #digest: DigestClient | undefined
  #cseq: number
  #current: ClientTransaction
  #answered: AnsweredRealms | undefined

  /** Sends at once. */
  constructor(host: OutsideRequestHost, options: RequestOptions, handler: RequestHandler) {
    this.#host = host
    this.#options = options
    this.#handler = handler
    this.#callId = options.callId ?? host.random() + host.random()
    this.#from = `${options.from};tag=${options.fromTag ?? host.random()}`
    this.#digest =
      options.credentials === undefined
        ? undefined
        : new DigestClient(options.credentials, () => host.random())
    this.#cseq = options.cseq ?? 1
    this.#current = this.#send()
  }

  onResponse(response: SipResponse, transaction: ClientTransaction): void {
    const { status } = response
    if (status < 200 || transaction !== this.#current) return
    if ((status === 401 || status === 407) && this.#mayAnswer(response)) {
      this.#cseq++
      this.#current = this.#send()
    } else if (status < 300) {
      this.#handler.onResponse(response, this.#cseq)
    } else {
      this.#handler.onFailed(refusal(response), this.#cseq)
    }
  }

  onTimeout(): void {
    this.#handler.onFailed(timeoutFailure, this.#cseq)
  }

  onTransportError(error: TransportError): void {
    this.#handler.onFailed(transportFailure(error), this.#cseq)
  }

  #mayAnswer(challenge: SipResponse): boolean {
    this.#answered ??= new Map()
    return this.#digest?.accept(challenge, this.#answered) ?? false
  }

  #send(): ClientTransaction {
    const { method, uri, to, contact, routes, contentType, body, extra = '', destination } = this.#options
    const credentials = this.#digest?.lines({ method, uri, body }) ?? ''
    const parts: RequestParts = {
      method,
      uri,
      from: this.#from,
      to,
      callId: this.#callId,
      cseq: this.#cseq,
      contact,
      routes,
      extra: credentials + this.#host.userAgentLine + extra,
      contentType,
      body,
    }
    return this.#host.transactions.request(parts, destination, this)
  }
}
