/**
 * How much an organization may have called outside (C15): what a stolen password can cost is bounded by it, and so is what callers can
 * who are led outside by a forward (C11), as a member (M10) or by a transfer (C8). Emergency calls are neither counted nor refused.
 */
import {
  type CallsOutLimits,
  callingCodeOf,
  noCallsOut,
  type OutgoingClass,
  outgoingClassOf,
} from '@mainline/pbx'
import type { EngineParts } from './engine-parts.ts'
import type { LiveCall } from './live-call.ts'
import type { RefusedCallOut } from './outside-news.ts'

const HOUR_MS = 3_600_000

export interface OutsideLimitsOptions extends Pick<EngineParts, 'clock' | 'liveCalls' | 'log'> {
  /** People of the site are to hear of a refusal. */
  readonly refused: (refused: RefusedCallOut) => void
}

export class OutsideLimits {
  readonly #options: OutsideLimitsOptions
  /** When the calls of the last hour that went abroad began, monotonic ms, by organization. */
  readonly #abroad = new Map<string, readonly number[]>()

  constructor(options: OutsideLimitsOptions) {
    this.#options = options
  }

  /** Whether the organization may begin one more call now; one that it may begin is counted. */
  takes(organizationId: string, its: OutgoingClass, limits: CallsOutLimits): boolean {
    return this.#ofNow(organizationId) < limits.mostAtOnce && this.#takesAbroad(organizationId, its, limits)
  }

  /**
   * The same of a call that is led to a number outside. One call counts once, however many numbers ring for it at a time; each of them
   * that is abroad counts as a call there.
   */
  takesLed(call: LiveCall, number: string): boolean {
    const { plan } = call.state
    const { organizationId, homeE164 } = payerOf(call)
    const limits = { ...noCallsOut, ...plan.number.outsideLimits }
    const room = isOutside(call) || this.#ofNow(organizationId) < limits.mostAtOnce
    const its = outgoingClassOf(number, callingCodeOf(homeE164))
    if (room && this.#takesAbroad(organizationId, its, limits)) return true
    const { clock, log, refused } = this.#options
    log.warn(
      { callId: call.origin.id, organizationId, number },
      'a caller was not led outside for the limits of the site',
    )
    const { siteId, siteName, numberId, label } = plan.number
    const operatorId = call.origin.number?.operatorId ?? ''
    const place = { operatorId, siteId, organizationId, numberId }
    refused({ place, device: undefined, label, e164: homeE164, siteName, at: clock.epoch() })
    return false
  }

  #takesAbroad(organizationId: string, its: OutgoingClass, limits: CallsOutLimits): boolean {
    // What costs more than a call abroad is bounded with it.
    if (its === 'national') return true
    const now = this.#options.clock.now()
    const begun = (this.#abroad.get(organizationId) ?? []).filter((at) => now - at < HOUR_MS)
    if (begun.length >= limits.mostInternationalAnHour) return false
    this.#abroad.set(organizationId, [...begun, now])
    return true
  }

  #ofNow(organizationId: string): number {
    let count = 0
    for (const call of this.#options.liveCalls())
      if (isOutside(call) && payerOf(call).organizationId === organizationId) count += 1
    return count
  }
}

/** It is a call out, or some leg of it goes by a trunk now. */
function isOutside({ state, legs }: LiveCall): boolean {
  if (state.state === 'finished') return false
  const { outgoing } = state.plan
  if (outgoing !== undefined) return outgoing.class !== 'emergency'
  for (const { trunkId } of legs.values()) if (trunkId !== undefined) return true
  return false
}

/** Who has it led outside: whose phone calls out or passes the call on, else whose number was called. */
function payerOf({ origin, state }: LiveCall): {
  readonly organizationId: string
  readonly homeE164: string
} {
  const { device } = origin
  const { outgoing, number } = state.plan
  const ofPhone = device && (outgoing !== undefined || state.transfer?.by.id === device.numberId)
  return ofPhone
    ? { organizationId: device.organizationId, homeE164: device.e164 }
    : { organizationId: number.organizationId ?? '', homeE164: number.e164 }
}
