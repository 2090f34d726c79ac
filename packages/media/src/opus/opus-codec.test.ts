import { describe, expect, it, onTestFinished } from 'vitest'
import { joined, likeness, speech } from '../../testing/opus-speech.ts'
import { OpusCodec } from './opus-codec.ts'

async function open(): Promise<OpusCodec> {
  const codec = await OpusCodec.make()
  onTestFinished(() => codec.free())
  return codec
}

/** How like what was said each tenth frame is that never arrives, got from the frame after it, dB. */
async function recovered(codec: OpusCodec): Promise<number> {
  const packets = speech().map((frame) => codec.encode(frame) ?? Buffer.alloc(0))
  const [whole, lossy] = [await open(), await open()]
  const [wanted, heard]: [Int16Array[], Int16Array[]] = [[], []]
  for (const [i, packet] of packets.entries()) {
    const said = whole.decode(packet) ?? new Int16Array(0)
    if (i % 10 === 5) wanted.push(said)
    else {
      if (i % 10 === 6) heard.push(lossy.recover(packet, 160) ?? new Int16Array(0))
      lossy.decode(packet)
    }
  }
  return likeness(joined(wanted), joined(heard))
}

describe('a codec', () => {
  it('carries of each packet what the one before said, while the browser reports loss', async () => {
    const codec = await open()
    codec.noteLoss(10)
    expect(await recovered(codec)).toBeGreaterThan(12)
  })

  it('does so from the beginning, before anything is reported', async () => {
    expect(await recovered(await open())).toBeGreaterThan(12)
  })

  it('does so no longer when nothing has been lost for some reports', async () => {
    const codec = await open()
    codec.noteLoss(10)
    for (let i = 0; i < 4; i += 1) codec.noteLoss(0)
    // What a decoder guesses.
    expect(await recovered(codec)).toBeLessThan(9)
  })

  it('once freed does nothing, and harms nobody', async () => {
    const codec = await open()
    const packet = codec.encode(new Int16Array(160)) ?? Buffer.alloc(0)
    codec.free()
    codec.noteLoss(50)
    expect([codec.encode(new Int16Array(160)), codec.decode(packet), codec.conceal(160)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
