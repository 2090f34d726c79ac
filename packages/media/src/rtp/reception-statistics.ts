/** What a receiver must know of one source: extended sequence numbers, loss and jitter (RFC 3550 §6.4.1, A.1, A.3, A.8). */

/** A jump of more than this many packets is a restart of the source rather than loss. */
export const maxDropout = 3000
/** Packets that much behind the newest are reordered, not a restart. */
export const maxMisorder = 100

/** Fed with every packet of a source; a new SSRC or a restart opens a new count, the totals go on. */
export class ReceptionStatistics {
  ssrc = 0
  received = 0
  /** The highest sequence number, with the cycles in the upper 16 bits. */
  highest = 0
  /** Interarrival jitter in timestamp units. */
  jitter = 0
  #base = 0
  #receivedOfSource = 0
  #lostBefore = 0
  #transit = 0
  #reportedExpected = 0
  #reportedReceived = 0
  #started = false

  /** Notes one packet. `arrival` is local time in units of its timestamp. */
  note(ssrc: number, sequence: number, timestamp: number, arrival: number): void {
    this.count(ssrc, sequence)
    const transit = arrival - timestamp
    if (this.#receivedOfSource > 1) {
      // Timestamps wrap at 2^32: the difference of two transits is taken as a signed 32 bit number.
      const difference = Math.abs((transit - this.#transit) | 0)
      if (difference < 80_000) this.jitter += (difference - this.jitter) / 16
    }
    this.#transit = transit
  }

  /** Notes one packet whose timestamp tells nothing of when it was sent, that of an event. */
  count(ssrc: number, sequence: number): void {
    this.received += 1
    if (!this.#started || ssrc !== this.ssrc) this.#startSource(ssrc, sequence)
    else this.#extend(sequence)
    this.#receivedOfSource += 1
  }

  /** Packets missing so far over all sources; duplicates may hide some (RFC 3550 A.3). */
  get lost(): number {
    return this.#lostBefore + this.#lostOfSource
  }

  /** Fraction lost since the last call, in 256ths, as a report block carries it (RFC 3550 §6.4.1). */
  takeFractionLost(): number {
    const expected = this.#expected
    const expectedSince = expected - this.#reportedExpected
    const lostSince = expectedSince - (this.#receivedOfSource - this.#reportedReceived)
    this.#reportedExpected = expected
    this.#reportedReceived = this.#receivedOfSource
    return expectedSince === 0 || lostSince <= 0
      ? 0
      : Math.min(255, Math.floor((lostSince * 256) / expectedSince))
  }

  get #expected(): number {
    return this.#started ? this.highest - this.#base + 1 : 0
  }

  get #lostOfSource(): number {
    return Math.max(0, this.#expected - this.#receivedOfSource)
  }

  #startSource(ssrc: number, sequence: number): void {
    this.#lostBefore += this.#lostOfSource
    this.#started = true
    this.ssrc = ssrc
    this.#base = sequence
    this.highest = sequence
    this.#receivedOfSource = 0
    this.#reportedExpected = 0
    this.#reportedReceived = 0
  }

  #extend(sequence: number): void {
    const ahead = (sequence - this.highest) & 0xffff
    if (ahead < maxDropout) this.highest += ahead
    else if (ahead < 0x10000 - maxMisorder) this.#startSource(this.ssrc, sequence)
  }
}
