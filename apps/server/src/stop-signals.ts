/** When a signal ends the server in order, and when it ends it at once. */

/**
 * A signal within this time is the echo of the first, milliseconds: Ctrl-C and supervisors tell a whole process group,
 * and npm passes on to us what we were told already.
 */
const ECHO_MS = 1_000
/**
 * What has not ended by then waits for something that hangs, such as a database that a failover has cut off: calls have half a
 * minute, the embedded database another twenty seconds. Below the ninety seconds after which supervisors kill.
 */
const LATEST_MS = 75_000

export interface StopSignals {
  /** Ends in order; may take as long as calls in progress may go on. */
  readonly inOrder: () => void
  /** Ends what has not ended yet: somebody asked again. */
  readonly atOnce: () => void
  /** Ends what waits for something that hangs. */
  readonly tooLate: () => void
  /** Runs `then` so many milliseconds later, if the process is still there. */
  readonly after: (ms: number, then: () => void) => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

/** What to do with each SIGTERM and SIGINT. */
export function onStopSignal({ inOrder, atOnce, tooLate, after, now }: StopSignals): () => void {
  let first: number | undefined
  return () => {
    if (first === undefined) {
      first = now()
      after(LATEST_MS, tooLate)
      inOrder()
    } else if (now() - first > ECHO_MS) atOnce()
  }
}
