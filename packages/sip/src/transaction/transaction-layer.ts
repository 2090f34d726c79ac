/**
 * The transaction layer (RFC 3261 §17): makes client transactions, finds the transaction that a message belongs to,
 * and passes on what belongs to none. Everything runs straight through from the socket to the user and back.
 */
import type { Clock } from '../clock.ts'
import { type RequestParts, type SipRequest, type SipResponse, serializeRequest } from '../message/index.ts'
import { TimerWheel } from '../timer-wheel.ts'
import type { Destination, Flow, Target, Targets } from '../transport/flow.ts'
import type { SendObserver } from '../transport/transport.ts'
import { TransportError } from '../transport/transport-error.ts'
import type { TransportLayer, TransportUser } from '../transport/transport-layer.ts'
import { AckToSeveral } from './ack-to-several.ts'
import { branchId, writeBranch } from './branch.ts'
import type { BaseClientTransaction, ClientHost } from './client-transaction.ts'
import { FailoverRequest } from './failover-request.ts'
import { InviteClientTransaction } from './invite-client-transaction.ts'
import { InviteServerTransaction } from './invite-server-transaction.ts'
import { NonInviteClientTransaction } from './non-invite-client-transaction.ts'
import { NonInviteServerTransaction } from './non-invite-server-transaction.ts'
import { PreferredTargets } from './preferred-targets.ts'
import { randomSource } from './random-source.ts'
import { inviteKey, mergeKey, requestKey } from './server-matching.ts'
import type { BaseServerTransaction, ServerHost } from './server-transaction.ts'
import { type BaseTimers, defaultTimers, type TimerValues, timerValues } from './timers.ts'
import type {
  ClientTransaction,
  ClientTransactionUser,
  ServerTransaction,
  TransactionCounts,
  TransactionUser,
} from './transaction.ts'

export interface TransactionLayerOptions {
  readonly transport: TransportLayer
  /** A wheel is used as it is; on any other clock the layer makes its own. */
  readonly clock: Clock
  /** T1, T2, T4 in milliseconds where they shall differ from RFC 3261 table 4. */
  readonly timers?: Partial<BaseTimers>
  readonly user: TransactionUser
  /** Unguessable text for branches; tests pass a seeded one. */
  readonly random?: () => string
}

/** Hears nothing: for the CANCEL, whose INVITE tells how it went. */
const nobody: ClientTransactionUser = { onResponse() {}, onTimeout() {}, onTransportError() {} }

export class TransactionLayer implements TransportUser, ClientHost, ServerHost {
  readonly wheel: TimerWheel
  readonly transport: TransportLayer
  readonly timers: { readonly reliable: TimerValues; readonly unreliable: TimerValues }
  readonly #user: TransactionUser
  readonly #random: () => string
  /** By the number in the branch. CANCEL shares branch and number with its INVITE. */
  readonly #clients = new Map<number, BaseClientTransaction>()
  readonly #cancels = new Map<number, BaseClientTransaction>()
  #retransmitted = 0
  #inviteClients = 0
  readonly #inviteServers = new Map<string, InviteServerTransaction>()
  readonly #servers = new Map<string, NonInviteServerTransaction>()
  readonly #mergeable = new Set<string>()
  readonly #failovers = new Set<FailoverRequest>()
  readonly #preferred: PreferredTargets
  readonly #acks: AckToSeveral
  #lastId = 0

  constructor(options: TransactionLayerOptions) {
    const { transport, clock } = options
    this.transport = transport
    this.wheel = clock instanceof TimerWheel ? clock : new TimerWheel(clock, (error) => transport.bug(error))
    this.timers = timerValues({ ...defaultTimers, ...options.timers })
    this.#user = options.user
    this.#random = options.random ?? randomSource()
    this.#preferred = new PreferredTargets(options.transport, this.wheel)
    this.#acks = new AckToSeveral({
      wheel: this.wheel,
      remembered: this.timers.unreliable.giveUp,
      send: (parts, target, observer) => this.#sendOnce(parts, target, observer),
    })
    options.transport.user = this
  }

  /**
   * Sends a request in a new client transaction. The user is called back later, never before this returns.
   * CANCEL is `ClientTransaction.cancel`, ACK to a 2xx `sendAck`.
   * @throws UnsafeHeaderValue when a part would break out of its line, or is no wire text; nothing has been sent then
   */
  request(parts: RequestParts, to: Destination, user: ClientTransactionUser): ClientTransaction {
    const located = this.transport.locate(to)
    if (!(located instanceof Promise) && located.length === 1 && this.#goesThere(parts, located[0])) {
      return this.#start(parts, located[0], user)
    }
    // Whoever asked hears of a bug of its own at once, not when the name has been resolved.
    if (located instanceof Promise) serializeRequest(parts, '')
    return this.#startFailover(parts, located, user)
  }

  /**
   * Sends the ACK to a 2xx: a request of its own, without transaction or answer (RFC 3261 §13.2.2.4), by TCP when it is as long
   * as requests that go by TCP (§18.1.1).
   */
  sendAck(parts: RequestParts, to: Destination): void {
    const located = this.transport.locate(to)
    if (located instanceof Promise) {
      serializeRequest(parts, '')
      located
        .then(
          (targets) => this.#acknowledge(parts, targets),
          () => undefined,
        )
        .catch((error: unknown) => this.transport.bug(error))
    } else this.#acknowledge(parts, located)
  }

  /** The INVITE transaction that a CANCEL means (RFC 3261 §9.2), whatever its state. */
  findInvite(cancel: SipRequest): ServerTransaction | undefined {
    return this.#inviteServers.get(inviteKey(cancel))
  }

  /** Requests that came again since the start: their senders had no answer within 500 ms (RFC 3261 §17.1.1.1), or lost it. */
  get retransmitted(): number {
    return this.#retransmitted
  }

  counts(): TransactionCounts {
    return {
      inviteServer: this.#inviteServers.size,
      inviteClient: this.#inviteClients,
      server: this.#servers.size,
      client: this.#clients.size - this.#inviteClients + this.#cancels.size,
      timers: this.wheel.size,
    }
  }

  /** Forgets every transaction without telling anyone; the owner closes the transport layer afterwards. */
  close(): void {
    for (const table of [this.#clients, this.#cancels, this.#inviteServers, this.#servers]) {
      for (const transaction of table.values()) this.wheel.cancel(transaction)
      table.clear()
    }
    this.#mergeable.clear()
    for (const request of this.#failovers) request.drop()
    this.#failovers.clear()
    this.#acks.close()
    this.#inviteClients = 0
  }

  /** @internal From the transport layer, once validated. */
  onRequest(request: SipRequest, flow: Flow): void {
    const { method } = request
    if (method === 'INVITE' || method === 'ACK') {
      const key = inviteKey(request)
      const transaction = this.#inviteServers.get(key)
      if (transaction !== undefined) {
        if (method === 'INVITE') this.#retransmitted++
        transaction.receive(request, flow)
      } else if (method === 'ACK') this.#user.onAck(request, flow)
      else this.#acceptInvite(request, flow, key)
      return
    }
    const key = requestKey(request)
    const transaction = this.#servers.get(key)
    if (transaction !== undefined) {
      this.#retransmitted++
      transaction.receive(request)
    } else this.#accept(request, flow, key)
  }

  /** @internal From the transport layer, once validated (RFC 3261 §17.1.3). */
  onResponse(response: SipResponse, flow: Flow): void {
    const { branch } = response.topVia
    const { method } = response.cseq
    const table = method === 'CANCEL' ? this.#cancels : this.#clients
    const transaction = table.get(branchId(branch))
    if (transaction === undefined || transaction.branch !== branch || transaction.method !== method) {
      this.stray(response, flow)
    } else {
      transaction.receive(response, flow)
    }
  }

  /** @internal From the transport layer: client transactions that wait over that connection wait in vain (RFC 3261 §17.1.4). */
  onConnectionLost(connectionId: number, error: TransportError): void {
    for (const transaction of this.#clients.values()) transaction.onConnectionLost(connectionId, error)
    for (const transaction of this.#cancels.values()) transaction.onConnectionLost(connectionId, error)
  }

  /** @internal */
  stray(response: SipResponse, flow: Flow): void {
    this.#user.onStrayResponse?.(response, flow)
  }

  /** @internal */
  passAck(ack: SipRequest, flow: Flow): void {
    this.#user.onAck(ack, flow)
  }

  /** @internal RFC 3261 §9.1: the INVITE's Request-URI, To, From, Call-ID, number, routes, and its very Via. */
  cancelInvite(invite: RequestParts, target: Target, id: number, branch: string, extra: string): void {
    const { uri, from, to, callId, cseq, routes } = invite
    const parts = {
      method: 'CANCEL',
      uri,
      from,
      to,
      callId,
      cseq,
      extra,
      ...(routes === undefined ? {} : { routes }),
    }
    const transaction = new NonInviteClientTransaction(this, parts, target, nobody, id, branch)
    transaction.start()
    this.#cancels.set(id, transaction)
  }

  /** @internal */
  forgetClient(transaction: BaseClientTransaction): void {
    if (transaction.method === 'CANCEL') {
      this.#cancels.delete(transaction.id)
    } else if (this.#clients.delete(transaction.id) && transaction.method === 'INVITE') {
      this.#inviteClients--
    }
  }

  /** @internal */
  forgetMerge(transaction: BaseServerTransaction): void {
    if (transaction.mergeKey !== undefined) this.#mergeable.delete(transaction.mergeKey)
    transaction.mergeKey = undefined
  }

  /** @internal */
  forgetServer(transaction: BaseServerTransaction): void {
    if (transaction.method === 'INVITE') this.#inviteServers.delete(transaction.key)
    else this.#servers.delete(transaction.key)
    this.forgetMerge(transaction)
  }

  #start(parts: RequestParts, target: Target, user: ClientTransactionUser): BaseClientTransaction {
    const id = this.#nextId()
    const branch = writeBranch(id, this.#random())
    const invite = parts.method === 'INVITE'
    const transaction = invite
      ? new InviteClientTransaction(this, parts, target, user, id, branch)
      : new NonInviteClientTransaction(this, parts, target, user, id, branch)
    transaction.start()
    this.#clients.set(id, transaction)
    if (invite) this.#inviteClients++
    return transaction
  }

  #startFailover(
    parts: RequestParts,
    located: Targets | Promise<Targets>,
    user: ClientTransactionUser,
  ): ClientTransaction {
    const request = new FailoverRequest(parts.method, user, {
      wheel: this.wheel,
      timers: this.timers.unreliable,
      preferred: this.#preferred,
      start: (target, observer) => this.#start(parts, target, observer),
      over: (over) => this.#failovers.delete(over),
    })
    this.#failovers.add(request)
    // As long as that of any request.
    const branch = writeBranch(0, this.#random())
    if (!(located instanceof Promise)) {
      request.begin(this.#preferred.of(parts, located, branch))
    } else {
      located
        .then(
          (targets) => request.begin(this.#preferred.of(parts, targets, branch)),
          (error: unknown) => request.fail(TransportError.from(error, 'unresolvable')),
        )
        .catch((error: unknown) => this.transport.bug(error))
    }
    return request
  }

  /** Whether the target is where it goes, without a closer look at its length: nearly every request is far shorter. */
  #goesThere(parts: RequestParts, target: Target): boolean {
    return target.upgradable !== true || longestOf(parts) <= this.transport.largestDatagram
  }

  #acknowledge(parts: RequestParts, located: Targets): void {
    if (located.length === 1 && this.#goesThere(parts, located[0])) {
      this.#sendOnce(parts, located[0])
      return
    }
    const targets = this.#preferred.of(parts, located, writeBranch(0, this.#random()))
    if (targets.length === 1) this.#sendOnce(parts, targets[0])
    else this.#acks.send(parts, targets)
  }

  #sendOnce(parts: RequestParts, target: Target, observer?: SendObserver): void {
    const via = this.transport.via(target, writeBranch(this.#nextId(), this.#random()))
    if (via !== undefined) this.transport.send(target, serializeRequest(parts, via), observer, parts)
  }

  #acceptInvite(request: SipRequest, flow: Flow, key: string): void {
    const merge = this.#mergeKey(request)
    const merged = merge !== undefined && this.#mergeable.has(merge)
    const owned = merged ? undefined : merge
    const transaction = new InviteServerTransaction(this, request, flow, key, owned, merged)
    this.#inviteServers.set(key, transaction)
    if (owned !== undefined) this.#mergeable.add(owned)
    this.#user.onRequest(request, transaction)
    transaction.watchUser()
  }

  #accept(request: SipRequest, flow: Flow, key: string): void {
    const merge = this.#mergeKey(request)
    const merged = merge !== undefined && this.#mergeable.has(merge)
    const owned = merged ? undefined : merge
    const transaction = new NonInviteServerTransaction(this, request, flow, key, owned, merged)
    this.#servers.set(key, transaction)
    if (owned !== undefined) this.#mergeable.add(owned)
    this.#user.onRequest(request, transaction)
  }

  /** Only what is outside of a dialog can be merged; a CANCEL follows its INVITE everywhere (RFC 3261 §8.2.2.2). */
  #mergeKey(request: SipRequest): string | undefined {
    return request.method === 'CANCEL' || request.to.tag !== undefined ? undefined : mergeKey(request)
  }

  /** The next number that no transaction has; small integers, so that they are cheap keys. */
  #nextId(): number {
    do this.#lastId = (this.#lastId % 0x3fffffff) + 1
    while (this.#clients.has(this.#lastId) || this.#cancels.has(this.#lastId))
    return this.#lastId
  }
}

/** What every request has besides its own values: names of headers, Via, Max-Forwards, CSeq, type and length of the body. */
const FRAME = 400

/** No request gets longer than that, in bytes: text of ours may be as long as three for each character. */
function longestOf({ uri, from, to, callId, contact, extra, routes, body }: RequestParts): number {
  let length = FRAME + uri.length + from.length + to.length + callId.length
  length += (contact?.length ?? 0) + (extra?.length ?? 0) + 3 * (body?.length ?? 0)
  if (routes !== undefined) for (const route of routes) length += route.length + 9
  return length
}
