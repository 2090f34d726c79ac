/** The only timers of this package: waiting for another process to end, and between attempts to reconnect. */
import { setTimeout as after } from 'node:timers/promises'

/** Waits. */
export const pause = (ms: number): Promise<void> => after(ms)

/** Looks every 10 ms whether `holds`; @returns false when it still does not after `ms`. */
export async function eventually(ms: number, holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > deadline) return false
    await after(10)
  }
  return true
}
