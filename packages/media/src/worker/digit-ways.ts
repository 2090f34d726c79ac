/**
 * The three ways in which a telephone tells that a key was pressed: named events (RFC 4733), signalling (SIP INFO), and
 * tones. Some use two at once; a key that was pressed once is heard once.
 */

export type DigitWay = 'event' | 'signal' | 'tone'

const rank: Readonly<Record<DigitWay, number>> = { event: 0, signal: 1, tone: 2 }
/** The same digit by a better way within so long is the same press, milliseconds. */
const samePress = 1_000

export class DigitWays {
  #best: DigitWay | undefined
  #last: { readonly digit: string; readonly at: number } | undefined

  /** Nothing better than tones has been heard. */
  get needsTones(): boolean {
    return this.#best === undefined || this.#best === 'tone'
  }

  /** Whether a digit is a key pressed, and not the echo of one. @param at monotonic milliseconds */
  accept(way: DigitWay, digit: string, at: number): boolean {
    const best = this.#best
    if (best !== undefined && rank[way] > rank[best]) return false
    this.#best = way
    const isEcho =
      best !== undefined && best !== way && digit === this.#last?.digit && at - this.#last.at < samePress
    if (!isEcho) this.#last = { digit, at }
    return !isEcho
  }
}
