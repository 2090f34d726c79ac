/** Time as a parameter of everything that waits on the media side. */

export interface MediaClock {
  /** Monotonic milliseconds, with fractions. */
  now(): number
  /** Wall time in milliseconds since 1970. */
  epoch(): number
  /** Calls `fire` once after `milliseconds`; the function returned takes it back. */
  after(milliseconds: number, fire: () => void): () => void
}
