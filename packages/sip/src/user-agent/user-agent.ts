/**
 * The core of a user agent (RFC 3261 §8): judges what comes in, finds its call, and makes calls and requests.
 */
import type { Dialog } from '../dialog/dialog.ts'
import { answerSessionTimer, leastInterval, type SessionTimerPolicy } from '../dialog/session-timer.ts'
import { tagId, writeTag } from '../dialog/tag.ts'
import {
  parseReplaces,
  type Replaces,
  type ResponseParts,
  type SipRequest,
  type SipResponse,
} from '../message/index.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import { randomSource } from '../transaction/random-source.ts'
import { type BaseTimers, defaultTimers } from '../transaction/timers.ts'
import type { ServerTransaction, TransactionUser } from '../transaction/transaction.ts'
import { TransactionLayer } from '../transaction/transaction-layer.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import { AdoptedCall, type AdoptOptions } from './adopted-call.ts'
import type { BaseCall } from './base-call.ts'
import type { Call, IncomingCall, InviteOptions, OutgoingCall, OutgoingCallHandler } from './call.ts'
import type { CallHost, HeldCall } from './call-host.ts'
import { optionsReply, serveWithinCall } from './call-requests.ts'
import type { CallSnapshot } from './call-snapshot.ts'
import { type Capabilities, capabilitiesOf } from './capabilities.ts'
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
  readonly #random: () => string
  readonly #calls = new Map<number, BaseCall>()
  /** By our tag, whose number is another user agent's. */
  readonly #adopted = new Map<string, AdoptedCall>()
  #lastId = 0
  #established = 0

  constructor(options: UserAgentOptions) {
    const { transport, clock } = options
    this.#random = options.random ?? randomSource()
    this.#handler = options.handler
    this.#contact = options.contact
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
  }

  /** Where every timer of this user agent is. */
  get wheel(): TimerWheel {
    return this.transactions.wheel
  }

  /** Sends an INVITE. The handler is told later, never before this returns. */
  invite(options: InviteOptions, handler: OutgoingCallHandler): OutgoingCall {
    const id = this.#nextId()
    const call = new UacCall(this, id, writeTag(id, this.#random()), options, handler)
    this.#calls.set(id, call)
    return call
  }

  /**
   * Goes on with a call that another user agent held and holds no more. One that is held here already stays as it is.
   * `refresh` tells its peer where we are.
   */
  adopt(snapshot: CallSnapshot, options: AdoptOptions): IncomingCall {
    const known = this.#adopted.get(snapshot.localTag)
    if (known !== undefined) return known
    const call = new AdoptedCall(this, this.#nextId(), snapshot, options)
    this.#calls.set(call.id, call)
    this.#adopted.set(call.localTag, call)
    return call
  }

  /** Sends a request outside of any dialog. The handler is told later, never before this returns. */
  request(options: RequestOptions, handler: RequestHandler): void {
    new OutsideRequest(this, options, handler)
  }

  /** Whether a request is of a call that is under way; ACK and CANCEL included. */
  isWithinCall(request: SipRequest): boolean {
    return this.#findDialog(request) !== undefined
  }

  /** Answers an OPTIONS with what we can do (RFC 3261 §11.2). */
  answerOptions(transaction: ServerTransaction): void {
    transaction.respond({ ...optionsReply(this.capabilities), toTag: this.#random() })
  }

  /** The answered call that a Replaces means (RFC 3891 §3), as a REFER has it in its Refer-To. */
  findCall(replaces: Replaces): Call | undefined {
    const call = this.#findReplaced(replaces)
    return call?.state === 'answered' ? call : undefined
  }

  counts(): UserAgentCounts {
    return { dialogs: this.#established, calls: this.#calls.size }
  }

  /** Forgets every call and transaction without telling anyone; the owner closes the transport layer afterwards. */
  close(): void {
    for (const call of this.#calls.values()) call.drop()
    this.#calls.clear()
    this.#adopted.clear()
    this.#established = 0
    this.transactions.close()
  }

  /** @internal */
  onRequest(request: SipRequest, transaction: ServerTransaction): void {
    if (request.method === 'CANCEL') {
      this.#onCancel(request, transaction)
      return
    }
    const refusal = inspectRequest(request, this.capabilities, transaction.merged)
    if (refusal !== undefined) {
      const extra = this.capabilities.server + (refusal.extra ?? '')
      transaction.respond({ ...refusal, toTag: this.#random(), extra })
    } else if (request.to.tag !== undefined) {
      this.#onDialogRequest(request, transaction)
    } else {
      this.#onOutsideRequest(request, transaction)
    }
  }

  /** @internal The ACK of a 2xx; one of a non-2xx stays in its transaction. */
  onAck(request: SipRequest): void {
    this.#findDialog(request)?.call.receiveAck(request)
  }

  /** @internal A 2xx of a fork that comes after the end of its transaction (§13.2.2.4). */
  onStrayResponse(response: SipResponse): void {
    const { status, cseq, from } = response
    if (cseq.method !== 'INVITE' || status < 200 || status > 299) return
    const call = this.#calls.get(tagId(from.tag))
    if (call instanceof UacCall && call.localTag === from.tag && call.callId === response.callId) {
      call.receiveSuccess(response)
    }
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
  get userAgentLine(): string {
    return this.capabilities.userAgent
  }

  /** @internal */
  established(): void {
    this.#established++
  }

  /** @internal */
  forget(call: HeldCall, wasEstablished: boolean): void {
    this.#calls.delete(call.id)
    if (call instanceof AdoptedCall) this.#adopted.delete(call.localTag)
    if (wasEstablished) this.#established--
  }

  /** §9.2. The CANCEL is answered 200 whatever becomes of its INVITE, with the tag that the INVITE's answer has. */
  #onCancel(request: SipRequest, transaction: ServerTransaction): void {
    const { server } = this.capabilities
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
    const found = this.#findDialog(request)
    if (found !== undefined) serveWithinCall(found.call, found.dialog, request, transaction)
    else if (request.method === 'SUBSCRIBE' || request.method === 'NOTIFY')
      this.#onSubscriptionRequest(request, transaction)
    else if (this.#handler.onUnknownCall === undefined) this.#refuseUnknown(transaction)
    else this.#handler.onUnknownCall(request, () => this.#lookAgain(request, transaction))
  }

  #lookAgain(request: SipRequest, transaction: ServerTransaction): void {
    const found = this.#findDialog(request)
    if (found === undefined) this.#refuseUnknown(transaction)
    else serveWithinCall(found.call, found.dialog, request, transaction)
  }

  #refuseUnknown(transaction: ServerTransaction): void {
    transaction.respond({ status: 481, extra: this.capabilities.server })
  }

  /** Dialogs of subscriptions are their notifier's and subscriber's: RFC 6665 §4.5.2 has no other usage in them. */
  #onSubscriptionRequest(request: SipRequest, transaction: ServerTransaction): void {
    const handler = this.#handler
    if (request.method === 'SUBSCRIBE' && handler.onSubscribe) handler.onSubscribe(request, transaction)
    else if (request.method === 'NOTIFY' && handler.onNotify) handler.onNotify(request, transaction)
    else this.#refuseUnknown(transaction)
  }

  #findDialog(request: SipRequest): { call: BaseCall; dialog: Dialog } | undefined {
    const call = this.#withTag(request.to.tag)
    if (call === undefined || call.callId !== request.callId) return undefined
    const dialog = call.dialogFor(request.from.tag)
    return dialog && { call, dialog }
  }

  #withTag(localTag: string | undefined): BaseCall | undefined {
    const call = this.#calls.get(tagId(localTag))
    if (call?.localTag === localTag) return call
    return localTag === undefined ? undefined : this.#adopted.get(localTag)
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
        handler.onRegister?.(request, transaction)
        break
      case 'SUBSCRIBE':
        handler.onSubscribe?.(request, transaction)
        break
      case 'NOTIFY':
        handler.onNotify?.(request, transaction)
        break
      case 'BYE':
      case 'INFO':
      case 'UPDATE':
      case 'PRACK':
        // Only meant within a dialog (§12.2.2).
        transaction.respond({ status: 481, toTag: this.#random(), extra: this.capabilities.server })
        break
      default:
        if (handler.onOther !== undefined) handler.onOther(request, transaction)
        else transaction.respond({ status: 405, toTag: this.#random(), extra: this.capabilities.allow })
    }
  }

  #onInvite(request: SipRequest, transaction: ServerTransaction): void {
    if (this.#isLooped(request)) {
      transaction.respond({ status: 482, toTag: this.#random(), extra: this.capabilities.server })
      return
    }
    // RFC 4028 §9: before anything rings.
    const timer = answerSessionTimer(request, this.sessionTimer)
    if (timer.kind === 'too-small') {
      const extra = this.capabilities.server + timer.extra
      transaction.respond({ status: 422, toTag: this.#random(), extra })
      return
    }
    const replaced = this.capabilities.extensions.includes('replaces') ? this.#replaced(request) : undefined
    if (replaced !== undefined && 'status' in replaced) {
      const extra = this.capabilities.server
      transaction.respond({ ...replaced, toTag: this.#random(), extra })
      return
    }
    const id = this.#nextId()
    const call = new UasCall(this, id, writeTag(id, this.#random()), request, transaction)
    call.replaced = replaced
    this.#calls.set(id, call)
    if (this.#handler.onInvite === undefined) call.reject({ status: 480 })
    else this.#handler.onInvite(call)
  }

  /** RFC 3891 §3: the call that an INVITE is to take the place of, or why it cannot. */
  #replaced(request: SipRequest): BaseCall | ResponseParts | undefined {
    const fields = request.headers('Replaces')
    if (fields.length === 0) return undefined
    const replaces = fields.length === 1 ? parseReplaces(fields[0] ?? '') : undefined
    if (replaces === undefined) return { status: 400, reason: 'Malformed Replaces' }
    const call = this.#findReplaced(replaces) ?? this.#findWatched(replaces)
    if (call === undefined) return { status: 481 }
    if (call.state === 'ending' || call.state === 'ended') return { status: 603 }
    // An early dialog is replaced only by whoever was called through us, never at the side that is being called.
    if (call.state === 'early') return call instanceof UacCall ? call : { status: 481 }
    return replaces.earlyOnly ? { status: 486 } : call
  }

  /** Whoever knows of a phone that rings by watching it (RFC 4235) has the tags as that phone sees them. */
  #findWatched({ toTag: fromTag, fromTag: toTag, ...rest }: Replaces): BaseCall | undefined {
    const call = this.#findReplaced({ ...rest, toTag, fromTag })
    return call?.state === 'early' ? call : undefined
  }

  #findReplaced({ callId, toTag, fromTag }: Replaces): BaseCall | undefined {
    const call = this.#withTag(toTag)
    return call?.callId === callId && call.dialogFor(fromTag) !== undefined ? call : undefined
  }

  /**
   * An INVITE of ours came back unchanged: whoever should have sent it on has sent it to us (§16.3 step 4). One
   * that was retargeted on its way has another Request-URI and is a call of its own.
   */
  #isLooped(request: SipRequest): boolean {
    const { tag } = request.from
    const call = this.#calls.get(tagId(tag))
    return (
      call instanceof UacCall &&
      call.localTag === tag &&
      call.callId === request.callId &&
      call.uri === request.uriText
    )
  }

  /** Small integers, each of one live call. */
  #nextId(): number {
    do this.#lastId = this.#lastId >= 0x3fffffff ? 1 : this.#lastId + 1
    while (this.#calls.has(this.#lastId))
    return this.#lastId
  }
}

function policyOf(options: SessionTimerOptions | false | undefined): SessionTimerPolicy {
  if (options === false) return { interval: 1800, minimum: leastInterval, wanted: false }
  const minimum = Math.max(options?.minimum ?? leastInterval, leastInterval)
  return { interval: Math.max(options?.interval ?? 1800, minimum), minimum, wanted: true }
}
