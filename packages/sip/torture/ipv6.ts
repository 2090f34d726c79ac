/** RFC 5118: IPv6 addresses wherever a message can hold one. */
import type { MessageFaultCode } from '../src/errors.ts'
import { sdp, type TortureCase, wire } from './torture-case.ts'

function row(
  name: string,
  section: string,
  feature: string,
  bytes: Buffer,
  uas: readonly number[],
  validate: 'ok' | MessageFaultCode = 'ok',
  kind: TortureCase['kind'] = 'request',
): TortureCase {
  return { name, rfc: 5118, section, feature, kind, bytes, expected: { parse: 'ok', validate, uas } }
}

const registered = [200, 401, 403, 404] as const

function register(name: string, uri: string): Buffer {
  return wire([
    `REGISTER ${uri} SIP/2.0`,
    'To: sip:user@example.com',
    'From: sip:user@example.com;tag=81x2',
    'Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111',
    `Call-ID: ${name}.SSG9559905523997077@hlau_4100`,
    'Max-Forwards: 70',
    'Contact: "Caller" <sip:caller@[2001:db8::1]>',
    'CSeq: 98176 REGISTER',
    'Content-Length: 0',
  ])
}

function bye(name: string, via: string): Buffer {
  return wire([
    'BYE sip:[2001:db8::10] SIP/2.0',
    'To: sip:user@example.com;tag=bd76ya',
    'From: sip:user@example.com;tag=81x2',
    `Via: ${via}`,
    `Call-ID: ${name}.SSG9559905523997077@hlau_4100`,
    'Max-Forwards: 70',
    'CSeq: 321 BYE',
    'Content-Length: 0',
  ])
}

function invite(name: string, body: string): Buffer {
  return wire(
    [
      'INVITE sip:user@[2001:db8::10] SIP/2.0',
      'To: sip:user@[2001:db8::10]',
      'From: sip:user@example.com;tag=81x2',
      'Via: SIP/2.0/UDP [2001:db8::20];branch=z9hG4bKas3-111',
      `Call-ID: ${name}.SSG9559905523997077@hlau_4100`,
      'Contact: "Caller" <sip:caller@[2001:db8::20]>',
      'CSeq: 8612 INVITE',
      'Max-Forwards: 70',
      'Content-Type: application/sdp',
      `Content-Length: ${body.length}`,
    ],
    body,
  )
}

const sdp6 = sdp.replaceAll('IN IP4 192.0.2.77', 'IN IP6 2001:db8::20')

export const ipv6Cases: readonly TortureCase[] = [
  row('ipv6-good', '4.1', 'a reference in brackets', register('good', 'sip:[2001:db8::10]'), registered),
  row(
    'ipv6-bad',
    '4.2',
    'no brackets in the Request-URI',
    register('bad', 'sip:2001:db8::10'),
    [400],
    'malformed-request-uri',
  ),
  row(
    'port-ambiguous',
    '4.3',
    'what was meant as a port is part of the address',
    register('ambiguous', 'sip:[2001:db8::10:5070]'),
    registered,
  ),
  row(
    'port-unambiguous',
    '4.4',
    'a port behind the brackets',
    register('unambiguous', 'sip:[2001:db8::10]:5070'),
    registered,
  ),
  row(
    'via-received-brackets',
    '4.5',
    'received with brackets',
    bye('brackets', 'SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111'),
    [200, 481],
  ),
  row(
    'via-received-bare',
    '4.5',
    'received without brackets, as the grammar has it',
    bye('bare', 'SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3'),
    [200, 481],
  ),
  row('sdp-ipv6', '4.6', 'IPv6 in a session description', invite('sdp6', sdp6), [200, 404, 488]),
  row(
    'multiple-addresses',
    '4.7',
    'IPv4 and IPv6 hops mixed in Via',
    wire([
      'BYE sip:user@host.example.net SIP/2.0',
      'Via: SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKas3-111',
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKjhja8781hjuaij65144',
      'Via: SIP/2.0/TCP [2001:db8::9:255];branch=z9hG4bK451jj;received=192.0.2.200',
      'Call-ID: mixed.997077@lau_4100',
      'Max-Forwards: 70',
      'CSeq: 89187 BYE',
      'To: sip:user@example.net;tag=9817--94',
      'From: sip:user@example.com;tag=81x2',
      'Content-Length: 0',
    ]),
    [200, 481],
  ),
  row(
    'sdp-both',
    '4.8',
    'IPv4 and IPv6 in one session description',
    invite(
      'both',
      [
        'v=0',
        'o=bob 280744730 28977631 IN IP4 host.example.com',
        's=-',
        't=0 0',
        'm=audio 22334 RTP/AVP 0',
        'c=IN IP4 192.0.2.1',
        'm=video 6024 RTP/AVP 107',
        'c=IN IP6 2001:db8::1',
        'a=rtpmap:107 H263-1998/90000',
        '',
      ].join('\r\n'),
    ),
    [200, 404, 488],
  ),
  row(
    'ipv4-mapped',
    '4.9',
    'IPv4-mapped addresses in URIs and a session description',
    invite('mapped', sdp6.replaceAll('2001:db8::20', '::ffff:192.0.2.10')),
    [200, 404, 488],
  ),
  row(
    'three-colons',
    '4.10',
    'the three colons that the grammar of RFC 3261 asks for',
    wire([
      'OPTIONS sip:user@[2001:db8:::192.0.2.1] SIP/2.0',
      'To: sip:user@[2001:db8:::192.0.2.1]',
      'From: sip:user@example.com;tag=810x2',
      'Via: SIP/2.0/UDP lab1.east.example.com;branch=z9hG4bKas3-111',
      'Call-ID: colons.G9559905523997077@hlau_4100',
      'CSeq: 689 OPTIONS',
      'Max-Forwards: 70',
      'Content-Length: 0',
    ]),
    [200, 404],
  ),
  row(
    'two-colons',
    '4.10',
    'the same address written right',
    wire([
      'OPTIONS sip:user@[2001:db8::192.0.2.1] SIP/2.0',
      'To: sip:user@[2001:db8::192.0.2.1]',
      'From: sip:user@example.com;tag=810x2',
      'Via: SIP/2.0/UDP lab1.east.example.com;branch=z9hG4bKas3-111',
      'Call-ID: colons.G9559905523997078@hlau_4100',
      'CSeq: 690 OPTIONS',
      'Max-Forwards: 70',
      'Content-Length: 0',
    ]),
    [200, 404],
  ),
]
