import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emergencyByHabit,
  emergencyNumber,
  emergencyNumbersOf,
  refuseExtension,
  soundsLikeEmergency,
} from './emergency-numbers.ts'

describe('emergency numbers (C15)', () => {
  it.each([
    ['Britain', '44', ['999', '112']],
    ['Ireland', '353', ['999', '112']],
    ['North America', '1', ['911']],
    ['Germany', '49', ['110', '112']],
    ['Austria', '43', ['112', '122', '133', '144']],
    ['Switzerland', '41', ['112', '117', '118', '144']],
    ['France', '33', ['15', '17', '18', '112']],
    ['Spain', '34', ['112', '091', '061']],
    ['Italy', '39', ['112', '113', '115', '118']],
    ['the Netherlands', '31', ['112']],
    ['Belgium', '32', ['100', '101', '112']],
    ['Luxembourg', '352', ['112', '113']],
    ['Portugal', '351', ['112']],
    ['Denmark', '45', ['112']],
    ['Sweden', '46', ['112']],
    ['Norway', '47', ['110', '112', '113']],
    ['Finland', '358', ['112']],
    ['Poland', '48', ['112', '997', '998', '999']],
    ['Australia', '61', ['000', '106', '112']],
    ['New Zealand', '64', ['111', '112']],
    ['Brazil', '55', ['112', '190', '192', '193']],
    ['South Africa', '27', ['112', '10111', '10177']],
    ['Japan', '81', ['110', '118', '119']],
    ['a country that is not listed', '246', ['112', '911']],
  ])('%s', (_, code, numbers) => {
    for (const number of numbers) {
      expect(emergencyNumber(number, code)).toBe(number)
      expect(emergencyNumber(`9${number}`, code, '9')).toBe(number)
      expect(emergencyNumber(`+${code}${number}`, code)).toBe(number)
      const at = { callingCode: code, homeCode: code }
      expect(emergencyByHabit(`9${number}`, at)).toBe(number)
      expect(emergencyByHabit(`0${number}`, at)).toBe(number)
    }
  })
  it.each(['44', '49', '1', '81', '61', '246', ''])(
    'in +%s everybody is understood who dials what they know from home',
    (callingCode) => {
      for (const number of ['112', '911', '999'])
        for (const dialled of [
          number,
          `7${number}`,
          `0${number}`,
          `9${number}`,
          `+${callingCode}${number}`,
        ]) {
          const at = { callingCode, homeCode: callingCode, linePrefix: '7' }
          expect(emergencyByHabit(dialled, at)).toBe(number)
          expect(soundsLikeEmergency(dialled)).toBe(true)
        }
    },
  )
  it('a phone with a number of another country is understood as there', () => {
    expect(emergencyByHabit('110', { callingCode: '44', homeCode: '49' })).toBe('110')
    expect(emergencyByHabit('110', { callingCode: '44', homeCode: '44' })).toBeUndefined()
  })
  it.each([
    ['a number that begins so', '9990', '44'],
    ['one of another country', '110', '44'],
    ['an extension', '2112', '44'],
    ['the number of mobiles where fixed networks have none', '112', '1'],
    ['nothing', '', '44'],
  ])('%s is none', (_, dialled, code) => {
    expect(emergencyNumber(dialled, code, '0')).toBeUndefined()
  })
  it.each([
    ['the ambulance for the homeless, not the prefix and 15', '115', '115'],
    ['the prefix and the European number', '1112', '112'],
    ['the prefix and 15 where no number is dialled so', '0015', '15'],
  ])('at a site whose prefix is part of a number: %s', (_, dialled, number) => {
    expect(emergencyNumber(dialled, '33', dialled.startsWith('1') ? '1' : '00')).toBe(number)
  })
  it('is heard in whatever way it is dialled, whoever calls', () => {
    const codes = ['1', '33', '44', '49', '61', '353', '998']
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.option(fc.stringMatching(/^\d{1,3}$/), { nil: undefined }),
        fc.nat(),
        (code, linePrefix, choice) => {
          const numbers = emergencyNumbersOf(code)
          const number = numbers[choice % numbers.length] ?? ''
          for (const dialled of [number, `${linePrefix ?? ''}${number}`, `+${code}${number}`]) {
            expect(emergencyNumber(dialled, code, linePrefix)).toBeDefined()
            expect(soundsLikeEmergency(dialled)).toBe(true)
          }
          expect(emergencyNumber(number, code, linePrefix)).toBe(number)
        },
      ),
    )
  })
})

describe('an extension', () => {
  it.each([
    ['an emergency number of the country', '112', '44', undefined, '112'],
    ['another one of the country', '110', '49', undefined, '110'],
    ['the same in a country where it is none', '110', '44', undefined, undefined],
    ['one behind the prefix for an outside line', '9112', '44', '9', '112'],
    ['the same where there is no prefix', '9112', '44', undefined, undefined],
    ['one that begins with it', '1120', '44', '9', undefined],
  ])('that is %s', (_, extension, country, prefix, number) => {
    expect(refuseExtension(extension, country, prefix)?.values).toEqual(number && { extension, number })
  })
})
