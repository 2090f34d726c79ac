/**
 * A request of ours within a dialog, other than ACK: takes the next number, carries credentials, answers 401 and 407
 * once for each realm (RFC 3261 §12.2.1, §22). What a final response means is for whoever asked.
 */
import type { Dialog } from '../dialog/dialog.ts'
import type { RequestParts, SipResponse } from '../message/index.ts'
import type { ClientTransaction, ClientTransactionUser } from '../transaction/transaction.ts'
import type { TransactionLayer } from '../transaction/transaction-layer.ts'
import type { Destination } from '../transport/flow.ts'
import type { TransportError } from '../transport/transport-error.ts'
import type { CallFailure, CallRequest } from './call.ts'
import type { AnsweredRealms, DigestClient } from './digest-client.ts'
import { timeoutFailure, transportFailure } from './failure.ts'

/** The side of a call that requests within it need. */
export interface DialogRequester {
  readonly openDialog: Dialog
  readonly transactions: TransactionLayer
  readonly digest: DigestClient | undefined
  readonly destination: Destination
  /** The way there, in place of the dialog's route set; undefined: the route set. */
  readonly routes?: readonly string[] | undefined
  /** Our Contact, for requests that refresh the target. */
  readonly contact: string
}

/** Hears the outcome, once; only a re-INVITE's 2xx may come again. */
export interface DialogRequestUser {
  onFinal(response: SipResponse, cseq: number): void
  onLost(failure: CallFailure): void
}

/** Requests that may say where we are now (RFC 3261 §12.2, RFC 3311 §5.1, RFC 6665 §4.3, RFC 3515 §2.2). */
const targetRefreshing: ReadonlySet<string> = new Set(['INVITE', 'UPDATE', 'NOTIFY', 'SUBSCRIBE', 'REFER'])

export class DialogRequest implements ClientTransactionUser {
  readonly method: string
  readonly #from: DialogRequester
  readonly #request: CallRequest
  readonly #user: DialogRequestUser
  #cseq = 0
  #current: ClientTransaction | undefined
  #answered: AnsweredRealms | undefined

  /** Sends at once. `request.extra` is complete but for credentials. */
  constructor(from: DialogRequester, method: string, request: CallRequest, user: DialogRequestUser) {
    this.method = method
    this.#from = from
    this.#request = request
    this.#user = user
    this.#send()
  }

  onResponse(response: SipResponse, transaction: ClientTransaction): void {
    const { status } = response
    if (status < 200 || transaction !== this.#current) return
    const challenged = status === 401 || status === 407
    if (challenged && this.#mayAnswer(response)) this.#send()
    else this.#user.onFinal(response, this.#cseq)
  }

  /** Takes back an INVITE that has had a provisional response only (RFC 3261 §9.1). Whether there was one to take back. */
  cancel(): boolean {
    if (this.#current?.state !== 'proceeding' || this.method !== 'INVITE') return false
    this.#current.cancel()
    return true
  }

  onTimeout(): void {
    this.#user.onLost(timeoutFailure)
  }

  onTransportError(error: TransportError): void {
    this.#user.onLost(transportFailure(error))
  }

  #mayAnswer(challenge: SipResponse): boolean {
    this.#answered ??= new Map()
    return this.#from.digest?.accept(challenge, this.#answered) ?? false
  }

  #send(): void {
    const { openDialog: dialog, digest, transactions, destination, routes, contact } = this.#from
    const { contentType, body, extra = '' } = this.#request
    const next = dialog.nextRequest(this.method)
    this.#cseq = next.cseq
    const credentials = digest?.lines({ method: this.method, uri: next.uri, body }) ?? ''
    const refreshes = targetRefreshing.has(this.method)
    const parts: RequestParts = {
      ...next,
      routes: routes ?? next.routes,
      contact: refreshes ? contact : undefined,
      extra: credentials + extra,
      contentType,
      body,
    }
    this.#current = transactions.request(parts, destination, this)
  }
}
