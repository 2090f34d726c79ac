/**
 * One subscription at its notifier (RFC 6665 §4.2): its dialog, its time, and its NOTIFYs, one at a time.
 *
 *            SUBSCRIBE            approve
 *   pending ----------- or active <------- pending
 *      |                    |
 *      +---- end, expiry ---+---> terminated, told by a last NOTIFY
 *      +---- NOTIFY fails --+---> terminated, told to nobody
 */
import type { Timer } from '../clock.ts'
import type { Dialog } from '../dialog/dialog.ts'
import { parseRetryAfter, type SipResponse } from '../message/index.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import type { TransactionLayer } from '../transaction/transaction-layer.ts'
import type { Destination } from '../transport/flow.ts'
import { DialogRequest, type DialogRequester } from './dialog-request.ts'
import type { EventPackage, SubscriptionEnd } from './event-package.ts'
import { isSame } from './whereabouts.ts'

/** What a subscription needs of its notifier. */
export interface SubscriptionHost {
  readonly transactions: TransactionLayer
  readonly wheel: TimerWheel
  /** User-Agent with its CRLF, or ''. */
  readonly userAgentLine: string
  /** It takes no request any more. */
  forget(subscription: Subscription): void
  onError(error: unknown): void
}

export interface SubscriptionParts {
  readonly dialog: Dialog
  /** The Event value of the SUBSCRIBE, repeated in each NOTIFY with its id (RFC 6665 §8.2.1). */
  readonly event: string
  readonly package: EventPackage
  readonly resource: string
  readonly subscriber: string
  readonly pending: boolean
}

/** How a subscriber and we reach each other. */
export interface SubscriptionWay {
  /** Ours. */
  readonly contact: string
  /** Where the subscriber is; undefined: where its Contact and route say. */
  readonly symmetric: Destination | undefined
}

/** Default least time between two NOTIFYs, ms; RFC 3842 §3.10 has the same. */
const PACE = 1000
/** When the state cannot be had, the subscriber is asked to come back after this many seconds. */
const BACK_AFTER = 60

export class Subscription implements DialogRequester {
  readonly parts: SubscriptionParts
  readonly digest = undefined
  readonly #host: SubscriptionHost
  #state: 'pending' | 'active' | 'terminated'
  #reason = ''
  #expiry: Timer | undefined = undefined
  #expiresAt = 0
  /** As the last SUBSCRIBE came. */
  #way: SubscriptionWay
  #version = 0
  /** A NOTIFY is under way, or its state is being fetched. */
  #busy = false
  /** It is out, and not answered yet. */
  #sent = false
  /** Something is to be told that the one under way does not tell. */
  #due = false
  /** The last NOTIFY is out: nothing follows. */
  #told = false
  /** Whether the last NOTIFY has the state, too (RFC 6665 §4.2.2). */
  #withState = false
  #notBefore = 0
  #pause: Timer | undefined = undefined

  constructor(host: SubscriptionHost, parts: SubscriptionParts, way: SubscriptionWay) {
    this.#host = host
    this.parts = parts
    this.#way = way
    this.#state = parts.pending ? 'pending' : 'active'
  }

  get openDialog(): Dialog {
    return this.parts.dialog
  }

  get transactions(): TransactionLayer {
    return this.#host.transactions
  }

  get destination(): Destination {
    return this.#way.symmetric ?? this.openDialog.destination
  }

  get contact(): string {
    return this.#way.contact
  }

  /** A SUBSCRIBE came this way. A NOTIFY on its way to another place is not waited for: it may never arrive. */
  heardBy(way: SubscriptionWay): void {
    const { symmetric: before } = this.#way
    this.#way = way
    if (!this.#sent || before === undefined || isSame(before, way.symmetric)) return
    this.#sent = false
    this.#busy = false
  }

  /** A SUBSCRIBE was accepted: from now for so many seconds, none of which ends it. A NOTIFY follows at once. */
  renew(seconds: number): void {
    if (this.#state === 'terminated') return
    this.#stopExpiry()
    if (seconds === 0) {
      this.end('timeout')
      return
    }
    this.#expiresAt = this.#host.wheel.now() + seconds * 1000
    this.#expiry = this.#host.wheel.after(seconds * 1000, () => this.end('timeout'))
    this.#tell()
  }

  /** Somebody decided that the subscriber may see the resource. */
  approve(): void {
    if (this.#state !== 'pending') return
    this.#state = 'active'
    this.#tell()
  }

  /** The resource has another state: told at once, or as soon as the pace allows. */
  changed(): void {
    if (this.#state === 'active') this.#tellInTime()
  }

  /** Over: a last NOTIFY says so. */
  end(reason: SubscriptionEnd, retryAfter?: number): void {
    if (this.#state === 'terminated') return
    this.#reason = retryAfter === undefined ? reason : `${reason};retry-after=${retryAfter}`
    this.#withState = this.#state === 'active' && reason === 'timeout'
    this.#close()
    this.#tell()
  }

  /** Lets go without telling anybody. */
  drop(): void {
    this.#told = true
    this.#close()
  }

  #close(): void {
    this.#state = 'terminated'
    this.#stopExpiry()
    if (this.#pause !== undefined) this.#host.wheel.cancel(this.#pause)
    this.#pause = undefined
    this.#host.forget(this)
  }

  #stopExpiry(): void {
    if (this.#expiry !== undefined) this.#host.wheel.cancel(this.#expiry)
    this.#expiry = undefined
  }

  #tellInTime(): void {
    const wait = this.#notBefore - this.#host.wheel.now()
    if (this.#busy || wait <= 0) this.#tell()
    else
      this.#pause ??= this.#host.wheel.after(wait, () => {
        this.#pause = undefined
        this.#tell()
      })
  }

  #tell(): void {
    if (this.#busy) this.#due = true
    else if (!this.#told) this.#notify()
  }

  get #tellsState(): boolean {
    return this.#state === 'active' || this.#withState
  }

  async #notify(): Promise<void> {
    this.#busy = true
    this.#due = false
    if (this.#pause !== undefined) this.#host.wheel.cancel(this.#pause)
    this.#pause = undefined
    try {
      const { package: of, resource } = this.parts
      const body = this.#tellsState ? await of.state(resource, this.#version) : undefined
      if (body === undefined && this.#state === 'active') {
        this.#busy = false
        this.end('deactivated')
      } else if (!this.#told) this.#send(this.#tellsState ? body : undefined)
    } catch (error) {
      this.#host.onError(error)
      this.#busy = false
      this.#withState = false
      if (this.#state === 'terminated') this.#tell()
      else this.end('probation', BACK_AFTER)
    }
  }

  #send(body: string | undefined): void {
    const { event, package: of } = this.parts
    this.#version += 1
    const version = this.#version
    this.#sent = true
    this.#told = this.#state === 'terminated'
    this.#notBefore = this.#host.wheel.now() + (of.pace ?? PACE)
    const extra = `Event: ${event}\r\nSubscription-State: ${this.#stateLine()}\r\n${this.#host.userAgentLine}`
    const content = body === undefined ? {} : { contentType: of.contentType, body }
    new DialogRequest(
      this,
      'NOTIFY',
      { ...content, extra },
      {
        onFinal: (response) => {
          if (this.#isUnderWay(version)) this.#onFinal(response)
        },
        onLost: () => {
          if (this.#isUnderWay(version)) this.drop()
        },
      },
    )
  }

  /** Whether it is the NOTIFY that is waited for. */
  #isUnderWay(version: number): boolean {
    return this.#sent && version === this.#version
  }

  #stateLine(): string {
    if (this.#state === 'terminated') return `terminated;reason=${this.#reason}`
    const left = Math.max(0, Math.ceil((this.#expiresAt - this.#host.wheel.now()) / 1000))
    return `${this.#state};expires=${left}`
  }

  /** RFC 6665 §4.2.2: whoever refuses a NOTIFY has no subscription, unless it asks to be told again later. */
  #onFinal(response: SipResponse): void {
    this.#busy = false
    this.#sent = false
    if (response.status < 300) {
      if (this.#due) this.#state === 'terminated' ? this.#tell() : this.#tellInTime()
      return
    }
    const later = parseRetryAfter(response.header('Retry-After') ?? '')
    if (later === undefined || response.status === 481 || this.#state === 'terminated') {
      this.drop()
      return
    }
    // Whoever wants to be told again at once would else be, as fast as the network is.
    this.#notBefore = this.#host.wheel.now() + Math.max(later.seconds * 1000, PACE)
    this.#tellInTime()
  }
}
