/** What an event package adds to SUBSCRIBE and NOTIFY (RFC 6665 §5), and what both sides of a notifier say to each other. */
import type { SipRequest } from '../message/index.ts'
import type { Flow } from '../transport/flow.ts'
import type { ExpiryBounds } from './registrar-rules.ts'

/** A package whose NOTIFYs carry the full state of a resource each time. */
export interface EventPackage {
  /** Lower case: `message-summary`. */
  readonly name: string
  /** Of its bodies. */
  readonly contentType: string
  /** Bounds of a subscription, seconds. Default `defaultExpiry`. */
  readonly expiry?: ExpiryBounds
  /** Least time between two NOTIFYs of one subscription, milliseconds; changes in between become one. Default 1000. */
  readonly pace?: number
  /**
   * The state now. `version` counts the NOTIFYs of the subscription, from 0. Undefined: it is not for who was granted the resource any
   * more, and the subscription is over; asked anew, it is judged anew.
   *
   * @throws when it cannot be told now
   */
  state(resource: string, version: number): Promise<string | undefined> | string | undefined
}

/** Who may subscribe to what, as for a REGISTER. `event` is a package that the notifier has. */
export type AuthorizeSubscribe = (
  request: SipRequest,
  flow: Flow,
  event: string,
) => Promise<SubscribeGrant | SubscribeRefusal> | SubscribeGrant | SubscribeRefusal

export interface SubscribeGrant {
  /** What the package's `state` is asked for, and what `changed` names. */
  readonly resource: string
  /** Whose subscriptions are counted together. */
  readonly subscriber: string
  /** Nobody has decided yet: told without any state until `approve` or `end` (RFC 6665 §4.1.2.2). */
  readonly pending?: boolean
  /** What it says of where it is counts no further than the host that it came from, as `Call.confined`. */
  readonly confined?: boolean
}

/** `extra` carries the challenge of a 401. */
export interface SubscribeRefusal {
  readonly status: number
  readonly reason?: string
  readonly extra?: string
}

/** Why a subscription is over (RFC 6665 §4.1.3). */
export type SubscriptionEnd =
  | 'timeout' // it expired, or the subscriber ended it
  | 'deactivated' // to be made anew at once, elsewhere perhaps
  | 'probation' // to be made anew later
  | 'rejected' // the subscriber may not see this (any more)
  | 'giveup' // nobody decided in time
  | 'noresource' // there is nothing left to watch
