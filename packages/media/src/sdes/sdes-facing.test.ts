import { describe, expect, it } from 'vitest'
import { answerOffer } from '../sdp/offer-answer.ts'
import type { SdesKeys } from './sdes-audio.ts'
import { offersSdes, SdesFacing } from './sdes-facing.ts'

const key = (letter: string) => Buffer.alloc(30, letter).toString('base64')
const crypto = (tag: number, suite = 'AES_CM_128_HMAC_SHA1_80', letter = 'a', more = '') =>
  `a=crypto:${tag} ${suite} inline:${key(letter)}${more}\r\n`
const head = 'v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n'
const offered = (lines: string, protocol = 'RTP/SAVP') =>
  `${head}m=audio 4000 ${protocol} 8 0\r\n${lines}a=sendrecv\r\n`
const local = { address: '203.0.113.1', port: 20_000, sessionId: 1, version: 1 }

/** A party, and what its endpoint was told. */
function facing() {
  const told: (SdesKeys | undefined)[] = []
  const party = new SdesFacing({ secure: (keys) => void told.push(keys) })
  return { party, told }
}

describe('a party whose audio must be secured', () => {
  const required = () => new SdesFacing({ secure: () => {} }, true)

  it('may say so beside plain RTP, and is answered likewise', () => {
    const answer = answered(required(), offered(crypto(2), 'RTP/AVP'))
    expect(answer).toContain('m=audio 20000 RTP/AVP 8 0\r\n')
    expect(cryptoIn(answer).map(([tag]) => tag)).toEqual(['2'])
  })

  it('is taken at its secured audio where it offers both', () => {
    const both = `${offered('', 'RTP/AVP')}m=audio 4010 RTP/SAVP 8\r\n${crypto(1)}`
    expect(answered(required(), both)).toMatch(/m=audio 0 RTP\/AVP[^\r]*\r\nm=audio 20000 RTP\/SAVP 8\r\n/)
  })

  it('is refused in clear, offering or answering', () => {
    expect(answered(required(), offered('', 'RTP/AVP'))).toBe('unsecured')
    const party = required()
    party.write(`${head}m=audio 20000 RTP/AVP 8\r\n`, 'offer')
    expect(party.readAnswer(offered('', 'RTP/AVP'))).toMatchObject({ code: 'unsecured' })
  })
})

/** Answers as voicemail does. */
function answered(party: SdesFacing, offer: string): string {
  const plain = party.readOffer(offer)
  if (typeof plain !== 'string') return plain.code
  const answer = answerOffer(plain, local)
  if (answer.kind === 'refusal') return answer.code
  return String(party.write(answer.text, 'answer'))
}

const cryptoIn = (text: string) =>
  [...text.matchAll(/^a=crypto:(\d+) (\S+) inline:(\S+)/gm)].map((m) => m.slice(1))

describe('a party that offers secured audio', () => {
  it('gets an answer with its transport, its tag and a key of ours; nothing flows in clear before', () => {
    const { party, told } = facing()
    const answer = answered(party, offered(crypto(4)))
    expect(answer).toContain('m=audio 20000 RTP/SAVP 8 0\r\n')
    const [[tag, suite, inline] = []] = cryptoIn(answer)
    expect([tag, suite]).toEqual(['4', 'AES_CM_128_HMAC_SHA1_80'])
    expect(told).toEqual([
      undefined,
      { ours: { suite, inline, identifier: 0 }, theirs: { suite, inline: key('a'), identifier: 0 } },
    ])
  })

  it.each([
    ['the first of two', crypto(1, 'AES_CM_128_HMAC_SHA1_32', 'b') + crypto(2), '1'],
    ['a later one, when the first is unknown', crypto(1, 'AEAD_NEW') + crypto(2), '2'],
    [
      'a later one, when the first wants to be unencrypted',
      crypto(1, undefined, 'b', ' UNENCRYPTED_SRTP') + crypto(9),
      '9',
    ],
  ])('is answered with %s', (_, lines, tag) => {
    expect(cryptoIn(answered(facing().party, offered(lines))).map(([taken]) => taken)).toEqual([tag])
  })

  it('is answered in SAVPF where it offered that', () => {
    expect(answered(facing().party, offered(crypto(1), 'RTP/SAVPF'))).toContain('m=audio 20000 RTP/SAVPF 8')
  })

  it.each([
    ['without a key', ''],
    ['with none that we can use', crypto(1, 'AEAD_NEW')],
  ])('is refused %s', (_, lines) => {
    expect(answered(facing().party, offered(lines))).toBe('keys-missing')
  })

  it('cannot go back to clear within the call', () => {
    const { party, told } = facing()
    answered(party, offered(crypto(1)))
    expect(answered(party, offered('', 'RTP/AVP'))).toBe('unsecured')
    expect(told.length).toBe(2)
  })

  it('keeps our key however often it changes its own (§7.1.4)', () => {
    const { party, told } = facing()
    const first = cryptoIn(answered(party, offered(crypto(1))))
    expect(cryptoIn(answered(party, offered(crypto(1, undefined, 'z'))))).toEqual(first)
    expect(told[2]).toMatchObject({ ours: told[1]?.ours, theirs: { inline: key('z') } })
  })

  it('says nothing of its keys to others, and offers no other audio', () => {
    const two = `${offered(crypto(1))}m=audio 4010 RTP/AVP 8\r\nm=video 4020 RTP/SAVP 99\r\n${crypto(1)}`
    const plain = String(facing().party.readOffer(two))
    expect(plain).not.toContain('crypto')
    expect(plain).toContain('m=audio 4000 RTP/AVP 8 0\r\n')
    expect(plain).toContain('m=audio 0 RTP/AVP 8\r\n')
  })
})

describe('a party that secured audio is offered to', () => {
  const plain = `${head}m=audio 20000 RTP/AVP 8 0\r\na=sendrecv\r\nm=video 0 RTP/AVP 99\r\n`

  it('is shown every suite that we have with a key for each, in its stream', () => {
    const { party } = facing()
    const offer = String(party.write(plain, 'offer'))
    expect(cryptoIn(offer).map(([tag, suite]) => `${tag} ${suite}`)).toEqual([
      '1 AES_CM_128_HMAC_SHA1_80',
      '2 AES_CM_128_HMAC_SHA1_32',
      '3 AES_256_CM_HMAC_SHA1_80',
    ])
    expect(new Set(cryptoIn(offer).map(([, , inline]) => inline)).size).toBe(3)
    expect(offer).toMatch(/^m=audio 20000 RTP\/SAVP 8 0\r\n[\s\S]*crypto:3[^\r]*\r\nm=video 0/m)
  })

  it('has chosen one by its tag; offered again it gets the same key alone', () => {
    const { party, told } = facing()
    const ours = cryptoIn(String(party.write(plain, 'offer')))[1]
    const answer = party.readAnswer(offered(crypto(2, 'AES_CM_128_HMAC_SHA1_32', 'c')))
    expect(answer).toContain('m=audio 4000 RTP/AVP 8 0')
    expect(told[1]).toMatchObject({ ours: { inline: ours?.[2] }, theirs: { inline: key('c') } })
    expect(cryptoIn(String(party.write(plain, 'offer')))).toEqual([['1', ours?.[1], ours?.[2]]])
  })

  it.each([
    ['another suite than its tag says', offered(crypto(2)), 'answer-mismatch'],
    ['a tag that was not offered', offered(crypto(8)), 'answer-mismatch'],
    ['no key', offered(''), 'answer-mismatch'],
    ['audio in clear', offered('', 'RTP/AVP'), 'unsecured'],
  ])('is not understood with %s', (_, answer, code) => {
    const { party, told } = facing()
    party.write(plain, 'offer')
    expect(party.readAnswer(answer)).toMatchObject({ code })
    expect(told).toEqual([undefined])
  })
})

it.each([
  ['SAVP', offered(crypto(1)), true],
  ['SAVP without a key, which is refused', offered(''), true],
  ['plain', offered('', 'RTP/AVP'), false],
  ['plain with a key beside it, which binds nobody', offered(crypto(1), 'RTP/AVP'), false],
  ['both, of which the plain one is taken', `${offered(crypto(1))}m=audio 4010 RTP/AVP 8\r\n`, false],
  ['a handshake', offered('a=fingerprint:sha-256 00\r\n'), false],
  ['a browser', offered('', 'UDP/TLS/RTP/SAVPF'), false],
])('whether an offer is secured by keys in it -- %s', (_, offer, secured) => {
  expect(offersSdes(offer)).toBe(secured)
})
