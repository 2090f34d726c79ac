/** The INVITE server transaction: does what its machine says (invite-server-machine.ts). */
import type { ResponseParts, SipRequest } from '../message/index.ts'
import type { Flow } from '../transport/flow.ts'
import type { TransportError } from '../transport/transport-error.ts'
import { type InviteServerEvent, inviteServerStep } from './invite-server-machine.ts'
import { BaseServerTransaction } from './server-transaction.ts'
import { TRYING_AFTER } from './timers.ts'
import type { InviteServerState } from './transaction.ts'

export class InviteServerTransaction extends BaseServerTransaction {
  state: InviteServerState = 'proceeding'

  /** The user has been given the INVITE; unless it has said something already, it gets 200 ms. */
  watchUser(): void {
    if (this.state === 'proceeding' && this.response === undefined && !this.scheduled) {
      this.host.wheel.schedule(this, TRYING_AFTER)
    }
  }

  respond(parts: ResponseParts): boolean {
    if (this.state !== 'proceeding') return false
    this.compose(parts)
    const { status } = parts
    this.#step(status < 200 ? '1xx from user' : status < 300 ? '2xx from user' : '300-699 from user')
    return true
  }

  override respondAgain(): void {
    if (this.state === 'accepted') this.#step('2xx from user')
  }

  /** The ACK of a 2xx never comes here; once the dialog has it, neither response nor user is needed any longer. */
  override acknowledged(): void {
    if (this.state !== 'accepted') return
    this.response = undefined
    const { user } = this
    this.user = undefined
    user?.onTerminated?.()
  }

  receive(request: SipRequest, flow: Flow): void {
    this.#step(request.method === 'ACK' ? 'ACK' : 'INVITE', request, flow)
  }

  protected expire(repeat: boolean): void {
    if (this.failure !== undefined) this.#step('transport error')
    else if (repeat) this.#step('timer G')
    else if (this.state === 'proceeding') this.#step('user is slow')
    else if (this.state === 'completed') this.#step('timer H')
    else this.#step(this.state === 'accepted' ? 'timer L' : 'timer I')
  }

  /** Request and flow come with every event that is one; the failure, with 'transport error'. */
  #step(event: InviteServerEvent, request?: SipRequest, flow?: Flow): void {
    const { user, failure } = this
    const { to, actions } = inviteServerStep(this.state, event)
    this.state = to
    if (to === 'terminated') this.end()
    for (const action of actions) {
      switch (action) {
        case 'send':
          if (to === 'proceeding') this.host.wheel.cancel(this)
          this.send()
          break
        case 'send again':
          this.send()
          break
        case 'send 100':
          this.compose({ status: 100 })
          this.send()
          break
        case 'start G':
          this.interval = Math.min(2 * this.interval, this.timers.t2)
          this.arm()
          break
        case 'start G and H':
          this.release()
          this.interval = this.timers.repeat
          this.wait(this.timers.giveUp)
          break
        case 'start I':
          this.#confirm()
          break
        case 'start L':
          this.release()
          this.wait(this.timers.accepted)
          break
        case 'pass ACK to user':
          this.host.passAck(request as SipRequest, flow as Flow)
          break
        case 'inform of timeout':
          user?.onTimeout?.()
          break
        case 'inform of transport error':
          this.failure = undefined
          if (to === 'accepted') this.arm()
          user?.onTransportError?.(failure as TransportError)
          break
      }
    }
    if (user !== undefined && this.user === undefined) user.onTerminated?.()
  }

  #confirm(): void {
    this.response = undefined
    this.user = undefined
    this.interval = 0
    this.failure = undefined
    if (this.timers.i > 0) {
      this.wait(this.timers.i)
    } else {
      this.state = 'terminated'
      this.end()
    }
  }
}
