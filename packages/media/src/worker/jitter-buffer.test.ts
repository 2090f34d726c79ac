import { describe, expect, it } from 'vitest'
import { JitterBuffer } from './jitter-buffer.ts'

/** Code n stands for the sample n. */
const plain = Int16Array.from({ length: 256 }, (_, code) => code)
const packet = (code: number) => new Uint8Array(160).fill(code)

function take(buffer: JitterBuffer, samples: number): number[] {
  const into = new Int16Array(samples)
  buffer.mixInto(into, 0)
  return [...into]
}
/** The first sample of each frame of 20 ms. */
const frames = (buffer: JitterBuffer, count: number) =>
  Array.from({ length: count }, () => take(buffer, 160)[0])

describe('the flow of what somebody says', () => {
  it('is 60 ms late, in order whatever order packets come in', () => {
    const buffer = new JitterBuffer()
    buffer.write(1, 1000, packet(1), plain)
    buffer.write(1, 1320, packet(3), plain)
    buffer.write(1, 1160, packet(2), plain)
    expect(frames(buffer, 7)).toEqual([0, 0, 0, 1, 2, 3, 0])
  })

  it('has silence where a packet is missing, and where nobody speaks', () => {
    const buffer = new JitterBuffer()
    buffer.write(1, 0, packet(1), plain)
    buffer.write(1, 320, packet(3), plain)
    expect(frames(buffer, 8)).toEqual([0, 0, 0, 1, 0, 3, 0, 0])
  })

  it('begins anew with another speaker, after a pause, and with timestamps that jump', () => {
    const buffer = new JitterBuffer()
    buffer.write(1, 0, packet(1), plain)
    frames(buffer, 50)
    buffer.write(1, 160, packet(2), plain)
    expect(frames(buffer, 5)).toEqual([0, 0, 0, 2, 0])
    buffer.write(7, 99, packet(3), plain)
    expect(frames(buffer, 5)).toEqual([0, 0, 0, 3, 0])
    buffer.write(7, 99 + 1_000_000, packet(4), plain)
    expect(frames(buffer, 5)).toEqual([0, 0, 0, 4, 0])
  })

  it('goes on over the end of timestamps (RFC 3550 §5.1)', () => {
    const buffer = new JitterBuffer()
    buffer.write(1, 2 ** 32 - 160, packet(1), plain)
    buffer.write(1, 0, packet(2), plain)
    expect(frames(buffer, 6)).toEqual([0, 0, 0, 1, 2, 0])
  })

  it('is added to what is there, within 16 bits', () => {
    const buffer = new JitterBuffer()
    buffer.write(
      1,
      0,
      packet(255),
      Int16Array.from({ length: 256 }, () => 30_000),
    )
    take(buffer, 480)
    const into = Int16Array.of(9, 10_000, -10_000)
    buffer.mixInto(into, 1)
    expect([...into]).toEqual([9, 32_767, 20_000])
  })
})
