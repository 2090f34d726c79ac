/** The RTCP that we owe a party: a report now and then, and a goodbye (RFC 3550 §6). */

import type { MediaClock } from '../clock.ts'
import { writeReport } from '../rtp/rtcp.ts'
import type { EndpointCounts } from './endpoint-counts.ts'
import type { OutgoingStream } from './outgoing-stream.ts'
import type { PartyPath } from './party-path.ts'

/** Milliseconds between our reports (RFC 3550 §6.2). */
const reportEvery = 5000

export class EndpointReports {
  readonly #clock: MediaClock
  readonly #path: PartyPath
  readonly #counts: EndpointCounts
  #reportedAt = 0

  constructor(clock: MediaClock, path: PartyPath, counts: EndpointCounts) {
    this.#clock = clock
    this.#path = path
    this.#counts = counts
  }

  /** The next report is due when its time has passed from now on. */
  restart(now: number): void {
    this.#reportedAt = now
  }

  /** Sends the report that is due, if one is. @param stream of ours, if there is one */
  report(now: number, lease: number, stream: OutgoingStream | undefined): void {
    if (now - this.#reportedAt < reportEvery || !this.#counts.any) return
    this.#reportedAt = now
    this.#send(lease, stream, false)
  }

  /** Ends our stream. */
  sayGoodbye(lease: number, stream: OutgoingStream): void {
    this.#send(lease, stream, true)
  }

  #send(lease: number, stream: OutgoingStream | undefined, bye: boolean): void {
    const path = this.#path
    const sender = path.hearsOneVoice ? undefined : stream?.sender(this.#clock.epoch())
    const report = writeReport({
      ssrc: path.ssrc ?? stream?.ssrc ?? lease,
      cname: `${lease}@mainline`,
      bye,
      reception: path.browser?.reception ?? this.#counts.reception,
      ...(sender && { sender }),
    })
    path.sendRtcp(report)
  }
}
