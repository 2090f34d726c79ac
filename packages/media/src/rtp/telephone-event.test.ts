import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventCode, TelephoneEventReceiver, writeEvent } from './telephone-event.ts'

interface Packet {
  readonly timestamp: number
  readonly payload: Buffer
}

function packet(timestamp: number, digit: string, duration: number, ended = false): Packet {
  const payload = Buffer.alloc(4)
  writeEvent(payload, 0, { code: eventCode(digit) ?? 0, ended, duration })
  return { timestamp, payload }
}

/** A digit as it is sent: a packet each 20 ms, then the end three times. */
function press(timestamp: number, digit: string, frames = 5): Packet[] {
  const body = Array.from({ length: frames }, (_, i) => packet(timestamp, digit, (i + 1) * 160))
  const end = packet(timestamp, digit, frames * 160, true)
  return [...body, end, end, end]
}

function hear(packets: readonly Packet[]): string {
  const receiver = new TelephoneEventReceiver()
  return packets.map(({ timestamp, payload }) => receiver.receive(timestamp, payload) ?? '').join('')
}

const one = press(1000, '1')

describe('TelephoneEventReceiver', () => {
  it.each<[string, readonly Packet[], string]>([
    ['one press', one, '1'],
    ['the same digit twice', [...one, ...press(3000, '1')], '11'],
    ['all ends lost', [...one.slice(0, 5), ...press(3000, '2')], '12'],
    ['only the last end arrives', one.slice(-1), '1'],
    ['a straggler of the digit before', [...one, ...press(3000, '2'), ...one.slice(-1)], '12'],
    ['timestamps wrap between digits', [...press(2 ** 32 - 400, '7'), ...press(400, '8')], '78'],
    [
      'an event that is no digit',
      [packet(1000, '0', 160)].map((p) => ({ ...p, payload: Buffer.from([16, 0, 0, 160]) })),
      '',
    ],
    ['too short', [{ timestamp: 1, payload: Buffer.from([1, 0, 0]) }], ''],
    [
      'a key held for longer than a duration can say',
      [packet(1000, '5', 0xffff), packet(1000 + 0xffff, '5', 160)],
      '5',
    ],
    [
      'a key held for longer, and the last packets of its first segment lost',
      [
        packet(1000, '5', 0xffff - 700),
        packet(1000 + 0xffff, '5', 160),
        packet(1000 + 0xffff, '5', 320, true),
      ],
      '5',
    ],
    [
      'the same key again after one held nearly so long, its end lost',
      [packet(1000, '5', 0xffff - 700), packet(1000 + 0xffff + 3200, '5', 160)],
      '55',
    ],
  ])('%s', (_, packets, digits) => {
    expect(hear(packets)).toBe(digits)
  })

  it('whatever is lost, each digit of which one packet arrives is heard once and in order', () => {
    const digits = fc.array(fc.constantFrom(...'0123456789*#ABCD'), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(digits, fc.infiniteStream(fc.boolean()), (pressed, keep) => {
        const packets = pressed.flatMap((digit, i) => {
          const all = press(i * 2000, digit)
          const kept = all.filter(() => keep.next().value)
          return kept.length > 0 ? kept : all.slice(2, 3)
        })
        expect(hear(packets)).toBe(pressed.join(''))
      }),
    )
  })

  it('codes', () => {
    expect([
      eventCode('0'),
      eventCode('#'),
      eventCode('d'),
      eventCode('x'),
      eventCode(''),
      eventCode('12'),
    ]).toEqual([0, 11, 15, undefined, undefined, undefined])
  })
})
