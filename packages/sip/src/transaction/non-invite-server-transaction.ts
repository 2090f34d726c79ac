/** The non-INVITE server transaction: does what its machine says (non-invite-server-machine.ts). */
import type { ResponseParts, SipRequest } from '../message/index.ts'
import type { TransportError } from '../transport/transport-error.ts'
import { type ServerEvent, serverStep } from './non-invite-server-machine.ts'
import { BaseServerTransaction } from './server-transaction.ts'
import type { ServerState } from './transaction.ts'

export class NonInviteServerTransaction extends BaseServerTransaction {
  state: ServerState = 'trying'

  respond(parts: ResponseParts): boolean {
    if (this.state !== 'trying' && this.state !== 'proceeding') return false
    this.compose(parts)
    this.#step(parts.status < 200 ? '1xx from user' : '200-699 from user')
    return true
  }

  receive(_request: SipRequest): void {
    this.#step('request')
  }

  protected expire(): void {
    this.#step(this.failure === undefined ? 'timer J' : 'transport error')
  }

  /** The failure comes with 'transport error'. */
  #step(event: ServerEvent): void {
    const { user, failure } = this
    const { to, actions } = serverStep(this.state, event)
    this.state = to
    if (to === 'terminated') this.end()
    for (const action of actions) {
      switch (action) {
        case 'send':
        case 'send again':
          this.send()
          break
        case 'start J':
          this.release()
          if (this.timers.j > 0) this.wait(this.timers.j)
          else this.#finish()
          break
        case 'inform of transport error':
          user?.onTransportError?.(failure as TransportError)
          break
      }
    }
    if (user !== undefined && this.user === undefined) user.onTerminated?.()
  }

  #finish(): void {
    this.state = 'terminated'
    this.end()
  }
}
