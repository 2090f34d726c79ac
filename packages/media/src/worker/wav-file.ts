/**
 * A WAV file that is written while its audio arrives, and is a valid file at every moment (C9): samples first, then the header
 * that counts them, then fsync, some twice a second, never waited for by the packets.
 */

import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pcmBytes } from '../audio/resample.ts'
import { wavHeader, wavHeaderSize } from '../audio/wav.ts'

export class WavFile {
  #pending: Int16Array[] = []
  #dataBytes = 0
  #handle: FileHandle | undefined
  #working: Promise<void>
  #busy = true
  /** Why the file cannot be written; all further audio is dropped. */
  error: Error | undefined

  /** Makes the file; it must not exist. Failure shows in `error` and in `finish`. */
  constructor(path: string) {
    this.#working = this.#run(() => this.#create(path))
  }

  /** Seconds that are in the file for certain. */
  get writtenSeconds(): number {
    return this.#dataBytes / 16000
  }

  append(samples: Int16Array): void {
    if (samples.length > 0 && !this.error) this.#pending.push(samples)
  }

  /** Brings what was appended to the disk, header included. Does nothing while an earlier call is still at it. */
  flush(): void {
    if (!this.#busy && this.#pending.length > 0) this.#working = this.#run(() => this.#writeOut())
  }

  /** Writes the rest and closes the file. Never rejects: see `error`. */
  async finish(): Promise<void> {
    await this.#working
    await this.#run(() => this.#writeOut())
    try {
      await this.#handle?.close()
    } catch (error) {
      this.#fail(error)
    }
  }

  async #run(work: () => Promise<void>): Promise<void> {
    this.#busy = true
    try {
      if (!this.error) await work()
    } catch (error) {
      this.#fail(error)
    }
    this.#busy = false
  }

  #fail(error: unknown): void {
    this.error ??= error instanceof Error ? error : new Error(String(error))
    this.#pending = []
  }

  async #create(path: string): Promise<void> {
    this.#handle = await open(path, 'wx')
    await this.#writeAll(wavHeader(0), 0)
    await this.#handle.sync()
    // The name must be on disk as well, or the file is lost with the power.
    const folder = await open(dirname(path), 'r')
    await folder.sync().finally(() => folder.close())
  }

  async #writeOut(): Promise<void> {
    const blocks = this.#pending
    this.#pending = []
    const bytes = Buffer.concat(blocks.map(pcmBytes))
    await this.#writeAll(bytes, wavHeaderSize + this.#dataBytes)
    this.#dataBytes += bytes.length
    await this.#writeAll(wavHeader(this.#dataBytes), 0)
    await this.#handle?.datasync()
  }

  async #writeAll(bytes: Buffer, position: number): Promise<void> {
    let done = 0
    while (done < bytes.length) {
      const result = await this.#handle?.write(bytes, done, bytes.length - done, position + done)
      done += result?.bytesWritten ?? bytes.length
    }
  }
}
