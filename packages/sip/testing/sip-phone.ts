/**
 * A scripted SIP phone, and a carrier's trunk as well: registers, rings, answers, refuses, calls, hangs up, and keeps a
 * log of all it saw. Runs on the virtual network with the fake clock and on real sockets with the real one; what it
 * promises resolves when messages come, so nobody has to sleep.
 */
import { isIPv6 } from 'node:net'
import type { Clock } from '../src/clock.ts'
import { encodeText, type SipRequest, type SipResponse } from '../src/message/index.ts'
import type { BaseTimers } from '../src/transaction/timers.ts'
import type { ServerTransaction } from '../src/transaction/transaction.ts'
import type { Destination } from '../src/transport/flow.ts'
import type { Network } from '../src/transport/network.ts'
import { TransportLayer } from '../src/transport/transport-layer.ts'
import type { IncomingCall } from '../src/user-agent/call.ts'
import type { DigestCredentials } from '../src/user-agent/digest-client.ts'
import { UserAgent } from '../src/user-agent/user-agent.ts'
import type { SessionTimerOptions } from '../src/user-agent/user-agent-options.ts'
import { PhoneSubscription } from './phone-subscription.ts'
import { PhoneCall } from './sip-phone-call.ts'
import { SipPhoneLog } from './sip-phone-log.ts'

/** What the phone does with an INVITE, on its own. Times in milliseconds. */
export type PhoneBehaviour =
  | { readonly kind: 'ring' } // 180, then a human decides by the `PhoneCall`
  | { readonly kind: 'answer'; readonly after?: number; readonly ring?: boolean }
  | {
      readonly kind: 'reject'
      readonly status: number
      /** More header lines. */
      readonly extra?: string
      readonly after?: number
      readonly ring?: boolean
    }
  | { readonly kind: 'busy' }
  | { readonly kind: 'silent' } // 100 at most, for ever

export interface SipPhoneOptions {
  readonly network: Network
  readonly clock: Clock
  readonly transport?: 'UDP' | 'TCP'
  readonly address: string
  /** What it takes for its address: behind NAT another one than the others see. */
  readonly believedAddress?: string
  /** Default 0: a free one. */
  readonly port?: number
  /** The user part of its address-of-record. */
  readonly user: string
  readonly displayName?: string
  /** The host part of its address-of-record; default the server's address. */
  readonly domain?: string
  /** Where it sends everything: registrar and proxy. */
  readonly server: { readonly address: string; readonly port: number }
  readonly credentials?: DigestCredentials
  /** The body of its offers and answers. */
  readonly body?: string
  readonly behaviour?: PhoneBehaviour
  readonly timers?: Partial<BaseTimers>
  /** It has a lamp, or something else that a NOTIFY (RFC 6665) is for; needed to subscribe. */
  readonly takesNotify?: boolean
  /** Extensions that it knows besides `timer`, such as `100rel` (RFC 3262). */
  readonly supported?: readonly string[]
  /** Methods that it takes besides those of every phone, such as REFER (RFC 3515). */
  readonly methods?: readonly string[]
  /** Default: no session timer of its own. */
  readonly sessionTimer?: SessionTimerOptions | false
  readonly random?: () => string
}

/** What a call of the phone may say besides. */
export interface PhoneCallOptions {
  /** Another From than the phone's own, as a trunk needs it: a complete name-addr without tag. */
  readonly from?: string
  readonly to?: string
  /** Its offer; '' leaves the offer to the other side. */
  readonly body?: string
  /** Its answer to an offer that came with the 200, sent with the ACK. */
  readonly answerInAck?: string
  /** Ready header lines, each ending in CRLF. */
  readonly extra?: string
  readonly maxForwards?: number
}

const someSdp = [
  'v=0',
  'o=phone 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 9 RTP/AVP 0 8',
  '',
].join('\r\n')

/** An address as the host of a URI (RFC 3261 §19.1.1). */
const inUri = (address: string): string => (isIPv6(address) ? `[${address}]` : address)

export class SipPhone {
  readonly options: SipPhoneOptions
  readonly log = new SipPhoneLog()
  /** Every call there was, in order. */
  readonly calls: PhoneCall[] = []
  behaviour: PhoneBehaviour
  /** The body of its offers and answers. */
  body: string
  readonly userAgent: UserAgent
  readonly #transport: TransportLayer
  /** Every subscription there was, in order. */
  readonly subscriptions: PhoneSubscription[] = []
  /** NOTIFYs that no subscription of its own asked for. */
  readonly unsolicited: SipRequest[] = []
  readonly #waiting: ((call: PhoneCall) => void)[] = []
  #registerCallId: string | undefined
  #registerSequence = 0

  private constructor(options: SipPhoneOptions, transport: TransportLayer) {
    const { clock, timers, random } = options
    this.options = options
    this.behaviour = options.behaviour ?? { kind: 'ring' }
    this.body = options.body ?? someSdp
    this.#transport = transport
    transport.tap = {
      received: (_flow, { text }) => this.log.note(clock.now(), 'received', text),
      sent: (_flow, text) => this.log.note(clock.now(), 'sent', text),
    }
    this.userAgent = new UserAgent({
      transport,
      clock,
      ...(timers && { timers }),
      ...(random && { random }),
      ...(options.methods && { methods: options.methods }),
      ...(options.supported && { supported: options.supported }),
      contact: () => `<${this.contactUri}>`,
      sessionTimer: options.sessionTimer ?? false,
      handler: {
        onInvite: (call) => this.#onInvite(call),
        ...(options.takesNotify && {
          onNotify: (request, transaction) => this.#onNotify(request, transaction),
        }),
      },
    })
  }

  /** Opens the phone's socket. */
  static async open(options: SipPhoneOptions): Promise<SipPhone> {
    const { network, clock, address, port = 0, transport: protocol = 'UDP' } = options
    const transport = new TransportLayer({ network, clock })
    await transport.open([{ transport: protocol, address, port }])
    return new SipPhone(options, transport)
  }

  /** Its address-of-record. */
  get addressOfRecord(): string {
    return `sip:${this.options.user}@${this.options.domain ?? inUri(this.options.server.address)}`
  }

  /** The URI at which the phone itself is. */
  get contactUri(): string {
    const [bound] = this.#transport.listening
    const suffix = this.options.transport === 'TCP' ? ';transport=tcp' : ''
    const { user, address, believedAddress = address } = this.options
    return `sip:${user}@${inUri(believedAddress)}:${bound?.port ?? 0}${suffix}`
  }

  /** Registers for that many seconds; resolves with the final status. */
  async register(expires = 300): Promise<number> {
    return (await this.sendRegister(`Contact: <${this.contactUri}>;expires=${expires}\r\n`)).status
  }

  /** Takes its binding back. */
  unregister(): Promise<number> {
    return this.register(0)
  }

  /** Sends a REGISTER with the header lines given; resolves with the final response, or the status that stands for it. */
  sendRegister(extra: string): Promise<{ readonly status: number; readonly response?: SipResponse }> {
    const { domain, server } = this.options
    const own = `<${this.addressOfRecord}>`
    return this.#request('REGISTER', `sip:${domain ?? inUri(server.address)}`, own, own, extra)
  }

  /** Sends an OPTIONS; resolves with the final status. */
  async ping(uri = `sip:${inUri(this.options.server.address)}`): Promise<number> {
    return (await this.#request('OPTIONS', uri, `<${this.addressOfRecord}>`, `<${uri}>`, '')).status
  }

  /** Calls a URI, or a number at its domain. */
  call(target: string, options: PhoneCallOptions = {}): PhoneCall {
    const { displayName, domain, server, credentials } = this.options
    const uri = target.includes(':') ? target : `sip:${target}@${domain ?? inUri(server.address)}`
    const name = displayName === undefined ? '' : `"${encodeText(displayName)}" `
    const body = options.body ?? this.body
    const call = new PhoneCall('outgoing', body)
    call.attach(
      this.userAgent.invite(
        {
          uri,
          destination: this.#server,
          from: options.from ?? `${name}<${this.addressOfRecord}>`,
          to: options.to ?? `<${uri}>`,
          contentType: 'application/sdp',
          body,
          ...(options.extra !== undefined && { extra: options.extra }),
          ...(options.answerInAck !== undefined && { manualAck: true }),
          ...(options.maxForwards !== undefined && { maxForwards: options.maxForwards }),
          ...(credentials && { credentials }),
        },
        call.outgoingHandler(options.answerInAck),
      ),
    )
    this.calls.push(call)
    return call
  }

  /** Resolves with the next call that comes. */
  nextCall(): Promise<PhoneCall> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
    })
  }

  /**
   * Subscribes to the state of something, itself unless another URI is given, for that many seconds. The result keeps
   * the statuses of its SUBSCRIBEs and every NOTIFY.
   */
  subscribe(
    event: string,
    options: { uri?: string; expires?: number; extra?: string } = {},
  ): PhoneSubscription {
    const { server, credentials } = this.options
    const subscription = new PhoneSubscription(this.userAgent, {
      event,
      uri: options.uri ?? this.addressOfRecord,
      own: this.addressOfRecord,
      contact: this.contactUri,
      callId: `subscription-${this.subscriptions.length}-${this.options.user}@${server.address}`,
      destination: this.#server,
      credentials,
      extra: options.extra,
    })
    this.subscriptions.push(subscription)
    subscription.ask(options.expires ?? 600)
    return subscription
  }

  /** It restarts: its next REGISTER has another Call-ID (RFC 3261 §10.2.4), and its subscriptions are forgotten. */
  restart(): void {
    this.#registerCallId = this.userAgent.random()
    this.#registerSequence = 0
    for (const subscription of this.subscriptions) subscription.forgotten = true
  }

  /** Closes its socket, whatever is going on. */
  async close(): Promise<void> {
    this.userAgent.close()
    await this.#transport.close()
  }

  get #server(): Destination {
    const { server, transport = 'UDP' } = this.options
    return { transport, address: server.address, port: server.port }
  }

  #request(
    method: string,
    uri: string,
    from: string,
    to: string,
    extra: string,
  ): Promise<{ status: number; response?: SipResponse }> {
    const { credentials } = this.options
    const registers = method === 'REGISTER'
    if (registers) this.#registerCallId ??= `${this.options.user}-${this.contactUri.replace(/[^\w.]/g, '-')}`
    const options = {
      method,
      uri,
      destination: this.#server,
      from,
      to,
      extra,
      ...(registers && { callId: this.#registerCallId, cseq: this.#registerSequence + 1 }),
      ...(credentials && { credentials }),
    }
    return new Promise((resolve) => {
      const done = (cseq: number, status: number, response?: SipResponse): void => {
        if (registers) this.#registerSequence = cseq
        resolve(response === undefined ? { status } : { status, response })
      }
      this.userAgent.request(options, {
        onResponse: (response, cseq) => done(cseq, response.status, response),
        onFailed: (failure, cseq) => done(cseq, failure.status, failure.response),
      })
    })
  }

  #onInvite(incoming: IncomingCall): void {
    const call = new PhoneCall('incoming', this.body)
    const { request } = incoming
    call.attach(incoming)
    call.remoteBody = request.body.toString('utf8')
    incoming.setHandler(call.incomingHandler)
    this.calls.push(call)
    for (const resolve of this.#waiting.splice(0)) resolve(call)
    this.#behave(call)
  }

  #onNotify(request: SipRequest, transaction: ServerTransaction): void {
    const known = this.subscriptions.find((subscription) => subscription.isFor(request))
    if (known !== undefined) known.receive(request, transaction)
    else if (request.to.tag !== undefined) transaction.respond({ status: 481 })
    else {
      this.unsolicited.push(request)
      transaction.respond({ status: 200 })
    }
  }

  #behave(call: PhoneCall): void {
    const { behaviour } = this
    switch (behaviour.kind) {
      case 'silent':
        return
      case 'busy':
        call.reject(486)
        return
      case 'ring':
        call.ring()
        return
      case 'answer':
        if (behaviour.ring !== false) call.ring()
        this.#later(behaviour.after, () => call.answer())
        return
      case 'reject':
        if (behaviour.ring === true) call.ring()
        this.#later(behaviour.after, () => call.reject(behaviour.status, behaviour.extra))
        return
    }
  }

  #later(milliseconds: number | undefined, act: () => void): void {
    if (milliseconds === undefined || milliseconds === 0) act()
    else this.userAgent.wheel.after(milliseconds, act)
  }
}
