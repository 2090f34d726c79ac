import type { MediaPlane, Negotiated, RemoteOptions } from '@mainline/media'
import { describe, expect, it } from 'vitest'
import type { MediaEndpoint } from './media-port.ts'
import { mediaPort } from './party-media.ts'

/** What the media side was told of each endpoint, in the order in which they were opened. */
interface Told {
  remote: Negotiated | undefined
  /** Of secured audio, the party's own key; null while there is none. */
  key?: string | null
  options: RemoteOptions | undefined
  /** Its port is lost, and another one now. */
  move?: () => void
}

/** Endpoints without ports and packets; and what was told of them. */
function plane() {
  const told: Told[] = []
  const openEndpoint = () => {
    const of: Told = { remote: undefined, options: undefined }
    told.push(of)
    return {
      id: told.length,
      address: '203.0.113.1',
      port: 30_000 + 2 * told.length,
      setRemote: (remote: Negotiated, options: RemoteOptions) => void Object.assign(of, { remote, options }),
      secure: (keys?: { theirs: { inline: string } }) =>
        void Object.assign(of, { key: keys?.theirs.inline ?? null }),
      play() {},
      record() {},
      close() {},
      onMoved: (fire: () => void) => void Object.assign(of, { move: fire }),
    }
  }
  const media = mediaPort({ openEndpoint, connect() {}, disconnect() {} } as unknown as MediaPlane)
  const open = (options?: Parameters<typeof media.open>[0]): MediaEndpoint => {
    const endpoint = media.open(options)
    if (!endpoint) throw new Error('no endpoint')
    return endpoint
  }
  return { told, open }
}

const sdp = (formats: string, port = 4000, more = '') =>
  `v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio ${port} RTP/AVP ${formats}\r\na=rtpmap:101 telephone-event/8000\r\n${more}`

const formatsOf = (description: unknown) => /^m=audio \d+ RTP\/AVP (.*)$/m.exec(String(description))?.[1]
const namesOf = (remote: Negotiated | undefined) => remote?.codecs.map(({ name }) => name)

/** A caller and a phone that talk to each other in what they agreed on between them. */
function talking(offer: string, answer: string) {
  const { told, open } = plane()
  const [caller, phone] = [open(), open()]
  const unfit: string[] = []
  caller.takeOffer(offer)
  phone.offerFrom(caller)
  phone.takeAnswer(answer)
  caller.answerFrom(phone)
  caller.onUnfit(() => unfit.push('caller'))
  phone.onUnfit(() => unfit.push('phone'))
  caller.connect(phone)
  return { told, open, caller, phone, unfit }
}

describe('what an offer lacks is named, so that whoever made it can mend it', () => {
  it('codecs that we do not speak --> their names, each once and not without end', () => {
    const media = plane().open()
    const many = Array.from({ length: 20 }, (_, n) => 96 + n).filter((type) => type !== 101)
    const maps = many.map((type) => `a=rtpmap:${type} AMR-${type}/8000\r\n`).join('')
    media.takeOffer(sdp(`18 ${many.join(' ')} 101`, 4000, `${maps}a=rtpmap:18 G729/8000\r\n`))
    expect(media.answer()).toEqual({
      refusal: 'no codec in common',
      misfit: { codecs: ['G729', ...many.slice(0, 7).map((type) => `AMR-${type}`)] },
    })
  })
  it('a name without end --> as much of it as one recognises', () => {
    const media = plane().open()
    media.takeOffer(sdp('96 101', 4000, `a=rtpmap:96 ${'X'.repeat(20_000)}/8000\r\n`))
    expect(media.answer()).toMatchObject({ misfit: { codecs: ['X'.repeat(32)] } })
  })
  it('no keys where the trunk asks for them --> unsecured', () => {
    const media = plane().open({ secured: true })
    expect(media.takeOffer(sdp('8 101'))).toMatchObject({ misfit: 'unsecured' })
  })
  it('no audio at all --> nothing that a codec would mend', () => {
    const media = plane().open()
    const fax = sdp('8').replace('m=audio 4000 RTP/AVP 8', 'm=image 4000 udptl t38')
    expect(media.takeOffer(fax)).toEqual({ refusal: 'no audio stream is offered' })
  })
})

describe('a party that is relayed in a codec that we do not speak', () => {
  const inG722 = () => talking(sdp('9 8 101'), sdp('9 101'))

  it('fits whom it agreed with', () => {
    expect(inG722().unfit).toEqual([])
  })

  it.each<[string, (caller: MediaEndpoint) => void]>([
    ['played to', (caller) => caller.play([{ tone: 'beep' }], () => {})],
    [
      'recorded',
      (caller) => caller.record({ file: 'x', maxSeconds: 1, silenceSeconds: 1, stopDigits: '' }, () => {}),
    ],
  ])('is to be asked to change when it is %s; not once more when it has', (_, order) => {
    const { caller, unfit, told } = inG722()
    caller.disconnect()
    order(caller)
    expect(unfit).toEqual(['caller'])
    expect(formatsOf(caller.offer())).toBe('8 0 101')
    expect(caller.takeAnswer(sdp('8 101'))).toBeUndefined()
    expect(namesOf(told[0]?.remote)).toEqual(['PCMA'])
    order(caller)
    expect(unfit).toEqual(['caller'])
  })

  it('G.711 was agreed on besides: what it sends may still be the other', () => {
    const { caller, unfit } = talking(sdp('9 8 101'), sdp('9 8 101'))
    caller.play([{ tone: 'beep' }], () => {})
    expect(unfit).toEqual(['caller'])
  })

  it('is to be asked when it is connected with somebody who speaks something else, who is not', () => {
    const { caller, open, unfit } = inG722()
    const other = open()
    other.offer()
    other.takeAnswer(sdp('8 101'))
    other.onUnfit(() => unfit.push('other'))
    caller.connect(other)
    expect(unfit).toEqual(['caller'])
  })

  it('so is the other when its partner changes', () => {
    const { caller, unfit } = inG722()
    caller.offer()
    caller.takeAnswer(sdp('8 101'))
    expect(unfit).toEqual(['phone'])
  })
})

describe('an offer that a party asks for within its call (RFC 3261 §14.2)', () => {
  it('names what is in use first, by its numbers (RFC 3264 §8.3.2)', () => {
    const { caller, phone, unfit, told } = talking(sdp('9 8 101'), sdp('9 101'))
    expect(formatsOf(phone.offerAgain())).toBe('9 8 0 101')
    phone.takeAnswer(sdp('9 8 0 101', 4002))
    expect(namesOf(told[1]?.remote)).toEqual(['G722'])
    expect(told[1]?.remote?.port).toBe(4002)
    expect(unfit).toEqual([])
    caller.offerAgain()
    caller.takeAnswer(sdp('8 101'))
    expect(unfit).toEqual(['phone'])
  })

  it('leaves out what only a description of its own could name', () => {
    const opus = 'a=rtpmap:111 opus/48000/2\r\n'
    const { phone } = talking(sdp('111 8 101', 4000, opus), sdp('111 101', 4000, opus))
    expect(formatsOf(phone.offerAgain())).toBe('8 0 101')
  })
})

describe('a caller whose audio is not the first stream', () => {
  const video = (text: string, port = 4002) =>
    text.replace('m=audio', `m=video ${port} RTP/AVP 96\r\nm=audio`)
  const offered = () => {
    const { open } = plane()
    const [caller, phone] = [open(), open()]
    caller.takeOffer(video(sdp('8 101')))
    phone.offerFrom(caller)
    return { caller, phone }
  }
  const streams = (description: unknown) => String(description).match(/^m=\S+ \d+/gm)

  it.each([
    ['as many', video(sdp('8 101'), 0)],
    ['the audio alone, as a browser', sdp('8 101')],
  ])('is answered with as many, in that order, whoever was called answers %s (RFC 3264 §6)', (_, answer) => {
    const { caller, phone } = offered()
    expect(phone.takeAnswer(answer)).toBeUndefined()
    expect(streams(caller.answerFrom(phone))).toEqual(['m=video 0', 'm=audio 30002'])
  })

  it.each(['offer', 'offerAgain'] as const)('is offered as many within its call: %s (RFC 3264 §8)', (how) => {
    const { told, open } = plane()
    const caller = open()
    caller.takeOffer(video(sdp('8 101')))
    caller.answer()
    expect(streams(caller[how]())).toEqual(['m=video 0', 'm=audio 30002'])
    expect(caller.takeAnswer(video(sdp('8 101', 4020), 0))).toBeUndefined()
    expect(told[0]?.remote?.port).toBe(4020)
  })

  it('is offered as many as it has added since', () => {
    const caller = plane().open()
    caller.takeOffer(sdp('8 101'))
    caller.answer()
    expect(streams(caller.renegotiate(`${sdp('8 101')}m=video 4002 RTP/AVP 96\r\n`))).toHaveLength(2)
    expect(streams(caller.offerAgain())).toEqual(['m=audio 30002', 'm=video 0'])
  })

  it('is not answered by who has audio where none was offered: that is found when it answers, and others may ring on', () => {
    const { phone } = offered()
    const turned = `${sdp('8 101')}m=video 0 RTP/AVP 96\r\n`
    expect(phone.takeAnswer(turned)).toEqual({ refusal: 'the answer does not fit the offer' })
  })
})

describe('a re-INVITE that offers nothing of what is in use (RFC 3264 §8.3.2)', () => {
  it('is taken where we speak it: one law is turned into the other for whom it talks to', () => {
    const { caller, unfit, told } = talking(sdp('8 101'), sdp('8 101'))
    expect(formatsOf(caller.renegotiate(sdp('0 101', 4010)))).toBe('0 101')
    expect(namesOf(told[0]?.remote)).toEqual(['PCMU'])
    expect(told[0]?.remote?.port).toBe(4010)
    expect(unfit).toEqual([])
  })

  it('so it is of whom we have the call with ourselves', () => {
    const caller = plane().open()
    caller.takeOffer(sdp('8 101'))
    caller.answer()
    expect(formatsOf(caller.renegotiate(sdp('0 101')))).toBe('0 101')
  })

  it('of whom is relayed in what only the other speaks: that one is asked to change', () => {
    const { caller, unfit } = talking(sdp('9 8 101'), sdp('9 101'))
    expect(formatsOf(caller.renegotiate(sdp('8 101')))).toBe('8 101')
    expect(unfit).toEqual(['phone'])
  })

  it('is refused where nobody here speaks it; the session stays as it was', () => {
    const { caller, told } = talking(sdp('8 101'), sdp('8 101'))
    expect(caller.renegotiate(sdp('18 101'))).toMatchObject({ refusal: 'no codec in common' })
    expect(namesOf(told[0]?.remote)).toEqual(['PCMA'])
  })
})

describe('an answer to what was shown already (a session refresh)', () => {
  it.each(['caller', 'phone'] as const)('the %s is elsewhere now, in the same codec', (who) => {
    const parties = talking(sdp('9 8 96').replace('101', '96'), sdp('9 101'))
    expect(parties[who].takeAgain(sdp('9 101', 4010))).toBeUndefined()
    const of = parties.told[who === 'caller' ? 0 : 1]
    expect(of?.remote?.port).toBe(4010)
    expect(namesOf(of?.remote)).toEqual(['G722'])
    expect(parties.unfit).toEqual([])
  })

  it('holds', () => {
    const { phone } = talking(sdp('9 8 101'), sdp('9 101'))
    phone.takeAgain(sdp('9 101', 4000, 'a=sendonly\r\n'))
    expect(phone.onHold).toBe(true)
  })

  it('is one to what the party took, not to an offer that it refused', () => {
    const { phone, told } = talking(sdp('9 8 101'), sdp('9 101'))
    phone.offer()
    expect(phone.takeAgain(sdp('9 101', 4010))).toBeUndefined()
    expect(told[1]?.remote?.port).toBe(4010)
  })
})

it.each([
  ['phone', true],
  ['carrier', false],
] as const)('a %s: heard from where its signalling comes from whatever it names: %s', (party, always) => {
  const { told, open } = plane()
  const media = open()
  media.comesFrom('198.51.100.7', party)
  media.offer()
  media.takeAnswer(sdp('8 101'))
  expect(told[0]?.options?.allowFrom).toEqual({ address: '198.51.100.7', always })
})

describe('a party that secures its audio with keys of its descriptions (RFC 4568)', () => {
  const key = (letter: string) => Buffer.alloc(30, letter).toString('base64')
  const crypto = (letter: string, tag = 1) =>
    `a=crypto:${tag} AES_CM_128_HMAC_SHA1_80 inline:${key(letter)}\r\n`
  const secured = (lines: string) => sdp('8 101', 4000, lines).replace('RTP/AVP', 'RTP/SAVP')

  it('calls a phone in clear: the phone is shown no key, the caller one of ours', () => {
    const { told, open } = plane()
    const [caller, phone] = [open(), open()]
    expect(caller.takeOffer(secured(crypto('a', 3)))).toBeUndefined()
    const shown = phone.offerFrom(caller)
    expect(formatsOf(shown)).toBe('8 101')
    expect(shown).not.toContain('crypto')
    expect(phone.takeAnswer(sdp('8 101'))).toBeUndefined()
    const answer = String(caller.answerFrom(phone))
    expect(answer).toMatch(/^m=audio 30002 RTP\/SAVP 8 101\r$/m)
    expect(answer).toMatch(/^a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:\S{40}\r$/m)
    expect(told.map(({ key: of }) => of)).toEqual([key('a'), undefined])
  })

  it('holds, and comes back with another key', () => {
    const { told, open } = plane()
    const caller = open()
    caller.takeOffer(secured(crypto('a')))
    const first = /inline:(\S+)/.exec(String(caller.answer()))?.[1]
    expect(caller.renegotiate(secured(`${crypto('a')}a=sendonly\r\n`))).toContain(`inline:${first}`)
    expect(caller.onHold).toBe(true)
    expect(caller.renegotiate(secured(crypto('b')))).toContain(`inline:${first}`)
    expect([caller.onHold, told[0]?.key]).toEqual([false, key('b')])
  })

  it('is offered that where it must be, beside others who are offered audio in clear', () => {
    const { told, open } = plane()
    const [caller, inClear, phone] = [open(), open(), open({ secured: true })]
    caller.takeOffer(sdp('8 101'))
    expect(inClear.offerFrom(caller)).not.toContain('crypto')
    const shown = String(phone.offerFrom(caller))
    expect(shown).toMatch(/^m=audio 30006 RTP\/SAVP 8 101\r$/m)
    expect(phone.takeAnswer(sdp('8 101'))).toHaveProperty('refusal')
    expect(phone.takeAnswer(secured(crypto('a')))).toBeUndefined()
    expect(caller.answerFrom(phone)).not.toContain('crypto')
    expect(told.map(({ key: of }) => of)).toEqual([undefined, undefined, key('a')])
    expect(open({ secured: true }).takeOffer(sdp('8 101'))).toHaveProperty('refusal')
  })

  it.each([
    ['no key', ''],
    ['a key for something we do not know', 'a=crypto:1 F8_128_HMAC_SHA1_80 inline:x\r\n'],
  ])('is refused with %s, and so is clear audio within its call', (_, lines) => {
    const { open, told } = plane()
    expect(open().takeOffer(secured(lines))).toHaveProperty('refusal')
    const caller = open()
    caller.takeOffer(secured(crypto('a')))
    caller.answer()
    expect(caller.renegotiate(sdp('8 101'))).toHaveProperty('refusal')
    expect(told[1]?.key).toBe(key('a'))
  })

  it('hears clear audio in clear, whatever key stands beside it; nobody is shown that key', () => {
    const { told, open } = plane()
    const [caller, phone] = [open(), open()]
    caller.takeOffer(sdp('8 101', 4000, crypto('a')))
    expect(phone.offerFrom(caller)).not.toContain('crypto')
    phone.takeAnswer(sdp('8 101', 4000, crypto('b')))
    expect(caller.answerFrom(phone)).not.toContain('crypto')
    expect(told.map(({ key: of }) => of)).toEqual([undefined, undefined])
  })
})

describe('the version of what a party is told (RFC 3264 §8)', () => {
  const versionOf = (description: unknown) => /^o=- \d+ (\d+) /m.exec(String(description))?.[1]

  it('stays where nothing is different, as of a 183 that comes again, and is one higher where anything is', () => {
    const { open } = plane()
    const [caller, phone] = [open(), open()]
    caller.takeOffer(sdp('8 0 101'))
    phone.offerFrom(caller)
    phone.takeAnswer(sdp('8 101', 5000))
    const first = caller.answerFrom(phone)
    phone.takeAnswer(sdp('8 101', 5000))
    expect(caller.answerFrom(phone)).toBe(first)
    phone.takeAnswer(sdp('8 101', 5000, 'a=sendonly\r\n'))
    const held = caller.answerFrom(phone)
    expect([first, held].map(versionOf)).toEqual(['1', '2'])
    expect(caller.answerFrom(phone)).toBe(held)
  })

  it('is another with each key', () => {
    const { open } = plane()
    const phone = open({ secured: true })
    expect([phone.offer(), phone.offer()].map(versionOf)).toEqual(['1', '2'])
  })
})

describe('a party whose port is lost', () => {
  it('is to be shown another, and fits when it has been', () => {
    const { told, caller, unfit } = talking(sdp('8 101'), sdp('8 101'))
    expect(caller.isFit).toBe(true)
    told[0]?.move?.()
    expect(unfit).toEqual(['caller'])
    expect(caller.isFit).toBe(false)
    expect(caller.offerAgain()).toContain('m=audio 30002 RTP/AVP 8')
    expect(caller.isFit).toBe(true)
  })

  it('before anybody listens: is told when somebody does', () => {
    const { told, open } = plane()
    const phone = open()
    phone.offer()
    told[0]?.move?.()
    const unfit: string[] = []
    phone.onUnfit(() => unfit.push('phone'))
    expect(unfit).toEqual(['phone'])
  })

  it('has nothing to be told of when it had been shown nothing yet', () => {
    const { told, open } = plane()
    const caller = open()
    told[0]?.move?.()
    caller.takeOffer(sdp('8 101'))
    caller.answer()
    expect(caller.isFit).toBe(true)
  })
})
