/**
 * The notifier (RFC 6665 §4.2): takes SUBSCRIBEs for the packages that it has, keeps the subscriptions, tells each of
 * them what changes. Who may see what is asked for each SUBSCRIBE, renewals too.
 */
import { type Dialog, dialogOfRequest } from '../dialog/dialog.ts'
import { isUnreachableContact } from '../dialog/route-set.ts'
import {
  accepts,
  type EventValue,
  flatten,
  parseAccept,
  parseDeltaSeconds,
  parseEvent,
  type ResponseParts,
  type SipRequest,
} from '../message/index.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import type { ServerTransaction } from '../transaction/transaction.ts'
import type { TransactionLayer } from '../transaction/transaction-layer.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import type { AuthorizeSubscribe, EventPackage, SubscribeGrant, SubscriptionEnd } from './event-package.ts'
import { defaultExpiry } from './registrar-rules.ts'
import { Subscription, type SubscriptionHost, type SubscriptionWay } from './subscription.ts'
import { hostOf } from './whereabouts.ts'

/** What a notifier needs of the user agent whose SUBSCRIBEs it is given. */
export interface NotifierHost {
  readonly transactions: TransactionLayer
  readonly wheel: TimerWheel
  readonly userAgentLine: string
  contact(towards: Flow | Destination, sips: boolean): string
  random(): string
}

export interface NotifierOptions {
  readonly userAgent: NotifierHost
  readonly packages: readonly EventPackage[]
  readonly authorize: AuthorizeSubscribe
  /** How many subscriptions there may be; more are asked to come later (503). Default 100,000. */
  readonly mostSubscriptions?: number
  /** Of one subscriber; the oldest makes room for a new one, since it is most likely of before a restart. Default 20. */
  readonly mostOfOne?: number
  /** Authorization or a package's state broke. */
  readonly onError?: (error: unknown) => void
}

/** A SUBSCRIBE that names a package of ours. */
interface Wish {
  readonly request: SipRequest
  readonly flow: Flow
  readonly event: EventValue
  readonly package: EventPackage
  readonly seconds: number
}

type Respond = (parts: ResponseParts) => boolean

/** RFC 6665 §4.2.1.1: only an interval below one hour may be refused as too brief. */
const HOUR = 3600

export class Notifier implements SubscriptionHost {
  readonly #options: NotifierOptions
  readonly #packages: ReadonlyMap<string, EventPackage>
  readonly #allowEvents: string
  /** By our tag. */
  readonly #subscriptions = new Map<string, Subscription>()
  readonly #ofResource = new Map<string, Set<Subscription>>()
  readonly #ofSubscriber = new Map<string, Set<Subscription>>()

  constructor(options: NotifierOptions) {
    this.#options = options
    this.#packages = new Map(options.packages.map((one) => [one.name, one]))
    this.#allowEvents = `Allow-Events: ${[...this.#packages.keys()].join(', ')}\r\n`
  }

  /** How many subscriptions live. */
  get size(): number {
    return this.#subscriptions.size
  }

  get transactions(): TransactionLayer {
    return this.#options.userAgent.transactions
  }

  get wheel(): TimerWheel {
    return this.#options.userAgent.wheel
  }

  get userAgentLine(): string {
    return this.#options.userAgent.userAgentLine
  }

  /** Answers a SUBSCRIBE; give it to `UserAgentHandler.onSubscribe`. Resolves when it is answered, and never rejects. */
  async handle(request: SipRequest, transaction: ServerTransaction): Promise<void> {
    const tag = this.#options.userAgent.random()
    const respond: Respond = (parts) => transaction.respond({ ...parts, toTag: tag })
    try {
      const wish = this.#wishOf(request, transaction.flow)
      if ('status' in wish) {
        respond(wish)
        return
      }
      const grant = await this.#options.authorize(request, transaction.flow, wish.package.name)
      if ('status' in grant) respond(grant)
      else if (request.to.tag === undefined) this.#begin(wish, grant, tag, respond)
      else this.#renew(wish, grant, respond)
    } catch (error) {
      respond({ status: 500 })
      this.onError(error)
    }
  }

  /** Whether somebody watches the resource. */
  isWatched(event: string, resource: string): boolean {
    return this.#ofResource.has(key(event, resource))
  }

  /** The resource has another state: its subscribers are told. */
  changed(event: string, resource: string): void {
    for (const subscription of this.#of(event, resource)) subscription.changed()
  }

  /** Any resource may have another state. */
  changedAll(event: string): void {
    for (const subscription of this.#subscriptions.values())
      if (subscription.parts.package.name === event) subscription.changed()
  }

  /** Pending subscriptions to the resource are granted. */
  approve(event: string, resource: string): void {
    for (const subscription of this.#of(event, resource)) subscription.approve()
  }

  /** Subscriptions to the resource are over: all, or those of one subscriber. */
  end(event: string, resource: string, reason: SubscriptionEnd, subscriber?: string): void {
    for (const subscription of this.#of(event, resource))
      if (subscriber === undefined || subscription.parts.subscriber === subscriber) subscription.end(reason)
  }

  /** Everything that the subscriber watches is over for it. */
  endOf(subscriber: string, reason: SubscriptionEnd): void {
    for (const subscription of [...(this.#ofSubscriber.get(subscriber) ?? [])]) subscription.end(reason)
  }

  /** Every subscription is told that it is over, and may be made anew at once. */
  endAll(): void {
    for (const subscription of [...this.#subscriptions.values()]) subscription.end('deactivated')
  }

  /** Forgets every subscription without telling anyone. */
  close(): void {
    for (const subscription of [...this.#subscriptions.values()]) subscription.drop()
  }

  /** @internal */
  forget(subscription: Subscription): void {
    const { dialog, package: of, resource, subscriber } = subscription.parts
    this.#subscriptions.delete(dialog.localTag)
    removeFrom(this.#ofResource, key(of.name, resource), subscription)
    removeFrom(this.#ofSubscriber, subscriber, subscription)
  }

  /** @internal */
  onError(error: unknown): void {
    this.#options.onError?.(error)
  }

  /** What is asked for, or the response that refuses it before anybody is asked who asks. */
  #wishOf(request: SipRequest, flow: Flow): Wish | ResponseParts {
    const event = parseEvent(request.header('Event') ?? '')
    const known = event && this.#packages.get(event.package)
    // RFC 6665 §4.2.1.1, §8.3.2: an absent Event names nothing that we have.
    if (event === undefined || known === undefined) return { status: 489, extra: this.#allowEvents }
    if (request.contacts.length !== 1) return { status: 400, reason: 'One Contact Needed' }
    if (request.has('Accept')) {
      const ranges = parseAccept(request.headers('Accept').join(', '))
      if (ranges !== undefined && !accepts(ranges, known.contentType))
        return { status: 406, extra: `Accept: ${known.contentType}\r\n` }
    }
    const bounds = known.expiry ?? defaultExpiry
    const field = request.header('Expires')
    const asked = field === undefined ? bounds.default : parseDeltaSeconds(field)
    if (asked === undefined) return { status: 400, reason: 'Malformed Expires' }
    if (asked > 0 && asked < Math.min(bounds.minimum, HOUR))
      return { status: 423, extra: `Min-Expires: ${bounds.minimum}\r\n` }
    return { request, flow, event, package: known, seconds: Math.min(asked, bounds.maximum) }
  }

  /** A SUBSCRIBE outside of a dialog opens one, one of zero seconds just asks for the state (RFC 6665 §4.4.3). */
  #begin(wish: Wish, grant: SubscribeGrant, tag: string, respond: Respond): void {
    const { request } = wish
    if (this.#subscriptions.size >= (this.#options.mostSubscriptions ?? 100_000)) {
      respond({ status: 503, extra: 'Retry-After: 60\r\n' })
      return
    }
    this.#makeRoom(grant.subscriber)
    const dialog = dialogOfRequest(request, tag)
    const parts = {
      dialog,
      event: flatten(request.header('Event') ?? ''),
      package: wish.package,
      resource: grant.resource,
      subscriber: grant.subscriber,
      pending: grant.pending === true,
    }
    const subscription = new Subscription(this, parts, this.#wayOf(wish, dialog, grant))
    if (!this.#accept(subscription, wish, respond)) return
    this.#subscriptions.set(tag, subscription)
    addTo(this.#ofResource, key(wish.package.name, grant.resource), subscription)
    addTo(this.#ofSubscriber, grant.subscriber, subscription)
    subscription.renew(wish.seconds)
  }

  /** RFC 6665 §4.2.1.2: more time, none at all, or another address; by the one who began it. */
  #renew(wish: Wish, grant: SubscribeGrant, respond: Respond): void {
    const { request, event } = wish
    const subscription = this.#find(request)
    const of = subscription && parseEvent(subscription.parts.event)
    if (subscription === undefined || of?.package !== event.package || of.id !== event.id) {
      respond({ status: 481 })
      return
    }
    const { dialog, subscriber } = subscription.parts
    if (subscriber !== grant.subscriber) {
      respond({ status: 403 })
    } else if (dialog.receive(request) === 'out-of-order') {
      respond({ status: 500, reason: 'CSeq Out Of Order' })
    } else {
      dialog.refreshTarget(request)
      subscription.heardBy(this.#wayOf(wish, dialog, grant))
      if (this.#accept(subscription, wish, respond)) subscription.renew(wish.seconds)
    }
  }

  /** A subscriber behind NAT, or on a connection, is where its last SUBSCRIBE came from (RFC 5626 §5.3, in spirit). */
  #wayOf({ request, flow }: Wish, dialog: Dialog, { confined }: SubscribeGrant): SubscriptionWay {
    const unreachable =
      flow.transport !== 'UDP' || isUnreachableContact(dialog.remoteTarget, flow.remoteAddress)
    const abroad = confined === true && hostOf(dialog.destination) !== flow.remoteAddress
    return {
      contact: this.#options.userAgent.contact(flow, request.uri.scheme === 'sips'),
      symmetric: abroad || (dialog.routeSet.length === 0 && unreachable) ? { flow } : undefined,
    }
  }

  #accept(subscription: Subscription, wish: Wish, respond: Respond): boolean {
    return respond({
      status: 200,
      contact: subscription.contact,
      extra: `Expires: ${wish.seconds}\r\n${this.#allowEvents}`,
    })
  }

  #find(request: SipRequest): Subscription | undefined {
    const found = this.#subscriptions.get(request.to.tag ?? '')
    const same = found?.parts.dialog.callId === request.callId
    return same && found.parts.dialog.matches(request.from.tag) ? found : undefined
  }

  #makeRoom(subscriber: string): void {
    const own = this.#ofSubscriber.get(subscriber)
    if (own === undefined || own.size < (this.#options.mostOfOne ?? 20)) return
    const [oldest] = own
    oldest?.end('probation', HOUR)
  }

  #of(event: string, resource: string): readonly Subscription[] {
    return [...(this.#ofResource.get(key(event, resource)) ?? [])]
  }
}

const key = (event: string, resource: string): string => `${event} ${resource}`

function addTo(index: Map<string, Set<Subscription>>, at: string, subscription: Subscription): void {
  const set = index.get(at)
  if (set === undefined) index.set(at, new Set([subscription]))
  else set.add(subscription)
}

function removeFrom(index: Map<string, Set<Subscription>>, at: string, subscription: Subscription): void {
  const set = index.get(at)
  set?.delete(subscription)
  if (set?.size === 0) index.delete(at)
}
