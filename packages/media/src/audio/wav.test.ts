import { describe, expect, it } from 'vitest'
import { alaw, encodeInto, ulaw } from './g711.ts'
import { renderTone } from './tone.ts'
import { inspectWav, readWav, readWavAsTelephone, WavError, wavHeader, writeWav } from './wav.ts'

const tone = renderTone({ kind: 'tone', frequencies: [440] }, 0.1)

function wav(
  format: { tag: number; channels: number; rate: number; bits: number },
  data: Buffer,
  before = '',
): Buffer {
  const header = Buffer.alloc(36)
  header.write('RIFF', 0)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(format.tag, 20)
  header.writeUInt16LE(format.channels, 22)
  header.writeUInt32LE(format.rate, 24)
  header.writeUInt16LE(format.bits, 34)
  const size = Buffer.alloc(4)
  size.writeUInt32LE(data.length)
  return Buffer.concat([header, Buffer.from(before, 'latin1'), Buffer.from('data'), size, data])
}

function coded(law: typeof alaw): Buffer {
  const bytes = Buffer.alloc(tone.length)
  encodeInto(law, tone, bytes, 0)
  return bytes
}

describe('WAV', () => {
  it('what is written is read again', () => {
    expect(readWav(writeWav(tone))).toEqual({ rate: 8000, samples: tone })
  })

  it.each([
    ['A-law', 6, alaw],
    ['µ-law', 7, ulaw],
  ])('%s', (_, tag, law) => {
    const { samples } = readWav(wav({ tag, channels: 1, rate: 8000, bits: 8 }, coded(law)))
    expect(samples.length).toBe(tone.length)
    const error = samples.map((s, i) => Math.abs(s - (tone[i] ?? 0)))
    expect(Math.max(...error)).toBeLessThan(600)
  })

  it('8 bit linear', () => {
    const { samples } = readWav(wav({ tag: 1, channels: 1, rate: 8000, bits: 8 }, Buffer.from([0, 128, 255])))
    expect([...samples]).toEqual([-32768, 0, 127 << 8])
  })

  it.each([
    ['24 bit linear', 1, 24, [0, 0, 0x40, 0, 0, 0x80]],
    ['32 bit linear', 1, 32, [0, 0, 0, 0x40, 0, 0, 0, 0x80]],
    ['floating point', 3, 32, [0, 0, 0, 0x3f, 0, 0, 0x80, 0xc0]],
  ])('%s', (_, tag, bits, bytes) => {
    const { samples } = readWav(wav({ tag, channels: 1, rate: 8000, bits }, Buffer.from(bytes)))
    expect([...samples]).toEqual([16384, -32768])
  })

  it.each([11_025, 16_000, 22_050, 44_100, 48_000, 192_000])('%i Hz keep pitch and level', (rate) => {
    const sent = Int16Array.from({ length: rate / 5 }, (_, i) =>
      Math.round(10_000 * Math.sin((2 * Math.PI * 440 * i) / rate)),
    )
    const heard = readWavAsTelephone(writeWav(sent, rate)).subarray(200, 1400)
    const wanted = heard.map((_, i) => Math.round(10_000 * Math.sin((2 * Math.PI * 440 * (i + 200)) / 8000)))
    expect(Math.max(...heard.map((sample, i) => Math.abs(sample - (wanted[i] ?? 0))))).toBeLessThan(60)
  })

  it('sent to us it must be whole', () => {
    expect(inspectWav(writeWav(new Int16Array(24_000), 16_000))).toEqual({
      channels: 1,
      rate: 16_000,
      seconds: 1.5,
    })
    const cut = Buffer.concat([wavHeader(1000), Buffer.alloc(10)])
    expect(() => inspectWav(cut)).toThrow(expect.objectContaining({ cut: true }))
    const piped = Buffer.concat([wavHeader(0x7fff_ffff - 36), Buffer.alloc(16_000)])
    expect(inspectWav(piped).seconds).toBe(1)
  })

  it('two channels are mixed', () => {
    const data = Buffer.alloc(8)
    for (const [i, sample] of [100, 300, -100, -300].entries()) data.writeInt16LE(sample, 2 * i)
    const { samples } = readWav(wav({ tag: 1, channels: 2, rate: 8000, bits: 16 }, data))
    expect([...samples]).toEqual([200, -200])
  })

  it('chunks of no interest are passed over, odd ones with their padding', () => {
    const odd = 'LIST\x03\x00\x00\x00abc\x00'
    const data = Buffer.from([1, 0])
    expect([...readWav(wav({ tag: 1, channels: 1, rate: 8000, bits: 16 }, data, odd)).samples]).toEqual([1])
  })

  it('another rate becomes the telephone’s', () => {
    expect(readWavAsTelephone(writeWav(new Int16Array(1600), 16000)).length).toBe(800)
  })

  it('a file cut off is read as far as it goes', () => {
    const file = Buffer.concat([wavHeader(1000), Buffer.alloc(10)])
    expect(readWav(file).samples.length).toBe(5)
  })

  it.each([
    ['empty', Buffer.alloc(0)],
    ['no RIFF', Buffer.alloc(100)],
    ['no samples', writeWav(tone).subarray(0, 36)],
    ['no channels', wav({ tag: 1, channels: 0, rate: 8000, bits: 16 }, Buffer.alloc(2))],
    ['a rate beyond reason', wav({ tag: 1, channels: 1, rate: 1, bits: 16 }, Buffer.alloc(2))],
    ['MP3 inside', wav({ tag: 0x55, channels: 1, rate: 8000, bits: 16 }, Buffer.alloc(2))],
  ])('%s is refused', (_, file) => {
    expect(() => readWav(file)).toThrow(WavError)
  })
})
