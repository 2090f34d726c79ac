/**
 * A call that came to us (RFC 3261 §13.3): provisional responses kept fresh, one final response, its 2xx repeated
 * until the ACK, CANCEL answered. From the answer on it is `base-call.ts`.
 */
import type { Timer } from '../clock.ts'
import { type Dialog, dialogOfRequest } from '../dialog/dialog.ts'
import { answerSessionTimer } from '../dialog/session-timer.ts'
import {
  checkExtra,
  flatten,
  HeaderId,
  type RAck,
  type ResponseParts,
  type SipRequest,
} from '../message/index.ts'
import type { BaseTimers } from '../transaction/timers.ts'
import type { ServerTransaction, ServerTransactionUser } from '../transaction/transaction.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import { BaseCall } from './base-call.ts'
import type { Call, IncomingCall, IncomingCallHandler, Respond } from './call.ts'
import type { CallHost } from './call-host.ts'
import { checkResponse } from './fitting-response.ts'
import { ReliableAnswer } from './reliable-answer.ts'
import { ReliableProvisional, type ReliableProvisionalUser } from './reliable-provisional.ts'

/** RFC 3261 §13.3.1.1: proxies give up after three minutes without news, so there is some every minute. */
const NEWS = 60_000

export class UasCall
  extends BaseCall
  implements IncomingCall, ServerTransactionUser, ReliableProvisionalUser
{
  readonly callId: string
  readonly flow: Flow
  readonly ownsCallId = false
  replaced: Call | undefined = undefined
  events: IncomingCallHandler | undefined = undefined
  #transaction: ServerTransaction | undefined
  #dialog: Dialog | undefined = undefined
  #news: Timer | undefined = undefined
  #tried = false
  #lastProgress: ResponseParts | undefined = undefined
  /** What was said, or is to be said, so that the caller has to acknowledge it. */
  #reliable: ReliableProvisional | undefined = undefined
  /** What of that described the session: the answer to the INVITE's offer, or an offer. */
  #described: ResponseParts | undefined = undefined
  /** A 2xx that may not overtake what was said of the session (RFC 3262 §3). */
  #heldAnswer: ResponseParts | undefined = undefined
  /** A BYE that waits for the ACK (§15): its header lines. */
  #heldBye: { readonly extra: string | undefined } | undefined = undefined

  constructor(
    host: CallHost,
    id: number,
    localTag: string,
    request: SipRequest,
    transaction: ServerTransaction,
  ) {
    super(host, id, localTag)
    this.callId = flatten(request.callId)
    this.flow = transaction.flow
    this.#transaction = transaction
    transaction.user = this
  }

  get request(): SipRequest {
    if (this.#transaction === undefined) throw new Error('the INVITE was answered and is not kept')
    return this.#transaction.request
  }

  get dialog(): Dialog | undefined {
    if (this.#dialog === undefined && this.#transaction !== undefined) {
      this.#dialog = dialogOfRequest(this.#transaction.request, this.localTag)
    }
    return this.#dialog
  }

  dialogFor(remoteTag: string | undefined): Dialog | undefined {
    const { dialog } = this
    return dialog?.matches(remoteTag) ? dialog : undefined
  }

  /** A description that is not sent reliably is not the answer yet (RFC 3261 §13.2.1). */
  override offerUnderway(dialog: Dialog): 'ours' | 'theirs' | undefined {
    if (this.state !== 'early') return super.offerUnderway(dialog)
    if (this.request.hasBody) return this.#described === undefined ? 'theirs' : undefined
    return this.#reliable?.holdsSession ? 'ours' : undefined
  }

  get contact(): string {
    this.toldContact ??= this.host.contact(this.flow, this.request.uri.scheme === 'sips')
    return this.toldContact
  }

  protected get peer(): Destination {
    return { flow: this.flow }
  }

  setHandler(handler: IncomingCallHandler): void {
    this.events = handler
  }

  trying(): void {
    if (this.state !== 'early' || this.#tried || this.#lastProgress !== undefined) return
    this.#tried = true
    this.#transaction?.respond({ status: 100 })
  }

  progress(parts: ResponseParts, reliably = false): boolean {
    checkResponse(parts, 'progress', 101, 199)
    if (this.state !== 'early' || this.#transaction === undefined || this.#heldAnswer !== undefined)
      return false
    const full = { ...parts, toTag: this.localTag, contact: this.contact }
    if (!this.#say(full, reliably)) return false
    this.#lastProgress = full
    this.#news ??= this.host.wheel.after(NEWS, () => this.#tellAgain())
    return true
  }

  answer(parts: ResponseParts): boolean {
    checkResponse(parts, 'answer', 200, 299)
    const transaction = this.#transaction
    if (this.state !== 'early' || transaction === undefined || this.#heldAnswer !== undefined) return false
    if (this.#reliable?.holdsSession) {
      this.#heldAnswer = parts
      return true
    }
    const { host, openDialog: dialog } = this
    const { request } = transaction
    const timer = answerSessionTimer(request, host.sessionTimer)
    // A 422 was due before the call came here; by now whatever is asked is granted.
    const granted = timer.kind === 'granted' ? timer : { timer: undefined, extra: '' }
    const extra = host.capabilities.responseLines + granted.extra + (parts.extra ?? '')
    const full = { ...parts, toTag: this.localTag, contact: this.contact, extra }
    if (!transaction.respond(full)) return false
    this.#stopNews()
    this.#reliable?.stop()
    this.#transaction = undefined
    dialog.early = false
    this.symmetric ||= this.#isOnItsConnection(dialog)
    this.establish(request, granted.timer, this.flow.remoteAddress)
    this.keepLocalBody(parts.body === undefined ? (this.#described ?? parts) : parts)
    this.offersInAnswer = !request.hasBody && this.#described === undefined
    this.unacknowledged = new ReliableAnswer(
      host.wheel,
      host.timers,
      transaction,
      request.cseq.sequence,
      () => this.acknowledgementMissing(),
    )
    return true
  }

  reject(parts: ResponseParts): boolean {
    checkResponse(parts, 'reject', 300, 699)
    if (this.state !== 'early' || this.#transaction === undefined) return false
    if (!this.#refuse(parts)) return false
    this.end = 'rejected'
    this.finish()
    return true
  }

  get timers(): BaseTimers {
    return this.host.timers
  }

  /** @internal */
  sendProvisional(parts: ResponseParts): boolean {
    return this.#transaction?.respond(parts) ?? false
  }

  /** @internal RFC 3262 §3: a caller that acknowledges nothing is refused. */
  provisionalMissed(): void {
    if (this.state !== 'early' || !this.#refuse({ status: 500, reason: 'No PRACK' })) return
    this.end = 'failed'
    this.finish()
  }

  override acknowledgeProvisional(rack: RAck): boolean {
    if (!this.#reliable?.acknowledge(rack)) return false
    const held = this.#heldAnswer
    if (held !== undefined && !this.#reliable.holdsSession) {
      this.#heldAnswer = undefined
      // After the PRACK's own answer, which is sent when this returns.
      this.host.wheel.after(0, () => this.answer(held))
    }
    return true
  }

  override get prackTaker(): ((request: SipRequest, respond: Respond) => void) | undefined {
    const { events } = this
    return events?.onPrack && ((request, respond) => events.onPrack?.(request, respond, this))
  }

  /** §15: a callee says BYE only once it has the ACK, or will never get it. */
  override bye(extra?: string): boolean {
    if (this.state !== 'answered' || this.unacknowledged === undefined || this.#dialog === undefined) {
      return super.bye(extra)
    }
    checkExtra(extra)
    this.#heldBye = { extra }
    this.end = 'local-bye'
    this.state = 'ending'
    return true
  }

  override receiveAck(ack: SipRequest): void {
    super.receiveAck(ack)
    const held = this.#heldBye
    if (held !== undefined && this.unacknowledged === undefined) this.#sayHeldBye(held)
  }

  override acknowledgementMissing(): void {
    const held = this.#heldBye
    if (held !== undefined) {
      this.#sayHeldBye(held)
      return
    }
    super.acknowledgementMissing()
    this.events?.onAckTimeout?.(this)
  }

  /** The caller gave up (§9.2). */
  onCancel(cancel: SipRequest): void {
    if (this.state === 'early' && this.#refuse({ status: 487 })) this.#abandoned(cancel)
  }

  /** @internal §15: a caller may end an early dialog by BYE, too. */
  override byeWhileEarly(request: SipRequest, transaction: ServerTransaction): void {
    transaction.respond({ status: 200 })
    if (this.#refuse({ status: 487 })) this.#abandoned(request)
  }

  /** Our response could not be delivered (§17.2.4). A 2xx is sent again anyway, until the ACK is missing. */
  onTransportError(): void {
    if (this.state !== 'early') return
    this.end = 'failed'
    this.finish()
  }

  protected giveUpEarly(extra: string | undefined): boolean {
    return this.reject({ status: 603, extra })
  }

  protected release(): void {
    this.#stopNews()
    this.#reliable?.stop()
    this.#reliable = undefined
    this.#described = undefined
    this.#heldAnswer = undefined
    this.#transaction = undefined
    this.events = undefined
  }

  /** RFC 3262 §3: reliably when the caller requires it; when we would rather, as far as the caller can. */
  #say(parts: ResponseParts, reliably: boolean): boolean {
    const { request } = this
    const required = request.values(HeaderId.Require).includes('100rel')
    const able = required || (reliably && request.headers('Supported').includes('100rel'))
    if (!able || !this.host.capabilities.reliable) return this.sendProvisional(parts)
    this.#reliable ??= new ReliableProvisional(this, request.cseq.sequence)
    if (parts.body !== undefined) this.#described = parts
    return this.#reliable.send(parts)
  }

  #refuse(parts: ResponseParts): boolean {
    const extra = this.host.serverLine(this.flow) + (parts.extra ?? '')
    return this.#transaction?.respond({ ...parts, toTag: this.localTag, extra }) ?? false
  }

  #abandoned(request: SipRequest): void {
    this.end = 'cancelled'
    this.state = 'ending'
    try {
      this.events?.onCancel?.(request, this)
    } finally {
      this.finish()
    }
  }

  #tellAgain(): void {
    this.#news = undefined
    if (this.state !== 'early' || this.#lastProgress === undefined) return
    const { contentType: _, body: __, ...said } = this.#lastProgress
    // What is acknowledged need not be repeated word by word, and a session is described once (RFC 3262 §5).
    this.#say(this.#reliable === undefined ? this.#lastProgress : said, false)
    this.#news = this.host.wheel.after(NEWS, () => this.#tellAgain())
  }

  /**
   * A phone has no certificate to be called back by, and its router may let nobody call it by TCP: what comes to it
   * comes over the connection that it made. One whose Contact is another host has said where to go.
   */
  #isOnItsConnection({ routeSet, remoteTarget }: Dialog): boolean {
    const { transport, remoteAddress } = this.flow
    if (routeSet.length > 0) return false
    return transport === 'TLS' || (transport === 'TCP' && remoteTarget.address === remoteAddress)
  }

  #sayHeldBye(held: { readonly extra: string | undefined }): void {
    this.#heldBye = undefined
    this.leave('local-bye', held.extra)
  }

  #stopNews(): void {
    if (this.#news !== undefined) this.host.wheel.cancel(this.#news)
    this.#news = undefined
    this.#lastProgress = undefined
  }
}
