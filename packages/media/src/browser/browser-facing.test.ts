/** One browser's leg from offer to offer: how Opus is numbered stays (RFC 3264 §8.3.2), and its endpoint is told. */
import { describe, expect, it } from 'vitest'
import type { MediaEndpoint } from '../media-endpoint.ts'
import { createOffer } from '../sdp/offer-answer.ts'
import { BrowserFacing } from './browser-facing.ts'
import type { BrowserParameters } from './browser-parameters.ts'

function open() {
  const told: (BrowserParameters | undefined)[] = []
  const endpoint = {
    address: '192.0.2.1',
    port: 10_000,
    faceBrowser: (_: unknown, remote?: BrowserParameters) => void told.push(remote),
  } as unknown as MediaEndpoint
  return { told, facing: new BrowserFacing(endpoint, 'AA:BB') }
}

const maps: Record<number, string> = {
  8: 'PCMA/8000',
  101: 'telephone-event/8000',
  109: 'opus/48000/2',
  110: 'telephone-event/48000',
  111: 'opus/48000/2',
}

/** A browser's words, with these formats. */
function browser(setup: 'active' | 'actpass', direction: string, ...types: number[]): string {
  const named = types.map((type) => `a=rtpmap:${type} ${maps[type]}\r\n`).join('')
  return (
    `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF ${types.join(' ')}\r\n` +
    `c=IN IP4 0.0.0.0\r\na=ice-ufrag:them\r\na=ice-pwd:${'q'.repeat(24)}\r\na=fingerprint:sha-256 AA:CC\r\n` +
    `a=setup:${setup}\r\na=mid:0\r\na=rtcp-mux\r\n${named}a=${direction}\r\n`
  )
}

const plain = (version: number) =>
  createOffer({ address: '192.0.2.1', port: 10_000, sessionId: 1, version, codecs: ['PCMA'] })
const formatsOf = (text: unknown) => /^m=audio \d+ \S+ (.*)\r$/m.exec(String(text))?.[1]

describe('Opus on a browser’s leg', () => {
  it('that we called: held, resumed and offered again', () => {
    const { told, facing } = open()
    expect(formatsOf(facing.write(plain(1), 'offer'))).toBe('111 8 110 101')
    expect(formatsOf(facing.readAnswer(browser('active', 'sendrecv', 111, 8, 110, 101)))).toBe('8 101')
    const spoken = {
      opus: { audio: { send: 111, receive: 111 }, events: { send: 110, receive: 110 } },
    }
    expect(told.at(-1)).toMatchObject(spoken)
    for (const direction of ['sendonly', 'sendrecv']) {
      expect(formatsOf(facing.readOffer(browser('actpass', direction, 111, 8, 110, 101)))).toBe('8 101')
      expect(formatsOf(facing.write(plain(2), 'answer'))).toBe('111 8 110 101')
      expect(told.at(-1)).toMatchObject(spoken)
    }
    expect(formatsOf(facing.write(plain(3), 'offer'))).toBe('111 8 110 101')
  })

  it('that called us: its own numbers are kept in what we offer later', () => {
    const { told, facing } = open()
    facing.readOffer(browser('actpass', 'sendrecv', 109, 8, 101))
    expect(told.at(-1)?.opus).toEqual({ audio: { send: 109, receive: 109 }, events: undefined })
    expect(formatsOf(facing.write(plain(1), 'answer'))).toBe('109 8 101')
    expect(formatsOf(facing.write(plain(2), 'offer'))).toBe('109 8 110 101')
  })

  it('ends where the browser takes it out', () => {
    const { told, facing } = open()
    facing.readOffer(browser('actpass', 'sendrecv', 111, 8, 110, 101))
    facing.readOffer(browser('actpass', 'sendrecv', 8, 101))
    expect(told.at(-1)?.opus).toBeUndefined()
    expect(formatsOf(facing.write(plain(1), 'answer'))).toBe('8 101')
  })
})
