/** Repairs a recording that a crash cut off: it is made to end with its last whole piece (C9). */

import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { wavHeader, wavHeaderSize } from './audio/wav.ts'
import { AudioSealer, isSealed, measureSealed } from './sealed-audio.ts'

export interface Salvaged {
  /** Of audio. */
  readonly seconds: number
  /** Whether anything had to be repaired. */
  readonly repaired: boolean
}

/**
 * Repairs the recording at `path` and syncs it. A file too short to hold anything, or none yet (the crash came before the
 * beep was over), becomes an empty recording. For the files of `record` only: mono, 16 bit, 8000 Hz. Rejects when the file
 * cannot be read or written, or does not open with the key.
 *
 * @param key of the tenant, base64; a file from before encryption needs none
 */
export async function salvageRecording(path: string, key?: string): Promise<Salvaged> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  try {
    const head = await file.read(Buffer.alloc(wavHeaderSize), 0, wavHeaderSize, 0)
    const begun = head.buffer.subarray(0, head.bytesRead)
    if (isSealed(begun) || (key !== undefined && begun.length < wavHeaderSize && !isWav(begun)))
      return await salvageSealed(file, key)
    return await salvageWav(file, begun)
  } finally {
    await file.close()
  }
}

const isWav = (begun: Buffer): boolean => begun.length >= 4 && begun.toString('latin1', 0, 4) === 'RIFF'

async function salvageSealed(file: FileHandle, key: string | undefined): Promise<Salvaged> {
  if (key === undefined) throw new Error('the key of this audio is gone')
  const { size } = await file.stat()
  const bytes = Buffer.alloc(size)
  await file.read(bytes, 0, size, 0)
  const { header } = new AudioSealer(key)
  if (size < header.length) {
    await file.write(header, 0, header.length, 0)
    await file.sync()
    return { seconds: 0, repaired: true }
  }
  const { goodBytes, pcmBytes } = measureSealed(bytes, key)
  const repaired = goodBytes !== size
  if (repaired) {
    await file.truncate(goodBytes)
    await file.sync()
  }
  return { seconds: pcmBytes / 16000, repaired }
}

async function salvageWav(file: FileHandle, begun: Buffer): Promise<Salvaged> {
  const { size } = await file.stat()
  // Half a sample at the end is of a write that was cut in the middle.
  const dataBytes = Math.max(0, size - wavHeaderSize) & ~1
  const right = wavHeader(dataBytes)
  const wholeSize = wavHeaderSize + dataBytes
  const repaired = !begun.equals(right) || size !== wholeSize
  if (repaired) {
    await file.write(right, 0, wavHeaderSize, 0)
    await file.truncate(wholeSize)
    await file.sync()
  }
  return { seconds: dataBytes / 16000, repaired }
}
