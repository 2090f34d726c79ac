import { describe, expect, it } from 'vitest'
import { parseText, type SipRequest } from '../message/index.ts'
import { capabilitiesOf } from './capabilities.ts'
import { inspectRequest } from './request-inspection.ts'
import type { UserAgentOptions } from './user-agent-options.ts'

const sdp = 'Content-Type: application/sdp\n'

function request(method: string, lines = '', body = '', uri = 'sip:b@192.0.2.2'): SipRequest {
  const text = `${method} ${uri} SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa
From: <sip:a@192.0.2.1>;tag=1
To: <sip:b@192.0.2.2>
Call-ID: a
CSeq: 1 ${method}
Contact: <sip:a@192.0.2.1>
${lines}Content-Length: ${body.length}

${body}`
  const message = parseText(text.replaceAll('\n', '\r\n'))
  if (message.kind !== 'request') throw new Error('not a request')
  return message
}

const capabilities = capabilitiesOf({
  handler: {},
  largestBody: 100,
  supported: ['path'],
} as unknown as UserAgentOptions)

describe('inspectRequest', () => {
  it.each([
    ['a plain INVITE', request('INVITE'), undefined],
    ['an INVITE with an offer', request('INVITE', sdp, 'v=0'), undefined],
    ['a method of an extension we lack', request('SUBSCRIBE'), 405],
    ['REGISTER without registrar', request('REGISTER'), 405],
    ['a method nobody knows', request('DANCE'), 501],
    ['methods are case-sensitive', request('invite'), 501],
    ['a tel URI', request('INVITE', '', '', 'tel:+442079460000'), undefined],
    ['another scheme', request('INVITE', '', '', 'mailto:a@example.com'), 416],
    ['the scheme before the extensions', request('INVITE', 'Require: foo\n', '', 'urn:service:sos'), 416],
    ['an extension we have', request('INVITE', 'Require: timer, path\n'), undefined],
    ['one we lack', request('INVITE', 'Require: timer, 100rel\n'), 420],
    ['one that a proxy would need', request('INVITE', 'Proxy-Require: foo\n'), 420],
    ['extensions before content', request('INVITE', 'Require: foo\nContent-Type: text/plain\n', 'x'), 420],
    ['no hop left', request('INVITE', 'Max-Forwards: 0\n'), 483],
    ['no hop left, but it ends here', request('OPTIONS', 'Max-Forwards: 0\n'), undefined],
    ['a body of another type', request('INVITE', 'Content-Type: text/plain\n', 'x'), 415],
    [
      'one that is optional',
      request('INVITE', 'Content-Type: text/plain\nContent-Disposition: x;handling=optional\n', 'x'),
      undefined,
    ],
    ['one that is encoded', request('INVITE', `${sdp}Content-Encoding: gzip\n`, 'x'), 415],
    ['identity is no encoding', request('INVITE', `${sdp}Content-Encoding: identity\n`, 'x'), undefined],
    ['any type in other requests', request('INFO', 'Content-Type: text/plain\n', 'x'), undefined],
    ['one that is too large', request('INVITE', sdp, 'x'.repeat(101)), 513],
    ['an Accept without SDP', request('INVITE', 'Accept: text/plain\n'), 406],
    ['an Accept with SDP', request('INVITE', 'Accept: text/plain, application/*\n'), undefined],
  ])('%s', (_edge, message, status) => {
    expect(inspectRequest(message, capabilities, false)?.status).toBe(status)
  })

  it.each([
    [
      '405 says what is allowed',
      request('SUBSCRIBE'),
      'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE\r\n',
    ],
    [
      '420 says what is not supported',
      request('INVITE', 'Require: timer, foo, bar\n'),
      'Unsupported: foo, bar\r\n',
    ],
    [
      '415 says what is taken',
      request('INVITE', 'Content-Type: text/plain\n', 'x'),
      'Accept: application/sdp, multipart/mixed\r\nAccept-Encoding: identity\r\n',
    ],
  ])('%s', (_edge, message, extra) => {
    expect(inspectRequest(message, capabilities, false)?.extra).toBe(extra)
  })

  it('a merged request is 482 (§8.2.2.2)', () => {
    expect(inspectRequest(request('INVITE'), capabilities, true)?.status).toBe(482)
  })
})
