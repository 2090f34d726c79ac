/** Well-formed SIP messages for tests of the message layer, with one thing replaced at a time. */
import { parseText } from './parser.ts'
import type { SipRequest } from './sip-request.ts'

/** Header values by name; undefined leaves a header out. */
export type Replaced = Readonly<Record<string, string | undefined>>

const ordinary: Replaced = {
  Via: 'SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1;rport',
  'Max-Forwards': '70',
  From: '"Caller" <sip:caller@example.net>;tag=c1',
  To: '<sip:desk@example.com>',
  'Call-ID': 'call-1@192.0.2.1',
  CSeq: '1 INVITE',
  Contact: '<sip:caller@192.0.2.1>',
  'Content-Length': '0',
}

/** A message as wire text: the ordinary headers with some replaced. */
export function wireMessage(startLine: string, replaced: Replaced = {}, body = ''): string {
  const method = startLine.split(' ')[0] ?? ''
  const headers = Object.entries({ ...ordinary, CSeq: `1 ${method}`, ...replaced })
  const lines = headers.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  return `${[startLine, ...lines].join('\r\n')}\r\n\r\n${body}`
}

/** An INVITE as wire text. */
export function invite(replaced: Replaced = {}, startLine = 'INVITE sip:desk@example.com SIP/2.0'): string {
  return wireMessage(startLine, { CSeq: '1 INVITE', ...replaced })
}

/** The request that the wire text holds. @throws when it holds none: the test is wrong */
export function request(wire: string): SipRequest {
  const message = parseText(wire)
  if (message.kind !== 'request')
    throw new Error(`no request: ${message.kind === 'failure' ? message.code : message.kind}`)
  return message
}
