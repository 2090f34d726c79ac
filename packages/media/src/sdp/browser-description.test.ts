import { describe, expect, it } from 'vitest'
import type { OpusTypes } from '../browser/browser-parameters.ts'
import { isRefusal } from '../errors.ts'
import { describeOffer } from './audio-description.ts'
import { readBrowserDescription, writeBrowserDescription } from './browser-description.ts'
import { createOffer } from './offer-answer.ts'

/** As Chromium writes it, shortened. */
const chromium = `v=0
o=- 4215775240449105457 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0
a=extmap-allow-mixed
a=msid-semantic: WMS stream
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:iFkY
a=ice-pwd:Sc8a8VWxfEqkuBNYVsrHBPl7
a=ice-options:trickle
a=fingerprint:sha-256 7b:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08
a=setup:actpass
a=mid:0
a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
a=sendrecv
a=msid:stream track
a=rtcp-mux
a=rtpmap:111 opus/48000/2
a=fmtp:111 minptime=10;useinbandfec=1
a=rtpmap:63 red/48000/2
a=rtpmap:9 G722/8000
a=rtpmap:0 PCMU/8000
a=rtpmap:8 PCMA/8000
a=rtpmap:13 CN/8000
a=rtpmap:110 telephone-event/48000
a=rtpmap:126 telephone-event/8000
a=candidate:1 1 udp 2113937151 5d0e9d5c-4a0f.local 50321 typ host
`.replaceAll('\n', '\r\n')

const ours = {
  ufrag: 'ours',
  pwd: 'p'.repeat(24),
  ssrc: 77,
  fingerprint: 'AA:BB',
  mid: '0',
  role: 'offer',
  address: '192.0.2.1',
  port: 10_000,
} as const

const codeOf = (value: string | object) =>
  typeof value === 'object' && isRefusal(value) ? value.code : 'none'

describe('what a browser says', () => {
  it('is read as a telephone would say it, with what its audio needs', () => {
    const read = readBrowserDescription(chromium)
    if (isRefusal(read)) throw new Error(read.detail)
    expect(read.parameters).toEqual({
      ufrag: 'iFkY',
      pwd: 'Sc8a8VWxfEqkuBNYVsrHBPl7',
      fingerprint: { algorithm: 'sha256', value: expect.stringMatching(/^7B:8B:F0:.*:08$/) },
      opus: { audio: { send: 111, receive: 111 }, events: { send: 110, receive: 110 } },
    })
    const plain = describeOffer(read.plain)
    expect(plain).toMatchObject({ protocol: 'RTP/AVP', hold: false, telephoneEvent: 126, rtcpMux: false })
    expect('codecs' in plain && plain.codecs.map(({ name }) => name)).toEqual(['PCMU', 'PCMA'])
    expect(read.plain).not.toMatch(/opus|candidate|fingerprint|ice-/)
  })

  it('keeps its direction: a browser holds by it', () => {
    const read = readBrowserDescription(chromium.replace('a=sendrecv', 'a=sendonly'))
    expect(!isRefusal(read) && describeOffer(read.plain)).toMatchObject({ hold: true, direction: 'sendonly' })
  })

  it('takes credentials of the session where the stream has none (RFC 8839 §5.4)', () => {
    const moved = chromium
      .replace('a=ice-ufrag:iFkY\r\n', '')
      .replace('t=0 0\r\n', 't=0 0\r\na=ice-ufrag:general\r\n')
    expect(readBrowserDescription(moved)).toMatchObject({ parameters: { ufrag: 'general' } })
  })

  it.each([
    ['is no browser’s', createOffer({ ...ours, sessionId: 1, version: 1 }), 'browser-parameters'],
    ['has no fingerprint', chromium.replace(/a=fingerprint.*\r\n/, ''), 'browser-parameters'],
    ['has a weak one only', chromium.replace('sha-256', 'sha-1'), 'browser-parameters'],
    ['has no credentials', chromium.replace(/a=ice-pwd.*\r\n/, ''), 'browser-parameters'],
    ['wants to be the server', chromium.replace('actpass', 'passive'), 'browser-parameters'],
    ['speaks no G.711', chromium.replaceAll(/PCM[UA]/g, 'L8'), 'codec-unsupported'],
    ['has no audio', 'v=0\r\n', 'audio-missing'],
  ])('is refused when it %s', (_, text, code) => {
    expect(codeOf(readBrowserDescription(text))).toBe(code)
  })
})

describe('what a browser is told', () => {
  it('is bundled, multiplexed, lite and the server of the handshake (RFC 8829 §5.2.1)', () => {
    const text = writeBrowserDescription(createOffer({ ...ours, sessionId: 5, version: 3 }), ours)
    if (typeof text !== 'string') throw new Error(text.detail)
    expect(text.split('\r\n')).toEqual(
      expect.arrayContaining([
        'o=- 5 3 IN IP4 192.0.2.1',
        'a=group:BUNDLE 0',
        'a=ice-lite',
        'm=audio 10000 UDP/TLS/RTP/SAVPF 111 8 0 110 101',
        'a=rtpmap:111 opus/48000/2',
        'a=fmtp:111 maxplaybackrate=8000;sprop-maxcapturerate=8000;maxaveragebitrate=24000;useinbandfec=1',
        'a=rtpmap:110 telephone-event/48000',
        'a=rtpmap:101 telephone-event/8000',
        'a=mid:0',
        'a=rtcp-mux',
        'a=setup:actpass',
        'a=fingerprint:sha-256 AA:BB',
        'a=candidate:1 1 udp 2130706431 192.0.2.1 10000 typ host',
        'a=ssrc:77 cname:mainline',
        'a=sendrecv',
      ]),
    )
  })

  it('answers as the passive side, under the browser’s own mid', () => {
    const text = writeBrowserDescription(createOffer({ ...ours, sessionId: 5, version: 3 }), {
      ...ours,
      role: 'answer',
      mid: 'audio-1',
    })
    expect(text).toContain('a=setup:passive\r\n')
    expect(text).toContain('a=group:BUNDLE audio-1\r\n')
  })

  it('has nothing that a browser does not speak, and is refused when nothing is left', () => {
    const caller = createOffer({ ...ours, sessionId: 1, version: 1 }).replace('8 0 101', '8 0 18 101')
    expect(writeBrowserDescription(caller, ours)).toContain('SAVPF 111 8 0 110 101\r\n')
    expect(codeOf(writeBrowserDescription(caller.replaceAll(/8 0 18/g, '18'), ours))).toBe(
      'codec-unsupported',
    )
  })
})

describe('Opus with a browser (RFC 7587)', () => {
  const formatsOf = (text: unknown) => /^m=audio \d+ \S+ (.*)$/m.exec(String(text))?.[1]
  const offer = createOffer({ ...ours, sessionId: 5, version: 3 })
  const shownOf = (plain: string, opus?: OpusTypes) => {
    const text = writeBrowserDescription(plain, { ...ours, opus })
    if (typeof text !== 'string') throw new Error(text.detail)
    return text
  }
  const read = (text: string, shown?: string) => {
    const description = readBrowserDescription(text, shown)
    if (isRefusal(description)) throw new Error(description.detail)
    return { formats: formatsOf(description.plain), opus: description.parameters.opus }
  }
  /** Chromium's answer, with these formats. */
  const answering = (formats: string, maps: string) =>
    chromium
      .replace(/(m=audio \S+ \S+) .*\r\n/, `$1 ${formats}\r\n`)
      .replaceAll(/a=(rtpmap|fmtp):.*\r\n/g, '')
      .replace('a=mid:0\r\n', `a=mid:0\r\n${maps}`)
      .replace('actpass', 'active')

  it('is answered by the browser’s numbers, or not at all', () => {
    const types = read(chromium).opus
    const answer = offer.replace('8 0 101', '8 126').replace('rtpmap:101', 'rtpmap:126')
    const say = (opus?: OpusTypes) =>
      formatsOf(writeBrowserDescription(answer, { ...ours, role: 'answer', opus }))
    expect(say(types)).toBe('111 8 110 126')
    expect(say()).toBe('8 126')
  })

  it('is sent by their numbers, received by ours', () => {
    const maps = 'a=rtpmap:109 opus/48000/2\r\na=rtpmap:112 telephone-event/48000\r\n'
    expect(read(answering('109 112', maps), shownOf(offer))).toEqual({
      // None of the laws is sent to it: those that it was shown are as good as others, so are digits.
      formats: '8 0 101',
      opus: { audio: { send: 109, receive: 111 }, events: { send: 112, receive: 110 } },
    })
  })

  it('of a browser that takes it out G.711 is left, with what it took of that', () => {
    const maps = 'a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n'
    expect(read(answering('0 101', maps), shownOf(offer))).toEqual({ formats: '0 101', opus: undefined })
  })

  it('digits go by the clock of telephones where a browser knows no other', () => {
    const maps = 'a=rtpmap:111 opus/48000/2\r\na=rtpmap:101 telephone-event/8000\r\n'
    expect(read(answering('111 101', maps), shownOf(offer))).toEqual({
      formats: '8 0 101',
      opus: { audio: { send: 111, receive: 111 }, events: undefined },
    })
  })

  it('digits that a browser offers by the clock of Opus alone are digits to telephones, and answered as offered', () => {
    const only = chromium.replace(' 126\r\n', '\r\n').replace('a=rtpmap:126 telephone-event/8000\r\n', '')
    const { formats, opus } = read(only)
    expect(formats).toBe('0 8 110')
    const answer = offer.replace('8 0 101', '8 110').replace('rtpmap:101', 'rtpmap:110')
    expect(formatsOf(writeBrowserDescription(answer, { ...ours, role: 'answer', opus }))).toBe('111 8 110')
  })

  it('keeps the numbers that it has, where they are free (RFC 3264 §8.3.2)', () => {
    const known = { audio: { send: 96, receive: 97 }, events: { send: 98, receive: 99 } }
    expect(formatsOf(shownOf(offer, known))).toBe('97 8 0 99 101')
    const taken = offer.replaceAll('101', '111')
    expect(formatsOf(shownOf(taken))).toBe('96 8 0 110 111')
    expect(formatsOf(shownOf(offer.replaceAll('101', '110')))).toBe('111 8 0 96 110')
  })

  it('without digits there are none by its clock either', () => {
    expect(
      formatsOf(shownOf(createOffer({ ...ours, sessionId: 5, version: 3, telephoneEvent: false }))),
    ).toBe('111 8 0')
  })
})
