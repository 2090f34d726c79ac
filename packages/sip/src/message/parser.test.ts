import { describe, expect, it } from 'vitest'
import { parseMessage, parseText } from './parser.ts'
import { invite, request, wireMessage } from './sample-message.ts'

function codeOf(text: string, limits?: { total: number; line: number; headers: number }): string {
  const message = parseMessage(Buffer.from(text, 'latin1'), limits)
  return message.kind === 'failure' ? message.code : message.kind
}

const limits = { total: 2_000, line: 200, headers: 12 }

describe('parseMessage', () => {
  it.each([
    ['nothing', '', 'empty-message'],
    ['only CRLFs', '\r\n\r\n', 'empty-message'],
    ['CRLFs before the message', `\r\n\r\n${invite()}`, 'request'],
    ['no line end at all', 'INVITE sip:a@b SIP/2.0', 'unterminated-headers'],
    ['no empty line', 'INVITE sip:a@b SIP/2.0\r\nTo: <sip:a@b>\r\n', 'unterminated-headers'],
    ['bare LF as line end', invite().replaceAll('\r\n', '\n'), 'bare-line-break'],
    ['one bare LF', invite().replace('\r\nTo', '\nTo'), 'bare-line-break'],
    ['bare CR in a value', invite({ Subject: 'a\rb' }), 'bare-line-break'],
    ['a line without colon', invite({ Subject: 'x\r\nnonsense' }), 'malformed-header-line'],
    ['a name with a blank', invite({ 'Sub ject': 'x' }), 'malformed-header-line'],
    ['a name that is empty', invite({ '': 'x' }), 'malformed-header-line'],
    ['a status below 100', 'SIP/2.0 099 x\r\n\r\n', 'malformed-status'],
    ['a status above 699', 'SIP/2.0 700 x\r\n\r\n', 'malformed-status'],
    ['a status line in lower case', 'sip/2.0 200 OK\r\n\r\n', 'response'],
    ['a status line without phrase', 'SIP/2.0 200\r\n\r\n', 'response'],
    ['a response of another version', 'SIP/3.0 200 OK\r\n\r\n', 'unsupported-version'],
    ['a response without status', 'SIP/2.0\r\n\r\n', 'malformed-start-line'],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 'malformed-start-line'],
    ['a request without URI', 'INVITE SIP/2.0\r\n\r\n', 'malformed-start-line'],
    ['a tab in the request line', 'INVITE\tsip:a@b SIP/2.0\r\n\r\n', 'malformed-start-line'],
    ['equal Content-Lengths', invite({ 'Content-Length': '0', l: '0' }), 'request'],
    ['unequal Content-Lengths', invite({ 'Content-Length': '0', l: '1' }), 'conflicting-content-length'],
    ['Content-Length in words', invite({ 'Content-Length': 'four' }), 'malformed-content-length'],
    ['empty Content-Length', invite({ 'Content-Length': '' }), 'malformed-content-length'],
    ['body shorter than said', invite({ 'Content-Length': '1' }), 'truncated-body'],
  ])('%s', (_, text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  it.each([
    ['a message too large', invite({ Subject: 'x'.repeat(2_000) }), 'message-too-large'],
    ['a line too long', invite({ Subject: 'x'.repeat(200) }), 'line-too-long'],
    ['a folded line too long', invite({ Subject: 'x\r\n '.repeat(60) }), 'line-too-long'],
    ['a URI too long', invite({}, `INVITE sip:${'x'.repeat(200)}@b SIP/2.0`), 'uri-too-long'],
    [
      'too many headers',
      invite(Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`X-${at}`, '1']))),
      'too-many-headers',
    ],
    ['all within limits', invite(), 'request'],
  ])('limits: %s', (_, text, code) => {
    expect(codeOf(text, limits)).toBe(code)
  })

  it('a message too large can be answered with 413', () => {
    const failure = parseMessage(
      Buffer.from(`${invite({ 'Content-Length': '3000' })}${'x'.repeat(3_000)}`),
      limits,
    )
    expect(failure).toMatchObject({ code: 'message-too-large', status: 413, reply: { method: 'INVITE' } })
  })

  it('what broke a limit is not echoed', () => {
    const failure = parseText(invite({ Subject: 'x'.repeat(9_000) }))
    expect(failure.kind === 'failure' && failure.reply).toBeUndefined()
  })

  it('bytes behind the body are ignored', () => {
    const message = request(wireMessage('INFO sip:a@b SIP/2.0', { 'Content-Length': '2' }, 'abcdef'))
    expect(message.body.toString()).toBe('ab')
    expect(message.bodySize).toBe(2)
  })

  it('without Content-Length the body is all that came', () => {
    expect(
      request(wireMessage('INFO sip:a@b SIP/2.0', { 'Content-Length': undefined }, 'abcdef')).bodyText,
    ).toBe('abcdef')
  })
})
