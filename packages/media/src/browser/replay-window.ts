/** Which of the last packets have been seen (RFC 3711 §3.3.2). */

/** Packets behind the highest that are still told apart; RFC 3711 asks for 64 at least. */
const size = 128

export class ReplayWindow {
  #highest = -1
  readonly #seen = new Array<number>(size).fill(-1)

  /** Whether it came before, or is too old to tell. */
  has(index: number): boolean {
    return index + size <= this.#highest || this.#seen[index % size] === index
  }

  add(index: number): void {
    this.#seen[index % size] = index
    if (index > this.#highest) this.#highest = index
  }
}
