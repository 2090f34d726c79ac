import type * as Files from 'node:fs/promises'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { readWav } from '../audio/wav.ts'
import { openAudio } from '../sealed-audio.ts'
import { RecordingFile } from './recording-file.ts'

/** No disk of a test can be filled up everywhere: the system's answer is what is scripted. */
const disk = vi.hoisted(() => {
  // Another file may have loaded what is tested, with the true disk; the next one shall have that again.
  vi.resetModules()
  return { full: false }
})
vi.mock(import('node:fs/promises'), async (original) => {
  const files: typeof Files = await original()
  const noRoom = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  const open: typeof files.open = async (...way) => {
    if (disk.full) throw noRoom()
    return files.open(...way)
  }
  return { ...files, open }
})
afterEach(() => {
  disk.full = false
})
afterAll(() => {
  vi.doUnmock('node:fs/promises')
  vi.resetModules()
})

const key = Buffer.alloc(32, 5).toString('base64')
const pathOf = async () => join(await mkdtemp(join(tmpdir(), 'recording-')), 'message.wav')
const samples = (value: number) => new Int16Array(1_600).fill(value)
const stored = async (path: string) => readWav(openAudio(await readFile(path), key)).samples

it('a disk too full for the name of the file: it is made when there is room, with all that waited', async () => {
  disk.full = true
  const path = await pathOf()
  let waits = 0
  const wait = async () => {
    waits += 1
    if (waits === 3) disk.full = false
  }
  const file = new RecordingFile({ path, key, wait })
  file.append(samples(1))
  file.flush()
  file.append(samples(2))
  await file.finish()
  expect([file.error, file.writtenSeconds, waits]).toEqual([undefined, 0.4, 3])
  expect(await stored(path)).toEqual(Int16Array.from([...samples(1), ...samples(2)]))
})

it('what was flushed is in the file at once', async () => {
  const path = await pathOf()
  const file = new RecordingFile({ path, key })
  for (let piece = 1; piece <= 6; piece += 1) {
    file.append(samples(piece))
    await expect
      .poll(async () => {
        file.flush()
        return (await stored(path).catch(() => [])).length
      })
      .toBe(1_600 * piece)
  }
  await file.finish()
})
