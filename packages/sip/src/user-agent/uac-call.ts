/**
 * A call that we make (RFC 3261 §13.2): every fork's early dialog, the first 2xx wins, later ones are acknowledged and
 * ended, so is one that crosses our CANCEL; 401, 407 and 422 are answered. From the answer on it is `base-call.ts`.
 */
import { type Dialog, dialogOfResponse, dialogOfSuccess } from '../dialog/dialog.ts'
import { isUnreachableContact } from '../dialog/route-set.ts'
import { askForTimer, RefusedIntervals, timerOfResponse } from '../dialog/session-timer.ts'
import { checkExtra, type RequestParts, readAgain, type SipResponse } from '../message/index.ts'
import type { ClientTransaction, ClientTransactionUser } from '../transaction/transaction.ts'
import type { Destination } from '../transport/flow.ts'
import type { TransportError } from '../transport/transport-error.ts'
import { BaseCall } from './base-call.ts'
import type { CallBody, CallFailure, InviteOptions, OutgoingCall, OutgoingCallHandler } from './call.ts'
import type { CallHost } from './call-host.ts'
import type { DialogRequester } from './dialog-request.ts'
import type { AnsweredRealms } from './digest-client.ts'
import { cancellation, refusal, timeoutFailure, transportFailure } from './failure.ts'
import { type ForkedCall, LostForks, MOST_FORKS } from './lost-forks.ts'
import { acknowledgeProvisional, isNext, reliableNumber } from './provisional-acknowledgement.ts'

/** A fork that rings: its first response, as text, until somebody needs the dialog, which few forks come to. */
interface EarlyFork {
  readonly tag: string
  readonly text: string
  dialog: Dialog | undefined
  /** The number of its last reliable response (RFC 3262 §4). */
  reliable: number | undefined
  /** Offer and answer were exchanged before its final response (RFC 3262 §5); by that answer, when it was ours. */
  agreed: boolean
  answer: CallBody | undefined
}

const noForks: readonly EarlyFork[] = []

/** RFC 3326 §2. */
const COMPLETED_ELSEWHERE = 'Reason: SIP;cause=200;text="Call completed elsewhere"\r\n'

export class UacCall extends BaseCall implements OutgoingCall, ClientTransactionUser, ForkedCall {
  readonly callId: string
  readonly ownsCallId = true
  events: OutgoingCallHandler | undefined
  /** The Request-URI, by which a request that comes back to us is known. */
  readonly uri: string
  /** @internal When it came to nothing, in `wheel.now` time. */
  givenUpAt = 0
  protected readonly peer: Destination
  #options: InviteOptions | undefined
  #invite: RequestParts
  #transaction: ClientTransaction
  #dialog: Dialog | undefined = undefined
  #cancelled = false
  #early: EarlyFork[] | undefined = undefined
  /** Those that have been asked something, and those that answered after another. */
  #lost: LostForks | undefined = undefined
  /** The body of the ACK; `undefined` until acknowledged. */
  #ack: { readonly body: CallBody | undefined } | undefined = undefined
  #answered: AnsweredRealms | undefined = undefined
  #manualAck: boolean
  #refused: RefusedIntervals | undefined = undefined

  constructor(
    host: CallHost,
    id: number,
    localTag: string,
    options: InviteOptions,
    handler: OutgoingCallHandler,
  ) {
    super(host, id, localTag)
    this.callId = options.callId ?? host.newCallId()
    this.uri = options.uri
    this.peer = options.destination
    this.events = handler
    if (options.credentials !== undefined) this.credentials = options.credentials
    this.#options = options
    this.toldContact = options.contact
    this.#manualAck = options.manualAck === true
    this.#invite = this.#inviteParts(options, 1)
    this.#transaction = host.transactions.request(this.#invite, options.destination, this)
  }

  setHandler(handler: OutgoingCallHandler): void {
    this.events = handler
  }

  get dialog(): Dialog | undefined {
    return this.#dialog
  }

  get contact(): string {
    this.toldContact ??= this.host.contact(this.peer, /^sips:/i.test(this.uri))
    return this.toldContact
  }

  get earlyDialogs(): readonly Dialog[] {
    return (this.#early ?? []).map((fork) => this.#dialogOf(fork))
  }

  cancel(extra?: string): boolean {
    if (this.state !== 'early' || this.#cancelled) return false
    checkExtra(extra)
    this.#cancelled = true
    this.#transaction.cancel(extra)
    return true
  }

  ack(body?: CallBody): boolean {
    if (this.#ack !== undefined || this.#dialog === undefined || this.state === 'ended') return false
    this.#ack = { body }
    if (body !== undefined) this.keepLocalBody(body)
    this.sendAck(this.#invite.cseq, body)
    return true
  }

  /** @internal The dialog of a peer's request, an early one too. */
  dialogFor(remoteTag: string | undefined): Dialog | undefined {
    if (this.#dialog !== undefined) return this.#dialog.matches(remoteTag) ? this.#dialog : undefined
    const fork = this.#early?.find(({ tag }) => tag === remoteTag)
    return fork && this.#dialogOf(fork)
  }

  override offerUnderway(dialog: Dialog): 'ours' | 'theirs' | undefined {
    if (this.state !== 'early') return super.offerUnderway(dialog)
    const agreed = this.#early?.some((fork) => fork.dialog === dialog && fork.agreed)
    return agreed || this.#invite.body === undefined ? undefined : 'ours'
  }

  onResponse(response: SipResponse, transaction: ClientTransaction): void {
    const { status } = response
    // An answer to an attempt that a 401 or 422 has ended; only a 2xx would matter, and there is none after those.
    if (transaction !== this.#transaction) return
    this.events?.onHeard?.(this)
    if (status < 200) this.#onProvisional(response)
    else if (status < 300) this.receiveSuccess(response)
    else if (this.state === 'early') this.#onRefused(response)
  }

  onTimeout(): void {
    this.#fail(this.#cancelled ? cancellation() : timeoutFailure)
  }

  onTransportError(error: TransportError): void {
    this.#fail(this.#cancelled ? cancellation() : transportFailure(error))
  }

  /** The transaction is gone: no 2xx will come again. Without answer one may, as long as the user agent knows of us. */
  onTerminated(): void {
    if (this.#dialog !== undefined) this.#lost = undefined
  }

  /**
   * @internal A 2xx that no transaction waits for. That of a server which was given up for another one (RFC 3263 §4.3) answers a
   * call that still rings there: it is to ring no more (RFC 3261 §13.2.2.4), and is no missed call.
   */
  receiveStray(response: SipResponse): void {
    if (this.state === 'early' && response.cseq.sequence === this.#invite.cseq)
      this.#transaction.cancel(COMPLETED_ELSEWHERE)
    this.receiveSuccess(response)
  }

  /** @internal Any 2xx to our INVITE: the first, one repeated, one of another fork, or to an attempt that had failed (§13.2.2.4). */
  receiveSuccess(response: SipResponse): void {
    const { cseq } = this.#invite
    const { sequence } = response.cseq
    if (this.#dialog?.matches(response.toTag)) {
      if (sequence === cseq && this.#ack !== undefined) this.sendAck(cseq, this.#ack.body)
    } else if (sequence === cseq && this.state === 'early') this.#onFirstSuccess(response)
    else this.#forks.end(sequence === cseq ? this.#invite : { ...this.#invite, cseq: sequence }, response)
  }

  /** A call that has ended still acknowledges what comes again, as long as the transaction lives. */
  protected release(): void {
    this.events = undefined
    this.#options = undefined
    if (this.#dialog === undefined) this.#invite = identityOf(this.#invite)
    this.#loseForks(undefined)
  }

  protected giveUpEarly(extra: string | undefined): boolean {
    return this.cancel(extra)
  }

  #onProvisional(response: SipResponse): void {
    if (response.status === 100 || this.state !== 'early') return
    const tag = response.toTag
    if (tag !== undefined) {
      const fork = this.#noteFork(tag, response)
      if (fork === undefined || !this.#acknowledge(fork, response)) return
    }
    if (!this.#cancelled) this.events?.onProvisional?.(response, this)
  }

  /** Undefined for one too many: that it rings is not told, but it may answer. */
  #noteFork(tag: string, response: SipResponse): EarlyFork | undefined {
    this.#early ??= []
    const known = this.#early.find((fork) => fork.tag === tag)
    if (known !== undefined || this.#early.length >= MOST_FORKS) return known
    const fork = {
      tag,
      text: response.text,
      dialog: undefined,
      reliable: undefined,
      agreed: false,
      answer: undefined,
    }
    this.#early.push(fork)
    return fork
  }

  /** RFC 3262 §4: a reliable response gets its PRACK, cancelled or not. False for one that is to be dropped. */
  #acknowledge(fork: EarlyFork, response: SipResponse): boolean {
    const { capabilities } = this.host
    const number = capabilities.reliable ? reliableNumber(response) : undefined
    if (number === undefined) return true
    if (!isNext(number, fork.reliable)) return false
    fork.reliable = number
    fork.agreed ||= response.hasBody
    const dialog = this.#dialogOf(fork)
    const answer = response.hasBody ? this.events?.onEarlyOffer?.(response, this) : undefined
    if (answer !== undefined) fork.answer = answer
    acknowledgeProvisional(this.requesterOf(dialog), response, number, answer, capabilities.userAgent)
    return true
  }

  /** @internal What a request within the dialog of one fork needs. */
  requesterOf(dialog: Dialog): DialogRequester {
    const { digest, contact, transactions } = this
    const destination = this.#isBehind(dialog) ? this.peer : dialog.destination
    return { openDialog: dialog, transactions, digest, destination, contact }
  }

  /** Whether the peer is only reached where our INVITE went (RFC 5626 §5.3). */
  #isBehind(dialog: Dialog): boolean {
    const { peer } = this
    if (this.confined) return true
    if (dialog.routeSet.length > 0) return false
    return 'flow' in peer || ('address' in peer && isUnreachableContact(dialog.remoteTarget, peer.address))
  }

  #dialogOf(fork: EarlyFork): Dialog {
    fork.dialog ??= dialogOfResponse(this.#invite, this.localTag, readAgain(fork.text))
    return fork.dialog
  }

  #onFirstSuccess(response: SipResponse): void {
    const tag = response.toTag
    const before = this.#early?.find((fork) => fork.tag === tag)
    const dialog = dialogOfSuccess(this.#invite, this.localTag, response, before?.dialog)
    this.#dialog = dialog
    this.#loseForks(tag)
    const flow = 'flow' in this.peer
    this.symmetric = flow && dialog.routeSet.length === 0
    this.establish(
      response,
      timerOfResponse(response),
      'address' in this.peer ? this.peer.address : undefined,
    )
    if (this.#cancelled) {
      this.#endAfterCancel()
      return
    }
    if (before?.answer !== undefined) this.keepLocalBody(before.answer)
    else if (this.#options !== undefined) this.keepLocalBody(this.#options)
    this.#options = undefined
    this.#invite = identityOf(this.#invite)
    if (!this.#manualAck) this.ack()
    try {
      this.events?.onAnswered?.(response, this)
    } catch (error) {
      // Whoever was to end it does not know of it.
      this.ack()
      this.bye()
      throw error
    }
  }

  /** §9.1: the 2xx was faster than our CANCEL. */
  #endAfterCancel(): void {
    this.ack()
    this.leave('cancelled')
    this.events?.onFailed?.(cancellation(), this)
  }

  get #forks(): LostForks {
    this.#lost ??= new LostForks(this)
    return this.#lost
  }

  /** The forks that rang do so no more, but for the one that has the call. */
  #loseForks(winner: string | undefined): void {
    for (const { tag, dialog } of this.#early ?? noForks)
      if (dialog !== undefined && tag !== winner) this.#forks.remember(dialog)
    this.#early = undefined
  }

  #onRefused(response: SipResponse): void {
    if (this.#cancelled) {
      this.#fail(cancellation(response))
    } else if (!this.#tryAgain(response)) {
      this.#fail(refusal(response))
    }
  }

  /** 401 and 407 (§22), 422 (RFC 4028 §7.3): the same again with the next number. */
  #tryAgain(response: SipResponse): boolean {
    const options = this.#options
    if (options === undefined) return false
    const { status } = response
    if (status === 401 || status === 407) {
      this.#answered ??= new Map()
      if (!this.digest?.accept(response, this.#answered)) return false
    } else if (status === 422) {
      this.#refused ??= new RefusedIntervals()
      if (!this.#refused.accept(response)) return false
    } else {
      return false
    }
    this.#loseForks(undefined)
    this.#invite = this.#inviteParts(options, this.#invite.cseq + 1)
    this.#transaction = this.host.transactions.request(this.#invite, options.destination, this)
    return true
  }

  #inviteParts(options: InviteOptions, cseq: number): RequestParts {
    const { uri, body, contentType, routes, maxForwards, extra = '' } = options
    const credentials = this.digest?.lines({ method: 'INVITE', uri, body }) ?? ''
    return {
      method: 'INVITE',
      uri,
      from: `${options.from};tag=${this.localTag}`,
      to: options.to,
      callId: this.callId,
      cseq,
      maxForwards,
      contact: this.contact,
      routes,
      extra: credentials + this.host.capabilities.requestLines + this.#timerLines(options) + extra,
      contentType,
      body,
    }
  }

  #timerLines(options: InviteOptions): string {
    const { interval, minimum, wanted } = this.host.sessionTimer
    const least = this.#refused?.least ?? 0
    if (least === 0 && !(options.sessionTimer ?? wanted)) return ''
    return askForTimer(Math.max(interval, least), Math.max(minimum, least))
  }

  #fail(failure: CallFailure): void {
    if (this.state !== 'early') return
    this.end =
      failure.cause === 'cancelled' ? 'cancelled' : failure.cause === 'response' ? 'rejected' : 'failed'
    try {
      this.events?.onFailed?.(failure, this)
    } finally {
      this.finish()
    }
  }
}

/** What later 2xx have to be matched with; the body and the header lines go. */
function identityOf({ method, uri, from, to, callId, cseq }: RequestParts): RequestParts {
  return { method, uri, from, to, callId, cseq }
}
