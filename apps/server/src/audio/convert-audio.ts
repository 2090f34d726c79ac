/** Converts a file from outside within bounds of time and memory, off the thread that answers requests. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Converted } from './to-telephone.ts'

/** A file that takes longer is given up, ms. */
const convertingMs = 20_000
const memoryMb = 256

export async function convertAudio(file: Uint8Array, timeoutMs = convertingMs): Promise<Converted> {
  const worker = new Worker(new URL('./convert-worker.ts', import.meta.url), {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  try {
    const [converted] = await once(worker, 'message', { signal: AbortSignal.timeout(timeoutMs) })
    return converted
  } catch (error) {
    const beyond = error instanceof Error && (error.name === 'AbortError' || 'code' in error)
    if (beyond) return { fault: 'audio-unreadable', words: 'the audio takes too much time or memory to read' }
    throw error
  } finally {
    await worker.terminate()
  }
}
