/** Threads whose lateness is heard go before those whose lateness is not. */

import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

/**
 * Asks the system to prefer this thread, not its process: Linux has a nice value for each thread. Without the right to
 * (root, CAP_SYS_NICE), or on another system, all stays as it is.
 *
 * @param nice -20 to 0
 */
export function preferThisThread(nice: number): void {
  try {
    // "1234/task/1240": read in this very thread.
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    if (thread > 0) setPriority(thread, nice)
  } catch {
    // As everybody else, then.
  }
}
