import { parseUri, SipUri } from '@mainline/sip'
import { describe, expect, it } from 'vitest'
import { userOf } from './called-number.ts'

describe('the number in a URI (C1, RFC 3966)', () => {
  it.each([
    ['sip:+442079460001@192.0.2.1', '+442079460001'],
    ['sip:+44-20-7946-0001@192.0.2.1;user=phone', '+442079460001'],
    ['sip:%2B442079460001@192.0.2.1', '+442079460001'],
    ['sip:02079460001;npdi;rn=+441234@192.0.2.1', '02079460001'],
    ['tel:+44-20-7946-0001', '+442079460001'],
    ['tel:7946-0001;phone-context=+44-20', '+442079460001'],
    ['sip:79460001;phone-context=+4420@192.0.2.1;user=phone', '+442079460001'],
    ['tel:1001;phone-context=example.com', '1001'],
    ['tel:+442079460001;phone-context=+1', '+442079460001'],
    ['sip:192.0.2.1', undefined],
    ['sip:%ff@192.0.2.1', '%ff'],
  ])('%s -- %s', (uri, number) => {
    const parsed = parseUri(uri)
    if (!(parsed instanceof SipUri)) throw new Error('no URI')
    expect(userOf(parsed)).toBe(number)
  })
})
