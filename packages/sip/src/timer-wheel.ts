/**
 * Very many timers on one. A transaction arms and disarms its timer all the time and nearly none ever fires, so
 * both must be a few pointer writes: timers are intrusive nodes of doubly linked lists, one list for each slot of
 * time. The wheel keeps one timer of its clock, armed for the next slot that holds something.
 */
import type { Clock, Timer } from './clock.ts'

/** At 20 ms a slot one turn is 41 s, longer than any timer of RFC 3261 but those users set by hand. */
const SLOTS = 2048

/** A node that can be scheduled on a `TimerWheel`, once at a time. Extend it and say in `fire` what happens. */
export abstract class WheelTimer implements Timer {
  dueAt = 0
  /** @internal The slot of absolute time in which it fires. */
  tick = 0
  /** @internal */
  next: WheelTimer | undefined = undefined
  /** @internal Defined exactly while scheduled. */
  previous: WheelTimer | undefined = undefined

  abstract fire(): void

  get scheduled(): boolean {
    return this.previous !== undefined
  }
}

/** The head of one circular list; empty when it is its own neighbour. */
class Slot extends WheelTimer {
  override next: WheelTimer = this
  override previous: WheelTimer = this

  fire(): void {
    throw new Error('a slot of a timer wheel cannot fire')
  }
}

class CallbackTimer extends WheelTimer {
  readonly #callback: () => void

  constructor(callback: () => void) {
    super()
    this.#callback = callback
  }

  fire(): void {
    this.#callback()
  }
}

/**
 * A clock that keeps its timers in slots as wide as the resolution of the clock below. A timer fires with the
 * first slot that begins no earlier than it is due: never early, late by less than one slot.
 */
export class TimerWheel implements Clock {
  readonly resolution: number
  readonly #clock: Clock
  readonly #slots: Slot[] = []
  readonly #due = new Slot()
  /** All slots up to and including this one have been emptied of what was due. */
  #tick: number
  #size = 0
  #armed: Timer | undefined
  #armedTick = 0
  #firing = false
  readonly #turn = (): void => this.#onTick()

  constructor(clock: Clock) {
    this.#clock = clock
    this.resolution = clock.resolution
    this.#tick = Math.floor(clock.now() / clock.resolution)
    for (let index = 0; index < SLOTS; index++) this.#slots.push(new Slot())
  }

  /** How many timers are scheduled. */
  get size(): number {
    return this.#size
  }

  now(): number {
    return this.#clock.now()
  }

  epoch(): number {
    return this.#clock.epoch()
  }

  after(milliseconds: number, fire: () => void): Timer {
    const timer = new CallbackTimer(fire)
    this.schedule(timer, milliseconds)
    return timer
  }

  /** Takes a timer off the wheel; one that is not on it is left alone. */
  cancel(timer: Timer): void {
    if (!(timer instanceof WheelTimer) || timer.previous === undefined) return
    unlink(timer)
    this.#size--
    if (this.#size === 0 && !this.#firing) this.#disarm()
  }

  /** Puts a timer on the wheel, `milliseconds` from now; one already on it is moved. */
  schedule(timer: WheelTimer, milliseconds: number): void {
    if (timer.previous === undefined) this.#size++
    else unlink(timer)
    const now = this.#clock.now()
    // With nothing to wait for the wheel stood still; it need not walk through the time that passed.
    if (this.#size === 1 && !this.#firing) this.#tick = Math.floor(now / this.resolution)
    timer.dueAt = now + milliseconds
    timer.tick = Math.max(Math.ceil(timer.dueAt / this.resolution), this.#tick + 1)
    append(this.#slotOf(timer.tick), timer)
    if (!this.#firing && (this.#armed === undefined || timer.tick < this.#armedTick)) this.#arm(timer.tick)
  }

  #slotOf(tick: number): Slot {
    return this.#slots[tick % SLOTS] as Slot
  }

  #arm(tick: number): void {
    this.#disarm()
    this.#armedTick = tick
    this.#armed = this.#clock.after(tick * this.resolution - this.#clock.now(), this.#turn)
  }

  #disarm(): void {
    if (this.#armed !== undefined) this.#clock.cancel(this.#armed)
    this.#armed = undefined
  }

  #onTick(): void {
    this.#armed = undefined
    this.#firing = true
    const until = Math.floor(this.#clock.now() / this.resolution)
    try {
      // After a long stall one turn over all slots meets everything.
      for (let tick = Math.max(this.#tick + 1, until - SLOTS + 1); tick <= until; tick++) {
        this.#tick = tick
        this.#fireSlot(this.#slotOf(tick), until)
      }
    } finally {
      this.#tick = until
      this.#firing = false
      this.#putBack()
      this.#armNext()
    }
  }

  #fireSlot(slot: Slot, until: number): void {
    if (slot.next === slot) return
    splice(slot, this.#due)
    // A timer that fires may cancel the others or schedule into this slot: take them one by one.
    for (let timer = this.#due.next; timer !== this.#due; timer = this.#due.next) {
      unlink(timer)
      if (timer.tick > until) {
        append(slot, timer)
      } else {
        this.#size--
        timer.fire()
      }
    }
  }

  /** When a callback threw, the rest of its slot fires with the next tick. */
  #putBack(): void {
    for (let timer = this.#due.next; timer !== this.#due; timer = this.#due.next) {
      unlink(timer)
      timer.tick = Math.max(timer.tick, this.#tick + 1)
      append(this.#slotOf(timer.tick), timer)
    }
  }

  #armNext(): void {
    if (this.#size === 0) return
    for (let tick = this.#tick + 1; tick <= this.#tick + SLOTS; tick++) {
      const slot = this.#slotOf(tick)
      if (slot.next === slot) continue
      this.#arm(tick)
      return
    }
  }
}

function unlink(timer: WheelTimer): void {
  const { next, previous } = timer
  if (next === undefined || previous === undefined) return
  next.previous = previous
  previous.next = next
  timer.next = undefined
  timer.previous = undefined
}

function append(slot: Slot, timer: WheelTimer): void {
  const last = slot.previous
  timer.previous = last
  timer.next = slot
  last.next = timer
  slot.previous = timer
}

/** Moves all of `from` into the empty list `to`. */
function splice(from: Slot, to: Slot): void {
  to.next = from.next
  to.previous = from.previous
  to.next.previous = to
  to.previous.next = to
  from.next = from
  from.previous = from
}
