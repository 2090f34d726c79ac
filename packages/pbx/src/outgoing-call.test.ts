import { describe, expect, it } from 'vitest'
import { outsideNumber } from './outgoing-call.ts'

const uk = { callingCode: '44', nationalPrefix: '0', internationalPrefix: '00' }
const germany = { ...uk, callingCode: '49' }
const us = { callingCode: '1', nationalPrefix: '1', internationalPrefix: '011' }
const spain = { callingCode: '34', internationalPrefix: '00' }

describe('a number outside (C15)', () => {
  it.each([
    ['national', '02079460990', uk, null, '+442079460990'],
    ['with plus', '+4930901820', uk, null, '+4930901820'],
    ['international', '004930901820', uk, null, '+4930901820'],
    ['behind the prefix', '902079460990', uk, '9', '+442079460990'],
    ['without the prefix that the site asks for', '02079460990', uk, '9', '+442079460990'],
    ['behind a prefix that is the national one, too', '0030901820', germany, '0', '+4930901820'],
    ['international behind it', '00044207946099', germany, '0', '+44207946099'],
    ['ten digits of North America', '2125550123', us, null, '+12125550123'],
    ['eleven', '912125550123', us, '9', '+12125550123'],
    ['an area that begins like the prefix', '9125550123', us, '9', '+19125550123'],
    ['011', '011442079460990', us, null, '+442079460990'],
    ['a country without national prefix', '912345678', spain, null, '+34912345678'],
    ['a wrong extension', '2345678', uk, null, undefined],
    ['a wrong extension of North America', '5550123', us, null, undefined],
    ['a short number', '2345', spain, null, undefined],
    ['a name', 'reception', uk, null, undefined],
    ['the prefix alone', '9', uk, '9', undefined],
    ['nothing', '', uk, null, undefined],
  ])('%s: %s', (_, dialled, plan, prefix, number) => {
    expect(outsideNumber(dialled, plan, prefix)).toBe(number)
  })
})
