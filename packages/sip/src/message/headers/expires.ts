/** Expires and Min-Expires (RFC 3261 §20.19, §20.23): delta-seconds. */

/** Seconds from 0 to 2^32-1 (larger values are cut to that, RFC 3261 §20.19); undefined when it is no number. */
export function parseDeltaSeconds(text: string): number | undefined {
  const digits = text.trim()
  return /^\d+$/.test(digits) ? Math.min(Number(digits), 2 ** 32 - 1) : undefined
}

/** Whole seconds within the same bounds. */
export function writeDeltaSeconds(seconds: number): string {
  return String(Math.min(Math.max(0, Math.round(seconds)), 2 ** 32 - 1))
}
