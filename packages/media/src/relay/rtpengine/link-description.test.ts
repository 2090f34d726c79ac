import { describe, expect, it } from 'vitest'
import type { Negotiated } from '../../sdp/negotiated.ts'
import { describeEnd, directionOf, pointIn, typesOf } from './link-description.ts'

const agreed = (codecs: Negotiated['codecs'], event?: number): Negotiated => ({
  address: '192.0.2.9',
  family: 4,
  port: 4000,
  rtcpPort: 4001,
  rtcpMux: false,
  codecs,
  telephoneEvent: event === undefined ? undefined : { send: event, receive: event },
  direction: 'sendrecv',
  ptime: 20,
  hold: false,
})
const codec = (name: string, clockRate: number, send: number, receive = send) => ({
  name,
  clockRate,
  send,
  receive,
})

describe('the description of an end of a link', () => {
  it('names whatever may pass, each number once, digits by a name that is nobody’s', () => {
    const types = typesOf(
      agreed([codec('G722', 8000, 9), codec('OPUS', 48000, 111)], 96),
      agreed([codec('G722', 8000, 9), codec('PCMA', 8000, 8)], 101),
    )
    expect([...types]).toEqual([
      [9, 'G722/8000'],
      [111, 'OPUS/48000/2'],
      [96, 'digits-passed-on/8000'],
      [8, 'PCMA/8000'],
      [101, 'digits-passed-on/8000'],
      [13, 'CN/8000'],
    ])
  })

  it('has both numbers of a codec that goes by another each way', () => {
    expect([...typesOf(agreed([codec('OPUS', 48000, 111, 96)])).keys()]).toEqual([96, 111, 13])
  })

  it('leaves out what is no payload type', () => {
    expect([...typesOf(agreed([codec('PCMA', 8000, 8, 255)])).keys()]).toEqual([8, 13])
  })

  it.each([
    ['192.0.2.9', 'IN IP4 192.0.2.9'],
    ['2001:db8::9', 'IN IP6 2001:db8::9'],
  ])('of %s', (address, net) => {
    const end = { address, port: 4000, direction: 'sendonly', rtcpMux: true } as const
    expect(describeEnd({ ...end, types: new Map([[8, 'PCMA/8000']]) })).toBe(
      `v=0\r\no=- 1 1 ${net}\r\ns=-\r\nc=${net}\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n` +
        'a=rtpmap:8 PCMA/8000\r\na=rtcp-mux\r\na=sendonly\r\n',
    )
  })

  it.each([
    [true, true, 'sendrecv'],
    [true, false, 'sendonly'],
    [false, true, 'recvonly'],
    [false, false, 'inactive'],
  ])('sends %s, hears %s: %s', (sends, hears, direction) => expect(directionOf(sends, hears)).toBe(direction))
})

describe('the port in a description of rtpengine', () => {
  const written = (c: string, m: string) =>
    `v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\ns=-\r\n${c}\r\nt=0 0\r\n${m}\r\n`

  it.each([
    ['c=IN IP4 192.0.2.20', 'm=audio 30000 RTP/AVP 0', { address: '192.0.2.20', port: 30_000 }],
    ['c=IN IP6 2001:db8::20', 'm=audio 30000 RTP/AVP 0', { address: '2001:db8::20', port: 30_000 }],
  ])('%s, %s', (c, m, point) => expect(pointIn(written(c, m))).toEqual(point))

  it.each([
    ['no address', written('a=x', 'm=audio 30000 RTP/AVP 0')],
    ['a name', written('c=IN IP4 media.example', 'm=audio 30000 RTP/AVP 0')],
    ['no audio', written('c=IN IP4 192.0.2.20', 'm=video 30000 RTP/AVP 0')],
    ['a stream that is refused', written('c=IN IP4 192.0.2.20', 'm=audio 0 RTP/AVP 0')],
    ['a port that is none', written('c=IN IP4 192.0.2.20', 'm=audio 300000 RTP/AVP 0')],
    ['no description', undefined],
    ['a number', 7],
  ])('there is none: %s', (_, text) => expect(pointIn(text)).toBeUndefined())
})
