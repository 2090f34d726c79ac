/** When a signal ends the server in order, and when it ends it at once. */

/**
 * A signal within this time is the echo of the first, milliseconds: Ctrl-C and supervisors tell a whole process group,
 * and npm passes on to us what we were told already.
 */
const ECHO_MS = 1_000

export interface StopSignals {
  /** Ends in order; may take as long as calls in progress may go on. */
  readonly inOrder: () => void
  /** Ends what has not ended yet: somebody asked again. */
  readonly atOnce: () => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

/** What to do with each SIGTERM and SIGINT. */
export function onStopSignal({ inOrder, atOnce, now }: StopSignals): () => void {
  let first: number | undefined
  return () => {
    if (first === undefined) {
      first = now()
      inOrder()
    } else if (now() - first > ECHO_MS) atOnce()
  }
}
