import { parseMessage, SipRequest } from '@mainline/sip'
import { expect, it } from 'vitest'
import { digitOf } from './info-digit.ts'

it.each([
  ['a relay body', 'application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', '5'],
  ['with spaces', 'application/dtmf-relay', 'Signal= #\r\nDuration= 160', '#'],
  ['a number for the star', 'application/dtmf-relay', 'Signal=10\r\n', '*'],
  ['a number for hash', 'application/dtmf-relay', 'signal=11\n', '#'],
  ['a letter', 'application/dtmf-relay', 'Signal=d\r\n', 'D'],
  ['a flash', 'application/dtmf-relay', 'Signal=hf\r\n', undefined],
  ['no signal', 'application/dtmf-relay', 'Duration=160\r\n', undefined],
  ['a bare digit', 'application/dtmf', '7', '7'],
  ['a bare digit in a line', 'application/dtmf', '0\r\n', '0'],
  ['several at once', 'application/dtmf', '123', undefined],
  ['something else', 'application/media_control+xml', '<x/>', undefined],
])('%s', (_, type, body, digit) => {
  const request = parseMessage(
    Buffer.from(
      [
        'INFO sip:a@192.0.2.1 SIP/2.0',
        'Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1',
        'From: <sip:b@192.0.2.2>;tag=1',
        'To: <sip:a@192.0.2.1>;tag=2',
        'Call-ID: x',
        'CSeq: 1 INFO',
        `Content-Type: ${type}`,
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    ),
  )
  if (!(request instanceof SipRequest)) throw new Error('no request')
  expect(digitOf(request)).toBe(digit)
})
