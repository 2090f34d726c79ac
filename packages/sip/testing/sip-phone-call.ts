/** One call at a scripted phone: what can be done with it, and promises of what becomes of it. */
import type { SipRequest, SipResponse } from '../src/message/index.ts'
import type {
  Call,
  CallBody,
  CallEnd,
  CallFailure,
  CallHandler,
  IncomingCall,
  IncomingCallHandler,
  OutgoingCall,
  OutgoingCallHandler,
  Respond,
} from '../src/user-agent/call.ts'
import type { Referral } from '../src/user-agent/referral.ts'

/** How a call at the phone came out. */
export interface PhoneCallResult {
  readonly end: CallEnd
  /** Of a call that the phone made: how it failed. */
  readonly failure?: CallFailure
}

export class PhoneCall {
  readonly direction: 'incoming' | 'outgoing'
  /** Resolves with the first 180 or 183 received, or when the phone itself began to ring. */
  readonly ringing: Promise<SipResponse | undefined>
  /** Resolves when the call is answered: with the 2xx received, or the ACK. Never, if it is not. */
  readonly answered: Promise<SipResponse | SipRequest>
  /** Resolves when the call is over, in whatever way. */
  readonly ended: Promise<PhoneCallResult>
  /** The body of the peer's last offer or answer, as text. */
  remoteBody = ''
  /** What is sent as answer to a re-INVITE; the phone's own body at first. */
  body: string
  takesPrackBodies = true
  /** NOTIFYs within the call, and what they are answered with. */
  readonly notified: SipRequest[] = []
  notifyStatus = 200
  /** REFERs that came; they wait for a test to accept or refuse them. */
  readonly referrals: Referral[] = []
  #call: Call | undefined = undefined
  #failure: CallFailure | undefined
  #onRinging: (response?: SipResponse) => void = () => undefined
  #onAnswered: (message: SipResponse | SipRequest) => void = () => undefined
  #onEnded: (result: PhoneCallResult) => void = () => undefined

  constructor(direction: 'incoming' | 'outgoing', body: string) {
    this.direction = direction
    this.body = body
    this.ringing = new Promise((resolve) => {
      this.#onRinging = resolve
    })
    this.answered = new Promise((resolve) => {
      this.#onAnswered = resolve
    })
    this.ended = new Promise((resolve) => {
      this.#onEnded = resolve
    })
  }

  get state(): Call['state'] {
    return this.#live.state
  }

  get callId(): string {
    return this.#live.callId
  }

  /** The call as the stack has it. */
  get raw(): Call {
    return this.#live
  }

  /** @internal */
  attach(call: Call): void {
    this.#call = call
  }

  /** BYE, or CANCEL or 603 before the answer. */
  hangUp(extra?: string): boolean {
    return this.#live.bye(extra)
  }

  /** Only for a call that the phone made. */
  cancel(extra?: string): boolean {
    return isOutgoing(this.#live) && this.#live.cancel(extra)
  }

  /** Sends 180, or 183 with a body, `reliably` if it can (RFC 3262). Only for a call that came. */
  ring(body?: string, reliably?: boolean): boolean {
    if (!isIncoming(this.#live)) return false
    this.#onRinging()
    const parts = body === undefined ? { status: 180 } : { status: 183, ...sdp(body) }
    return this.#live.progress(parts, reliably)
  }

  /** Answers with 200. Only for a call that came. */
  answer(body: string = this.body): boolean {
    return isIncoming(this.#live) && this.#live.answer({ status: 200, ...sdp(body) })
  }

  /** Refuses. Only for a call that came. */
  reject(status: number, extra?: string): boolean {
    return isIncoming(this.#live) && this.#live.reject({ status, extra })
  }

  /** Sends a re-INVITE with that body; resolves with the final status. Hold is a body that says so. */
  reinvite(body: string): Promise<number> {
    return new Promise((resolve) => {
      const sent = this.#live.reinvite(sdp(body), {
        onAccepted: (response) => {
          this.body = body
          this.#note(response)
          resolve(response.status)
        },
        onRefused: (failure) => resolve(failure.status),
      })
      if (!sent) resolve(0)
    })
  }

  /** Sends a re-INVITE that leaves the offer to the other side, and answers that in the ACK (RFC 3261 §14.2). */
  reinviteWithoutOffer(answer: string): Promise<number> {
    return new Promise((resolve) => {
      const sent = this.#live.reinvite(
        { manualAck: true },
        {
          onAccepted: (response, ack) => {
            this.body = answer
            this.#note(response)
            ack(sdp(answer))
            resolve(response.status)
          },
          onRefused: (failure) => resolve(failure.status),
        },
      )
      if (!sent) resolve(0)
    })
  }

  /** Sends an INFO, such as a digit; resolves with the final status. */
  info(content: CallBody): Promise<number> {
    return new Promise((resolve) => {
      if (!this.#live.info(content, resolve)) resolve(0)
    })
  }

  /** Asks the other side to call somebody (RFC 3515); resolves with the final status. How it fares is in `referred`. */
  refer(to: string, extra = ''): Promise<number> {
    return new Promise((resolve) => {
      const lines = `Refer-To: ${to}\r\n${extra}`
      if (!this.#live.sendRequest('REFER', { extra: lines }, (status) => resolve(status))) resolve(0)
    })
  }

  /** A Replaces that means this call (RFC 3891), as a Refer-To URI or an INVITE has it: tags as the other side sees them. */
  get replaces(): string {
    const { callId, dialog } = this.#live
    return `${callId};to-tag=${dialog?.remoteTag};from-tag=${dialog?.localTag}`
  }

  /** What the other side was told to say of it (`SIP/2.0 180 Ringing`), and how it stands. */
  get referred(): readonly string[] {
    return this.notified.map(
      (notify) =>
        `${notify.body.toString('utf8').trim()} ${notify.header('Subscription-State')?.split(/;expires/)[0]}`,
    )
  }

  /** @internal */
  get incomingHandler(): IncomingCallHandler {
    return {
      ...this.handler,
      // The answer to what the phone offered reliably, or another offer (RFC 3262 §5).
      onPrack: (request, respond) => {
        this.#note(request)
        respond({ status: this.takesPrackBodies ? 200 : 488 })
      },
    }
  }

  /** @internal */
  get handler(): CallHandler<Call> {
    const answerOffer = (request: SipRequest, respond: Respond): void => {
      this.#note(request)
      respond({ status: 200, ...sdp(this.body) })
    }
    return {
      onAck: (request) => {
        this.#note(request)
        this.#onAnswered(request)
      },
      onReinvite: answerOffer,
      onUpdate: answerOffer,
      onInfo: (_request, respond) => respond({ status: 200 }),
      onRefer: (referral) => void this.referrals.push(referral),
      onRequest: (request, respond) => {
        if (request.method === 'NOTIFY') this.notified.push(request)
        respond({ status: request.method === 'NOTIFY' ? this.notifyStatus : 405 })
      },
      onEnded: (end) =>
        this.#onEnded(this.#failure === undefined ? { end } : { end, failure: this.#failure }),
    }
  }

  /** @internal */
  outgoingHandler(answerInAck?: string): OutgoingCallHandler {
    return {
      ...this.handler,
      onAck: (request) => this.#note(request),
      onProvisional: (response) => {
        this.#note(response)
        this.#onRinging(response)
      },
      onAnswered: (response, call) => {
        this.#note(response)
        if (answerInAck !== undefined) call.ack(sdp(answerInAck))
        this.#onAnswered(response)
      },
      onFailed: (failure) => {
        this.#failure = failure
      },
    }
  }

  #note(message: SipRequest | SipResponse): void {
    if (message.hasBody) this.remoteBody = message.body.toString('utf8')
  }

  get #live(): Call {
    if (this.#call === undefined) throw new Error('the call has not begun')
    return this.#call
  }
}

function sdp(body: string): { contentType: string; body: string } {
  return { contentType: 'application/sdp', body }
}

function isIncoming(call: Call): call is IncomingCall {
  return 'answer' in call
}

function isOutgoing(call: Call): call is OutgoingCall {
  return 'cancel' in call
}
