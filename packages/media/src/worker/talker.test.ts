import { describe, expect, it } from 'vitest'
import { FakeMediaClock } from '../../testing/fake-clock.ts'
import { alaw, decode } from '../audio/g711.ts'
import { PcmBuffer } from '../audio/pcm-source.ts'
import { ToneDigitDetector } from '../audio/tone-digits.ts'
import { TelephoneEventReceiver } from '../rtp/telephone-event.ts'
import { OutgoingStream } from './outgoing-stream.ts'
import { Pacer } from './pacer.ts'
import { Talker } from './talker.ts'

function setUp() {
  const clock = new FakeMediaClock()
  const packets: Buffer[] = []
  const stream = new OutgoingStream((packet) => packets.push(Buffer.from(packet)))
  const talker = new Talker(stream, new Pacer(clock), () => clock.now())
  talker.law = alaw
  talker.payloadType = 8
  talker.eventType = 101
  const play = (lengths: number[], loop = false) => {
    const outcome = { ended: 0 }
    talker.play({
      open: () => lengths.map((length) => new PcmBuffer(new Int16Array(length).fill(1000))),
      loop,
      onEnd: () => {
        outcome.ended += 1
      },
    })
    return outcome
  }
  return { clock, packets, talker, play }
}

const typeOf = (packet: Buffer) => packet.readUInt8(1) & 0x7f
const marked = (packet: Buffer) => (packet.readUInt8(1) & 0x80) !== 0
const sequenceOf = (packet: Buffer) => packet.readUInt16BE(2)
const timestampOf = (packet: Buffer) => packet.readUInt32BE(4)

describe('Talker', () => {
  it('plays sources without a seam, marks the first packet, ends once', () => {
    const { clock, packets, play } = setUp()
    const outcome = play([240, 240])
    clock.advance(1000)
    expect(outcome.ended).toBe(1)
    expect(packets.map(marked)).toEqual([true, false, false])
    for (const packet of packets)
      expect(packet.subarray(12).every((byte) => byte === alaw.encode[1000])).toBe(true)
  })

  it('sequence and timestamps follow on', () => {
    const { clock, packets, play } = setUp()
    play([160 * 10])
    clock.advance(1000)
    expect(packets).toHaveLength(10)
    for (const [i, packet] of packets.slice(1).entries()) {
      expect((sequenceOf(packet) - sequenceOf(packets[i] ?? packet)) & 0xffff).toBe(1)
      expect((timestampOf(packet) - timestampOf(packets[i] ?? packet)) >>> 0).toBe(160)
    }
  })

  it('the timestamp goes on with time between two prompts', () => {
    const { clock, packets, play } = setUp()
    play([160])
    clock.advance(1000)
    play([160])
    clock.advance(100)
    const [first, second] = packets
    const gap = ((second ? timestampOf(second) : 0) - (first ? timestampOf(first) : 0)) >>> 0
    expect(gap / 8).toBeGreaterThanOrEqual(980)
    expect(gap / 8).toBeLessThanOrEqual(1020)
  })

  it('loops until it is stopped, and a loop over nothing ends', () => {
    const { clock, packets, play, talker } = setUp()
    play([100], true)
    clock.advance(2000)
    expect(packets.length).toBeGreaterThan(95)
    talker.stop()
    const before = packets.length
    clock.advance(1000)
    expect(packets.length).toBe(before)
    const nothing = play([0], true)
    clock.advance(100)
    expect(nothing.ended).toBe(1)
  })

  it('a digit: packets with one timestamp and growing duration, end three times (RFC 4733 §2.5.1)', () => {
    const { clock, packets, talker } = setUp()
    talker.sendDigits('5', 100)
    clock.advance(1000)
    expect(packets).toHaveLength(8)
    expect(new Set(packets.map(timestampOf)).size).toBe(1)
    expect(packets.map((p) => p.readUInt16BE(14))).toEqual([160, 320, 480, 640, 800, 800, 800, 800])
    expect(packets.map((p) => p.readUInt8(13) >> 7)).toEqual([0, 0, 0, 0, 0, 1, 1, 1])
    expect(packets.map(marked).indexOf(true, 1)).toBe(-1)
  })

  it('what it sends is what a receiver hears, and the prompt waits meanwhile', () => {
    const { clock, packets, talker, play } = setUp()
    const outcome = play([1600])
    talker.sendDigits('12*#', 80)
    clock.advance(2000)
    const receiver = new TelephoneEventReceiver()
    const events = packets.filter((packet) => typeOf(packet) === 101)
    const heard = events.map((packet) => receiver.receive(timestampOf(packet), packet.subarray(12)) ?? '')
    expect(heard.join('')).toBe('12*#')
    expect(packets.filter((packet) => typeOf(packet) === 8)).toHaveLength(10)
    expect(outcome.ended).toBe(1)
  })

  it('a peer without telephone-event gets tones', () => {
    const { clock, packets, talker, play } = setUp()
    talker.eventType = undefined
    talker.sendDigits('12', 80)
    expect(talker.speaking).toBe(true)
    const outcome = play([160])
    clock.advance(1000)
    expect(packets.map(typeOf)).toEqual(Array(9).fill(8))
    const began = timestampOf(packets[0] as Buffer)
    const heard = new Int16Array(8000)
    for (const packet of packets)
      heard.set(decode(alaw, packet.subarray(12)), (timestampOf(packet) - began) >>> 0)
    expect(new ToneDigitDetector().push(heard)).toBe('12')
    expect(outcome.ended).toBe(1)
    expect(talker.speaking).toBe(false)
  })

  it('a peer that takes neither events nor a law of ours gets no digits, and nothing hangs', () => {
    const { clock, packets, talker, play } = setUp()
    talker.eventType = undefined
    talker.law = undefined
    talker.sendDigits('12', 80)
    const outcome = play([160])
    clock.advance(1000)
    expect(packets).toEqual([])
    expect(outcome.ended).toBe(1)
  })
})

describe('moving within what is played', () => {
  it('goes back and on by milliseconds, at most to the beginning', () => {
    const { clock, packets, talker, play } = setUp()
    const outcome = play([160 * 50])
    clock.advance(580)
    expect(packets).toHaveLength(30)
    talker.seek(-5_000)
    clock.advance(600)
    expect(outcome.ended).toBe(0)
    talker.seek(300)
    clock.advance(200)
    // 30 and, from the beginning, 30 more; 15 are left out, 5 remain.
    expect(packets).toHaveLength(65)
    expect(outcome.ended).toBe(1)
  })

  it('beyond the end it has ended', () => {
    const { clock, packets, talker, play } = setUp()
    const outcome = play([160 * 50])
    clock.advance(80)
    talker.seek(60_000)
    clock.advance(100)
    expect(packets).toHaveLength(5)
    expect(outcome.ended).toBe(1)
  })

  it('stands still in a pause, and goes on where it was', () => {
    const { clock, packets, talker, play } = setUp()
    const outcome = play([160 * 10])
    clock.advance(80)
    talker.pause()
    clock.advance(5_000)
    expect(packets).toHaveLength(5)
    expect(talker.playing).toBe(true)
    talker.resume()
    talker.resume()
    clock.advance(1_000)
    expect(packets).toHaveLength(10)
    expect(outcome.ended).toBe(1)
    const [before, after] = [packets[4], packets[5]]
    if (!before || !after) throw new Error('too few packets')
    expect(marked(after)).toBe(true)
    // RFC 3550 §5.1: the timestamp follows the time that went by, the sequence number does not.
    expect((timestampOf(after) - timestampOf(before)) >>> 0).toBeGreaterThan(8 * 4_900)
    expect((sequenceOf(after) - sequenceOf(before)) & 0xffff).toBe(1)
  })

  it('something else that is played ends a pause', () => {
    const { clock, talker, play } = setUp()
    play([160 * 10])
    talker.pause()
    const outcome = play([160])
    clock.advance(100)
    expect(outcome.ended).toBe(1)
  })
})
