/**
 * A re-INVITE or UPDATE of ours (RFC 3261 §14.1, RFC 3311 §5.1): acknowledged, retried after glare and after 422, and
 * the end of the dialog when the peer has forgotten it.
 */

import type { Timer } from '../clock.ts'
import { RefusedIntervals } from '../dialog/session-timer.ts'
import type { SipResponse } from '../message/index.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import type { CallBody, CallFailure, ModificationHandler, ModificationRequest } from './call.ts'
import { DialogRequest, type DialogRequester, type DialogRequestUser } from './dialog-request.ts'
import { cancellation, refusal } from './failure.ts'

/** The call that is being modified. */
export interface ModifiedCall {
  readonly requester: DialogRequester
  readonly wheel: TimerWheel
  /** Whether we made the call, and so the Call-ID (§14.1). */
  readonly ownsCallId: boolean
  fraction(): number
  /** The lines of a re-INVITE or UPDATE, the session timer's among them; with at least that interval. */
  modificationLines(leastInterval: number): string
  sendAck(cseq: number, body: CallBody | undefined): void
  /** A 2xx came: target and session timer follow it. */
  modified(response: SipResponse): void
  /** Not under way any more; the next may begin. */
  modificationOver(modification: Modification): void
  /** 481, 408 or silence: the dialog is gone (§12.2.1.2). */
  dialogLost(): void
}

export class Modification implements DialogRequestUser {
  readonly method: 'INVITE' | 'UPDATE'
  readonly #call: ModifiedCall
  readonly #request: ModificationRequest
  readonly #handler: ModificationHandler
  /** `waiting`: glare, to be tried again. `abandoned`: the call is ending, nobody wants to know. */
  #state: 'pending' | 'waiting' | 'accepted' | 'refused' | 'abandoned' = 'pending'
  #sent: DialogRequest | undefined
  #withdrawn = false
  #retry: Timer | undefined
  #refusedIntervals: RefusedIntervals | undefined
  /** The number of the INVITE whose 2xx has been acknowledged, and with what. */
  #acknowledged: { readonly cseq: number; readonly body: CallBody | undefined } | undefined

  /** Sends at once. */
  constructor(
    call: ModifiedCall,
    method: 'INVITE' | 'UPDATE',
    request: ModificationRequest,
    handler: ModificationHandler,
  ) {
    this.method = method
    this.#call = call
    this.#request = request
    this.#handler = handler
    this.#send()
  }

  /** Takes back a re-INVITE that the peer is in no hurry to answer. The session stays as it was (RFC 3261 §9, §14.1). */
  withdraw(): void {
    if (this.#sent?.cancel()) this.#withdrawn = true
  }

  /** Whether an offer of ours waits for its answer; not while we wait to try again (§14.1). */
  get pending(): boolean {
    return this.#state === 'pending'
  }

  /** The call is ending: nobody is told any more. */
  abandon(): void {
    this.#state = 'abandoned'
    if (this.#retry !== undefined) this.#call.wheel.cancel(this.#retry)
  }

  onFinal(response: SipResponse, cseq: number): void {
    const { status } = response
    if (status < 300) this.#onSuccess(response, cseq)
    else if (this.#state === 'pending' && !this.#tryAgain(response)) this.#fail(refusal(response))
  }

  onLost(failure: CallFailure): void {
    // After a provisional response, silence is no sign that the dialog is gone.
    if (this.#state === 'pending') this.#fail(this.#withdrawn ? cancellation() : failure)
  }

  #send(): void {
    const { extra = '', ...rest } = this.#request
    const lines = this.#call.modificationLines(this.#refusedIntervals?.least ?? 0)
    this.#sent = new DialogRequest(this.#call.requester, this.method, { ...rest, extra: lines + extra }, this)
  }

  #onSuccess(response: SipResponse, cseq: number): void {
    if (this.#state === 'pending') this.#accept(response, cseq)
    // A 2xx that comes again, or to a call that is ending: its sender still waits for the ACK.
    else if (this.#acknowledged !== undefined) this.#call.sendAck(cseq, this.#acknowledged.body)
    else if (this.#state === 'abandoned') this.#acknowledge(cseq, undefined)
  }

  #accept(response: SipResponse, cseq: number): void {
    this.#state = 'accepted'
    this.#call.modificationOver(this)
    this.#call.modified(response)
    const ack = (body?: CallBody): void => this.#acknowledge(cseq, body)
    if (this.#request.manualAck !== true) ack()
    this.#handler.onAccepted(response, ack)
  }

  #acknowledge(cseq: number, body: CallBody | undefined): void {
    if (this.method !== 'INVITE' || this.#acknowledged !== undefined) return
    this.#acknowledged = { cseq, body }
    this.#call.sendAck(cseq, body)
  }

  #tryAgain(response: SipResponse): boolean {
    if (response.status === 491) {
      this.#retryLater()
      return true
    }
    if (response.status !== 422) return false
    this.#refusedIntervals ??= new RefusedIntervals()
    if (!this.#refusedIntervals.accept(response)) return false
    this.#send()
    return true
  }

  /** §14.1: whoever owns the Call-ID waits 2.1 to 4 s, the other side up to 2 s, in steps of 10 ms. */
  #retryLater(): void {
    const fraction = this.#call.fraction()
    const wait = this.#call.ownsCallId
      ? 2100 + Math.floor(fraction * 191) * 10
      : Math.floor(fraction * 201) * 10
    this.#state = 'waiting'
    this.#retry = this.#call.wheel.after(wait, () => {
      this.#retry = undefined
      this.#state = 'pending'
      this.#send()
    })
  }

  /** 481, 408 and silence mean that the dialog itself is gone (§12.2.1.2). */
  #fail(failure: CallFailure): void {
    this.#state = 'refused'
    this.#call.modificationOver(this)
    try {
      this.#handler.onRefused(failure)
    } finally {
      if (failure.status === 481 || failure.status === 408) this.#call.dialogLost()
    }
  }
}
