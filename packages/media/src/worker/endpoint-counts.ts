/** What is counted of one party's audio, for reports to it (RFC 3550 §6.4) and for what is said of the call afterwards (C13). */

import type { MediaStatistics } from '../media-endpoint.ts'
import { ReceptionStatistics } from '../rtp/reception-statistics.ts'
import type { Negotiated } from '../sdp/negotiated.ts'

/** Units of the timestamps of G.711 in a second. */
const usualRate = 8000

export class EndpointCounts {
  reception = new ReceptionStatistics()
  bytesReceived = 0
  sent = 0
  bytesSent = 0
  /** Packets dropped: strangers, no RTP, our own. */
  refused = 0
  /** Milliseconds since 1970. */
  firstPacketAt: number | undefined
  /** The payload type last received. */
  #type = -1
  /** Units of its timestamps in a millisecond. */
  #rate = usualRate / 1000

  /** Counts from nothing. */
  begin(): void {
    this.reception = new ReceptionStatistics()
    this.bytesReceived = 0
    this.sent = 0
    this.bytesSent = 0
    this.refused = 0
    this.firstPacketAt = undefined
    this.#type = -1
  }

  /** Whether there is anything to report on. */
  get any(): boolean {
    return this.reception.received > 0 || this.sent > 0
  }

  /** The party speaks in that payload type now. @returns units of its timestamps in a millisecond */
  speaksIn(type: number, remote: Negotiated | undefined): number {
    if (type !== this.#type) {
      this.#type = type
      this.#rate = (codecOf(type, remote)?.clockRate ?? usualRate) / 1000
    }
    return this.#rate
  }

  /** @param remote what was agreed on with the party */
  statistics(remote: Negotiated | undefined): Omit<MediaStatistics, 'latchedTo'> {
    const codec = codecOf(this.#type, remote)
    return {
      received: this.reception.received,
      sent: this.sent,
      lost: this.reception.lost,
      refused: this.refused,
      jitterMs: (this.reception.jitter * 1000) / (codec?.clockRate ?? usualRate),
      bytesReceived: this.bytesReceived,
      bytesSent: this.bytesSent,
      codec: codec?.name,
      firstPacketAt: this.firstPacketAt,
    }
  }
}

const codecOf = (type: number, remote: Negotiated | undefined) =>
  remote?.codecs.find(({ receive }) => receive === type)
