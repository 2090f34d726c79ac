/** How much of a message we are willing to read. A peer that exceeds a limit gets the status of the failure's code. */
export interface MessageLimits {
  /** Bytes of start line, headers and body together. */
  readonly total: number
  /** Bytes of one header line with its folds, and of the start line. */
  readonly line: number
  /** Header lines. */
  readonly headers: number
}

/** Fits every real INVITE (a UDP datagram cannot be larger) and ends nonsense early. */
export const defaultLimits: MessageLimits = { total: 65_535, line: 8_192, headers: 256 }
