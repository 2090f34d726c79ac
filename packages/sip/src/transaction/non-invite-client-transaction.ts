/** The non-INVITE client transaction: does what its machine says (non-invite-client-machine.ts). */
import type { SipResponse } from '../message/index.ts'
import type { TransportError } from '../transport/transport-error.ts'
import { BaseClientTransaction } from './client-transaction.ts'
import { type ClientEvent, clientStep } from './non-invite-client-machine.ts'
import type { ClientState } from './transaction.ts'

export class NonInviteClientTransaction extends BaseClientTransaction {
  state: ClientState = 'trying'

  /** Only INVITE can be cancelled (RFC 3261 §9.1). */
  cancel(): void {}

  receive(response: SipResponse): void {
    this.#step(response.status < 200 ? '1xx' : '200-699', response)
  }

  protected get undelivered(): boolean {
    return this.state === 'trying'
  }

  protected expire(repeat: boolean): void {
    if (this.failure !== undefined) this.#step('transport error')
    else if (repeat) this.#step('timer E')
    else this.#step(this.state === 'completed' ? 'timer K' : 'timer F')
  }

  /** The response comes with every event that is one; the failure, with 'transport error'. */
  #step(event: ClientEvent, response?: SipResponse): void {
    const { user, failure } = this
    const { to, actions } = clientStep(this.state, event)
    this.state = to
    if (to === 'terminated') this.end()
    for (const action of actions) {
      switch (action) {
        case 'resend':
          this.resend()
          break
        case 'start E':
          this.interval = Math.min(2 * this.interval, this.timers.t2)
          this.arm()
          break
        case 'start E at T2':
          this.failure = undefined
          if (this.timers.repeat > 0) this.interval = this.timers.t2
          this.arm()
          break
        case 'start K':
          this.#settle()
          break
        case 'inform user':
          user?.onResponse(response as SipResponse, this)
          break
        case 'inform of timeout':
          user?.onTimeout(this)
          break
        case 'inform of transport error':
          user?.onTransportError(failure as TransportError, this)
          break
      }
    }
    if (user !== undefined && this.user === undefined) user.onTerminated?.(this)
  }

  #settle(): void {
    this.message = ''
    this.user = undefined
    if (this.linger(this.timers.k)) return
    this.state = 'terminated'
    this.end()
  }
}
