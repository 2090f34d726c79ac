/** Repairs a recording that a crash cut off: its header is made to say what is really there (C9). */

import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { wavHeader, wavHeaderSize } from './audio/wav.ts'

/**
 * Makes the header of the recording at `path` agree with its length, and syncs it. Returns seconds of audio, and whether
 * anything had to be repaired; a file too short to hold a header, or none yet (the crash came before the beep was over),
 * becomes an empty recording. For the files of `record` only:
 * mono, 16 bit, 8000 Hz. Rejects when the file cannot be read or written.
 */
export async function salvageRecording(
  path: string,
): Promise<{ readonly seconds: number; readonly repaired: boolean }> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  try {
    const { size } = await file.stat()
    // Half a sample at the end is of a write that was cut in the middle.
    const dataBytes = Math.max(0, size - wavHeaderSize) & ~1
    const right = wavHeader(dataBytes)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wavHeaderSize), 0, wavHeaderSize, 0)
    const wholeSize = wavHeaderSize + dataBytes
    const repaired = bytesRead < wavHeaderSize || !buffer.equals(right) || size !== wholeSize
    if (repaired) {
      await file.write(right, 0, wavHeaderSize, 0)
      await file.truncate(wholeSize)
      await file.sync()
    }
    return { seconds: dataBytes / 16000, repaired }
  } finally {
    await file.close()
  }
}
