import alawmulaw from 'alawmulaw'
import { describe, expect, it } from 'vitest'
import { alaw, decode, encodeInto, lawOf, ulaw } from './g711.ts'

const everySample = Int16Array.from({ length: 65536 }, (_, i) => i - 32768)
const everyCode = Uint8Array.from({ length: 256 }, (_, i) => i)

function encoded(law: typeof alaw, samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length)
  encodeInto(law, samples, bytes, 0)
  return bytes
}

describe('G.711 against an independent implementation', () => {
  it('µ-law decodes every code alike', () => {
    expect(decode(ulaw, everyCode)).toEqual(alawmulaw.mulaw.decode(everyCode))
  })

  it('A-law decodes every code alike', () => {
    expect(decode(alaw, everyCode)).toEqual(alawmulaw.alaw.decode(everyCode))
  })

  it('µ-law encodes every sample alike', () => {
    expect(encoded(ulaw, everySample)).toEqual(alawmulaw.mulaw.encode(everySample))
  })

  it('A-law encodes every sample to an equally near code', () => {
    const ours = decode(alaw, encoded(alaw, everySample))
    const theirs = alawmulaw.alaw.decode(alawmulaw.alaw.encode(everySample))
    const worse = everySample.filter(
      (s, i) => Math.abs((ours[i] ?? 0) - s) > Math.abs((theirs[i] ?? 0) - s) + 1,
    )
    expect(worse).toHaveLength(0)
  })
})

describe('laws', () => {
  it.each([ulaw, alaw])('$name: decoding then encoding keeps each code, but for the two zeros', (law) => {
    const again = encoded(law, decode(law, everyCode))
    const changed = [...everyCode].filter((code) => again[code] !== code)
    expect(changed).toEqual(law === ulaw ? [0x7f] : [])
  })

  it('translating to the other law and back errs by less than one step', () => {
    const there = everyCode.map((code) => ulaw.toOther[code] ?? 0)
    const back = decode(
      ulaw,
      there.map((code) => alaw.toOther[code] ?? 0),
    )
    const original = decode(ulaw, everyCode)
    for (let i = 0; i < 256; i += 1) {
      const step = 16 + Math.abs(original[i] ?? 0) / 8
      expect(Math.abs((back[i] ?? 0) - (original[i] ?? 0))).toBeLessThanOrEqual(step)
    }
  })

  it('silence decodes to next to nothing', () => {
    expect(Math.abs(ulaw.decode[ulaw.silence] ?? 99)).toBe(0)
    expect(Math.abs(alaw.decode[alaw.silence] ?? 99)).toBeLessThanOrEqual(8)
  })

  it('names', () => {
    expect([lawOf('PCMA'), lawOf('PCMU'), lawOf('OPUS')]).toEqual([alaw, ulaw, undefined])
  })
})
