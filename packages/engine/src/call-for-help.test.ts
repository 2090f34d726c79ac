import { parseText } from '@mainline/sip'
import { expect, it } from 'vitest'
import { beginsCallForHelp, isCallForHelp } from './call-for-help.ts'

const rest = [
  'Via: SIP/2.0/UDP 192.0.2.11;branch=z9hG4bKhelp',
  'From: <sip:maya@site.test>;tag=a',
  'To: <sip:help@site.test>',
  'Call-ID: c',
  'CSeq: 1 INVITE',
  'Content-Length: 0',
  '',
  '',
].join('\r\n')

it.each([
  ['INVITE sip:999@192.0.2.1 SIP/2.0', true],
  ['INVITE sip:9999@192.0.2.1;user=phone SIP/2.0', true],
  ['INVITE tel:112 SIP/2.0', true],
  ['INVITE sip:2222@192.0.2.1 SIP/2.0', false],
  ['INVITE sip:192.0.2.1 SIP/2.0', false],
  ['REGISTER sip:999@192.0.2.1 SIP/2.0', false],
  ['OPTIONS sip:112@192.0.2.1 SIP/2.0', false],
])('%s is a call for help: %s', (start, expected) => {
  const text = `${start}\r\n${rest}`
  expect(beginsCallForHelp(Buffer.from(text))).toBe(expected)
  const message = parseText(text)
  expect(message.kind === 'request' && isCallForHelp(message)).toBe(expected)
})

it.each([
  '',
  'INVITE ',
  'INVITE sip:999@192.0.2.1',
  '\0\0\0',
  `INVITE sip:112@${'x'.repeat(1_000)} SIP/2.0\r\n`,
])('what is no request is none', (text) => expect(beginsCallForHelp(Buffer.from(text))).toBe(false))
