/**
 * A REFER that came within a call, and the subscription that it implies (RFC 3515 §2.4): the peer wants somebody called,
 * and is told by NOTIFYs how that fares. RFC 4488 lets it do without.
 *
 * @NOTE deviates: RFC 3515 §2.4.7 keeps the dialog of a call that was hung up for as long as its NOTIFYs last. Here they
 * end with the call: a phone that hangs up after the 202 does not ask how its transfer went.
 */
import type { Timer } from '../clock.ts'
import {
  type NameAddr,
  parseEvent,
  parseNameAddr,
  type ReferTo,
  type ResponseParts,
  reasonPhrase,
  type SipRequest,
} from '../message/index.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import type { ServerTransaction } from '../transaction/transaction.ts'
import { DialogRequest, type DialogRequester } from './dialog-request.ts'

/** What a referral needs of its call. */
export interface ReferralHost extends DialogRequester {
  readonly wheel: TimerWheel
  /** User-Agent with its CRLF, or ''. */
  readonly userAgentLine: string
  /** It was accepted or refused; whoever did so has not done yet what follows from it. */
  referralDecided(): void
}

/** How long the outcome may take, ms; past that the subscription ends. */
const LASTS = 180_000

export class Referral {
  readonly referTo: ReferTo
  /** Who is behind it, as it says (RFC 3892). */
  readonly referredBy: NameAddr | undefined
  readonly #host: ReferralHost
  readonly #transaction: ServerTransaction
  /** `refer`, with the REFER's number for all but the first of a call (RFC 3515 §2.4.6). */
  readonly #event: string
  readonly #id: string
  readonly #quiet: boolean
  #state: 'asked' | 'accepted' | 'over' = 'asked'
  #expiry: Timer | undefined = undefined
  #expiresAt = 0
  #busy = false
  /** The status line to be told next, and whether it is the last. */
  #next: { readonly line: string; readonly end: string | undefined } | undefined = undefined
  #lastLine = ''

  constructor(host: ReferralHost, transaction: ServerTransaction, referTo: ReferTo, first: boolean) {
    const { request } = transaction
    this.#host = host
    this.#transaction = transaction
    this.referTo = referTo
    this.referredBy = parseNameAddr(request.header('Referred-By') ?? '')
    this.#id = String(request.cseq.sequence)
    this.#event = first ? 'refer' : `refer;id=${this.#id}`
    this.#quiet = request.header('Refer-Sub')?.trim().toLowerCase() === 'false'
  }

  /** Whether it is neither accepted nor refused. */
  get isAsked(): boolean {
    return this.#state === 'asked'
  }

  /** Whether its outcome is still to come. */
  get isOpen(): boolean {
    return this.#state === 'accepted'
  }

  /** 202, and a first NOTIFY: it is being tried, or is done already. */
  accept(status = 100): boolean {
    if (this.#state !== 'asked') return false
    const extra = this.#quiet ? 'Refer-Sub: false\r\n' : ''
    if (!this.#transaction.respond({ status: 202, contact: this.#host.contact, extra })) return false
    this.#state = this.#quiet ? 'over' : 'accepted'
    this.#host.referralDecided()
    if (this.#quiet) return true
    const { wheel } = this.#host
    this.#expiresAt = wheel.now() + LASTS
    this.#expiry = wheel.after(LASTS, () => this.#say(this.#lastLine, 'timeout'))
    this.tell(status)
    return true
  }

  /** It is not done: 403, 603 … */
  refuse(parts: ResponseParts): boolean {
    if (this.#state !== 'asked') return false
    const sent = this.#transaction.respond(parts)
    this.#state = 'over'
    this.#host.referralDecided()
    return sent
  }

  /** How the call that was asked for fares: the status of its response, the last from 200 on. */
  tell(status: number): void {
    if (this.#state === 'accepted') this.#say(statusLine(status), status < 200 ? undefined : 'noresource')
  }

  /** @internal Whether a SUBSCRIBE is about this; zero seconds ends it, any other number leaves it as it is (§2.4.4). */
  answerSubscribe(request: SipRequest, transaction: ServerTransaction): boolean {
    const event = parseEvent(request.header('Event') ?? '')
    if (!this.isOpen || event?.package !== 'refer' || (event.id ?? this.#id) !== this.#id) return false
    const left = Math.max(0, Math.ceil((this.#expiresAt - this.#host.wheel.now()) / 1000))
    const ends = Number(request.header('Expires') ?? '1') === 0
    transaction.respond({
      status: 200,
      contact: this.#host.contact,
      extra: `Expires: ${ends ? 0 : left}\r\n`,
    })
    this.#say(this.#lastLine, ends ? 'timeout' : undefined)
    return true
  }

  /** @internal The call is over: nobody is told any more. Who is still waiting for an answer has one (RFC 3261 §15.1.2). */
  drop(): void {
    if (this.#state === 'asked') this.#transaction.respond({ status: 487 })
    this.#state = 'over'
    this.#next = undefined
    if (this.#expiry !== undefined) this.#host.wheel.cancel(this.#expiry)
    this.#expiry = undefined
  }

  /** One NOTIFY at a time; what happens meanwhile is told after it, the latest only. */
  #say(line: string, end: string | undefined): void {
    if (this.#state === 'over') return
    this.#lastLine = line
    this.#next = { line, end }
    if (end !== undefined) {
      this.#state = 'over'
      if (this.#expiry !== undefined) this.#host.wheel.cancel(this.#expiry)
      this.#expiry = undefined
    }
    if (!this.#busy) this.#send()
  }

  #send(): void {
    const next = this.#next
    if (next === undefined) return
    this.#next = undefined
    this.#busy = true
    const left = Math.ceil((this.#expiresAt - this.#host.wheel.now()) / 1000)
    const state = next.end === undefined ? `active;expires=${left}` : `terminated;reason=${next.end}`
    const extra = `Event: ${this.#event}\r\nSubscription-State: ${state}\r\n${this.#host.userAgentLine}`
    const body = { contentType: 'message/sipfrag;version=2.0', body: next.line, extra }
    new DialogRequest(this.#host, 'NOTIFY', body, {
      onFinal: (response) => {
        this.#busy = false
        if (response.status < 300) this.#send()
        else this.drop()
      },
      onLost: () => this.drop(),
    })
  }
}

const statusLine = (status: number): string => `SIP/2.0 ${status} ${reasonPhrase(status)}\r\n`
