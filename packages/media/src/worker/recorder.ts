/** Records one party: packets to a timeline, timeline to a file, and the four ways a message ends (C9). */

import type { Law } from '../audio/g711.ts'
import type { RecordingResult } from '../media-endpoint.ts'
import { AudioTimeline, reorderWindow } from './audio-timeline.ts'
import type { RecordSettings } from './protocol.ts'
import { RecordingFile } from './recording-file.ts'
import { SpeechDetector } from './speech-detector.ts'

const rate = 8000
/** Without packets, silence is recorded up to this far behind the clock: half a second. */
const idleLag = 4000
/** Timestamps this far from the clock are of a new stream: two seconds. */
const maxDrift = 16_000
/** So many packets in a row that all come too late are no stragglers: the stream has fallen behind the clock. */
const lateInARow = 2
/** Milliseconds since the last tick after which the thread was busy: packets may be waiting for it. */
const busyAfter = 300
/** Milliseconds between writes: what is written survives the death of the process. */
const flushEvery = 200

export type RecordingEnd = (result: RecordingResult) => void

export class Recorder {
  readonly settings: RecordSettings
  readonly #timeline = new AudioTimeline()
  readonly #detector: SpeechDetector
  readonly #file: RecordingFile
  readonly #onEnd: RecordingEnd
  readonly #startedAt: number
  #flushedAt: number
  #ssrc: number | undefined
  /** What to add to a timestamp to get a position. */
  #shift = 0
  #late = 0
  #tickedAt: number
  #ended = false

  /**
   * @param now in monotonic milliseconds, as for every method here
   * @param wait passes time while the disk is full
   */
  constructor(
    settings: RecordSettings,
    now: number,
    onEnd: RecordingEnd,
    wait?: (milliseconds: number) => Promise<void>,
  ) {
    this.settings = settings
    this.#onEnd = onEnd
    this.#startedAt = now
    this.#flushedAt = now
    this.#tickedAt = now
    this.#detector = new SpeechDetector(settings.speechLevel)
    this.#file = new RecordingFile({ path: settings.path, key: settings.key, ...(wait && { wait }) })
  }

  /** Takes the payload of one audio packet. */
  packet(ssrc: number, timestamp: number, payload: Buffer, law: Law, now: number): void {
    if (this.#ended) return
    const clock = this.#position(now)
    let position = (timestamp + this.#shift) | 0
    this.#late = position + payload.length <= this.#timeline.start ? this.#late + 1 : 0
    if (ssrc !== this.#ssrc || Math.abs(position - clock) > maxDrift || this.#late >= lateInARow) {
      this.#late = 0
      // A first packet within 200 ms of the start begins the recording; later ones stand where the clock is.
      const anchor = clock < 1600 ? 0 : Math.max(this.#timeline.end, clock - payload.length)
      this.#ssrc = ssrc
      this.#shift = anchor - timestamp
      position = anchor
    }
    this.#timeline.write(position, payload, law.decode)
  }

  /** A digit was heard; ends the recording when it is a stop digit. */
  digit(digit: string): void {
    if (this.settings.stopDigits.includes(digit)) this.end('digit', digit)
  }

  /** To be called about every 100 ms: brings audio forward and watches for silence and the limit. */
  tick(now: number): void {
    if (this.#ended) return
    const wasBusy = now - this.#tickedAt > busyAfter
    this.#tickedAt = now
    const heard = this.#timeline.end - reorderWindow
    this.#take(wasBusy ? heard : Math.max(heard, this.#position(now) - idleLag))
    const { maxSeconds, silenceSeconds } = this.settings
    if (this.#file.error) this.end('failed')
    else if (this.#timeline.start >= maxSeconds * rate) this.end('limit')
    else if (silenceSeconds > 0 && this.#detector.silentSamples >= silenceSeconds * rate) this.end('silence')
    else if (now - this.#flushedAt >= flushEvery) {
      this.#flushedAt = now
      this.#file.flush()
    }
  }

  /** Ends the recording; `onEnd` follows when the file is complete. Further calls do nothing. */
  end(reason: RecordingResult['reason'], digit?: string): void {
    if (this.#ended) return
    this.#ended = true
    this.#take(this.#timeline.end)
    void this.#finish(reason, digit)
  }

  async #finish(reason: RecordingResult['reason'], digit: string | undefined): Promise<void> {
    await this.#file.finish()
    const { error } = this.#file
    this.#onEnd({
      reason: error ? 'failed' : reason,
      seconds: this.#file.writtenSeconds,
      speechSeconds: this.#detector.speechSamples / rate,
      ...(digit === undefined ? {} : { digit }),
      ...(error ? { error: error.message } : {}),
    })
  }

  #take(position: number): void {
    const until = Math.min(position, this.settings.maxSeconds * rate)
    if (until <= this.#timeline.start) return
    const samples = this.#timeline.take(until)
    this.#detector.push(samples)
    this.#file.append(samples)
  }

  #position(now: number): number {
    return Math.round(((now - this.#startedAt) * rate) / 1000)
  }
}
