/** Instants: ISO 8601 outside, milliseconds since the epoch inside. */

/** For the client. */
export const toIso = (ms: number): string => new Date(ms).toISOString()

/** For the client; null and undefined are null. */
export const toIsoOrNull = (ms: number | null | undefined): string | null => (ms == null ? null : toIso(ms))

/** From the client; the contract has checked the form. */
export const fromIso = (text: string): number => Date.parse(text)
