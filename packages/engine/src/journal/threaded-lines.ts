/** Lines of the journal, written by a thread of their own: a disk that takes its time delays no call. */
import { Worker } from 'node:worker_threads'
import type { EngineLog } from '../ports.ts'
import { LineRing } from './line-ring.ts'
import { DirectLines, type LineWriter, type OnUnwritten, toldTo } from './line-writer.ts'
import { writeFrom } from './ring-writer.ts'

/** What the thread says of lines that it could not write. */
export interface Unwritten {
  readonly error: unknown
  readonly lines: number
}

/**
 * A line is in shared memory when `write` returns, and in the kernel as soon as the thread has woken, some hundredths of a
 * millisecond later, unless the disk makes it wait: 10 to 25 ms while PostgreSQL commits on the same file system, in which
 * every call would wait if its own thread wrote.
 */
export class ThreadedLines implements LineWriter {
  readonly #ring = new LineRing()
  readonly #worker: Worker
  readonly #onUnwritten: OnUnwritten
  #full = 0
  /** In place of the thread, once that is lost. */
  #direct: DirectLines | undefined

  constructor(log: EngineLog) {
    this.#onUnwritten = toldTo(log)
    this.#worker = new Worker(new URL('./line-thread.ts', import.meta.url), {
      name: 'journal',
      workerData: this.#ring.memory,
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
    })
    this.#worker.on('message', ({ error, lines }: Unwritten) => this.#onUnwritten(error, lines))
    this.#worker.once('error', (error) => this.#writeHere(error))
  }

  write(fd: number, line: string): void {
    if (this.#direct) this.#direct.write(fd, line)
    else if (!this.#ring.push(fd, line)) {
      this.#full += 1
      this.#onUnwritten(new Error('the disk does not keep up with the call journal'), 1)
    }
  }

  async settle(): Promise<number> {
    const failed = await this.#ring.emptied()
    return failed + this.#full + ((await this.#direct?.settle()) ?? 0)
  }

  async close(): Promise<void> {
    await this.settle()
    await this.#worker.terminate()
  }

  #writeHere(error: unknown): void {
    this.#direct = new DirectLines(this.#onUnwritten)
    writeFrom(this.#ring, this.#onUnwritten)
    this.#onUnwritten(error, 0)
  }
}
