/**
 * ACKs of a 2xx to a destination with several addresses. An ACK is neither answered nor repeated by itself (RFC 3261
 * §13.2.2.4), so nothing tells that its address is dead but the 2xx that comes again: the next ACK goes to the next address.
 */

import type { RequestParts } from '../message/index.ts'
import { type TimerWheel, WheelTimer } from '../timer-wheel.ts'
import type { Target, Targets } from '../transport/flow.ts'
import type { SendObserver } from '../transport/transport.ts'

export interface AckHost {
  readonly wheel: TimerWheel
  /** For how long a 2xx may come again, ms: 64*T1 (§13.3.1.4). */
  readonly remembered: number
  /** Sends one ACK. */
  send(parts: RequestParts, target: Target, observer: SendObserver): void
}

export class AckToSeveral {
  readonly #host: AckHost
  readonly #turns = new Map<string, Turn>()

  constructor(host: AckHost) {
    this.#host = host
  }

  send(parts: RequestParts, targets: Targets): void {
    const key = `${parts.callId} ${parts.cseq} ${parts.to}`
    const turn = this.#turns.get(key) ?? this.#begin(key)
    this.#sendTo(parts, targets, turn.next++, targets.length - 1)
  }

  /** Forgets all of them. */
  close(): void {
    for (const turn of this.#turns.values()) this.#host.wheel.cancel(turn)
    this.#turns.clear()
  }

  #begin(key: string): Turn {
    const turn = new Turn(() => this.#turns.delete(key))
    this.#turns.set(key, turn)
    this.#host.wheel.schedule(turn, this.#host.remembered)
    return turn
  }

  /** Where a connection cannot be had, the others are tried at once. */
  #sendTo(parts: RequestParts, targets: Targets, index: number, others: number): void {
    this.#host.send(parts, targets[index % targets.length] ?? targets[0], {
      onSendFailure: () => {
        if (others > 0) this.#sendTo(parts, targets, index + 1, others - 1)
      },
    })
  }
}

/** Which address is next for one 2xx; forgotten when none can come again. */
class Turn extends WheelTimer {
  next = 0
  readonly #forget: () => void

  constructor(forget: () => void) {
    super()
    this.#forget = forget
  }

  fire(): void {
    this.#forget()
  }
}
