/** RFC 4475 §3.1.2 and §3.2: wrong in one way each. What the sender is told is part of the test. */
import type { MessageFaultCode, ParseFailureCode } from '../src/errors.ts'
import { sdp, sdpLines, type TortureCase, wire } from './torture-case.ts'

interface Outcome {
  readonly parse?: ParseFailureCode
  readonly validate?: MessageFaultCode
  readonly uas: readonly number[]
}

function row(
  name: string,
  section: string,
  feature: string,
  bytes: Buffer,
  outcome: Outcome,
  kind: TortureCase['kind'] = 'request',
): TortureCase {
  const expected = {
    parse: outcome.parse ?? 'ok',
    validate: outcome.validate ?? 'ok',
    uas: outcome.uas,
  } as const
  return { name, rfc: 4475, section, feature, kind, bytes, expected }
}

const refused = [400] as const

/** An INVITE that is right but for what a case puts in its place. */
function invite(
  name: string,
  replaced: Record<string, string>,
  startLine = 'INVITE sip:desk@example.com SIP/2.0',
): Buffer {
  const lines: Record<string, string> = {
    Via: 'SIP/2.0/UDP 192.0.2.15;branch=z9hG4bKkdjuw',
    'Max-Forwards': '70',
    To: 'sip:desk@example.com',
    From: 'sip:caller@example.net;tag=242etr',
    'Call-ID': `${name}.0ha0isndaksdj@192.0.2.15`,
    CSeq: '8 INVITE',
    Contact: '<sip:caller@host5.example.net>',
    'Content-Type': 'application/sdp',
    'Content-Length': String(sdp.length),
    ...replaced,
  }
  return wire([startLine, ...Object.entries(lines).map(([header, value]) => `${header}: ${value}`)], sdp)
}

export const invalidCases: readonly TortureCase[] = [
  row(
    'badinv01',
    '3.1.2.1',
    'surplus separators in Via and Contact',
    invite('badinv01', {
      Via: 'SIP/2.0/UDP 192.0.2.15;;,;,,',
      Contact: '"Joe" <sip:joe@example.org>;;;;',
    }),
    { validate: 'malformed-via', uas: refused },
  ),
  row(
    'clerr',
    '3.1.2.2',
    'Content-Length larger than the datagram',
    invite('clerr', { 'Content-Length': '9999' }),
    { parse: 'truncated-body', uas: refused },
  ),
  row('ncl', '3.1.2.3', 'negative Content-Length', invite('ncl', { 'Content-Length': '-999' }), {
    parse: 'malformed-content-length',
    uas: refused,
  }),
  row(
    'scalar02',
    '3.1.2.4',
    'numbers that fit no integer in a request',
    wire([
      'REGISTER sip:example.com SIP/2.0',
      'Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bK342sdfoi3',
      'To: <sip:desk@example.com>',
      'From: <sip:desk@example.com>;tag=239232jh3',
      'CSeq: 36893488147419103232 REGISTER',
      'Call-ID: scalar02.23o0pd9vanlq3wnrlnewofjas9ui32',
      'Max-Forwards: 300',
      `Expires: 1${'0'.repeat(100)}`,
      'Contact: <sip:desk@host129.example.com>',
      '  ;expires=280297596632815',
      'Content-Length: 0',
    ]),
    { validate: 'malformed-cseq', uas: refused },
  ),
  row(
    'scalarlg',
    '3.1.2.5',
    'numbers that fit no integer in a response',
    wire([
      'SIP/2.0 503 Service Unavailable',
      'Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bKzzxdiwo34sw;received=192.0.2.129',
      'To: <sip:desk@example.com>',
      'From: <sip:other@example.net>;tag=2easdjfejw',
      'CSeq: 9292394834772304023312 OPTIONS',
      'Call-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r',
      'Retry-After: 949302838503028349304023988',
      'Warning: 1812 overture "In Progress"',
      'Content-Length: 0',
    ]),
    { validate: 'malformed-cseq', uas: [] },
    'response',
  ),
  row(
    'quotbal',
    '3.1.2.6',
    'a quote that is never closed in To',
    invite('quotbal', { To: '"Mr. Reception <sip:desk@example.com>' }),
    { validate: 'malformed-to', uas: refused },
  ),
  row(
    'ltgtruri',
    '3.1.2.7',
    'angle brackets around the Request-URI',
    invite('ltgtruri', {}, 'INVITE <sip:desk@example.com> SIP/2.0'),
    { validate: 'malformed-request-uri', uas: refused },
  ),
  row(
    'lwsruri',
    '3.1.2.8',
    'white space inside the Request-URI',
    invite('lwsruri', {}, 'INVITE sip:desk@example.com; lr SIP/2.0'),
    { parse: 'malformed-request-uri', uas: refused },
  ),
  row(
    'lwsstart',
    '3.1.2.9',
    'several spaces between the elements of the request line',
    invite('lwsstart', {}, 'INVITE  sip:desk@example.com  SIP/2.0'),
    { parse: 'malformed-request-uri', uas: refused },
  ),
  row(
    'trws',
    '3.1.2.10',
    'white space behind the request line',
    wire([
      'OPTIONS sip:desk@example.com SIP/2.0  ',
      'Via: SIP/2.0/TCP host1.examplepc.example.com;branch=z9hG4bK299342093',
      'To: <sip:desk@example.com>',
      'From: <sip:caller@example.com>;tag=329429089',
      'Call-ID: trws.oicu34958239neffasdhr2345r',
      'Accept: application/sdp',
      'CSeq: 238923 OPTIONS',
      'Max-Forwards: 70',
      'Content-Length: 0',
    ]),
    { parse: 'malformed-start-line', uas: refused },
  ),
  row(
    'escruri',
    '3.1.2.11',
    'URI headers in the Request-URI',
    invite('escruri', {}, 'INVITE sip:desk@example.com?Route=%3Csip:evil.example.com%3E SIP/2.0'),
    { validate: 'malformed-request-uri', uas: refused },
  ),
  row(
    'baddate',
    '3.1.2.12',
    'a Date in another zone than GMT: the header is ignored, the request is not',
    invite('baddate', { Date: 'Fri, 01 Jan 2010 16:00:00 EST' }),
    { uas: [200, 400, 404] },
  ),
  row(
    'regbadct',
    '3.1.2.13',
    'URI headers in a Contact without angle brackets',
    wire([
      'REGISTER sip:example.com SIP/2.0',
      'To: sip:desk@example.com',
      'From: sip:desk@example.com;tag=998332',
      'Max-Forwards: 70',
      'Call-ID: regbadct.k345asrl3fdbv@10.0.0.1',
      'CSeq: 1 REGISTER',
      'Via: SIP/2.0/UDP 135.180.130.133:5060;branch=z9hG4bKkdjuw',
      'Contact: sip:desk@example.com?Route=%3Csip:sip.example.com%3E',
      'l: 0',
    ]),
    { validate: 'malformed-contact', uas: refused },
  ),
  row(
    'badaspec',
    '3.1.2.14',
    'spaces inside the angle brackets of To',
    wire([
      'OPTIONS sip:desk@example.org SIP/2.0',
      'Via: SIP/2.0/UDP host4.example.com:5060;branch=z9hG4bKkdju43234',
      'Max-Forwards: 70',
      'From: "Reception, Main" <sip:main@example.com>;tag=433423',
      'To: "Desk, Third" < sip:desk@example.org >',
      'Call-ID: badaspec.sdf0234n2nds0a099u23h3hnnw009cdkne3',
      'Accept: application/sdp',
      'CSeq: 3923239 OPTIONS',
      'l: 0',
    ]),
    { validate: 'malformed-to', uas: refused },
  ),
  row(
    'baddn',
    '3.1.2.15',
    'a comma in a display name without quotes',
    wire([
      'OPTIONS sip:desk@example.org SIP/2.0',
      'Via: SIP/2.0/UDP c.example.com:5060;branch=z9hG4bKkdjuw',
      'Max-Forwards: 70',
      'From: Desk, Third <sip:caller@example.com>;tag=43',
      'To: <sip:desk@example.org>',
      'Call-ID: baddn.31415@c.example.com',
      'Accept: application/sdp',
      'CSeq: 3923239 OPTIONS',
      'l: 0',
    ]),
    { validate: 'malformed-from', uas: refused },
  ),
  row(
    'badvers',
    '3.1.2.16',
    'a protocol version that does not exist',
    wire([
      'OPTIONS sip:desk@example.org SIP/7.0',
      'Via: SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw',
      'Max-Forwards: 70',
      'From: Caller <sip:caller@example.com>;tag=qweoiqpe',
      'To: Desk <sip:desk@example.org>',
      'Call-ID: badvers.31417@c.example.com',
      'CSeq: 1 OPTIONS',
      'l: 0',
    ]),
    { parse: 'unsupported-version', uas: [505] },
  ),
  row(
    'mismatch01',
    '3.1.2.17',
    'CSeq names another method than the request line',
    wire([
      'OPTIONS sip:desk@example.com SIP/2.0',
      'To: sip:desk@example.com',
      'From: sip:caller@example.net;tag=34525',
      'Max-Forwards: 6',
      'Call-ID: mismatch01.dj0234sxdfl3',
      'CSeq: 8 INVITE',
      'Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKkdjuw',
      'l: 0',
    ]),
    { validate: 'cseq-method-mismatch', uas: refused },
  ),
  row(
    'mismatch02',
    '3.1.2.18',
    'CSeq names another method, and the request line an unknown one',
    wire(
      [
        'NEWMETHOD sip:desk@example.com SIP/2.0',
        'To: sip:desk@example.com',
        'From: sip:caller@example.net;tag=34525',
        'Max-Forwards: 6',
        'Call-ID: mismatch02.dj0234sxdfl3',
        'CSeq: 8 INVITE',
        'Contact: <sip:caller@host.example.net>',
        ...sdpLines,
        'Via: SIP/2.0/UDP host.example.net;branch=z9hG4bKkdjuw',
      ],
      sdp,
    ),
    { validate: 'cseq-method-mismatch', uas: [400, 405, 501] },
  ),
  row(
    'bigcode',
    '3.1.2.19',
    'a status code that fits no three digits',
    wire([
      'SIP/2.0 4294967301 better not break the receiver',
      'Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe',
      'Call-ID: bigcode.asdof3uj203asdnf3429uasdhfas3ehjasdfas9i',
      'CSeq: 353494 INVITE',
      'From: <sip:caller@example.com>;tag=39ansfi3',
      'To: <sip:desk@example.edu>;tag=902jndnke3',
      'Content-Length: 0',
      'Contact: <sip:desk@host105.example.com>',
    ]),
    { parse: 'malformed-status', uas: [] },
    'response',
  ),
  row(
    'badbranch',
    '3.2.1',
    'a branch that is the magic cookie and nothing else',
    wire([
      'OPTIONS sip:desk@example.com SIP/2.0',
      'To: sip:desk@example.com',
      'From: sip:caller@example.org;tag=33242',
      'Max-Forwards: 3',
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK',
      'Accept: application/sdp',
      'Call-ID: badbranch.sadonfo23i420jv0as0derf3j3n',
      'CSeq: 8 OPTIONS',
      'l: 0',
    ]),
    { uas: [200, 404] },
  ),
]
