/** What the transport layer has done so far, for metrics. */
export interface TransportCounters {
  /** Well-formed messages that came. */
  received: number
  sent: number
  bytesReceived: number
  bytesSent: number
  sendFailures: number
  /** Refused by the `admit` hook before parsing. */
  refused: number
  /** Not readable as SIP, or without what every message needs. */
  malformed: number
  /** Pings, pongs and other datagrams that keep a NAT open. */
  keepAlives: number
  /** Connections that exceeded a limit, and were not accepted or were closed. */
  overLimit: number
}

export function transportCounters(): TransportCounters {
  return {
    received: 0,
    sent: 0,
    bytesReceived: 0,
    bytesSent: 0,
    sendFailures: 0,
    refused: 0,
    malformed: 0,
    keepAlives: 0,
    overLimit: 0,
  }
}
