/** Voice services (N9, N10): how many numbers of an organization may be active at a site. */
import { type Refusal, refuse } from './errors.ts'
import type { NumberState } from './number.ts'

/** A number as the counting sees it. */
export interface CountedNumber {
  readonly id: string
  readonly e164: string
  readonly state: NumberState
}

/** Numbers that use a unit: ACTIVE, and PENDING on its way to or from it (N9). */
export function usedBy(numbers: readonly CountedNumber[]): readonly CountedNumber[] {
  return numbers.filter((number) => number.state === 'ACTIVE' || number.state === 'PENDING')
}

/** A quantity change refused with what uses it, or undefined if it can be made (N9). */
export function refuseQuantity(quantity: number, numbers: readonly CountedNumber[]): Refusal | undefined {
  const used = usedBy(numbers).length
  return quantity < used ? refuse('service-quantity', { used }) : undefined
}

/** What the automatic journey does, in this order. */
export interface Journey {
  readonly activate: readonly CountedNumber[]
  readonly allocate: readonly CountedNumber[]
}

/**
 * The journey that the first voice service of an organization at a site starts (N10): its RESERVED numbers first,
 * then the lowest free ones of the site, up to the quantity; all or nothing.
 */
export function planJourney(
  quantity: number,
  own: readonly CountedNumber[],
  free: readonly CountedNumber[],
): Journey | Refusal {
  const wanted = quantity - usedBy(own).length
  const activate = lowest(own, 'RESERVED').slice(0, Math.max(wanted, 0))
  const missing = Math.max(wanted - activate.length, 0)
  const available = lowest(free, 'AVAILABLE')
  if (available.length < missing) return refuse('service-pool', { free: available.length, wanted: missing })
  return { activate, allocate: available.slice(0, missing) }
}

function lowest(numbers: readonly CountedNumber[], state: NumberState): readonly CountedNumber[] {
  const of = numbers.filter((number) => number.state === state)
  return of.sort((a, b) => a.e164.length - b.e164.length || (a.e164 < b.e164 ? -1 : 1))
}
