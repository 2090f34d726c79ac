import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseUri, SipUri, type UriFailure, writeUri } from './sip-uri.ts'

function uri(text: string): SipUri {
  const parsed = parseUri(text)
  if (!(parsed instanceof SipUri)) throw new Error(`${text}: ${parsed.code}`)
  return parsed
}

describe('parseUri', () => {
  it.each([
    ['host only', 'sip:example.com', ['sip', undefined, undefined, 'example.com', undefined]],
    ['user and host', 'sip:desk@example.com', ['sip', 'desk', undefined, 'example.com', undefined]],
    ['upper-case scheme', 'SIPS:desk@example.com', ['sips', 'desk', undefined, 'example.com', undefined]],
    ['password', 'sip:desk:1234@example.com:5070', ['sip', 'desk', '1234', 'example.com', 5070]],
    ['empty password', 'sip:desk:@example.com', ['sip', 'desk', '', 'example.com', undefined]],
    ['port without user', 'sip:192.0.2.1:5060', ['sip', undefined, undefined, '192.0.2.1', 5060]],
    ['IPv6', 'sip:desk@[2001:db8::1]:5061', ['sip', 'desk', undefined, '[2001:db8::1]', 5061]],
    ['semicolon in user', 'sip:a;b=c@example.com', ['sip', 'a;b=c', undefined, 'example.com', undefined]],
    ['question mark in user', 'sip:a?b@example.com', ['sip', 'a?b', undefined, 'example.com', undefined]],
    ['telephone', 'tel:+442079460100', ['tel', '+442079460100', undefined, '', undefined]],
    ['another scheme', 'urn:service:sos', ['urn', undefined, undefined, '', undefined]],
  ] as const)('%s', (_, text, [scheme, user, password, host, port]) => {
    const parsed = uri(text)
    expect([parsed.scheme, parsed.user, parsed.password, parsed.host, parsed.port]).toEqual([
      scheme,
      user,
      password,
      host,
      port,
    ])
    expect(parsed.toString()).toBe(text)
  })

  it.each([
    ['nothing', '', 'empty'],
    ['no scheme', 'example.com', 'no-scheme'],
    ['scheme with a blank', 'si p:example.com', 'no-scheme'],
    ['empty user', 'sip:@example.com', 'bad-user'],
    ['two at signs', 'sip:a@b@example.com', 'bad-host'],
    ['blank in user', 'sip:a b@example.com', 'bad-user'],
    ['no host', 'sip:', 'bad-host'],
    ['no host behind user', 'sip:desk@', 'bad-host'],
    ['blank before host', 'sip: example.com', 'bad-host'],
    ['IPv6 without brackets', 'sip:2001:db8::1', 'bad-port'],
    ['IPv6 open bracket', 'sip:[2001:db8::1', 'bad-host'],
    ['no IPv6 in brackets', 'sip:[example.com]', 'bad-host'],
    ['port 0', 'sip:example.com:0', 'bad-port'],
    ['port too large', 'sip:example.com:65536', 'bad-port'],
    ['port empty', 'sip:example.com:', 'bad-port'],
    ['half an escape', 'sip:a%4@example.com', 'bad-escape'],
    ['escape of no hex', 'sip:a%zz@example.com', 'bad-escape'],
    ['bracket behind', 'sip:example.com;a=<', 'bad-tail'],
    ['line break behind', 'sip:example.com;a\r\nX: y', 'bad-tail'],
    ['empty telephone', 'tel:', 'bad-user'],
    ['blank in another scheme', 'urn:a b', 'bad-tail'],
  ] as const)('refuses %s', (_, text, code) => {
    expect(parseUri(text)).toEqual({ kind: 'uri-failure', code } satisfies UriFailure)
  })

  it('reads parameters and headers when asked', () => {
    const parsed = uri('sip:a@b;transport=tcp;LR;x=%41;lr=2?Subject=a%20b&to=%22')
    expect([...parsed.params]).toEqual([
      ['transport', 'tcp'],
      ['lr', undefined],
      ['x', 'A'],
    ])
    expect([...parsed.headers]).toEqual([
      ['subject', 'a b'],
      ['to', '"'],
    ])
    expect(parsed.isLooseRouter).toBe(true)
    expect(parsed.hasHeaders).toBe(true)
  })
})

describe('equality (RFC 3261 §19.1.4)', () => {
  it.each([
    ['escape or not', 'sip:%61lice@atlanta.example.com', 'sip:alice@AtLanTa.Example.COM'],
    ['order of parameters', 'sip:a@b;x=1;y=2', 'sip:a@b;y=2;x=1'],
    [
      'an extra unknown parameter',
      'sip:carol@chicago.example.com',
      'sip:carol@chicago.example.com;newparam=5',
    ],
    ['case of parameters', 'sip:b@b.example.com;Transport=TCP', 'sip:b@b.example.com;transport=tcp'],
    ['order of headers', 'sip:a@b?x=1&y=2', 'sip:a@b?y=2&x=1'],
    ['IPv6 by value', 'sip:a@[2001:DB8:0:0::1]', 'sip:a@[2001:db8::1]'],
    ['IPv6 with IPv4 tail', 'sip:[::ffff:192.0.2.10]', 'sip:[::ffff:c000:20a]'],
    ['visual separators of a number', 'tel:+44-20-7946-0100', 'tel:+442079460100'],
    ['another scheme, same text', 'urn:service:sos', 'urn:service:sos'],
  ])('equal: %s', (_, a, b) => {
    expect(uri(a).equals(uri(b))).toBe(true)
    expect(uri(b).equals(uri(a))).toBe(true)
  })

  it.each([
    ['case of the user', 'sip:ALICE@example.com', 'sip:alice@example.com'],
    ['default port written', 'sip:bob@example.com', 'sip:bob@example.com:5060'],
    ['transport on one side', 'sip:bob@example.com', 'sip:bob@example.com;transport=udp'],
    ['user parameter on one side', 'sip:1@example.com', 'sip:1@example.com;user=phone'],
    ['other value of a shared parameter', 'sip:a@b;x=1', 'sip:a@b;x=2'],
    ['header on one side', 'sip:a@b', 'sip:a@b?Subject=x'],
    ['other header value', 'sip:a@b?s=x', 'sip:a@b?s=y'],
    ['secure or not', 'sip:a@b', 'sips:a@b'],
    ['password', 'sip:a:x@b', 'sip:a:y@b'],
    ['no user', 'sip:b', 'sip:a@b'],
    ['number in another context', 'tel:100;phone-context=a.example', 'tel:100;phone-context=b.example'],
    ['another scheme, other text', 'urn:service:sos', 'urn:service:fire'],
  ])('not equal: %s', (_, a, b) => {
    expect(uri(a).equals(uri(b))).toBe(false)
    expect(uri(b).equals(uri(a))).toBe(false)
  })
})

describe('writeUri', () => {
  it('escapes what its place needs', () => {
    expect(
      writeUri({
        user: 'a b@c',
        password: ':',
        host: 'h',
        port: 5,
        params: [
          ['x', 'a;b'],
          ['lr', undefined],
        ],
      }),
    ).toBe('sip:a%20b%40c:%3A@h:5;x=a%3Bb;lr')
    expect(writeUri({ scheme: 'sips', host: '2001:db8::1' })).toBe('sips:[2001:db8::1]')
  })

  it('any user comes back as it was', () => {
    const user = fc.string({
      minLength: 1,
      unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    })
    fc.assert(
      fc.property(user, (name) => uri(writeUri({ user: name, host: 'example.com' })).userText === name),
    )
  })
})
