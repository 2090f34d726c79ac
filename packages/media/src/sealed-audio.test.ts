import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readWav, writeWav } from './audio/wav.ts'
import { salvageRecording } from './salvage-recording.ts'
import { isSealed, openAudio, SealError, sealAudio } from './sealed-audio.ts'

const key = randomBytes(32).toString('base64')
const samples = Int16Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 30_000)
const sealed = sealAudio(samples, key)
/** One block with what frames it: half a second. */
const blockBytes = 8000 + 4 + 16

describe('encrypted audio', () => {
  it('comes back as it was, and only with its key', () => {
    expect(readWav(openAudio(sealed, key)).samples).toEqual(samples)
    expect(() => openAudio(sealed, randomBytes(32).toString('base64'))).toThrow(SealError)
    expect(() => openAudio(sealed, undefined)).toThrow(SealError)
  })

  it('shows nothing of it', () => {
    expect(isSealed(sealed)).toBe(true)
    expect(sealed.includes(writeWav(samples).subarray(44, 84))).toBe(false)
    const silence = sealAudio(new Int16Array(8000), key)
    const [one, other] = [silence.subarray(28, 4028), silence.subarray(28 + blockBytes, 4028 + blockBytes)]
    expect(one.equals(other)).toBe(false)
    expect(sealAudio(samples, key).equals(sealed)).toBe(false)
  })

  it('plain files from before stay readable', () => {
    const wav = writeWav(samples)
    expect(openAudio(wav, key)).toBe(wav)
  })

  it.each([
    ['in the length of a block', 24 + blockBytes + 2, 4000],
    ['in a block', 24 + blockBytes + 500, 4000],
    ['in a tag', 24 + 2 * blockBytes - 1, 4000],
    ['between two', 24 + 2 * blockBytes, 8000],
    ['in the first block', 24 + 100, 0],
    ['behind the header', 24, 0],
  ])('cut off %s, it is good up to there', async (_, length, good) => {
    const cut = sealed.subarray(0, length)
    expect(readWav(openAudio(cut, key)).samples).toEqual(samples.subarray(0, good))
    const path = join(mkdtempSync(join(tmpdir(), 'sealed-')), 'message.audio')
    writeFileSync(path, cut)
    const seconds = good / 8000
    expect((await salvageRecording(path, key)).seconds).toBe(seconds)
    expect(await salvageRecording(path, key)).toEqual({ seconds, repaired: false })
    expect(readWav(openAudio(readFileSync(path), key)).samples).toEqual(samples.subarray(0, good))
  })

  it('an altered block ends it; an altered first one is an error', () => {
    const late = Buffer.from(sealed)
    late.writeUInt8(late.readUInt8(24 + blockBytes + 50) ^ 1, 24 + blockBytes + 50)
    expect(readWav(openAudio(late, key)).samples.length).toBe(4000)
    const early = Buffer.from(sealed)
    early.writeUInt8(early.readUInt8(50) ^ 1, 50)
    expect(() => openAudio(early, key)).toThrow(SealError)
  })

  it('a crash before its header makes an empty recording', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'sealed-')), 'message.audio')
    for (const begun of ['', 'mlaud']) {
      writeFileSync(path, begun)
      expect(await salvageRecording(path, key)).toEqual({ seconds: 0, repaired: true })
      expect(readWav(openAudio(readFileSync(path), key)).samples.length).toBe(0)
    }
  })
})
