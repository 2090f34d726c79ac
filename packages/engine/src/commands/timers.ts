/** Timers of a call: the core names them, the clock keeps them. */
import type { Performer } from './command-of.ts'

export const startTimer: Performer<'startTimer'> = (call, { name, seconds }) => {
  stop(call.timers, call.parts.clock, name)
  const fire = () => {
    call.timers.delete(name)
    call.post({ type: 'timerFired', name, at: call.now() })
  }
  call.timers.set(name, call.parts.clock.after(seconds * 1000, fire))
}

export const stopTimer: Performer<'stopTimer'> = (call, { name }) => stop(call.timers, call.parts.clock, name)

function stop<T>(timers: Map<string, T>, clock: { cancel(timer: T): void }, name: string): void {
  const timer = timers.get(name)
  if (timer === undefined) return
  clock.cancel(timer)
  timers.delete(name)
}
