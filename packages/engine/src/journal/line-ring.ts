/**
 * Lines on their way from one thread to another: a ring of shared memory with one writer and one reader, who sleeps while it is empty.
 * An entry is the file's descriptor, the length of the line in bytes, and the line, at a multiple of eight.
 */

/** Bytes: thousands of records, while a disk takes its time. */
const CAPACITY = 4 * 1024 * 1024
const HEADER = 8
/** Instead of a descriptor: the rest of the ring is empty, the next entry is at its beginning. */
const TURN = -1

/** Places of the control words: where the next entry begins, where the next unread one does; lines dealt with, and those that failed. */
const HEAD = 0
const TAIL = 1
const DONE = 2
const FAILED = 3
const CONTROL_BYTES = 16

export interface Entry {
  readonly fd: number
  readonly line: Uint8Array
}

export class LineRing {
  readonly memory: SharedArrayBuffer
  readonly #control: Int32Array
  readonly #words: Int32Array
  readonly #bytes: Buffer
  readonly #capacity: number
  #pushed = 0

  /** @param memory of the ring that another thread has made; a new one where left out. */
  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(CONTROL_BYTES + CAPACITY)) {
    this.memory = memory
    this.#control = new Int32Array(memory, 0, CONTROL_BYTES / 4)
    this.#words = new Int32Array(memory, CONTROL_BYTES)
    this.#bytes = Buffer.from(memory, CONTROL_BYTES)
    this.#capacity = this.#bytes.length
  }

  /** By the writer. @returns false when there is no room */
  push(fd: number, line: string): boolean {
    // What its bytes cannot be more than: a UTF-16 unit takes three of UTF-8 at most.
    const place = this.#placeFor(aligned(HEADER + 3 * line.length))
    if (place < 0) return false
    const length = this.#bytes.write(line, place + HEADER, 'utf8')
    this.#words[place >> 2] = fd
    this.#words[(place >> 2) + 1] = length
    Atomics.store(this.#control, HEAD, place + aligned(HEADER + length))
    Atomics.notify(this.#control, HEAD)
    this.#pushed = (this.#pushed + 1) | 0
    return true
  }

  #placeFor(bytes: number): number {
    const head = Atomics.load(this.#control, HEAD)
    const tail = Atomics.load(this.#control, TAIL)
    // Strictly less: were they equal afterwards, a full ring would look like an empty one.
    if (head < tail) return head + bytes < tail ? head : -1
    if (head + bytes < this.#capacity) return head
    if (bytes >= tail) return -1
    this.#words[head >> 2] = TURN
    return 0
  }

  /** By the reader: what is there, oldest first, at most so many. It stays in the ring until `done`. */
  read(most: number): { readonly entries: readonly Entry[]; readonly end: number } {
    const head = Atomics.load(this.#control, HEAD)
    let at = Atomics.load(this.#control, TAIL)
    const entries: Entry[] = []
    while (at !== head && entries.length < most) {
      const fd = this.#words[at >> 2] as number
      if (fd === TURN) at = 0
      else {
        const length = this.#words[(at >> 2) + 1] as number
        entries.push({ fd, line: this.#bytes.subarray(at + HEADER, at + HEADER + length) })
        at += aligned(HEADER + length)
      }
    }
    return { entries, end: at }
  }

  /** By the reader: the entries before `end` are dealt with, so many of them in vain. */
  done(end: number, entries: number, failed: number): void {
    Atomics.add(this.#control, FAILED, failed)
    Atomics.store(this.#control, TAIL, end)
    Atomics.add(this.#control, DONE, entries)
    Atomics.notify(this.#control, DONE)
  }

  /** By the reader: sleeps until there is something. */
  await(): void {
    Atomics.wait(this.#control, HEAD, Atomics.load(this.#control, TAIL))
  }

  /** By the writer: resolves when all that is in the ring now is dealt with. @returns how many lines failed so far */
  async emptied(): Promise<number> {
    const goal = this.#pushed
    for (;;) {
      const done = Atomics.load(this.#control, DONE)
      if (((done - goal) | 0) >= 0) return Atomics.load(this.#control, FAILED)
      await Atomics.waitAsync(this.#control, DONE, done).value
    }
  }
}

const aligned = (bytes: number): number => (bytes + 7) & ~7
