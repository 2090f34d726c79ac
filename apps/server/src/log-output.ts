/** Where the log goes out: a descriptor that may be full, closed or read by nobody, which is no reason to end a call. */
import { write, writeSync } from 'node:fs'

/** Characters that wait for a descriptor that takes none. What comes beyond is lost, and how much it was is told. */
const MOST_WAITING = 4_000_000
/** Between attempts at a descriptor that takes nothing, ms. */
const AGAIN_AFTER_MS = 100
/** Attempts at one that is read too slowly, when the process ends. */
const LAST_ATTEMPTS = 10

/** Takes lines and writes them in the background, in order; what the system refuses is tried again. */
export class LogOutput {
  readonly #fd: number
  readonly #mostWaiting: number
  readonly #waiting: string[] = []
  #length = 0
  #lost = 0
  /** What is being written, without what the system has taken. */
  #rest: Buffer = Buffer.alloc(0)
  #scheduled = false
  #inFlight = false

  /** @param mostWaiting characters that may wait */
  constructor(fd: number, mostWaiting = MOST_WAITING) {
    this.#fd = fd
    this.#mostWaiting = mostWaiting
  }

  /** @param line with its line break */
  write(line: string): void {
    if (this.#length + line.length > this.#mostWaiting) {
      this.#lost++
      return
    }
    this.#waiting.push(line)
    this.#length += line.length
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => this.#next())
  }

  /** Writes what waits, as far as the system takes it now: the process ends, and nothing can be tried later. */
  flushSync(): void {
    // A thread of the pool has those already.
    if (this.#inFlight) this.#rest = Buffer.alloc(0)
    for (let attempts = LAST_ATTEMPTS; attempts > 0 && this.#take().length > 0; ) {
      try {
        this.#rest = this.#rest.subarray(writeSync(this.#fd, this.#rest))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return
        attempts--
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, AGAIN_AFTER_MS)
      }
    }
  }

  #next(): void {
    const rest = this.#take()
    this.#scheduled = rest.length > 0
    if (!this.#scheduled) return
    this.#inFlight = true
    write(this.#fd, rest, (error, written) => {
      this.#inFlight = false
      if (error) setTimeout(() => this.#next(), AGAIN_AFTER_MS).unref()
      else {
        this.#rest = rest.subarray(written)
        this.#next()
      }
    })
  }

  /** What is to be written next; empty when nothing waits. */
  #take(): Buffer {
    if (this.#rest.length > 0 || this.#waiting.length === 0) return this.#rest
    if (this.#lost > 0) this.#waiting.push(lossLine(this.#lost))
    this.#rest = Buffer.from(this.#waiting.join(''))
    this.#waiting.length = 0
    this.#length = 0
    this.#lost = 0
    return this.#rest
  }
}

/** As a warning of pino. */
const lossLine = (lines: number): string =>
  `${JSON.stringify({ level: 40, time: Date.now(), part: 'log', lines, msg: 'lines of the log are lost: nobody took them, and too many waited' })}\n`
