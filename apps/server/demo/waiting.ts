/** Waiting on wall time: the demo runs real sockets and real clocks, so this is its one place that sleeps. */
import { setTimeout as after } from 'node:timers/promises'

export const sleep = (milliseconds: number): Promise<void> => after(milliseconds)

/** The value of the promise, or an error that says what did not happen in time. */
export async function within<Value>(
  what: string,
  promise: Promise<Value>,
  milliseconds = 30_000,
): Promise<Value> {
  const late = new AbortController()
  const timeout = after(milliseconds, undefined, { signal: late.signal }).then(() => {
    throw new Error(`${what}: not within ${milliseconds / 1000} s`)
  })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    late.abort()
    timeout.catch(() => undefined)
  }
}

/** Asks until there is an answer. @throws when there is none in time */
export async function until<Found>(
  what: string,
  probe: () => Promise<Found | undefined> | Found | undefined,
  milliseconds = 30_000,
): Promise<Found> {
  const deadline = performance.now() + milliseconds
  for (;;) {
    const found = await probe()
    if (found !== undefined) return found
    if (performance.now() > deadline) throw new Error(`${what}: not within ${milliseconds / 1000} s`)
    await after(25)
  }
}
