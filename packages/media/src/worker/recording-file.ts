/**
 * A recording that is written while its audio arrives, and is whole at every moment (C9): what has come is written several times
 * a second, which outlives this process, and goes to the disk with fsync about once a second, which outlives the machine. The
 * packets wait for neither. A full disk ends nothing: the audio waits for room.
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

/** Every so many writes are followed by fsync. */
const syncEvery = 4

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
  readonly #path: string
  readonly #layout: Layout
  readonly #wait: (milliseconds: number) => Promise<void>
  #pending: Int16Array[] = []
  /** Made for the file and not in it yet: it must be written as it is, for a block is never encrypted twice. */
  #unwritten: { readonly bytes: Buffer; readonly pcmBytes: number } | undefined
  #end = 0
  #dataBytes = 0
  #full = false
  #handle: FileHandle | undefined
  #unsynced = 0
  #working: Promise<void>
  #busy = true
  /** Why the file cannot be written; all further audio is dropped. */
  error: Error | undefined

  /** Makes the file; it must not exist. Failure shows in `error` and in `finish`. */
  constructor({ path, key, wait = () => Promise.resolve() }: RecordingFileOptions) {
    this.#path = path
    this.#layout = key === undefined ? wavLayout : sealedLayout(key)
    this.#wait = wait
    this.#unwritten = { bytes: this.#layout.header, pcmBytes: 0 }
    this.#working = this.#run(async () => void (await this.#create()))
  }

  /** Seconds that are in the file for certain. */
  get writtenSeconds(): number {
    return this.#dataBytes / 16000
  }

  append(samples: Int16Array): void {
    if (samples.length > 0 && !this.error) this.#pending.push(samples)
  }

  /** Writes what was appended. Does nothing while an earlier call is still at it. */
  flush(): void {
    if (!this.#busy && this.#pending.length > 0)
      this.#working = this.#run(() => this.#writeOut(this.#unsynced + 1 >= syncEvery))
  }

  /** Writes the rest and closes the file. Never rejects: see `error`. */
  async finish(): Promise<void> {
    await this.#working
    await this.#run(() => this.#writeOut(true))
    for (let attempt = 0; this.#full && attempt < roomAttempts; attempt += 1) {
      await this.#wait(roomEvery)
      await this.#run(() => this.#writeOut(true))
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

  /** A full disk may not even have room for a name: then it is made with the first write that finds some. */
  async #create(): Promise<FileHandle> {
    const handle = await open(this.#path, 'wx')
    this.#handle = handle
    // The name must be on disk as well, or the file is lost with the power.
    const folder = await open(dirname(this.#path), 'r')
    await folder.sync().finally(() => folder.close())
    await this.#writeUnwritten(handle)
    await handle.sync()
    return handle
  }

  async #writeOut(sync: boolean): Promise<void> {
    const handle = this.#handle ?? (await this.#create())
    await this.#writeUnwritten(handle)
    const samples = this.#pending
    this.#pending = []
    if (samples.length > 0) {
      const pcm = Buffer.concat(samples.map(pcmBytes))
      this.#unwritten = { bytes: this.#layout.block(pcm), pcmBytes: pcm.length }
      await this.#writeUnwritten(handle)
    }
    this.#unsynced += 1
    if (!sync) return
    await handle.datasync()
    this.#unsynced = 0
  }

  async #writeUnwritten(handle: FileHandle): Promise<void> {
    const block = this.#unwritten
    if (!block) return
    await writeAll(handle, block.bytes, this.#end)
    this.#end += block.bytes.length
    this.#dataBytes += block.pcmBytes
    this.#unwritten = undefined
    const header = this.#layout.counted?.(this.#dataBytes)
    if (header) await writeAll(handle, header, 0)
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
