/** A subscription of the scripted phone (RFC 6665 §4.1): asks, renews, ends, and keeps every NOTIFY. */
import { HeaderId, parseSubscriptionState, type SipRequest } from '../src/message/index.ts'
import type { ServerTransaction } from '../src/transaction/transaction.ts'
import type { Destination } from '../src/transport/flow.ts'
import type { DigestCredentials } from '../src/user-agent/digest-client.ts'
import type { UserAgent } from '../src/user-agent/user-agent.ts'

export interface PhoneSubscriptionParts {
  /** The Event value. */
  readonly event: string
  readonly uri: string
  /** The phone's address-of-record, and where it is. */
  readonly own: string
  readonly contact: string
  readonly callId: string
  readonly destination: Destination
  readonly credentials: DigestCredentials | undefined
  readonly extra: string | undefined
}

export class PhoneSubscription {
  /** Every NOTIFY, retransmissions left out. */
  readonly notified: SipRequest[] = []
  /** Final statuses of its SUBSCRIBEs. */
  readonly statuses: number[] = []
  /** What it answers a NOTIFY with. */
  reply: { readonly status: number; readonly extra?: string } = { status: 200 }
  /** It restarted: NOTIFYs of before are not its own any more. */
  forgotten = false
  readonly parts: PhoneSubscriptionParts
  readonly #userAgent: UserAgent
  readonly #tag: string
  #to: string
  #target: string
  #cseq = 0

  constructor(userAgent: UserAgent, parts: PhoneSubscriptionParts) {
    this.#userAgent = userAgent
    this.parts = parts
    this.#tag = userAgent.random()
    this.#to = `<${parts.uri}>`
    this.#target = parts.uri
  }

  /** `active`, `pending`, `terminated` as the last NOTIFY had it. */
  get state(): string | undefined {
    return parseSubscriptionState(this.notified.at(-1)?.header('Subscription-State') ?? '')?.state
  }

  /** The body of the last NOTIFY. */
  get body(): string {
    return this.notified.at(-1)?.body.toString('utf8') ?? ''
  }

  /** Sends a SUBSCRIBE for that many seconds: the first, a renewal, or (0) the end. Resolves with the final status. */
  ask(expires: number | undefined, extra = ''): Promise<number> {
    const { event, own, contact, callId, destination, credentials } = this.parts
    const lines = `Event: ${event}\r\n${expires === undefined ? '' : `Expires: ${expires}\r\n`}`
    const options = {
      method: 'SUBSCRIBE',
      uri: this.#target,
      destination,
      from: `<${own}>`,
      fromTag: this.#tag,
      to: this.#to,
      callId,
      cseq: this.#cseq + 1,
      contact: `<${contact}>`,
      extra: lines + (this.parts.extra ?? '') + extra,
      ...(credentials && { credentials }),
    }
    return new Promise((resolve) => {
      const done = (cseq: number, status: number): void => {
        this.#cseq = cseq
        this.statuses.push(status)
        resolve(status)
      }
      this.#userAgent.request(options, {
        onResponse: (response, cseq) => {
          this.#to = response.first(HeaderId.To) ?? this.#to
          this.#target = response.findContacts()?.[0]?.uriText ?? this.#target
          done(cseq, response.status)
        },
        onFailed: (failure, cseq) => done(cseq, failure.status),
      })
    })
  }

  /** @internal */
  isFor(request: SipRequest): boolean {
    return !this.forgotten && request.callId === this.parts.callId && request.to.tag === this.#tag
  }

  /** @internal */
  receive(request: SipRequest, transaction: ServerTransaction): void {
    this.notified.push(request)
    transaction.respond(this.reply)
  }
}
