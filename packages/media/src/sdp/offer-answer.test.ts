import { describe, expect, it } from 'vitest'
import { isRefusal } from '../errors.ts'
import { describeOffer } from './audio-description.ts'
import type { LocalAudio } from './negotiated.ts'
import { answerOffer, createOffer, readAnswer } from './offer-answer.ts'

const local: LocalAudio = { address: '198.51.100.1', port: 20000, sessionId: 77, version: 3 }
const head = 'v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n'

function answered(offer: string, mine: LocalAudio = local) {
  const answer = answerOffer(offer, mine)
  if (isRefusal(answer)) throw new Error(answer.detail)
  return answer
}

describe('answerOffer', () => {
  it('takes our codecs in the order of the offerer, with its payload types', () => {
    const offer = `${head}m=audio 4000 RTP/AVP 9 0 8 96\r\na=rtpmap:96 telephone-event/8000\r\n`
    const { text, negotiated } = answered(offer)
    expect(text).toContain('m=audio 20000 RTP/AVP 0 8 96\r\n')
    expect(text).toContain('o=- 77 3 IN IP4 198.51.100.1\r\n')
    expect(text).toContain('a=rtpmap:96 telephone-event/8000\r\n')
    expect(negotiated.codecs.map((c) => c.name)).toEqual(['PCMU', 'PCMA'])
    expect(negotiated.telephoneEvent).toEqual({ send: 96, receive: 96 })
  })

  it('offers no telephone-event that was not asked for', () => {
    expect(answered(`${head}m=audio 4000 RTP/AVP 0\r\n`).text).not.toContain('telephone-event')
  })

  it('rejects every other stream in its place (RFC 3264 §6)', () => {
    const offer = `${head}m=video 6000 RTP/AVP 99\r\na=rtpmap:99 VP8/90000\r\nm=audio 4000 RTP/AVP 0\r\nm=audio 4010 RTP/AVP 8\r\nm=application 7000 UDP/BFCP *\r\n`
    const mediaLines = answered(offer)
      .text.split('\r\n')
      .filter((line) => line.startsWith('m='))
    expect(mediaLines).toEqual([
      'm=video 0 RTP/AVP 99',
      'm=audio 20000 RTP/AVP 0',
      'm=audio 0 RTP/AVP 8',
      'm=application 0 UDP/BFCP *',
    ])
  })

  it('the same audio with keys and without: takes what needs none (RFC 3264 §6)', () => {
    const crypto = 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\r\n'
    const offer = `${head}m=audio 4000 RTP/SAVP 0\r\n${crypto}m=audio 4010 RTP/AVP 0\r\n`
    const { text, negotiated } = answered(offer)
    expect(text).toContain('m=audio 0 RTP/SAVP 0\r\nm=audio 20000 RTP/AVP 0\r\n')
    expect(negotiated.port).toBe(4010)
  })

  it.each<[string, LocalAudio['direction'], string]>([
    ['sendrecv', 'sendrecv', 'sendrecv'],
    ['sendonly', 'sendrecv', 'recvonly'],
    ['recvonly', 'sendrecv', 'sendonly'],
    ['inactive', 'sendrecv', 'inactive'],
    ['sendrecv', 'sendonly', 'sendonly'],
    ['sendonly', 'sendonly', 'inactive'],
    ['recvonly', 'recvonly', 'inactive'],
  ])('offered %s, we want %s: %s (RFC 3264 §6.1)', (offered, ours, expected) => {
    const offer = `${head}m=audio 4000 RTP/AVP 0\r\na=${offered}\r\n`
    const { text, negotiated } = answered(offer, { ...local, ...(ours ? { direction: ours } : {}) })
    expect(negotiated.direction).toBe(expected)
    expect(text).toContain(`a=${expected}\r\n`)
  })

  it.each([
    ['G.722 only', 'm=audio 4000 RTP/AVP 9\r\n', 'codec-unsupported'],
    ['SRTP', 'm=audio 4000 RTP/SAVP 0\r\n', 'transport-unsupported'],
    ['PCMU at 16 kHz', 'm=audio 4000 RTP/AVP 96\r\na=rtpmap:96 PCMU/16000\r\n', 'codec-unsupported'],
    [
      'telephone-event only',
      'm=audio 4000 RTP/AVP 96\r\na=rtpmap:96 telephone-event/8000\r\n',
      'codec-unsupported',
    ],
  ])('%s is refused with 488', (_, stream, code) => {
    expect(answerOffer(head + stream, local)).toMatchObject({ kind: 'refusal', code, status: 488 })
  })

  it('writes IPv6', () => {
    const { text } = answered(`${head}m=audio 4000 RTP/AVP 0\r\n`, { ...local, address: '2001:db8::1' })
    expect(text).toContain('c=IN IP6 2001:db8::1\r\n')
  })
})

describe('createOffer and readAnswer', () => {
  it('an offer of ours is one that we accept', () => {
    expect(describeOffer(createOffer(local))).toMatchObject({
      address: '198.51.100.1',
      port: 20000,
      telephoneEvent: 101,
    })
    expect(answered(createOffer(local)).negotiated.codecs.map((c) => c.name)).toEqual(['PCMA', 'PCMU'])
  })

  it('a peer may send events by a type of its own', () => {
    const answer = `${head}m=audio 4000 RTP/AVP 8 98\r\na=rtpmap:98 telephone-event/8000\r\n`
    const negotiated = readAnswer(createOffer(local), answer)
    expect(negotiated).toMatchObject({
      telephoneEvent: { send: 98, receive: 101 },
      codecs: [{ name: 'PCMA', send: 8, receive: 8 }],
    })
  })

  it.each([
    ['recvonly', 'sendonly'],
    ['sendonly', 'recvonly'],
    ['inactive', 'inactive'],
  ])('answered %s: we are %s', (answer, ours) => {
    const text = `${head}m=audio 4000 RTP/AVP 8\r\na=${answer}\r\n`
    expect(readAnswer(createOffer(local), text)).toMatchObject({ direction: ours })
  })

  it.each([
    ['rejects the audio', 'm=audio 0 RTP/AVP 8\r\n', 'audio-rejected'],
    ['knows none of our codecs', 'm=audio 4000 RTP/AVP 9\r\n', 'codec-unsupported'],
    ['answers another stream', 'm=video 0 RTP/AVP 99\r\nm=audio 4000 RTP/AVP 8\r\n', 'answer-mismatch'],
  ])('an answer that %s is refused', (_, stream, code) => {
    expect(readAnswer(createOffer(local), head + stream)).toMatchObject({ kind: 'refusal', code })
  })
})
