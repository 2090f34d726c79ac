/** What a call needs of the user agent that holds it. */
import type { SessionTimerPolicy } from '../dialog/session-timer.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import type { BaseTimers } from '../transaction/timers.ts'
import type { TransactionLayer } from '../transaction/transaction-layer.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import type { Capabilities } from './capabilities.ts'

/** A call as its user agent sees it. */
export interface HeldCall {
  readonly id: number
}

export interface CallHost {
  readonly transactions: TransactionLayer
  readonly wheel: TimerWheel
  readonly timers: BaseTimers
  readonly sessionTimer: SessionTimerPolicy
  readonly capabilities: Capabilities
  /** Our Contact towards a peer. @param sips the dialog is one of SIPS URIs (RFC 3261 §12.1.1) */
  contact(towards: Flow | Destination, sips: boolean): string
  newCallId(): string
  /** Server with its CRLF, in an answer to a request by that flow which is of no call yet; '' for whom it does not concern. */
  serverLine(flow: Flow): string
  /** Unguessable text. */
  random(): string
  /** From 0 up to 1. */
  fraction(): number
  /** The call was answered. */
  established(): void
  /** The call is over: it is looked up no more. */
  forget(call: HeldCall, wasEstablished: boolean): void
}
