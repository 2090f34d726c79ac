/** RFC 4475 §3.3 and §3.4: well-formed messages that only the layers above can judge, and what RFC 2543 peers send. */
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

function options(name: string, uri: string, ...extra: readonly string[]): Buffer {
  return wire([
    `OPTIONS ${uri} SIP/2.0`,
    'To: sip:desk@example.com',
    'From: sip:caller@example.net;tag=242etr',
    'Max-Forwards: 6',
    `Call-ID: ${name}.0ha0isndaksdj`,
    'CSeq: 8 OPTIONS',
    'Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKkdjuw',
    ...extra,
    'l: 0',
  ])
}

function register(name: string, ...lines: readonly string[]): Buffer {
  return wire([
    'REGISTER sip:example.com SIP/2.0',
    'Via: SIP/2.0/UDP saturn.example.com:5060;branch=z9hG4bKkdjuw',
    'Max-Forwards: 70',
    'From: sip:watson@example.com;tag=DkfVgjkrtMwaerKKpe',
    'To: sip:watson@example.com',
    `Call-ID: ${name}.0ha0isndaksdj99sdfafnl3lk233412`,
    'CSeq: 2 REGISTER',
    ...lines,
    'l: 0',
  ])
}

const registered = [200, 401, 403, 404] as const

export const applicationCases: readonly TortureCase[] = [
  row(
    'insuf',
    '3.3.1',
    'no From, To, Call-ID, Max-Forwards',
    wire(
      [
        'INVITE sip:desk@example.com SIP/2.0',
        'CSeq: 193942 INVITE',
        'Via: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf',
        ...sdpLines,
      ],
      sdp,
    ),
    { validate: 'missing-from', uas: [400] },
  ),
  row(
    'unkscm',
    '3.3.2',
    'an unknown scheme in the Request-URI',
    options('unkscm', 'nobodyKnowsThisScheme:totallyopaquecontent'),
    {
      uas: [416],
    },
  ),
  row(
    'novelsc',
    '3.3.3',
    'a known scheme that is not for calling',
    options('novelsc', 'soap.beep://192.0.2.103:3002'),
    {
      uas: [416],
    },
  ),
  row(
    'unksm2',
    '3.3.4',
    'unknown schemes in To, From and Contact of a REGISTER',
    wire([
      'REGISTER sip:example.com SIP/2.0',
      'To: isbn:2983792873',
      'From: <http://www.example.com>;tag=3234233',
      'Call-ID: unksm2.daksdj@hyphenated-host.example.com',
      'CSeq: 234902 REGISTER',
      'Max-Forwards: 70',
      'Via: SIP/2.0/UDP 192.0.2.21:5060;branch=z9hG4bKkdjuw',
      'Contact: <name:John_Smith>',
      'l: 0',
    ]),
    { uas: [400, 401, 403, 404] },
  ),
  row(
    'bext01',
    '3.3.5',
    'Require and Proxy-Require with options nobody has',
    options(
      'bext01',
      'sip:desk@example.com',
      'Require: nothingSupportsThis, nothingSupportsThisEither',
      'Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis',
    ),
    { uas: [420] },
  ),
  row(
    'invut',
    '3.3.6',
    'a body of unknown type',
    wire(
      [
        'INVITE sip:desk@example.com SIP/2.0',
        'Contact: <sip:caller@host5.example.net>',
        'To: sip:desk@example.com',
        'From: sip:caller@example.net;tag=8392034',
        'Max-Forwards: 70',
        'Call-ID: invut.0ha0isndaksdjadsfij34n23d',
        'CSeq: 235448 INVITE',
        'Via: SIP/2.0/UDP somehost.example.com;branch=z9hG4bKkdjuw',
        'Content-Type: application/unknownformat',
        'Content-Length: 33',
      ],
      '<nobody knows="what this is for"/>'.slice(0, 33),
    ),
    { uas: [404, 415] },
  ),
  row(
    'regaut01',
    '3.3.7',
    'credentials of an unknown scheme',
    register(
      'regaut01',
      'Authorization: NoOneKnowsThisScheme opaque-data=here',
      'Contact: <sip:watson@host.example.com>',
    ),
    { uas: [401, 403, 404] },
  ),
  row(
    'multi01',
    '3.3.8',
    'single-value headers that come twice',
    wire(
      [
        'INVITE sip:desk@company.example.com SIP/2.0',
        'Contact: <sip:caller@host25.example.net>',
        'Via: SIP/2.0/UDP 192.0.2.25;branch=z9hG4bKkdjuw',
        'Max-Forwards: 70',
        'CSeq: 5 INVITE',
        'Call-ID: multi01.98asdh@192.0.2.1',
        'CSeq: 59 INVITE',
        'Call-ID: multi01.98asdh@192.0.2.2',
        'From: sip:caller@example.com;tag=3413415',
        'To: sip:desk@example.com',
        'To: sip:other@example.net',
        'From: sip:caller@example.net;tag=2923420123',
        ...sdpLines,
        'Contact: <sip:caller@host36.example.net>',
        'Max-Forwards: 5',
      ],
      sdp,
    ),
    { validate: 'repeated-from', uas: [400] },
  ),
  row(
    'mcl01',
    '3.3.9',
    'two Content-Lengths that disagree',
    wire(
      [
        'OPTIONS sip:desk@example.com SIP/2.0',
        'Via: SIP/2.0/UDP host5.example.net;branch=z9hG4bK293423',
        'To: sip:desk@example.com',
        'From: sip:other@example.net;tag=3923942',
        'Call-ID: mcl01.fhn2323orihawfdoa3o4r52o3irsdf',
        'CSeq: 15932 OPTIONS',
        'Content-Length: 13',
        'Max-Forwards: 60',
        'Content-Length: 5',
        'Content-Type: text/plain',
      ],
      'There is no way to know how many bytes',
    ),
    { parse: 'conflicting-content-length', uas: [400] },
  ),
  row(
    'bcast',
    '3.3.10',
    'a response whose second Via is the broadcast address: one Via too many for us',
    wire([
      'SIP/2.0 200 OK',
      'Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923',
      'Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23',
      'Call-ID: bcast.0384840201234ksdfak3j2erwedfsASdf',
      'CSeq: 35 INVITE',
      'From: sip:caller@example.com;tag=11141343',
      'To: sip:desk@example.edu;tag=2229',
      'Content-Length: 0',
      'Contact: <sip:desk@host28.example.com>',
    ]),
    { uas: [] },
    'response',
  ),
  row(
    'zeromf',
    '3.3.11',
    'Max-Forwards 0: an end point answers, a relay refuses',
    wire([
      'OPTIONS sip:desk@example.com SIP/2.0',
      'To: sip:desk@example.com',
      'From: sip:caller@example.net;tag=3ghsd41',
      'Call-ID: zeromf.jfasdlfnm2o2l43r5u0asdfas',
      'CSeq: 39234321 OPTIONS',
      'Via: SIP/2.0/UDP host1.example.com;branch=z9hG4bKkdjuw2349i',
      'Max-Forwards: 0',
      'Content-Length: 0',
    ]),
    { uas: [200, 404, 483] },
  ),
  row(
    'cparam01',
    '3.3.12',
    'an unknown Contact parameter',
    register('cparam01', 'Contact: sip:+19725552222@gw1.example.net;unknownparam'),
    {
      uas: registered,
    },
  ),
  row(
    'cparam02',
    '3.3.13',
    'an unknown URI parameter in Contact',
    register('cparam02', 'Contact: <sip:+19725552222@gw1.example.net;unknownparam>'),
    {
      uas: registered,
    },
  ),
  row(
    'regescrt',
    '3.3.14',
    'an escaped Route inside the URI of a Contact',
    register('regescrt', 'Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>'),
    { uas: [...registered, 400] },
  ),
  row(
    'sdp01',
    '3.3.15',
    'an INVITE that accepts no answer we could give',
    wire(
      [
        'INVITE sip:desk@example.com SIP/2.0',
        'To: sip:desk@example.com',
        'Contact: <sip:caller@host5.example.net>',
        'From: sip:caller@example.net;tag=234iouoijhlkj',
        'Max-Forwards: 5',
        'Call-ID: sdp01.ndaksdj9342dasdd',
        'Accept: text/nobodyKnowsThis',
        'CSeq: 8 INVITE',
        'Via: SIP/2.0/UDP 192.0.2.15;branch=z9hG4bKkdjuw',
        ...sdpLines,
      ],
      sdp,
    ),
    { uas: [404, 406, 488] },
  ),
  row(
    'inv2543',
    '3.4.1',
    'an INVITE of RFC 2543: no branch, no From tag, no Max-Forwards, no Contact',
    wire(
      [
        'INVITE sip:desk@example.com SIP/2.0',
        'Via: SIP/2.0/UDP iftgw.example.com',
        'From: <sip:+13035551111@ift.client.example.net;user=phone>',
        'Record-Route: <sip:desk@example.com;maddr=ss1.example.com>',
        'To: sip:+16505552222@ss1.example.net;user=phone',
        'Call-ID: inv2543.1717@ift.client.example.com',
        'CSeq: 56 INVITE',
        'Content-Type: application/sdp',
      ],
      sdp,
    ),
    { uas: [200, 400, 404] },
  ),
]
