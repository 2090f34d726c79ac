/**
 * Tells speech from silence by the energy of 20 ms frames: what is loud, or stands out of its background. A caller who is hard to
 * hear, from far away or through a bad line, is one who speaks, too (C9).
 */

const frame = 160
/** A click is no word: speech begins with this many loud frames in a row (60 ms). */
const onset = 3
/** Speech goes on through pauses shorter than this (200 ms), the gaps inside words. */
const hangover = 10
/** Frames after which the background is looked for anew: 1 s, in which speech has its gaps, and steady noise has none. */
const backgroundFrames = 50
/** What stands out of its background has ten times its power. */
const contrast = 10
/** Quieter than this, in dBFS (RMS), nothing is speech: idle lines lie below. */
const faintest = -56

/** Of a frame with this level, in dBFS (RMS). */
const energyAt = (level: number): number => frame * (32768 * 10 ** (level / 20)) ** 2

export class SpeechDetector {
  /** Samples counted as speech. */
  speechSamples = 0
  /** Samples since speech was heard last, or since the start. */
  silentSamples = 0
  readonly #threshold: number
  readonly #faintest = energyAt(faintest)
  #energy = 0
  #inFrame = 0
  #loudRun = 0
  #hang = 0
  /** The least energy of a frame in the second that is going on, and in the one before. */
  #least = Number.POSITIVE_INFINITY
  #leastBefore = Number.POSITIVE_INFINITY
  #inBackground = 0

  /** `level` in dBFS (RMS) from which a frame is loud, whatever its background. */
  constructor(level: number) {
    this.#threshold = energyAt(level)
  }

  push(samples: Int16Array): void {
    for (const sample of samples) {
      this.#energy += sample * sample
      this.#inFrame += 1
      if (this.#inFrame === frame) this.#endFrame()
    }
  }

  #endFrame(): void {
    const loud = this.#isLoud(this.#energy)
    this.#energy = 0
    this.#inFrame = 0
    this.#loudRun = loud ? this.#loudRun + 1 : 0
    if (this.#loudRun >= onset) {
      // The first frames of the run were loud too, but not counted while they might have been a click.
      if (this.#hang === 0) this.speechSamples += (onset - 1) * frame
      this.#hang = hangover
    }
    if (this.#hang === 0) {
      this.silentSamples += frame
      return
    }
    if (!loud) this.#hang -= 1
    this.speechSamples += loud ? frame : 0
    this.silentSamples = loud ? 0 : this.silentSamples + frame
  }

  #isLoud(energy: number): boolean {
    // A frame without any sound is of a packet that did not come: it says nothing of the background.
    if (energy > 0) this.#least = Math.min(this.#least, energy)
    const background = Math.min(this.#least, this.#leastBefore)
    this.#inBackground += 1
    if (this.#inBackground === backgroundFrames) {
      this.#inBackground = 0
      this.#leastBefore = this.#least
      this.#least = Number.POSITIVE_INFINITY
    }
    return energy >= this.#threshold || energy >= Math.max(this.#faintest, background * contrast)
  }
}
