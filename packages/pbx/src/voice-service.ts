/** Voice services (N9, N10): how many numbers of an organization may be active at a site. */
import { type Refusal, refuse } from './errors.ts'
import { isInService, type NumberKind, type NumberState } from './number.ts'

/** A number as the counting sees it. */
export interface CountedNumber {
  readonly id: string
  readonly e164: string
  readonly state: NumberState
  readonly kind: NumberKind
  /** Chosen by a person for its digits: never handed out by itself, activated before others. */
  readonly special: boolean
}

/** Units that a number uses while it is active; what a main number costs is a setting of the site (N9). */
export const unitsOf = (number: Pick<CountedNumber, 'kind'>, mainNumberUnits: number): number =>
  number.kind === 'main' ? mainNumberUnits : 1

/** Numbers that use units: ACTIVE, and PENDING on its way to or from it (N9). */
export function usedBy<Counted extends Pick<CountedNumber, 'state'>>(
  numbers: readonly Counted[],
): readonly Counted[] {
  return numbers.filter(isInService)
}

/** A quantity change refused with how much is used, or undefined if it can be made (N9). */
export function refuseQuantity(quantity: number, used: number): Refusal | undefined {
  return quantity < used ? refuse('service-quantity', { used }) : undefined
}

/** What the journey shall reach. */
export interface JourneyWish {
  readonly quantity: number
  readonly mainNumberUnits: number
  /** Site setting: a main number is nominated when there is none. */
  readonly automaticMain: boolean
  /** Site setting: free numbers are allocated up to the quantity. */
  readonly automaticAllocation: boolean
}

/** What the automatic journey does, in this order. */
export interface Journey<Counted extends CountedNumber = CountedNumber> {
  readonly activate: readonly Counted[]
  /** Free, to become the main number. */
  readonly main: Counted | undefined
  readonly allocate: readonly Counted[]
}

/**
 * The journey that the first voice service of an organization at a site starts (N10): the RESERVED numbers come first
 * (main, special ones, lowest first), then a main number if there is none and its units are left, then the lowest free ones of
 * the site, up to the quantity. All or nothing.
 *
 * @param own numbers of the organization at the site
 * @param free numbers of the site in order; as many as the quantity are enough of each kind
 */
export function planJourney<Counted extends CountedNumber>(
  wish: JourneyWish,
  own: readonly Counted[],
  free: readonly Counted[],
): Journey<Counted> | Refusal {
  const cost = (number: CountedNumber) => unitsOf(number, wish.mainNumberUnits)
  let left = wish.quantity - sum(usedBy(own).map(cost))
  const activate = reserved(own).filter((number) => {
    if (cost(number) > left) return false
    left -= cost(number)
    return true
  })
  const wantsMain =
    wish.automaticMain && own.every((number) => number.kind !== 'main') && left >= wish.mainNumberUnits
  if (wantsMain) left -= wish.mainNumberUnits
  const pool = free.filter((number) => number.state === 'AVAILABLE' && !number.special).sort(byNumber)
  const main = wantsMain ? (pool.find((number) => number.kind === 'main') ?? pool[0]) : undefined
  const ordinary = pool.filter((number) => number.kind === 'ordinary' && number !== main)
  const wanted = wish.automaticAllocation ? Math.max(left, 0) : 0
  if (ordinary.length < wanted || (wantsMain && !main))
    return refuse('service-pool', {
      free: ordinary.length + (main ? 1 : 0),
      wanted: wanted + (wantsMain ? 1 : 0),
    })
  return { activate, main, allocate: ordinary.slice(0, wanted) }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const rank = (number: CountedNumber): number => (number.kind === 'main' ? 0 : number.special ? 1 : 2)

function reserved<Counted extends CountedNumber>(own: readonly Counted[]): readonly Counted[] {
  return own
    .filter((number) => number.state === 'RESERVED')
    .sort((a, b) => rank(a) - rank(b) || byNumber(a, b))
}

function byNumber(a: CountedNumber, b: CountedNumber): number {
  return a.e164.length - b.e164.length || (a.e164 < b.e164 ? -1 : 1)
}
