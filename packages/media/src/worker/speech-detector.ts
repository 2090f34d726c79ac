/** Tells speech from silence by the energy of 20 ms frames. */

const frame = 160
/** A click is no word: speech begins with this many loud frames in a row (60 ms). */
const onset = 3
/** Speech goes on through pauses shorter than this (200 ms), the gaps inside words. */
const hangover = 10

export class SpeechDetector {
  /** Samples counted as speech. */
  speechSamples = 0
  /** Samples since speech was heard last, or since the start. */
  silentSamples = 0
  readonly #threshold: number
  #energy = 0
  #inFrame = 0
  #loudRun = 0
  #hang = 0

  /** `level` in dBFS (RMS) from which a frame is loud. */
  constructor(level: number) {
    this.#threshold = frame * (32768 * 10 ** (level / 20)) ** 2
  }

  push(samples: Int16Array): void {
    for (const sample of samples) {
      this.#energy += sample * sample
      this.#inFrame += 1
      if (this.#inFrame === frame) this.#endFrame()
    }
  }

  #endFrame(): void {
    const loud = this.#energy >= this.#threshold
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
}
