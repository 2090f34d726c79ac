/** Timers of this package: waiting for another process to end, between attempts to reconnect, and between signs of life. */
import { setTimeout as after } from 'node:timers/promises'

/** Waits. @throws when `signal` comes first */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  after(ms, undefined, signal && { signal })

/** Looks every 10 ms whether `holds`; @returns false when it still does not after `ms`. */
export async function eventually(ms: number, holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > deadline) return false
    await after(10)
  }
  return true
}
