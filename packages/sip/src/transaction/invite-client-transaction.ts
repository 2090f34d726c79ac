/** The INVITE client transaction: does what its machine says (invite-client-machine.ts), CANCEL included (§9.1). */
import { checkExtra, HeaderId, type RequestParts, type SipResponse } from '../message/index.ts'
import { writeRequest } from '../message/serializer.ts'
import type { Flow } from '../transport/flow.ts'
import type { TransportError } from '../transport/transport-error.ts'
import { BaseClientTransaction } from './client-transaction.ts'
import { type InviteClientEvent, inviteClientStep } from './invite-client-machine.ts'
import type { InviteClientState } from './transaction.ts'

export class InviteClientTransaction extends BaseClientTransaction {
  state: InviteClientState = 'calling'
  /** Header lines of the CANCEL that waits for a provisional response. */
  #heldCancel: string | undefined = undefined
  #cancelled = false

  cancel(extra = ''): void {
    checkExtra(extra)
    if (this.#cancelled) return
    if (this.state === 'calling') this.#heldCancel ??= extra
    else if (this.state === 'proceeding') this.#sendCancel(extra)
  }

  receive(response: SipResponse, flow: Flow): void {
    const { status } = response
    this.#step(status < 200 ? '1xx' : status < 300 ? '2xx' : '300-699', response, flow)
  }

  protected get undelivered(): boolean {
    return this.state === 'calling' || this.state === 'completed'
  }

  protected expire(repeat: boolean): void {
    if (this.failure !== undefined) this.#step('transport error')
    else if (repeat) this.#step('timer A')
    else if (this.state === 'calling') this.#step('timer B')
    else if (this.state === 'proceeding') this.#step('guard')
    else this.#step(this.state === 'accepted' ? 'timer M' : 'timer D')
  }

  /** The response and its flow come with every event that is one; the failure, with 'transport error'. */
  #step(event: InviteClientEvent, response?: SipResponse, flow?: Flow): void {
    const { user, failure } = this
    const was = this.state
    const { to, actions } = inviteClientStep(was, event)
    this.state = to
    // A and B are over; only a CANCEL arms a timer again.
    if (to === 'proceeding' && was === 'calling') this.#quiet()
    if (to === 'terminated') this.end()
    for (const action of actions) {
      switch (action) {
        case 'resend':
          this.resend()
          break
        case 'start A':
          this.interval *= 2
          this.arm()
          break
        case 'send held CANCEL':
          if (this.#heldCancel !== undefined) this.#sendCancel(this.#heldCancel)
          break
        case 'acknowledge':
          this.#acknowledge(response as SipResponse)
          break
        case 'acknowledge again':
          this.resend()
          break
        case 'start D':
          if (this.linger(this.timers.d)) this.user = undefined
          else this.#finish()
          break
        case 'start M':
          this.message = ''
          this.linger(this.timers.accepted)
          break
        case 'inform user':
          if (user !== undefined) user.onResponse(response as SipResponse, this)
          else if (event === '2xx') this.host.stray(response as SipResponse, flow as Flow)
          break
        case 'inform of timeout':
          user?.onTimeout(this)
          break
        case 'inform of transport error':
          user?.onTransportError(failure as TransportError, this)
          break
        case 'pass on as stray':
          this.host.stray(response as SipResponse, flow as Flow)
          break
      }
    }
    if (user !== undefined && this.user === undefined) user.onTerminated?.(this)
  }

  #quiet(): void {
    this.host.wheel.cancel(this)
    this.interval = 0
    this.failure = undefined
    this.message = ''
  }

  #finish(): void {
    this.state = 'terminated'
    this.end()
  }

  /** The CANCEL is a transaction of its own; ours ends by the 487, or by the guard when that gets lost. */
  #sendCancel(extra: string): void {
    this.#heldCancel = undefined
    this.#cancelled = true
    this.wait(this.timers.giveUp)
    this.host.cancelInvite(this.parts, this.target, this.id, this.branch, extra)
  }

  /** RFC 3261 §17.1.1.3. The request gives way to the ACK, for that is what is repeated from now on. */
  #acknowledge(response: SipResponse): void {
    const ack = ackParts(this.parts, response.first(HeaderId.To) as string)
    this.message = writeRequest(ack, this.via)
    this.host.transport.send(this.target, this.message, this, ack)
  }
}

/** The ACK to a non-2xx response: what the INVITE had, To from the response, no body (RFC 3261 §17.1.1.3). */
function ackParts(invite: RequestParts, to: string): RequestParts {
  const { uri, from, callId, cseq, routes } = invite
  return { method: 'ACK', uri, from, to, callId, cseq, ...(routes === undefined ? {} : { routes }) }
}
