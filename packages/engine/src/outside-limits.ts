/** How many calls out an organization may have (C15): what a stolen password can cost is bounded by it. */
import type { CallsOut, OutgoingClass } from '@mainline/pbx'
import type { EngineParts } from './engine-parts.ts'

const HOUR_MS = 3_600_000

export class OutsideLimits {
  readonly #parts: Pick<EngineParts, 'clock' | 'liveCalls'>
  /** When the calls of the last hour that went abroad began, monotonic ms, by organization. */
  readonly #abroad = new Map<string, readonly number[]>()

  constructor(parts: Pick<EngineParts, 'clock' | 'liveCalls'>) {
    this.#parts = parts
  }

  /** Whether the organization may begin one more call now; one that it may begin is counted. */
  takes(
    organizationId: string,
    its: OutgoingClass,
    rules: Pick<CallsOut, 'mostAtOnce' | 'mostInternationalAnHour'>,
  ): boolean {
    if (this.#ofNow(organizationId) >= rules.mostAtOnce) return false
    // What costs more than a call abroad is bounded with it.
    if (its === 'national') return true
    const now = this.#parts.clock.now()
    const begun = (this.#abroad.get(organizationId) ?? []).filter((at) => now - at < HOUR_MS)
    if (begun.length >= rules.mostInternationalAnHour) return false
    this.#abroad.set(organizationId, [...begun, now])
    return true
  }

  #ofNow(organizationId: string): number {
    let count = 0
    for (const { state } of this.#parts.liveCalls()) {
      const { outgoing, number } = state.plan
      if (outgoing === undefined || outgoing.class === 'emergency' || state.state === 'finished') continue
      if (number.organizationId === organizationId) count += 1
    }
    return count
  }
}
