/**
 * The core of a user agent (RFC 3261 §8): judges what comes in, finds its call, and makes calls and requests.
 */
import { answerSessionTimer, leastInterval, type SessionTimerPolicy } from '../dialog/session-timer.ts'
import { writeTag } from '../dialog/tag.ts'
import { type Replaces, type SipRequest, type SipResponse, wireForm } from '../message/index.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import { randomSource } from '../transaction/random-source.ts'
import { type BaseTimers, defaultTimers } from '../transaction/timers.ts'
import type { ServerTransaction, TransactionUser } from '../transaction/transaction.ts'
import { TransactionLayer } from '../transaction/transaction-layer.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import { AdoptedCall, type AdoptOptions } from './adopted-call.ts'
import type { Call, IncomingCall, InviteOptions, OutgoingCall, OutgoingCallHandler } from './call.ts'
import type { CallHost, HeldCall } from './call-host.ts'
import { optionsReply, serveWithinCall } from './call-requests.ts'
import type { CallSnapshot } from './call-snapshot.ts'
import { type Capabilities, capabilitiesOf } from './capabilities.ts'
import { GivenUpCalls } from './given-up-calls.ts'
import { HeldCalls } from './held-calls.ts'
import { OutsideRequest, type OutsideRequestHost } from './outside-request.ts'
import { inspectRequest } from './request-inspection.ts'
import { UacCall } from './uac-call.ts'
import { UasCall } from './uas-call.ts'
import type {
  RequestHandler,
  RequestOptions,
  SessionTimerOptions,
  UserAgentCounts,
  UserAgentHandler,
  UserAgentOptions,
} from './user-agent-options.ts'

export class UserAgent implements TransactionUser, CallHost, OutsideRequestHost {
  readonly transactions: TransactionLayer
  readonly timers: BaseTimers
  readonly sessionTimer: SessionTimerPolicy
  readonly capabilities: Capabilities
  readonly #handler: UserAgentHandler
  readonly #contact: UserAgentOptions['contact']
  readonly #tellsProduct: UserAgentOptions['tellsProduct']
  readonly #random: () => string
  readonly #calls = new HeldCalls()
  readonly #givenUp: GivenUpCalls
  #established = 0

  constructor(options: UserAgentOptions) {
    const { transport, clock } = options
    this.#random = options.random ?? randomSource()
    this.#handler = options.handler
    this.#contact = options.contact
    this.#tellsProduct = options.tellsProduct
    this.timers = { ...defaultTimers, ...options.timers }
    this.sessionTimer = policyOf(options.sessionTimer)
    this.capabilities = capabilitiesOf(options)
    this.transactions = new TransactionLayer({
      transport,
      clock,
      timers: this.timers,
      user: this,
      random: this.#random,
    })
    this.#givenUp = new GivenUpCalls(this.wheel, 64 * this.timers.t1)
  }

  /** Where every timer of this user agent is. */
  get wheel(): TimerWheel {
    return this.transactions.wheel
  }

  /**
   * Sends an INVITE. The handler is told later, never before this returns.
   * @throws UnsafeHeaderValue when a value would break out of its line; there is no call then
   */
  invite(options: InviteOptions, handler: OutgoingCallHandler): OutgoingCall {
    const id = this.#calls.nextId()
    const call = new UacCall(this, id, writeTag(id, this.#random()), inWireForm(options), handler)
    this.#calls.add(call)
    return call
  }

  /**
   * Goes on with a call that another user agent held and holds no more. One that is held here already stays as it is.
   * `refresh` tells its peer where we are.
   */
  adopt(snapshot: CallSnapshot, options: AdoptOptions): IncomingCall {
    const known = this.#calls.adopted(snapshot.localTag)
    if (known !== undefined) return known
    const call = new AdoptedCall(this, this.#calls.nextId(), snapshot, options)
    this.#calls.add(call)
    return call
  }

  /**
   * Sends a request outside of any dialog. The handler is told later, never before this returns.
   * @throws UnsafeHeaderValue when a value would break out of its line; nothing has been sent then
   */
  request(options: RequestOptions, handler: RequestHandler): void {
    new OutsideRequest(this, inWireForm(options), handler)
  }

  /** Whether a request is of a call that is under way; ACK and CANCEL included. */
  isWithinCall(request: SipRequest): boolean {
    return this.#calls.findDialog(request) !== undefined
  }

  /** Answers an OPTIONS with what we can do (RFC 3261 §11.2). */
  answerOptions(transaction: ServerTransaction): void {
    const reply = optionsReply(this.capabilities, this.serverLine(transaction.flow))
    transaction.respond({ ...reply, toTag: this.#random() })
  }

  /** The answered call that a Replaces means (RFC 3891 §3), as a REFER has it in its Refer-To. */
  findCall(replaces: Replaces): Call | undefined {
    const call = this.#calls.findReplaced(replaces)
    return call?.state === 'answered' ? call : undefined
  }

  counts(): UserAgentCounts {
    return { dialogs: this.#established, calls: this.#calls.size }
  }

  /** Forgets every call and transaction without telling anyone; the owner closes the transport layer afterwards. */
  close(): void {
    this.#calls.drop()
    this.#givenUp.drop()
    this.#established = 0
    this.transactions.close()
  }

  /** @internal */
  onRequest(request: SipRequest, transaction: ServerTransaction): void {
    try {
      this.#take(request, transaction)
    } catch (error) {
      this.#excuse(request, transaction)
      throw error
    }
  }

  #take(request: SipRequest, transaction: ServerTransaction): void {
    if (request.method === 'CANCEL') {
      this.#onCancel(request, transaction)
      return
    }
    const refusal = inspectRequest(request, this.capabilities, transaction.merged)
    if (refusal !== undefined) {
      const extra = this.serverLine(transaction.flow) + (refusal.extra ?? '')
      transaction.respond({ ...refusal, toTag: this.#random(), extra })
    } else if (request.to.tag !== undefined) {
      this.#onDialogRequest(request, transaction)
    } else {
      this.#onOutsideRequest(request, transaction)
    }
  }

  /** @internal The ACK of a 2xx; one of a non-2xx stays in its transaction. */
  onAck(request: SipRequest): void {
    this.#calls.findDialog(request)?.call.receiveAck(request)
  }

  /** @internal A 2xx of a fork that comes after the end of its transaction, or of its call (§13.2.2.4). */
  onStrayResponse(response: SipResponse): void {
    const { status, cseq, from } = response
    if (cseq.method !== 'INVITE' || status < 200 || status > 299) return
    const { callId } = response
    const call = this.#calls.made(from.tag, callId) ?? this.#givenUp.find(from.tag, callId)
    call?.receiveStray(response)
  }

  /** @internal */
  contact(towards: Flow | Destination, sips: boolean): string {
    return this.#contact(towards, sips)
  }

  /** A Call-ID that nobody else has and nobody guesses (RFC 3261 §8.1.1.4). */
  newCallId(): string {
    return this.#random() + this.#random()
  }

  /** @internal */
  random(): string {
    return this.#random()
  }

  /** @internal */
  fraction(): number {
    return Number.parseInt(this.#random().slice(0, 6), 36) / 36 ** 6
  }

  /** @internal */
  serverLine(flow: Flow): string {
    return this.#tellsProduct?.(flow) === false ? '' : this.capabilities.server
  }

  /** @internal */
  get userAgentLine(): string {
    return this.capabilities.userAgent
  }

  /** @internal */
  established(): void {
    this.#established++
  }

  /** @internal */
  forget(call: HeldCall, wasEstablished: boolean): void {
    this.#calls.delete(call)
    if (wasEstablished) this.#established--
    else if (call instanceof UacCall) this.#givenUp.add(call)
  }

  /** Whoever handled the request threw. Its sender has an answer all the same, and nothing waits for another (§21.5.1). */
  #excuse(request: SipRequest, transaction: ServerTransaction): void {
    if (transaction.user instanceof UasCall) {
      transaction.user.reject({ status: 500 })
      return
    }
    transaction.respond({ status: 500, toTag: this.#random(), extra: this.serverLine(transaction.flow) })
    const call = this.#calls.findDialog(request)?.call
    if (call?.pendingServer === transaction) call.pendingServer = undefined
  }

  /** §9.2. The CANCEL is answered 200 whatever becomes of its INVITE, with the tag that the INVITE's answer has. */
  #onCancel(request: SipRequest, transaction: ServerTransaction): void {
    const server = this.serverLine(transaction.flow)
    const invite = this.transactions.findInvite(request)
    if (invite === undefined) {
      transaction.respond({ status: 481, toTag: this.#random(), extra: server })
      return
    }
    const { user } = invite
    const toTag = user instanceof UasCall ? user.localTag : this.#random()
    transaction.respond({ status: 200, toTag, extra: server })
    user?.onCancel?.(request)
  }

  #onDialogRequest(request: SipRequest, transaction: ServerTransaction): void {
    const found = this.#calls.findDialog(request)
    if (found !== undefined) serveWithinCall(found.call, found.dialog, request, transaction)
    else if (request.method === 'SUBSCRIBE' || request.method === 'NOTIFY')
      this.#onSubscriptionRequest(request, transaction)
    else if (this.#handler.onUnknownCall === undefined) this.#refuseUnknown(transaction)
    else this.#handler.onUnknownCall(request, () => this.#lookAgain(request, transaction))
  }

  /** Whoever calls this looked for the call, and has no part in what its handler does. */
  #lookAgain(request: SipRequest, transaction: ServerTransaction): void {
    try {
      const found = this.#calls.findDialog(request)
      if (found === undefined) this.#refuseUnknown(transaction)
      else serveWithinCall(found.call, found.dialog, request, transaction)
    } catch (error) {
      this.#excuse(request, transaction)
      this.transactions.transport.bug(error, transaction.flow)
    }
  }

  #refuseUnknown(transaction: ServerTransaction): void {
    transaction.respond({ status: 481, extra: this.serverLine(transaction.flow) })
  }

  /** Dialogs of subscriptions are their notifier's and subscriber's: RFC 6665 §4.5.2 has no other usage in them. */
  #onSubscriptionRequest(request: SipRequest, transaction: ServerTransaction): void {
    const handler = this.#handler
    if (request.method === 'SUBSCRIBE' && handler.onSubscribe) handler.onSubscribe(request, transaction)
    else if (request.method === 'NOTIFY' && handler.onNotify) handler.onNotify(request, transaction)
    else this.#refuseUnknown(transaction)
  }

  #onOutsideRequest(request: SipRequest, transaction: ServerTransaction): void {
    const handler = this.#handler
    switch (request.method) {
      case 'INVITE':
        this.#onInvite(request, transaction)
        break
      case 'OPTIONS':
        if (handler.onOptions !== undefined) handler.onOptions(request, transaction)
        else this.answerOptions(transaction)
        break
      case 'REGISTER':
        if (handler.onRegister !== undefined) handler.onRegister(request, transaction)
        else this.#onOther(request, transaction)
        break
      case 'SUBSCRIBE':
        if (handler.onSubscribe !== undefined) handler.onSubscribe(request, transaction)
        else this.#onOther(request, transaction)
        break
      case 'NOTIFY':
        if (handler.onNotify !== undefined) handler.onNotify(request, transaction)
        else this.#onOther(request, transaction)
        break
      case 'BYE':
      case 'INFO':
      case 'UPDATE':
      case 'PRACK':
        // Only meant within a dialog (§12.2.2).
        transaction.respond({ status: 481, toTag: this.#random(), extra: this.serverLine(transaction.flow) })
        break
      default:
        this.#onOther(request, transaction)
    }
  }

  #onOther(request: SipRequest, transaction: ServerTransaction): void {
    if (this.#handler.onOther !== undefined) this.#handler.onOther(request, transaction)
    else transaction.respond({ status: 405, toTag: this.#random(), extra: this.capabilities.allow })
  }

  #onInvite(request: SipRequest, transaction: ServerTransaction): void {
    if (this.#calls.isLooped(request)) {
      transaction.respond({ status: 482, toTag: this.#random(), extra: this.serverLine(transaction.flow) })
      return
    }
    // RFC 4028 §9: before anything rings.
    const timer = answerSessionTimer(request, this.sessionTimer)
    if (timer.kind === 'too-small') {
      const extra = this.serverLine(transaction.flow) + timer.extra
      transaction.respond({ status: 422, toTag: this.#random(), extra })
      return
    }
    const replaced = this.capabilities.extensions.includes('replaces')
      ? this.#calls.replaced(request)
      : undefined
    if (replaced !== undefined && 'status' in replaced) {
      const extra = this.serverLine(transaction.flow)
      transaction.respond({ ...replaced, toTag: this.#random(), extra })
      return
    }
    const id = this.#calls.nextId()
    const call = new UasCall(this, id, writeTag(id, this.#random()), request, transaction)
    call.replaced = replaced
    this.#calls.add(call)
    if (this.#handler.onInvite === undefined) call.reject({ status: 480 })
    else this.#handler.onInvite(call)
  }
}

/** Names in From and To may be real text: they leave as UTF-8 (RFC 3261 §25.1). */
function inWireForm<T extends { readonly from: string; readonly to: string }>(options: T): T {
  const from = wireForm(options.from)
  const to = wireForm(options.to)
  return from === options.from && to === options.to ? options : { ...options, from, to }
}

function policyOf(options: SessionTimerOptions | false | undefined): SessionTimerPolicy {
  if (options === false) return { interval: 1800, minimum: leastInterval, wanted: false }
  const minimum = Math.max(options?.minimum ?? leastInterval, leastInterval)
  return { interval: Math.max(options?.interval ?? 1800, minimum), minimum, wanted: true }
}
