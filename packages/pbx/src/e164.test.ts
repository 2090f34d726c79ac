import { describe, expect, it } from 'vitest'
import { homeZeroHint, isE164, rangeOf, toE164, withoutHomeZero } from './e164.ts'

const uk = { callingCode: '44', nationalPrefix: '0', internationalPrefix: '00' }
const us = { callingCode: '1', nationalPrefix: '1', internationalPrefix: '011' }
const italy = { callingCode: '39', internationalPrefix: '00' }

describe('E.164 (C1)', () => {
  it.each([
    ['with plus', '+442079460000', uk, '+442079460000'],
    ['with separators', '+44 (20) 7946-0000', uk, '+442079460000'],
    ['with the bracketed zero of letterheads', '+44 (0)20 7946 0000', uk, '+442079460000'],
    ['with the zero of home left in', '+4402079460000', uk, '+442079460000'],
    ['with that zero behind the international prefix', '0049 0 30 901820', uk, '+4930901820'],
    ['national', '020 7946 0000', uk, '+442079460000'],
    ['international prefix', '0015550100123', uk, '+15550100123'],
    ['calling code without plus', '442079460000', uk, '+442079460000'],
    ['national without its prefix', '2079460000', uk, '+442079460000'],
    ['ten digits of North America', '2125550123', us, '+12125550123'],
    ['eleven digits of North America', '12125550123', us, '+12125550123'],
    ['011 of North America', '011442079460000', us, '+442079460000'],
    ['Italy keeps its zero', '0612345678', italy, '+390612345678'],
  ])('%s: %s', (_, text, plan, e164) => {
    expect(toE164(text, plan)).toBe(e164)
  })
  it.each(['', 'anonymous', '+', '+0123456789', '+1234567890123456', '12 34', '+44abc'])(
    '"%s" is refused',
    (text) => {
      expect(toE164(text, uk)).toMatchObject({ code: 'number-invalid' })
    },
  )
  it.each([
    ['+1234567', true],
    ['+123456', false],
    ['1234567', false],
    ['+4402079460000', false],
    ['+390612345678', true],
    ['+2250712345678', true],
    ['+18005550100', true],
  ])('%s: %s', (text, valid) => {
    expect(isE164(text)).toBe(valid)
  })
})

describe('the zero that is dialled at home only', () => {
  it.each([
    ['Britain', '+4402079460000', '+442079460000'],
    ['Ireland', '+35301234567', '+3531234567'],
    ['Germany', '+49030901820', '+4930901820'],
  ])('%s drops it', (_, written, meant) => {
    expect(withoutHomeZero(written)).toBe(meant)
    expect(homeZeroHint(written)).toContain(meant)
  })
  it.each(['+390612345678', '+2250712345678', '+2290112345678', '+442079460000', '+4430', 'sip:a@b'])(
    '%s stays',
    (number) => {
      expect(withoutHomeZero(number)).toBe(number)
      expect(homeZeroHint(number)).toBe('')
    },
  )
})

describe('a range of numbers (N2)', () => {
  it('counts upwards within its country', () => {
    expect(rangeOf('+442079469999', 2)).toEqual(['+442079469999', '+442079470000'])
    expect(rangeOf('+442079460000', 1)).toEqual(['+442079460000'])
  })
  it.each([
    ['out of its country', '+449999999999', 2, 'leaves the country or area'],
    ['out of a country of three digits', '+35399999999', 2, 'leaves the country or area'],
    ['out of digits', '+999999999999999', 2, 'runs out of digits'],
  ])('does not run %s', (_, first, count, words) => {
    expect(rangeOf(first, count)).toMatchObject({
      code: 'number-range',
      words: expect.stringContaining(words),
    })
  })
})
