import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../errors.ts'
import { describeOffer } from './audio-description.ts'
import type { AudioDescription } from './negotiated.ts'
import { negotiateRelay, relayAnswer, relayOffer } from './relay-description.ts'

const point = { address: '198.51.100.1', port: 20000, sessionId: 77, version: 3 }
const head = 'v=0\r\no=alice 1 1 IN IP4 192.0.2.1\r\ns=-\r\n'
const phone = `${head}c=IN IP4 192.0.2.1\r\nb=AS:80\r\nt=0 0\r\nm=audio 4000 RTP/AVP 9 8 96\r\na=rtpmap:96 telephone-event/8000\r\na=fmtp:96 0-15\r\na=x-nobody-knows:this\r\na=sendrecv\r\n`

function text(result: ReturnType<typeof relayOffer>): string {
  if (typeof result !== 'string') throw new Error(result.detail)
  return result
}

function audio(sdp: string): AudioDescription {
  const description = describeOffer(sdp)
  if (isRefusal(description)) throw new Error(description.detail)
  return description
}

describe('relayOffer', () => {
  it('changes o=, c= and the port, and no other line', () => {
    expect(text(relayOffer(phone, point))).toBe(
      phone
        .replace('o=alice 1 1 IN IP4 192.0.2.1', 'o=- 77 3 IN IP4 198.51.100.1')
        .replace('c=IN IP4 192.0.2.1', 'c=IN IP4 198.51.100.1')
        .replace('m=audio 4000', 'm=audio 20000'),
    )
  })

  it('media-level c= and no session-level one', () => {
    const offer = `${head}t=0 0\r\nm=audio 4000 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\r\n`
    expect(text(relayOffer(offer, point))).not.toContain('192.0.2.1')
  })

  it('no c= for the audio is refused', () => {
    const offer = `${head}t=0 0\r\nm=audio 4000 RTP/AVP 0\r\nm=video 9 RTP/AVP 99\r\nc=IN IP4 192.0.2.1\r\n`
    expect(relayOffer(offer, point)).toMatchObject({ kind: 'refusal', code: 'sdp-address' })
  })

  it('other streams are disabled, their attributes gone, their order kept', () => {
    const offer = `${head}c=IN IP4 192.0.2.1\r\nt=0 0\r\nm=video 6000 RTP/AVP 99\r\na=rtpmap:99 VP8/90000\r\nm=audio 4000 RTP/AVP 0\r\na=ptime:20\r\n`
    const relayed = text(relayOffer(offer, point))
    expect(relayed).toContain('m=video 0 RTP/AVP 99\r\nm=audio 20000 RTP/AVP 0\r\na=ptime:20\r\n')
    expect(relayed).not.toContain('VP8')
  })

  it('the same audio with keys and without: the one with keys is disabled, in the answer, too', () => {
    const crypto = 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\r\n'
    const offer = `${head}c=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/SAVP 0\r\n${crypto}m=audio 4010 RTP/AVP 0\r\n`
    const relayed = text(relayOffer(offer, point))
    expect(relayed).toContain('m=audio 0 RTP/SAVP 0\r\nm=audio 20000 RTP/AVP 0\r\n')
    expect(relayed).not.toContain('crypto')
    const answer = `${head}c=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 0 RTP/SAVP 0\r\nm=audio 5000 RTP/AVP 0\r\n`
    expect(text(relayAnswer(answer, point, offer))).toContain(
      'm=audio 0 RTP/SAVP 0\r\nm=audio 20000 RTP/AVP 0',
    )
    expect(audio(offer)).toMatchObject({ port: 4010, mediaIndex: 1 })
  })

  it('keys only: relayed as it is', () => {
    expect(text(relayOffer(phone.replace('RTP/AVP', 'RTP/SAVP'), point))).toContain('m=audio 20000 RTP/SAVP')
  })

  it('ICE and a=rtcp go, since they lead around us', () => {
    const offer = `${head}c=IN IP4 192.0.2.1\r\nt=0 0\r\na=group:BUNDLE 0\r\na=ice-lite\r\nm=audio 4000 RTP/AVP 0\r\na=rtcp:4711\r\na=ice-ufrag:x\r\na=candidate:1 1 UDP 1 192.0.2.1 4000 typ host\r\na=mid:0\r\n`
    const relayed = text(relayOffer(offer, point))
    expect(relayed).not.toMatch(/ice|candidate|rtcp|BUNDLE/)
    expect(relayed).toContain('a=mid:0\r\n')
  })

  it('keys of a handshake that would not pass go, too: the other party would wait for it', () => {
    const keys = 'a=fingerprint:sha-256 AA:BB\r\na=setup:actpass\r\na=tls-id:1234\r\na=zrtp-hash:1.10 ab\r\n'
    expect(text(relayOffer(`${phone}${keys}`, point))).not.toMatch(/fingerprint|setup|tls-id|zrtp/)
    expect(
      text(relayOffer(`${head}c=IN IP4 192.0.2.1\r\nt=0 0\r\n${keys}m=audio 4000 RTP/AVP 0\r\n`, point)),
    ).not.toMatch(/fingerprint|setup|tls-id|zrtp/)
  })

  it.each([
    ['of the old kind', phone.replace('c=IN IP4 192.0.2.1', 'c=IN IP4 0.0.0.0')],
    ['of the audio', `${phone}a=sendonly\r\n`],
    ['of all', phone.replace('t=0 0', 't=0 0\r\na=inactive')],
  ])('hold %s is ours: the other party takes part, and is not asked again when it is over', (_, offer) => {
    const relayed = text(relayOffer(offer, point))
    expect(audio(relayed)).toMatchObject({
      hold: false,
      direction: 'sendrecv',
      address: '198.51.100.1',
      port: 20000,
    })
  })

  it('the other family of addresses', () => {
    const relayed = text(relayOffer(phone, { ...point, address: '2001:db8::1' }))
    expect(audio(relayed)).toMatchObject({ address: '2001:db8::1', family: 6 })
  })

  it('LF only becomes CRLF', () => {
    expect(relayOffer(phone.replaceAll('\r\n', '\n'), point)).toBe(relayOffer(phone, point))
  })

  it('whatever lines stand in the audio section, ours is the only address', () => {
    const name = fc.stringMatching(/^[a-z-]{1,12}$/)
    const line = fc.tuple(name, name).map(([a, v]) => `a=x-${a}:${v}`)
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const relayed = text(relayOffer(phone + lines.map((l) => `${l}\r\n`).join(''), point))
        expect(relayed).not.toContain('192.0.2.1')
        for (const l of lines) expect(relayed).toContain(`${l}\r\n`)
        expect(audio(relayed).codecs).toEqual(audio(phone).codecs)
      }),
    )
  })
})

describe('relayAnswer', () => {
  it('rejected audio is refused', () => {
    expect(relayAnswer(phone.replace('m=audio 4000', 'm=audio 0'), point)).toMatchObject({
      code: 'audio-rejected',
    })
  })

  it.each([
    ['sendonly', '', 'recvonly'],
    ['inactive', '', 'inactive'],
    ['recvonly', 'a=sendrecv\r\n', 'sendonly'],
    ['sendonly', 'a=recvonly\r\n', 'recvonly'],
    ['sendrecv', 'a=sendonly\r\n', 'sendonly'],
  ])('to %s, answered with “%s”, says %s (RFC 3264 §6.1)', (offered, answered, said) => {
    const plain = phone.replace('a=sendrecv\r\n', '')
    const relayed = text(relayAnswer(`${plain}${answered}`, point, `${plain}a=${offered}\r\n`))
    expect(audio(relayed).direction).toBe(said)
    expect(relayed.match(/^a=(?:sendrecv|sendonly|recvonly|inactive)\r$/gm)?.length ?? 0).toBeLessThan(2)
  })

  it('an answer short of streams is filled up to the offer (RFC 3264 §6)', () => {
    const offer = `${phone}m=video 6000 RTP/AVP 99\r\n`
    const relayed = text(relayAnswer(phone, point, offer))
    expect(relayed.endsWith('m=video 0 RTP/AVP 99\r\n')).toBe(true)
  })

  const videoFirst = `${head}c=IN IP4 192.0.2.1\r\nt=0 0\r\nm=video 6000 RTP/AVP 99\r\nm=audio 4000 RTP/AVP 8\r\n`

  it('audio alone is put where it was offered (RFC 3264 §6)', () => {
    const relayed = String(relayAnswer(phone, point, videoFirst))
    expect(relayed.match(/^m=.*(?=\r)/gm)).toEqual([
      'm=video 0 RTP/AVP 99',
      expect.stringMatching(/^m=audio 20000 RTP\/AVP /),
    ])
    expect(relayed.indexOf('m=video')).toBeGreaterThan(relayed.indexOf('t=0 0'))
  })

  it('audio beside others in another place than offered is refused', () => {
    const turned = `${phone}m=video 0 RTP/AVP 99\r\n`
    expect(relayAnswer(turned, point, videoFirst)).toMatchObject({ code: 'answer-mismatch' })
  })
})

describe('negotiateRelay', () => {
  it('each side sends by the types the other one described', () => {
    const answer = phone.replaceAll('96', '101').replace('9 8 101', '8 101')
    const { offerer, answerer } = negotiateRelay(audio(phone), audio(answer))
    expect(offerer.telephoneEvent).toEqual({ send: 96, receive: 101 })
    expect(answerer.telephoneEvent).toEqual({ send: 101, receive: 96 })
    expect(offerer.codecs).toEqual([{ name: 'PCMA', clockRate: 8000, send: 8, receive: 8 }])
  })
})
