/** The clock of the process; the only place of this package that sets timers. */

import { performance } from 'node:perf_hooks'
import type { MediaClock } from './clock.ts'

export const systemClock: MediaClock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  after(milliseconds, fire) {
    const timer = setTimeout(fire, milliseconds)
    return () => clearTimeout(timer)
  },
}
