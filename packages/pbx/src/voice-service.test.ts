import { describe, expect, it } from 'vitest'
import type { NumberState } from './number.ts'
import {
  type CountedNumber,
  type JourneyWish,
  planJourney,
  refuseQuantity,
  unitsOf,
  usedBy,
} from './voice-service.ts'

const number = (id: number, state: NumberState, more: Partial<CountedNumber> = {}): CountedNumber => ({
  id: String(id),
  e164: `+4420794600${id}`,
  state,
  kind: 'ordinary',
  special: false,
  ...more,
})
const main = (id: number, state: NumberState) => number(id, state, { kind: 'main' })
const special = (id: number, state: NumberState) => number(id, state, { special: true })

const plain: JourneyWish = {
  quantity: 1,
  mainNumberUnits: 1,
  automaticMain: false,
  automaticAllocation: true,
}
const withMain: JourneyWish = { ...plain, automaticMain: true }

/** `activated | main | allocated`, by identifier; or the code of the refusal. */
function plan(wish: JourneyWish, own: readonly CountedNumber[], free: readonly CountedNumber[]): string {
  const journey = planJourney(wish, own, free)
  if ('kind' in journey) return `${journey.code}: ${journey.words}`
  const ids = (numbers: readonly CountedNumber[]) => numbers.map(({ id }) => id).join(' ')
  return `${ids(journey.activate)} | ${journey.main?.id ?? ''} | ${ids(journey.allocate)}`
}

const free = [30, 20, 10, 40].map((id) => number(id, 'AVAILABLE'))
const cold = number(11, 'COOLDOWN')

describe('the automatic journey (N10)', () => {
  it.each<[string, JourneyWish, CountedNumber[], CountedNumber[], string]>([
    [
      'what is reserved first, lowest first, then the lowest free',
      { ...plain, quantity: 4 },
      [number(12, 'RESERVED'), number(11, 'RESERVED'), number(13, 'RESERVED')],
      [cold, ...free],
      '11 12 13 |  | 10',
    ],
    [
      'special ones before the lowest',
      { ...plain, quantity: 2 },
      [number(11, 'RESERVED'), special(19, 'RESERVED'), number(12, 'RESERVED')],
      free,
      '19 11 |  | ',
    ],
    [
      'special free ones are handed out by people only',
      { ...plain, quantity: 1 },
      [],
      [special(5, 'AVAILABLE'), ...free],
      ' |  | 10',
    ],
    [
      'reserved beyond the quantity stay reserved',
      plain,
      [number(12, 'RESERVED'), number(11, 'RESERVED')],
      [],
      '11 |  | ',
    ],
    [
      'a shorter number is a lower one',
      plain,
      [],
      [number(100, 'AVAILABLE'), number(99, 'AVAILABLE')],
      ' |  | 99',
    ],
    ['what is active counts', plain, [number(1, 'ACTIVE'), number(2, 'PENDING')], free, ' |  | '],
    ['a main number too, if the site says so', { ...withMain, quantity: 3 }, [], free, ' | 10 | 20 30'],
    [
      'a nominated one before the lowest',
      { ...withMain, quantity: 2 },
      [],
      [...free, main(90, 'AVAILABLE')],
      ' | 90 | 10',
    ],
    [
      'what is reserved comes before a main number',
      { ...withMain, quantity: 2 },
      [number(11, 'RESERVED'), number(12, 'RESERVED')],
      free,
      '11 12 |  | ',
    ],
    [
      'and a main number before what is free',
      { ...withMain, quantity: 3 },
      [number(11, 'RESERVED')],
      free,
      '11 | 10 | 20',
    ],
    [
      'a main number that is reserved goes first and none is nominated',
      { ...withMain, quantity: 2 },
      [number(11, 'RESERVED'), main(77, 'RESERVED')],
      free,
      '77 11 |  | ',
    ],
    [
      'a main number that is active is enough',
      { ...withMain, quantity: 2 },
      [main(77, 'ACTIVE')],
      free,
      ' |  | 10',
    ],
    [
      'a main number that costs nothing comes on top',
      { ...withMain, mainNumberUnits: 0, quantity: 2 },
      [],
      free,
      ' | 10 | 20 30',
    ],
    [
      'one that costs more than there is is not nominated',
      { ...withMain, mainNumberUnits: 3, quantity: 2 },
      [],
      free,
      ' |  | 10 20',
    ],
    [
      'no allocation, if the site says so',
      { ...plain, automaticAllocation: false, quantity: 3 },
      [number(11, 'RESERVED')],
      free,
      '11 |  | ',
    ],
    [
      'no allocation, but a main number',
      { ...withMain, automaticAllocation: false, quantity: 3 },
      [],
      free,
      ' | 10 | ',
    ],
    ['nothing for nothing', { ...withMain, quantity: 0 }, [], free, ' |  | '],
  ])('%s', (_, wish, own, pool, expected) => {
    expect(plan(wish, own, pool)).toBe(expected)
  })

  it.each<[string, JourneyWish, CountedNumber[], string]>([
    [
      'one short',
      { ...plain, quantity: 5 },
      free,
      'The site has 4 free numbers, 5 are wanted; nothing was changed.',
    ],
    [
      'none for the main number',
      withMain,
      [cold],
      'The site has 0 free numbers, 1 are wanted; nothing was changed.',
    ],
    [
      'short by one, with a main number',
      { ...withMain, quantity: 5 },
      free,
      'The site has 4 free numbers, 5 are wanted; nothing was changed.',
    ],
    [
      'a nominated number is no ordinary one',
      plain,
      [main(1, 'AVAILABLE')],
      'The site has 0 free numbers, 1 are wanted; nothing was changed.',
    ],
  ])('a short pool changes nothing: %s', (_, wish, pool, words) => {
    expect(plan(wish, [], pool)).toBe(`service-pool: ${words}`)
  })
})

describe('the quantity (N9)', () => {
  it('is used by what is ACTIVE or PENDING', () => {
    const all = [number(1, 'ACTIVE'), number(2, 'PENDING'), number(3, 'RESERVED'), cold]
    expect(usedBy(all).map(({ id }) => id)).toEqual(['1', '2'])
  })
  it('a main number costs what the site says', () => {
    expect([unitsOf(main(1, 'ACTIVE'), 3), unitsOf(number(1, 'ACTIVE'), 3)]).toEqual([3, 1])
  })
  it.each([
    [2, undefined],
    [1, 'service-quantity'],
  ])('%i of 2 used', (quantity, code) => {
    expect(refuseQuantity(quantity, 2)?.code).toBe(code)
  })
})
