import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../errors.ts'
import { parseSdp } from './session-description.ts'

const minimal = [
  'v=0',
  'o=- 1 1 IN IP4 192.0.2.1',
  's=-',
  'c=IN IP4 192.0.2.1',
  't=0 0',
  'm=audio 4000 RTP/AVP 0',
]

describe('parseSdp', () => {
  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
  ])('lines ended by %s', (_, end) => {
    const session = parseSdp(minimal.join(end) + end)
    expect(session).toMatchObject({ kind: 'session', lines: minimal, mediaLines: [5] })
  })

  it('no end after the last line', () => {
    expect(parseSdp(minimal.join('\r\n'))).toMatchObject({ lines: minimal })
  })

  it.each([
    ['empty', ''],
    ['not SDP', '<html></html>'],
    ['m= without port', 'v=0\r\nm=audio RTP/AVP 0\r\n'],
    ['m= with a negative port', 'v=0\r\nm=audio -1 RTP/AVP 0\r\n'],
  ])('%s is refused as malformed', (_, text) => {
    expect(parseSdp(text)).toMatchObject({ kind: 'refusal', code: 'sdp-malformed', status: 400 })
  })

  it('any text is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const session = parseSdp(`v=0\n${text}`)
        expect(isRefusal(session) || session.lines.length >= 1).toBe(true)
      }),
    )
  })
})
