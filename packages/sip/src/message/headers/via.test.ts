import { describe, expect, it } from 'vitest'
import { parseVia } from './via.ts'

describe('parseVia', () => {
  it.each([
    [
      'plain',
      'SIP/2.0/UDP a.example.com',
      ['UDP', 'a.example.com', undefined, undefined, undefined, undefined],
    ],
    [
      'full',
      'SIP/2.0/tls 192.0.2.1:5061;branch=z9hG4bK1;rport=7;received=192.0.2.9',
      ['TLS', '192.0.2.1', 5061, 'z9hG4bK1', 7, '192.0.2.9'],
    ],
    ['rport asked for', 'SIP/2.0/UDP a;rport;branch=x', ['UDP', 'a', undefined, 'x', true, undefined]],
    [
      'rport beyond ports',
      'SIP/2.0/UDP a;rport=70000',
      ['UDP', 'a', undefined, undefined, undefined, undefined],
    ],
    [
      'IPv6',
      'SIP/2.0/TCP [2001:db8::1]:5070;received=[::1]',
      ['TCP', '[2001:db8::1]', 5070, undefined, undefined, '::1'],
    ],
    [
      'blanks everywhere',
      'SIP / 2.0 / UDP  a : 5060 ; branch = x',
      ['UDP', 'a', 5060, 'x', undefined, undefined],
    ],
  ] as const)('%s', (_, text, expected) => {
    const via = parseVia(text)
    expect([via?.transport, via?.host, via?.port, via?.branch, via?.rport, via?.received]).toEqual(expected)
  })

  it.each([
    'SIP/2.0/UDP',
    'SIP/2.0/ a',
    'SIP/2.0 a',
    'UDP a',
    'SIP/2.0/UDP a b',
    'SIP/2.0/UDP a:',
    'SIP/2.0/UDP a:0',
    'SIP/2.0/UDP a:65536',
    'SIP/2.0/UDP [::1',
    'SIP/2.0/UDP 2001:db8::1',
    'SIP/2.0/UDP a;;',
    'SIP/2.0/UDP a;branch=',
    '',
  ])('refuses %j', (text) => {
    expect(parseVia(text)).toBeUndefined()
  })
})

describe('withReceived (RFC 3261 §18.2.1, RFC 3581 §4)', () => {
  it.each([
    ['same address, nothing asked', 'SIP/2.0/UDP 192.0.2.1;branch=x', 'SIP/2.0/UDP 192.0.2.1;branch=x'],
    ['other address', 'SIP/2.0/UDP 10.0.0.1;branch=x', 'SIP/2.0/UDP 10.0.0.1;branch=x;received=192.0.2.1'],
    ['a name', 'SIP/2.0/UDP pc.example.com', 'SIP/2.0/UDP pc.example.com;received=192.0.2.1'],
    [
      'rport asked',
      'SIP/2.0/UDP 192.0.2.1;rport;branch=x',
      'SIP/2.0/UDP 192.0.2.1;rport=5062;branch=x;received=192.0.2.1',
    ],
    [
      'forged received and rport',
      'SIP/2.0/UDP 10.0.0.1;received=8.8.8.8;rport=1',
      'SIP/2.0/UDP 10.0.0.1;rport=5062;received=192.0.2.1',
    ],
    ['forged received, same address', 'SIP/2.0/UDP 192.0.2.1;received=8.8.8.8', 'SIP/2.0/UDP 192.0.2.1'],
  ])('%s', (_, text, expected) => {
    expect(parseVia(text)?.withReceived('192.0.2.1', 5062).toString()).toBe(expected)
  })

  it('writes IPv6 without brackets, as the grammar has it', () => {
    expect(parseVia('SIP/2.0/UDP [2001:db8::1];rport')?.withReceived('2001:db8::9', 1).toString()).toBe(
      'SIP/2.0/UDP [2001:db8::1];rport=1;received=2001:db8::9',
    )
  })
})
