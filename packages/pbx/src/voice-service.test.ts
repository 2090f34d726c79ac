import { describe, expect, it } from 'vitest'
import type { NumberState } from './number.ts'
import { planJourney, refuseQuantity } from './voice-service.ts'

const number = (id: number, state: NumberState) => ({ id: String(id), e164: `+4420794600${id}`, state })
const ids = (numbers: readonly { id: string }[]) => numbers.map(({ id }) => id)

describe('the automatic journey (N10)', () => {
  it('activates what is reserved first, lowest number first, then allocates the lowest free', () => {
    const own = [number(12, 'RESERVED'), number(11, 'RESERVED'), number(13, 'RESERVED')]
    const free = [number(30, 'AVAILABLE'), number(20, 'AVAILABLE'), number(10, 'COOLDOWN')]
    const journey = planJourney(4, own, free)
    if (!('activate' in journey)) throw new Error('refused')
    expect([ids(journey.activate), ids(journey.allocate)]).toEqual([['11', '12', '13'], ['20']])
  })
  it('reserved numbers beyond the quantity stay reserved', () => {
    expect(planJourney(1, [number(12, 'RESERVED'), number(11, 'RESERVED')], [])).toMatchObject({
      activate: [{ id: '11' }],
      allocate: [],
    })
  })
  it('a shorter number is a lower one', () => {
    expect(planJourney(1, [], [number(100, 'AVAILABLE'), number(99, 'AVAILABLE')])).toMatchObject({
      allocate: [{ id: '99' }],
    })
  })
  it('a short pool changes nothing', () => {
    expect(planJourney(2, [], [number(20, 'AVAILABLE')])).toMatchObject({
      code: 'service-pool',
      words: 'The site has 1 free numbers, 2 are wanted; nothing was changed.',
    })
  })
  it('what is active already counts', () => {
    expect(planJourney(1, [number(1, 'ACTIVE'), number(2, 'ACTIVE')], [])).toEqual({
      activate: [],
      allocate: [],
    })
  })
})

describe('the quantity (N9)', () => {
  const used = [number(1, 'ACTIVE'), number(2, 'PENDING'), number(3, 'RESERVED')]
  it.each([
    [2, undefined],
    [1, 'service-quantity'],
  ])('%i of 2 used', (quantity, code) => {
    expect(refuseQuantity(quantity, used)?.code).toBe(code)
  })
})
