/** Waiting for programs that run on wall time. The only place of the interop tests and benches that sleeps. */
import { setTimeout as after } from 'node:timers/promises'

/** Resolves after `ms` of wall time; keeps the process alive meanwhile. */
export const sleep = (ms: number): Promise<void> => after(ms)

/**
 * Polls until `probe` gives something other than undefined or false, and returns it.
 * @throws when `timeoutMs` has passed: the message is `what`, and whatever `explain` adds
 */
export async function until<Found>(
  what: string,
  probe: () => Promise<Found | undefined | false> | Found | undefined | false,
  timeoutMs = 30_000,
  explain: () => string = () => '',
): Promise<Found> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const found = await probe()
    if (found !== undefined && found !== false) return found
    if (performance.now() > deadline) {
      throw new Error(`waited ${timeoutMs} ms in vain for ${what}. ${explain()}`.trim())
    }
    await after(25)
  }
}
