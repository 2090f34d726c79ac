import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { invite, wireMessage } from './sample-message.ts'
import { type Frame, StreamFramer } from './stream-framer.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const names = (frames: readonly Frame[]) =>
  frames.map((frame) => (frame.kind === 'failure' ? frame.code : frame.kind))
const info = wireMessage(
  'INFO sip:a@b SIP/2.0',
  { 'Content-Length': undefined, 'l  ': '5', 'Content-Type': 'a/b' },
  'a\r\n\r\n',
)

describe('StreamFramer', () => {
  it.each([
    ['one message', invite(), ['request']],
    ['two at once', invite() + info, ['request', 'request']],
    ['a ping between', `${invite()}\r\n\r\n${info}`, ['request', 'ping', 'request']],
    ['a pong', `\r\n${invite()}`, ['pong', 'request']],
    ['half a message', invite().slice(0, -1), []],
    ['half a ping', '\r\n\r', []],
    ['no Content-Length', invite({ 'Content-Length': undefined }), ['missing-content-length']],
    ['bad Content-Length', invite({ 'Content-Length': '-1' }), ['malformed-content-length']],
    ['two Content-Lengths', invite({ l: '3' }), ['conflicting-content-length']],
    ['a body beyond the limit', invite({ 'Content-Length': '999999' }), ['message-too-large']],
    ['endless headers', `INVITE sip:a@b SIP/2.0\r\n${'X: y\r\n'.repeat(20_000)}`, ['message-too-large']],
    [
      'a bad message with a known end',
      `NONSENSE\r\nContent-Length: 0\r\n\r\n${invite()}`,
      ['malformed-start-line', 'request'],
    ],
    ['a lone CR', '\rX', ['malformed-start-line']],
  ])('%s', (_, text, expected) => {
    expect(names(new StreamFramer().push(bytes(text)))).toEqual(expected)
  })

  it('breaks where the next boundary is lost, and takes nothing more', () => {
    const framer = new StreamFramer()
    const [frame] = framer.push(bytes(invite({ 'Content-Length': undefined })))
    expect(framer.broken).toBe(true)
    expect(frame?.kind === 'failure' && frame.reply?.method).toBe('INVITE')
    expect(framer.push(bytes(invite()))).toEqual([])
    expect(framer.buffered).toBe(0)
  })

  it('gives the same messages however the stream is cut', () => {
    const stream = bytes(`${invite()}\r\n\r\n${info}\r\n\r\n${invite({ Subject: 'x' })}${info}`)
    const whole = names(new StreamFramer().push(stream))
    expect(whole).toEqual(['request', 'ping', 'request', 'ping', 'request', 'request'])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (sizes) => {
        const framer = new StreamFramer()
        const frames: Frame[] = []
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1
          frames.push(...framer.push(stream.subarray(at, at + size)))
          at += size
        }
        // Of a ping that is cut in two the first half is told as a pong.
        expect(names(frames).filter((name) => name !== 'pong')).toEqual(whole)
        expect(framer.buffered).toBe(0)
      }),
    )
  })

  it.each([
    ['halves of a ping', ['\r\n', '\r\n'], ['pong', 'ping']],
    ['a ping in single bytes', ['\r', '\n', '\r', '\n'], ['pong', 'ping']],
    ['half a ping, the rest with another', ['\r\n', '\r\n\r\n\r\n'], ['pong', 'ping', 'ping']],
    ['lone CRLFs with a message between', ['\r\n', `${invite()}\r\n`], ['pong', 'request', 'pong']],
  ])('%s (RFC 5626 §4.4.1)', (_, pieces, expected) => {
    const framer = new StreamFramer()
    expect(names(pieces.flatMap((piece) => framer.push(bytes(piece))))).toEqual(expected)
  })

  it('hands out bodies with CRLF CRLF inside', () => {
    const [frame] = new StreamFramer().push(bytes(info))
    expect(frame?.kind === 'request' && frame.bodyText).toBe('a\r\n\r\n')
  })
})
