/** Audio secured by keys of the descriptions, over real sockets: two planes that face each other, a phone behind each. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  answerPhone,
  callPhone,
  closeAll,
  closed,
  heard,
  lease,
  localOf,
  must,
  openPhone,
  openPlane,
} from '../../testing/plane-and-phones.ts'
import { measureTone } from '../audio/goertzel.ts'
import { readWav } from '../audio/wav.ts'
import { SrtpReceiver, SrtpSender } from '../browser/srtp.ts'
import type { MediaEndpoint, RecordingResult } from '../media-endpoint.ts'
import { writeRtpHeader } from '../rtp/rtp-packet.ts'
import { answerOffer, createOffer, readAnswer } from '../sdp/offer-answer.ts'
import { SdesAudio } from './sdes-audio.ts'
import { SdesFacing } from './sdes-facing.ts'

afterEach(closeAll)

/** One of the two that face each other. */
interface Side {
  readonly endpoint: MediaEndpoint
  readonly facing: SdesFacing
}

/** An offer and its answer between the two. */
function agree(offerer: Side, answerer: Side, edit = (offer: string) => offer): void {
  const plain = createOffer(localOf(offerer.endpoint))
  const offer = edit(String(offerer.facing.write(plain, 'offer')))
  const answer = must(answerOffer(String(answerer.facing.readOffer(offer)), localOf(answerer.endpoint)))
  answerer.endpoint.setRemote(answer.negotiated)
  const secured = String(answerer.facing.write(answer.text, 'answer'))
  offerer.endpoint.setRemote(must(readAnswer(plain, String(offerer.facing.readAnswer(secured)))))
}

async function twoPlanes() {
  const plane = await openPlane()
  const side = (near?: MediaEndpoint): Side => {
    const endpoint = lease(plane, near)
    return { endpoint, facing: new SdesFacing(endpoint) }
  }
  const [left, right] = [side(), side()]
  const [caller, callee] = [await openPhone(), await openPhone()]
  const [toCaller, toCallee] = [lease(plane, left.endpoint), lease(plane, right.endpoint)]
  answerPhone(toCaller, caller)
  callPhone(toCallee, callee)
  plane.connect(toCaller, left.endpoint)
  plane.connect(right.endpoint, toCallee)
  return { plane, left, right, caller, callee }
}

describe('audio between two who secure it (RFC 4568)', () => {
  it.each([
    ['the usual suite', /$^/],
    ['a short tag', /a=crypto:[13][^\r]*\r\n/g],
    ['256 bits', /a=crypto:[12][^\r]*\r\n/g],
  ])('is heard by both with %s', async (_, dropped) => {
    const { left, right, caller, callee } = await twoPlanes()
    agree(left, right, (offer) => offer.replaceAll(new RegExp(dropped, 'g'), ''))
    caller.speak(440)
    callee.speak(1000)
    await heard(callee, 440).toBeGreaterThan(-12)
    await heard(caller, 1000).toBeGreaterThan(-12)
    const [ofLeft, ofRight] = await Promise.all([closed(left.endpoint), closed(right.endpoint)])
    expect(ofLeft).toMatchObject({ codec: 'PCMA', refused: 0 })
    expect(ofRight.received).toBeGreaterThan(0)
  })

  it('is not heard before there are keys, nor by who has others', async () => {
    const { left, right, caller, callee } = await twoPlanes()
    agree(left, right, (offer) => offer.replace(/inline:..../, 'inline:AAAA'))
    caller.speak(440)
    callee.speak(1000)
    await heard(caller, 1000).toBeGreaterThan(-12)
    expect(callee.level(440)).toBeLessThan(-60)
    expect((await closed(right.endpoint)).refused).toBeGreaterThan(0)
  })

  it("goes on over another exchange, with the same keys or the other side's new one", async () => {
    const { left, right, caller, callee } = await twoPlanes()
    agree(left, right)
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(-12)
    agree(right, left)
    callee.speak(1000)
    await heard(caller, 1000).toBeGreaterThan(-12)
    const renewed = { endpoint: left.endpoint, facing: new SdesFacing(left.endpoint) }
    agree(renewed, right)
    caller.speak(700)
    await heard(callee, 700).toBeGreaterThan(-12)
    await heard(caller, 1000).toBeGreaterThan(-12)
  })

  it('carries what we play and our digits, and is recorded', async () => {
    const { plane, left, right, callee } = await twoPlanes()
    agree(left, right)
    plane.disconnect(left.endpoint)
    left.endpoint.play({ kind: 'tone', frequencies: [700], level: -10 }, { loop: true })
    await heard(callee, 700).toBeGreaterThan(-12)
    const path = join(mkdtempSync(join(tmpdir(), 'secured-')), 'said.wav')
    await new Promise<RecordingResult>((onEnded) => right.endpoint.record({ path, maxSeconds: 1, onEnded }))
    expect(measureTone(readWav(readFileSync(path)).samples, 700)).toBeGreaterThan(-14)
    left.endpoint.stopPlaying()
    const digits: string[] = []
    right.endpoint.onDigit((digit) => digits.push(digit))
    left.endpoint.sendDigits('42#')
    await expect.poll(() => digits.join(''), { timeout: 5000 }).toBe('42#')
  })
})

const key = (letter: string) => Buffer.alloc(30, letter)
const inline = (letter: string) =>
  ({ suite: 'AES_CM_128_HMAC_SHA1_80', inline: key(letter).toString('base64'), identifier: 0 }) as const
const master = (letter: string) => ({ key: key(letter).subarray(0, 16), salt: key(letter).subarray(16) })
const from = { address: '192.0.2.1', port: 4000, family: 'IPv4', size: 0 } as const

function rtp(sequence: number, ssrc = 7): Buffer {
  const packet = Buffer.alloc(20)
  writeRtpHeader(packet, { marker: false, payloadType: 8, sequence, timestamp: sequence * 160, ssrc })
  return packet
}

function audio() {
  const [sent, heardRtp, heardRtcp]: Buffer[][] = [[], [], []]
  let forged = 0
  const secured = new SdesAudio({
    now: () => 0,
    sendRtp: (packet) => sent?.push(packet),
    sendRtcp: (packet) => sent?.push(packet),
    onRtp: (packet) => heardRtp?.push(packet),
    onRtcp: (packet) => heardRtcp?.push(packet),
    onForged: () => {
      forged += 1
    },
  })
  return { secured, sent, heardRtp, heardRtcp, forged: () => forged }
}

describe('the contexts of one party', () => {
  it('what is sealed with the old key is opened until the new one is in use', () => {
    const { secured, heardRtp, forged } = audio()
    const [old, renewed] = [new SrtpSender(master('a')), new SrtpSender(master('b'))]
    const take = (sender: SrtpSender, sequence: number) =>
      secured.receive(sender.rtp(rtp(sequence)) ?? Buffer.alloc(0), from)
    secured.begin({ ours: inline('o'), theirs: inline('a') })
    take(old, 65_535)
    secured.begin({ ours: inline('o'), theirs: inline('b') })
    take(old, 0)
    take(renewed, 1)
    expect([heardRtp?.length, forged()]).toEqual([3, 0])
    take(old, 2)
    expect([heardRtp?.length, forged()]).toEqual([3, 1])
  })

  it('the same keys again keep the count of rollovers, ours and theirs (§7.1.4)', () => {
    const { secured, sent, heardRtp } = audio()
    const [theirs, at] = [new SrtpSender(master('a')), new SrtpReceiver(master('o'))]
    const keys = { ours: inline('o'), theirs: inline('a') }
    for (const sequence of [65_534, 65_535, 0, 1]) {
      secured.begin({ ...keys })
      secured.receive(theirs.rtp(rtp(sequence)) ?? Buffer.alloc(0), from)
      secured.sendRtp(rtp(sequence))
    }
    expect(heardRtp?.map((packet) => packet.readUInt16BE(2))).toEqual([65_534, 65_535, 0, 1])
    expect(sent?.every((packet) => at.rtp(packet) !== undefined)).toBe(true)
  })

  it('whoever speaks, the party has one source', () => {
    const { secured, sent } = audio()
    secured.begin({ ours: inline('o'), theirs: inline('a') })
    secured.sendRtp(rtp(1, 7))
    secured.sendRtp(rtp(40_000, 8))
    secured.sendRtcp(Buffer.from('80c9000100000007', 'hex'))
    const at = new SrtpReceiver(master('o'))
    const opened = sent?.slice(0, 2).map((packet) => at.rtp(packet)?.readUInt32BE(8))
    expect(opened).toEqual([secured.ssrc, secured.ssrc])
    expect(at.rtcp(sent?.[2] ?? Buffer.alloc(0))).toEqual(Buffer.from('80c9000100000007', 'hex'))
  })

  it('reports are opened on their own port and on that of the audio (RFC 5761)', () => {
    const { secured, heardRtcp } = audio()
    secured.begin({ ours: inline('o'), theirs: inline('a') })
    const theirs = new SrtpSender(master('a'))
    const report = Buffer.from('80c9000100000007', 'hex')
    secured.receive(theirs.rtcp(report) ?? Buffer.alloc(0), from)
    secured.receiveRtcp(theirs.rtcp(report) ?? Buffer.alloc(0), from)
    expect(heardRtcp).toEqual([report, report])
  })

  it('without keys nothing is said', () => {
    const { secured, sent } = audio()
    secured.sendRtp(rtp(1))
    secured.sendRtcp(Buffer.from('80c9000100000007', 'hex'))
    expect(sent).toEqual([])
  })
})
