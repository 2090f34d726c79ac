/** How the lines of the call journal come to its files. */
import { writevSync } from 'node:fs'
import type { EngineLog } from '../ports.ts'

/** Writes lines to files, each after those that were handed over before it. */
export interface LineWriter {
  /** @param line with its end. What cannot be written is told to whoever the writer was made for, and counted. */
  write(fd: number, line: string): void
  /** Resolves when all lines so far are in their files or are known not to come there. @returns how many never came, ever since */
  settle(): Promise<number>
  /** Resolves when all lines so far are written; there are no more. */
  close(): Promise<void>
}

/** Is told that so many lines were not written, and why. */
export type OnUnwritten = (error: unknown, lines: number) => void

/** A full disk must not end calls; a record that no file has still goes to the database with the next batch. */
export const toldTo =
  (log: EngineLog): OnUnwritten =>
  (error, lines) =>
    log.error({ error, lines }, 'the call journal could not be written')

const newline = Buffer.from('\n')

/** Appends lines to files in one order to the system, and remembers where a line lacks its end. */
export class FileLines {
  readonly #torn = new Set<number>()

  /**
   * A disk that is nearly full takes a part of a line: the next one begins with a line of its own.
   *
   * @param lines each with its end
   * @returns how many of them are in the file in full; and what kept the others from being
   */
  append(fd: number, lines: readonly Uint8Array[]): { written: number; error?: unknown } {
    let left = this.#torn.has(fd) ? [newline, ...lines] : [...lines]
    try {
      while (left.length > 0) {
        left = without(left, writevSync(fd, left))
        this.#torn.delete(fd)
      }
      return { written: lines.length }
    } catch (error) {
      const begun = left[0] !== undefined && !lines.includes(left[0]) && left[0] !== newline
      if (begun) this.#torn.add(fd)
      return { written: Math.max(0, lines.length - left.length), error }
    }
  }
}

/** What is left of these after so many bytes. */
function without(chunks: Uint8Array[], bytes: number): Uint8Array[] {
  let [index, passed] = [0, bytes]
  for (let chunk = chunks[index]; chunk !== undefined && chunk.length <= passed; chunk = chunks[index]) {
    passed -= chunk.length
    index += 1
  }
  const [first, ...others] = chunks.slice(index)
  return first === undefined ? [] : [passed === 0 ? first : first.subarray(passed), ...others]
}

/** Writes within `write`: a line is in the kernel when that returns. */
export class DirectLines implements LineWriter {
  readonly #files = new FileLines()
  readonly #onUnwritten: OnUnwritten
  #unwritten = 0

  constructor(onUnwritten: OnUnwritten) {
    this.#onUnwritten = onUnwritten
  }

  write(fd: number, line: string): void {
    const { written, error } = this.#files.append(fd, [Buffer.from(line)])
    if (written === 1) return
    this.#unwritten += 1
    this.#onUnwritten(error, 1)
  }

  async settle(): Promise<number> {
    return this.#unwritten
  }
  async close(): Promise<void> {}
}
