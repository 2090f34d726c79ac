import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWav } from '../audio/wav.ts'
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
