import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../errors.ts'
import { assumeMirrored, describeOffer } from './audio-description.ts'
import type { AudioDescription } from './negotiated.ts'

function sdp(...lines: string[]): string {
  return ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 't=0 0', ...lines, ''].join('\r\n')
}

function described(...lines: string[]): AudioDescription {
  const description = describeOffer(sdp(...lines))
  if (isRefusal(description)) throw new Error(description.detail)
  return description
}

const c4 = 'c=IN IP4 192.0.2.7'

describe('describeOffer', () => {
  it('static payload types need no rtpmap', () => {
    const audio = described(c4, 'm=audio 4000 RTP/AVP 8 0 18 13')
    expect(audio.codecs.map((c) => c.name)).toEqual(['PCMA', 'PCMU', 'G729'])
    expect(audio).toMatchObject({ port: 4000, rtcpPort: 4001, telephoneEvent: undefined, ptime: undefined })
  })

  it('an rtpmap wins over the static meaning, whatever its case', () => {
    const audio = described(
      c4,
      'm=audio 4000 RTP/AVP 0 97',
      'a=rtpmap:97 opus/48000/2',
      'a=rtpmap:0 pcmu/8000',
    )
    expect(audio.codecs).toEqual([
      { name: 'PCMU', payloadType: 0, clockRate: 8000 },
      { name: 'OPUS', payloadType: 97, clockRate: 48000 },
    ])
  })

  it('a dynamic type without rtpmap means nothing', () => {
    expect(described(c4, 'm=audio 4000 RTP/AVP 96 8').codecs.map((c) => c.name)).toEqual(['PCMA'])
  })

  it('telephone-event counts at 8000 Hz only', () => {
    const maps = ['a=rtpmap:110 telephone-event/48000', 'a=rtpmap:126 telephone-event/8000']
    expect(described(c4, 'm=audio 4000 RTP/AVP 8 110 126', ...maps).telephoneEvent).toBe(126)
  })

  it.each<[string, string[], string]>([
    ['session c= only', [c4, 'm=audio 4000 RTP/AVP 0'], '192.0.2.7'],
    ['media c= only', ['m=audio 4000 RTP/AVP 0', 'c=IN IP4 192.0.2.8'], '192.0.2.8'],
    ['media c= wins', [c4, 'm=audio 4000 RTP/AVP 0', 'c=IN IP4 192.0.2.8'], '192.0.2.8'],
    [
      'c= of a later stream is not ours',
      [c4, 'm=audio 4000 RTP/AVP 0', 'm=video 5 RTP/AVP 99', 'c=IN IP4 192.0.2.9'],
      '192.0.2.7',
    ],
    ['IPv6', ['c=IN IP6 2001:db8::5', 'm=audio 4000 RTP/AVP 0'], '2001:db8::5'],
    ['multicast time to live', ['c=IN IP4 224.2.1.1/127', 'm=audio 4000 RTP/AVP 0'], '224.2.1.1'],
    ['host name', ['c=IN IP4 phone.example', 'm=audio 4000 RTP/AVP 0'], 'phone.example'],
  ])('address: %s', (_, lines, address) => {
    expect(described(...lines).address).toBe(address)
  })

  it.each<[string, string[], string, boolean]>([
    ['no attribute', [], 'sendrecv', false],
    ['sendonly', ['a=sendonly'], 'sendonly', true],
    ['inactive', ['a=inactive'], 'inactive', true],
    ['recvonly', ['a=recvonly'], 'recvonly', false],
  ])('direction: %s', (_, lines, direction, hold) => {
    expect(described(c4, 'm=audio 4000 RTP/AVP 0', ...lines)).toMatchObject({ direction, hold })
  })

  it('direction of the session holds when the stream has none, and yields when it has', () => {
    expect(described(c4, 'a=inactive', 'm=audio 4000 RTP/AVP 0').direction).toBe('inactive')
    expect(described(c4, 'a=inactive', 'm=audio 4000 RTP/AVP 0', 'a=sendrecv').direction).toBe('sendrecv')
  })

  it('0.0.0.0 is hold of the old kind', () => {
    expect(described('c=IN IP4 0.0.0.0', 'm=audio 4000 RTP/AVP 0')).toMatchObject({
      hold: true,
      direction: 'sendrecv',
    })
  })

  it('port count, RTCP port and ptime', () => {
    const audio = described(c4, 'm=audio 4000/2 RTP/AVP 0', 'a=rtcp:4711 IN IP4 192.0.2.7', 'a=ptime:30')
    expect(audio).toMatchObject({ port: 4000, rtcpPort: 4711, ptime: 30, rtcpMux: false })
  })

  it('a browser: RTCP multiplexed, many attributes of no interest', () => {
    const audio = described(
      'a=group:BUNDLE 0',
      'a=msid-semantic: WMS',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 126',
      'c=IN IP4 0.0.0.0',
      'a=rtcp:9 IN IP4 0.0.0.0',
      'a=ice-ufrag:abcd',
      'a=candidate:1 1 udp 2113937151 192.0.2.7 50000 typ host',
      'a=fingerprint:sha-256 AA:BB',
      'a=setup:actpass',
      'a=mid:0',
      'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
      'a=rtcp-mux',
      'a=rtpmap:111 opus/48000/2',
      'a=fmtp:111 minptime=10;useinbandfec=1',
      'a=rtpmap:126 telephone-event/8000',
    )
    expect(audio).toMatchObject({
      protocol: 'UDP/TLS/RTP/SAVPF',
      rtcpMux: true,
      rtcpPort: 9,
      telephoneEvent: 126,
    })
    expect(audio.codecs.map((c) => c.name)).toEqual(['OPUS', 'PCMU', 'PCMA'])
  })

  it('the first audio that is not disabled is taken', () => {
    const audio = described(c4, 'm=video 5000 RTP/AVP 99', 'm=audio 0 RTP/AVP 0', 'm=audio 6000 RTP/AVP 8')
    expect(audio).toMatchObject({ port: 6000, mediaIndex: 2 })
  })

  it.each<[string, string[], string, number]>([
    ['no m= line', [c4], 'audio-missing', 488],
    ['video only', [c4, 'm=video 4000 RTP/AVP 99'], 'audio-missing', 488],
    ['audio disabled', [c4, 'm=audio 0 RTP/AVP 0'], 'audio-rejected', 488],
    ['fax', [c4, 'm=image 4000 udptl t38'], 'audio-missing', 488],
    ['audio over something else', [c4, 'm=audio 4000 TCP/MSRP *'], 'transport-unsupported', 488],
    ['no c= anywhere', ['m=audio 4000 RTP/AVP 0'], 'sdp-address', 400],
  ])('%s is refused', (_, lines, code, status) => {
    expect(describeOffer(sdp(...lines))).toMatchObject({ kind: 'refusal', code, status })
  })

  it('whatever stands in the lines, it describes or refuses', () => {
    const line = fc.oneof(
      fc.string(),
      fc.string().map((text) => `a=rtpmap:${text}`),
      fc.string().map((text) => `c=IN IP4 ${text}`),
      fc.constantFrom('m=audio 1 RTP/AVP 0', 'm=audio 70000 RTP/AVP x', 'a=ptime:999999', 'a=rtcp:0', c4),
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const description = describeOffer(sdp(...lines))
        expect(['audio', 'refusal']).toContain(description.kind)
        if (!isRefusal(description)) expect(description.port).toBeLessThan(65536)
      }),
    )
  })
})

describe('assumeMirrored', () => {
  it('turns the direction round', () => {
    const negotiated = assumeMirrored(described(c4, 'm=audio 4000 RTP/AVP 0', 'a=sendonly'))
    expect(negotiated).toMatchObject({ direction: 'recvonly', hold: true, ptime: 20 })
  })
})
