import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../peers/waiting.ts'
import { countedFrame } from './counted-audio.ts'
import { compileRtpCrowd, monotonicMs, RtpCrowd } from './rtp-crowd.ts'

let server: Socket
let crowd: RtpCrowd
const packets: Buffer[] = []

beforeAll(async () => {
  server = createSocket('udp4', (packet) => packets.push(packet)).bind(0, '127.0.0.1')
  await once(server, 'listening')
  crowd = await RtpCrowd.open(compileRtpCrowd(), '127.0.0.1', 1)
})
afterAll(async () => {
  server.close()
  await crowd[Symbol.asyncDispose]()
})

const packetsOf = (type: number) => packets.filter((packet) => (packet.readUInt8(1) & 0x7f) === type)
const payload = (packet: Buffer | undefined) => packet?.subarray(12)

it('sends the audio that is counted, one timestamp after the other', async () => {
  crowd.connectTo(0, '127.0.0.1', server.address().port, 'counted')
  await until('three packets', () => packetsOf(8).length >= 3)
  const [first, second, third] = packetsOf(8)
  expect([first, second, third].map(payload)).toEqual([0, 1, 2].map(countedFrame))
  expect((third?.readUInt32BE(4) ?? 0) - (first?.readUInt32BE(4) ?? 0)).toBe(320)
})

it('presses keys by RFC 4733', async () => {
  crowd.press(0, '9#')
  await until('both keys', () => packetsOf(101).length === 16)
  const events = packetsOf(101).map(payload)
  expect(events.map((event) => event?.[0])).toEqual([...new Array(8).fill(9), ...new Array(8).fill(11)])
  // It ends, three times over, after 100 ms.
  expect(events.slice(5, 8).map((event) => event?.toString('hex'))).toEqual(new Array(3).fill('098a0320'))
})

it('times what it hears, but for the pauses of whoever sends', async () => {
  const send = (sequence: number, timestamp: number, marker = false) => {
    const packet = Buffer.alloc(172, 0xd5)
    packet.writeUInt16BE(marker ? 0x8088 : 0x8008)
    packet.writeUInt16BE(sequence, 2)
    packet.writeUInt32BE(timestamp, 4)
    server.send(packet, crowd.ports[0] ?? 0, '127.0.0.1')
  }
  const heard = async (count: number) => {
    const all = { packets: 0, lost: 0, over40: 0 }
    await until(`${count} packets`, async () => {
      const { packets, lost, over40 } = await crowd.heard()
      all.packets += packets
      all.lost += lost
      all.over40 += over40
      return all.packets >= count
    })
    return all
  }
  send(1, 0, true)
  await heard(1)
  // 60 ms later at the earliest.
  const gapEnds = performance.now() + 60
  await until('the gap', () => performance.now() > gapEnds)
  send(2, 160)
  expect(await heard(1)).toEqual({ packets: 1, lost: 0, over40: 1 })
  send(3, 8_000, true)
  send(4, 20_000)
  send(7, 30_000)
  expect(await heard(3)).toMatchObject({ packets: 3, lost: 2, over40: 0 })
})

it('says of one telephone when it heard what it waited for, and its longest wait whoever spoke', async () => {
  const say = (byte: number, ssrc: number) => {
    const packet = Buffer.alloc(172, byte)
    packet.writeUInt16BE(0x8008)
    packet.writeUInt32BE(ssrc, 8)
    server.send(packet, crowd.ports[0] ?? 0, '127.0.0.1')
  }
  crowd.listen(0, 0x77)
  const from = monotonicMs()
  say(0x33, 1)
  await until('the first voice', async () => (await crowd.heardBy(0)).packets === 1)
  const gapEnds = performance.now() + 60
  await until('the gap', () => performance.now() > gapEnds)
  say(0x77, 2)
  await until('the other voice', async () => (await crowd.heardBy(0)).packets === 2)
  const { firstAt, awaitedAt, lastAt, worstGapMs } = await crowd.heardBy(0)
  expect(firstAt).toBeGreaterThan(from)
  expect(awaitedAt).toBe(lastAt)
  expect(worstGapMs).toBeGreaterThan(59)
  expect(worstGapMs).toBeCloseTo(awaitedAt - firstAt, 0)
  crowd.listen(0, 0x77)
  expect(await crowd.heardBy(0)).toMatchObject({ packets: 0, awaitedAt: 0, worstGapMs: 0 })
})

it('speaks one byte over and over, until it is hushed', async () => {
  crowd.connectTo(0, '127.0.0.1', server.address().port, 0x42)
  packets.length = 0
  await until('its voice', () =>
    packetsOf(8).some((packet) => payload(packet)?.every((byte) => byte === 0x42)),
  )
  crowd.hush(0)
  await crowd.heardBy(0)
  await until('what was under way', () => new Promise<true>((passed) => setImmediate(() => passed(true))))
  const told = packets.length
  const later = performance.now() + 60
  await until('three of its turns', () => performance.now() > later)
  expect(packets.length - told).toBeLessThanOrEqual(1)
})
