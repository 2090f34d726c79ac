/**
 * A recording that is written while its audio arrives, and is whole at every moment (C9): some twice a second what has come
 * goes to the disk with fsync, never waited for by the packets. A full disk ends nothing: the audio waits for room.
 */

import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pcmBytes } from '../audio/resample.ts'
import { wavHeader } from '../audio/wav.ts'
import { AudioSealer } from '../sealed-audio.ts'

/** How audio lies in the file. */
interface Layout {
  readonly header: Buffer
  /** A block as it is appended. */
  block(pcm: Buffer): Buffer
  /** The header again, when it counts the samples. */
  counted?(dataBytes: number): Buffer
}

const wavLayout: Layout = { header: wavHeader(0), block: (pcm) => pcm, counted: (bytes) => wavHeader(bytes) }

function sealedLayout(key: string): Layout {
  const sealer = new AudioSealer(key)
  return { header: sealer.header, block: (pcm) => sealer.seal(pcm) }
}

/** Milliseconds from one attempt to the next while the disk is full at the end, and how many there are. */
const roomEvery = 1_000
const roomAttempts = 300

export interface RecordingFileOptions {
  readonly path: string
  /** Of the tenant, base64: the file is encrypted. Without it a WAV file is written. */
  readonly key?: string | undefined
  /** Passes so many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<void>
}

export class RecordingFile {
  readonly #layout: Layout
  readonly #wait: (milliseconds: number) => Promise<void>
  #pending: Int16Array[] = []
  /** Made for the file and not in it yet: it must be written as it is, for a block is never encrypted twice. */
  #unwritten: { readonly bytes: Buffer; readonly pcmBytes: number } | undefined
  #end = 0
  #dataBytes = 0
  #full = false
  #handle: FileHandle | undefined
  #working: Promise<void>
  #busy = true
  /** Why the file cannot be written; all further audio is dropped. */
  error: Error | undefined

  /** Makes the file; it must not exist. Failure shows in `error` and in `finish`. */
  constructor({ path, key, wait = () => Promise.resolve() }: RecordingFileOptions) {
    this.#layout = key === undefined ? wavLayout : sealedLayout(key)
    this.#wait = wait
    this.#unwritten = { bytes: this.#layout.header, pcmBytes: 0 }
    this.#working = this.#run(() => this.#create(path))
  }

  /** Seconds that are in the file for certain. */
  get writtenSeconds(): number {
    return this.#dataBytes / 16000
  }

  append(samples: Int16Array): void {
    if (samples.length > 0 && !this.error) this.#pending.push(samples)
  }

  /** Brings what was appended to the disk. Does nothing while an earlier call is still at it. */
  flush(): void {
    if (!this.#busy && this.#pending.length > 0) this.#working = this.#run(() => this.#writeOut())
  }

  /** Writes the rest and closes the file. Never rejects: see `error`. */
  async finish(): Promise<void> {
    await this.#working
    await this.#run(() => this.#writeOut())
    for (let attempt = 0; this.#full && attempt < roomAttempts; attempt += 1) {
      await this.#wait(roomEvery)
      await this.#run(() => this.#writeOut())
    }
    if (this.#full) this.#fail(new Error('the disk is full'))
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
      this.#full = false
    } catch (error) {
      this.#full = isFull(error)
      if (!this.#full) this.#fail(error)
    }
    this.#busy = false
  }

  #fail(error: unknown): void {
    this.error ??= error instanceof Error ? error : new Error(String(error))
    this.#pending = []
  }

  async #create(path: string): Promise<void> {
    this.#handle = await open(path, 'wx')
    await this.#writeUnwritten()
    await this.#handle.sync()
    // The name must be on disk as well, or the file is lost with the power.
    const folder = await open(dirname(path), 'r')
    await folder.sync().finally(() => folder.close())
  }

  async #writeOut(): Promise<void> {
    await this.#writeUnwritten()
    const samples = this.#pending
    this.#pending = []
    if (samples.length > 0) {
      const pcm = Buffer.concat(samples.map(pcmBytes))
      this.#unwritten = { bytes: this.#layout.block(pcm), pcmBytes: pcm.length }
      await this.#writeUnwritten()
    }
    await this.#handle?.datasync()
  }

  async #writeUnwritten(): Promise<void> {
    const block = this.#unwritten
    if (!block) return
    await this.#writeAll(block.bytes, this.#end)
    this.#end += block.bytes.length
    this.#dataBytes += block.pcmBytes
    this.#unwritten = undefined
    const header = this.#layout.counted?.(this.#dataBytes)
    if (header) await this.#writeAll(header, 0)
  }

  async #writeAll(bytes: Buffer, position: number): Promise<void> {
    let done = 0
    while (done < bytes.length) {
      const result = await this.#handle?.write(bytes, done, bytes.length - done, position + done)
      done += result?.bytesWritten ?? bytes.length
    }
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
