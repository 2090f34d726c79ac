/**
 * Digits heard as pairs of tones (ITU-T Q.23, judged in the manner of Q.24): the last resort for a telephone that has
 * agreed on nothing better.
 */

/** 12.75 ms: short enough for the shortest digit, long enough to tell the tones apart. */
const block = 102
/** Blocks in a row that make a digit, and that end one: well over 23 ms of it (Q.24), some 25 ms of pause. */
const onset = 3
const release = 2

const low = [697, 770, 852, 941]
const high = [1209, 1336, 1477, 1633]
const keys = ['123A', '456B', '789C', '*0#D']
const coefficients = [...low, ...high].map((hertz) => 2 * Math.cos((2 * Math.PI * hertz) / 8000))

/** Least level of each tone: about -35 dBFS. */
const threshold = (block / 2) ** 2 * (32768 * 10 ** (-35 / 20)) ** 2
/** The stronger tone of a group over every other of it, in power: 8 dB. */
const peak = 6.3
/** How much louder the high tone may be than the low one, and the low one than the high one: 8 and 6 dB. */
const twist = 6.3
const reverseTwist = 4
/** Share of all energy that lies in the two tones; speech has its elsewhere. */
const purity = 0.72

export class ToneDigitDetector {
  readonly #last = new Float64Array(8)
  readonly #before = new Float64Array(8)
  readonly #power = new Float64Array(8)
  #energy = 0
  #inBlock = 0
  #candidate: string | undefined
  #run = 0
  /** The digit that is being pressed. */
  #pressed: string | undefined
  #quiet = 0

  /** Takes samples at 8000 Hz; returns the digits that began in them. */
  push(samples: Int16Array): string {
    let heard = ''
    for (const sample of samples) {
      this.#energy += sample * sample
      for (let tone = 0; tone < 8; tone += 1) {
        const last = this.#last[tone] ?? 0
        this.#last[tone] = sample + (coefficients[tone] ?? 0) * last - (this.#before[tone] ?? 0)
        this.#before[tone] = last
      }
      this.#inBlock += 1
      if (this.#inBlock === block) heard += this.#endBlock() ?? ''
    }
    return heard
  }

  #endBlock(): string | undefined {
    for (let tone = 0; tone < 8; tone += 1) {
      const last = this.#last[tone] ?? 0
      const before = this.#before[tone] ?? 0
      this.#power[tone] = last * last + before * before - (coefficients[tone] ?? 0) * last * before
    }
    const found = this.#judge()
    this.#last.fill(0)
    this.#before.fill(0)
    this.#energy = 0
    this.#inBlock = 0
    this.#run = found !== undefined && found === this.#candidate ? this.#run + 1 : 1
    this.#candidate = found
    if (found !== this.#pressed) this.#quiet += 1
    else this.#quiet = 0
    if (this.#quiet >= release) this.#pressed = undefined
    if (found === undefined || found === this.#pressed || this.#run < onset) return undefined
    this.#pressed = found
    this.#quiet = 0
    return found
  }

  /** The key whose two tones stand out of this block. */
  #judge(): string | undefined {
    const row = this.#strongest(0)
    const column = this.#strongest(4)
    if (row === undefined || column === undefined) return undefined
    const lowPower = this.#power[row] ?? 0
    const highPower = this.#power[column] ?? 0
    if (highPower > lowPower * twist || lowPower > highPower * reverseTwist) return undefined
    // A pure tone of power P over n samples gives n/2 times its energy.
    if (lowPower + highPower < (purity * this.#energy * block) / 2) return undefined
    return keys[row]?.[column - 4]
  }

  /** The tone of a group of four that is loud and alone; `from` is 0 for the low group, 4 for the high one. */
  #strongest(from: number): number | undefined {
    let best = from
    for (let tone = from + 1; tone < from + 4; tone += 1) {
      if ((this.#power[tone] ?? 0) > (this.#power[best] ?? 0)) best = tone
    }
    const power = this.#power[best] ?? 0
    if (power < threshold) return undefined
    for (let tone = from; tone < from + 4; tone += 1) {
      if (tone !== best && (this.#power[tone] ?? 0) * peak > power) return undefined
    }
    return best
  }
}
