import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readWav, wavHeader, writeWav } from './audio/wav.ts'
import { salvageRecording } from './salvage-recording.ts'

const path = join(mkdtempSync(join(tmpdir(), 'salvage-')), 'message.wav')
const whole = writeWav(new Int16Array(8000).fill(7))

describe('salvageRecording', () => {
  it.each<[string, Buffer, number, boolean]>([
    ['a whole file', whole, 1, false],
    ['a header that counts too little', Buffer.concat([wavHeader(100), whole.subarray(44)]), 1, true],
    ['a header that counts nothing', Buffer.concat([wavHeader(0), whole.subarray(44)]), 1, true],
    ['samples cut off', whole.subarray(0, 44 + 8000), 0.5, true],
    ['half a sample at the end', whole.subarray(0, 44 + 8001), 0.5, true],
    ['a header cut off', whole.subarray(0, 20), 0, true],
    ['an empty file', Buffer.alloc(0), 0, true],
  ])('%s', async (_, bytes, seconds, repaired) => {
    writeFileSync(path, bytes)
    expect(await salvageRecording(path)).toEqual({ seconds, repaired })
    expect(readWav(readFileSync(path)).samples.length).toBe(seconds * 8000)
    expect(await salvageRecording(path)).toEqual({ seconds, repaired: false })
  })

  it('no file: the crash came before the beep was over', async () => {
    const none = `${path}.none`
    expect(await salvageRecording(none)).toEqual({ seconds: 0, repaired: true })
    expect(readWav(readFileSync(none)).samples.length).toBe(0)
  })

  it('rejects when the folder is gone', async () => {
    await expect(salvageRecording('/nowhere/message.wav')).rejects.toThrow('ENOENT')
  })
})
