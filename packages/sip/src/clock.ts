/**
 * Time as a parameter. Whatever waits takes a `Clock`; only `system-clock.ts` touches the timers of the process,
 * and tests pass the fake clock of the test kit.
 */

/** A pending timer, as `Clock.after` returns it; of no use but to be cancelled. */
export interface Timer {
  /** The monotonic time, in milliseconds of `Clock.now`, at which it was asked to fire. */
  readonly dueAt: number
}

/** A source of time and of timers. */
export interface Clock {
  /**
   * Milliseconds by which timers of this clock may be gathered. A timer wheel on it uses slots of this width; 1 on
   * a fake clock, so that every timer is exact there.
   */
  readonly resolution: number
  /** Monotonic milliseconds; comparable with each other only. */
  now(): number
  /** Wall time in milliseconds since 1970 (UTC). */
  epoch(): number
  /** Calls `fire` once, `milliseconds` from now or a little later, never earlier. */
  after(milliseconds: number, fire: () => void): Timer
  /** Cancels a timer of this clock; nothing happens when it has fired or was cancelled already. */
  cancel(timer: Timer): void
}
