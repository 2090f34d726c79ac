import libphonenumber from 'google-libphonenumber'
import { describe, expect, it } from 'vitest'
import { classRefused, outgoingClassOf } from './outgoing-class.ts'

describe('what a call out may cost (C15)', () => {
  it.each([
    ['at home', '+442079460990', '44', 'national'],
    ['a mobile at home', '+447700900123', '44', 'national'],
    ['abroad', '+4930901820', '44', 'international'],
    ['premium at home', '+449098790123', '44', 'premium'],
    ['premium abroad', '+499001234567', '44', 'premium'],
    ['a satellite', '+881612345678', '44', 'premium'],
    ['within North America', '+12125550123', '1', 'national'],
    ['the Caribbean, dialled as if it were near', '+18765550123', '1', 'international'],
    ['900 of North America', '+19005550123', '1', 'premium'],
    ['Ireland from Britain', '+35312345678', '44', 'international'],
    ['Taiwan from Taiwan', '+886212345678', '886', 'national'],
  ])('%s: %s', (_, number, country, its) => {
    expect(outgoingClassOf(number, country)).toBe(its)
  })
  it('is premium for what each country calls so, from there and from abroad', () => {
    const numbering = libphonenumber.PhoneNumberUtil.getInstance()
    const { PhoneNumberType, PhoneNumberFormat } = libphonenumber
    const cheap: string[] = []
    let asked = 0
    for (const region of numbering.getSupportedRegions())
      for (const type of [PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST]) {
        const example = numbering.getExampleNumberForType(region, type)
        if (!example) continue
        const number = numbering.format(example, PhoneNumberFormat.E164)
        const home = String(numbering.getCountryCodeForRegion(region))
        for (const country of [home, '44', '1', '49'])
          if (outgoingClassOf(number, country) !== 'premium') cheap.push(`${region}: ${number}`)
        asked++
      }
    expect(asked).toBeGreaterThan(150)
    expect(cheap).toEqual([])
  })
})

describe('where a site lets its callers be led', () => {
  it.each([
    ['within the country, always', '+447700900123', [], undefined],
    ['abroad, not until its phones may call there', '+4930901820', ['national', 'premium'], 'international'],
    ['abroad, when they may', '+4930901820', ['international'], undefined],
    [
      'where it costs more, not for being within the country',
      '+449098790123',
      ['national', 'international'],
      'premium',
    ],
    ['where it costs more, when they may', '+449098790123', ['premium'], undefined],
  ] as const)('%s', (_, number, classes, refused) => {
    expect(classRefused(number, { callingCode: '44', classes })).toBe(refused)
  })
})
