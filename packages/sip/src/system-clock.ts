/** The clock of the process: the only file of this package that arms a real timer. */
import type { Clock, Timer } from './clock.ts'

/** Gathering timers to within 20 ms costs nothing in SIP, where the shortest waits half a second. */
const RESOLUTION = 20

class SystemTimer implements Timer {
  readonly dueAt: number
  readonly handle: NodeJS.Timeout

  constructor(dueAt: number, handle: NodeJS.Timeout) {
    this.dueAt = dueAt
    this.handle = handle
  }
}

/** Real time. Pending timers keep the process alive: whoever owns them cancels them when it closes. */
export function systemClock(): Clock {
  return {
    resolution: RESOLUTION,
    now: () => performance.now(),
    epoch: () => Date.now(),
    after(milliseconds, fire) {
      // Node may fire up to a millisecond early, and treats more than 2^31-1 ms as 1 ms.
      const delay = Math.min(Math.max(Math.ceil(milliseconds), 0) + 1, 0x7fffffff)
      return new SystemTimer(performance.now() + milliseconds, setTimeout(fire, delay))
    },
    cancel(timer) {
      if (timer instanceof SystemTimer) clearTimeout(timer.handle)
    },
  }
}
