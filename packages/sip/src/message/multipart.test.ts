import { describe, expect, it } from 'vitest'
import { parseText } from './parser.ts'

const sdp = 'v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n'

function bodyOf(contentType: string | undefined, body: string): string | undefined {
  const head = [
    'SIP/2.0 200 OK',
    'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
    ...(contentType === undefined ? [] : [`Content-Type: ${contentType}`]),
    `Content-Length: ${body.length}`,
  ]
  const message = parseText(`${head.join('\r\n')}\r\n\r\n${body}`)
  if (message.kind === 'failure') throw new Error(message.reason)
  return message.bodyOf('application/sdp')
}

const parts = (...each: string[]) => `${each.map((part) => `--xx\r\n${part}\r\n`).join('')}--xx--\r\n`
const session = `Content-Type: application/sdp\r\n\r\n${sdp}`
const isup =
  'Content-Type: application/isup;version=itu-t92+\r\nContent-Disposition: signal\r\n\r\n\x01\x00--xx?'

describe('the session description of a message', () => {
  it.each([
    ['the body is one', 'application/sdp', sdp, sdp],
    ['the type has parameters and capitals', 'Application/SDP ;charset=x', sdp, sdp],
    ['no type is given (RFC 2543)', undefined, sdp, sdp],
    ['there is no body', 'application/sdp', '', undefined],
    ['the body is another', 'text/plain', sdp, undefined],
    ['the type cannot be read', 'application', sdp, undefined],
    ['first part', 'multipart/mixed;boundary=xx', parts(session, isup), sdp],
    ['second part, quoted boundary', 'multipart/mixed; boundary="xx"', parts(isup, session), sdp],
    ['after a preamble', 'multipart/mixed;boundary=xx', `for old readers\r\n${parts(session)}`, sdp],
    ['no part of that type', 'multipart/mixed;boundary=xx', parts(isup), undefined],
    ['a part without headers', 'multipart/mixed;boundary=xx', parts(`\r\n${sdp}`), undefined],
    [
      'a part that is headers only',
      'multipart/mixed;boundary=xx',
      parts('Content-Type: application/sdp'),
      undefined,
    ],
    ['no boundary', 'multipart/mixed', parts(session), undefined],
    ['the closing delimiter is missing', 'multipart/mixed;boundary=xx', `--xx\r\n${session}`, undefined],
    ['the body ends within a delimiter', 'multipart/mixed;boundary=xx', '--xx', undefined],
    ['another boundary', 'multipart/mixed;boundary=yy', parts(session), undefined],
  ])('%s', (_edge, type, body, expected) => {
    expect(bodyOf(type, body)).toBe(expected)
  })
})
