import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measureLevel } from '../audio/goertzel.ts'
import { renderTone } from '../audio/tone.ts'
import { writeWav } from '../audio/wav.ts'
import { sealAudio } from '../sealed-audio.ts'
import { SoundLibrary } from './sound-library.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sounds-'))
  await writeFile(join(folder, 'good.wav'), writeWav(new Int16Array(80)))
  await writeFile(join(folder, 'corrupt.wav'), 'no audio at all')
})
afterAll(() => rm(folder, { recursive: true }))

describe('a file with something instead (C9: never silence)', () => {
  const otherwise = [{ kind: 'beep' }, { kind: 'silence', seconds: 1 }] as const
  it.each([
    ['good.wav', 1, 0],
    ['corrupt.wav', 2, 1],
    ['missing.wav', 2, 1],
  ])('%s', async (name, openers, failed) => {
    const library = new SoundLibrary(folder)
    const loaded = await library.load([{ kind: 'file', path: join(folder, name), otherwise }])
    expect([loaded.openers.length, loaded.failed.length]).toEqual([openers, failed])
  })
})

describe('a prompt, once its file is gone', () => {
  const library = async (names: readonly string[], samples: number) => {
    const prompts = await mkdtemp(join(folder, 'prompts-'))
    await mkdir(join(prompts, 'en'))
    const add = (name: string, count: number) =>
      writeFile(join(prompts, 'en', `${name}.wav`), writeWav(new Int16Array(count)))
    for (const name of names) await add(name, samples)
    const sounds = new SoundLibrary(prompts)
    return {
      add,
      load: async (name: string) => (await sounds.load([{ kind: 'prompt', name }])).openers.length,
      lose: () => rm(join(prompts, 'en'), { recursive: true }),
    }
  }

  it('is still played after a burst of callers who all were the first to hear it', async () => {
    const { load, lose } = await library(['welcome'], 500_000)
    await Promise.all(Array.from({ length: 12 }, () => load('welcome')))
    await lose()
    expect(await load('welcome')).toBe(1)
  })

  it('is no longer played when it is the one heard longest ago, and more was heard than is kept', async () => {
    const { load, lose } = await library(['one', 'two', 'three'], 2_000_000)
    for (const name of ['one', 'two', 'one', 'three']) await load(name)
    await lose()
    expect([await load('one'), await load('two'), await load('three')]).toEqual([1, 0, 1])
  })

  it('is still played when one was heard that is longer than all that is kept', async () => {
    const { load, lose, add } = await library(['short'], 80)
    await load('short')
    await add('long', 5_000_001)
    expect(await load('long')).toBe(1)
    await lose()
    expect([await load('short'), await load('long')]).toEqual([1, 0])
  })

  it('that could not be read is looked for again', async () => {
    const prompts = await mkdtemp(join(folder, 'prompts-'))
    const sounds = new SoundLibrary(prompts)
    const load = async () =>
      (await sounds.load([{ kind: 'prompt', name: 'late', language: 'de' }])).openers.length
    expect(await load()).toBe(0)
    await mkdir(join(prompts, 'en'))
    await writeFile(join(prompts, 'en', 'late.wav'), writeWav(new Int16Array(80)))
    expect(await load()).toBe(1)
  })
})

describe('a stored message, encrypted', () => {
  const key = Buffer.alloc(32, 7).toString('base64')
  // More than is decrypted at a time.
  const tone = renderTone({ kind: 'tone', frequencies: [440], level: -36 }, 9)
  const load = async (file: Buffer) => {
    const path = join(folder, 'message.wav')
    await writeFile(path, file)
    return new SoundLibrary(folder).load([{ kind: 'file', path, key, levelled: true }])
  }

  it('is played whole, and brought to the loudness of speech', async () => {
    const { openers } = await load(sealAudio(tone, key))
    const played = new Int16Array(tone.length + 10)
    expect(openers[0]?.().read(played, 0)).toBe(tone.length)
    expect(measureLevel(played.subarray(0, tone.length))).toBeCloseTo(-19, 0)
  })

  it('many at once: all are played', async () => {
    await writeFile(join(folder, 'one.wav'), sealAudio(tone, key))
    const library = new SoundLibrary(folder)
    const one = { kind: 'file', path: join(folder, 'one.wav'), key } as const
    const loaded = await Promise.all(
      Array.from({ length: 20 }, (_, at) => library.load([at === 7 ? { ...one, path: 'missing' } : one])),
    )
    expect(loaded.map(({ openers }) => openers.length)).toEqual(
      Array.from({ length: 20 }, (_, at) => (at === 7 ? 0 : 1)),
    )
  })

  it('with altered bytes it counts as failed', async () => {
    const altered = sealAudio(tone, key)
    altered.writeUInt8(altered.readUInt8(50) ^ 1, 50)
    expect(await load(altered)).toMatchObject({
      openers: [],
      failed: [expect.stringContaining('does not open')],
    })
  })
})
