/**
 * Very many timers on one. A transaction arms and disarms its timer all the time and nearly none ever fires, so
 * both must be a few pointer writes: timers hang in doubly linked lists, one list for each slot of time. The wheel keeps one timer of its clock, armed for the next slot that holds something.
 */
import type { Clock, Timer } from './clock.ts'

/** At 20 ms a slot one turn is 41 s, longer than any timer of RFC 3261 but those users set by hand. */
const SLOTS = 2048

/**
 * A node in the lists of a wheel. Apart from its timer, so that all of them have one shape: timers are of many classes,
 * and the engine of the language is slow at writing to objects of many shapes.
 */
class Link {
  /** A slot's own, its head, has no timer. */
  readonly timer: WheelTimer | undefined
  /** The slot of absolute time in which it fires. */
  tick = 0
  next: Link = this
  /** Its own neighbour: in no list; of a head: its list is empty. */
  previous: Link = this

  constructor(timer: WheelTimer | undefined) {
    this.timer = timer
  }
}

/** Something that can be scheduled on a `TimerWheel`, once at a time. Extend it and say in `fire` what happens. */
export abstract class WheelTimer implements Timer {
  dueAt = 0
  /** @internal */
  readonly link = new Link(this)

  abstract fire(): void

  get scheduled(): boolean {
    return isLinked(this.link)
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
  readonly #slots: Link[] = []
  readonly #due = new Link(undefined)
  /** All slots up to and including this one have been emptied of what was due. */
  #tick: number
  #size = 0
  #armed: Timer | undefined
  #armedTick = 0
  #firing = false
  readonly #onBug: ((error: unknown) => void) | undefined
  readonly #turn = (): void => this.#onTick()

  /**
   * @param onBug gets what a timer throws, which then costs that timer only. Without it the exception goes on into the
   * clock's timer and, as a rule, ends the process.
   */
  constructor(clock: Clock, onBug?: (error: unknown) => void) {
    this.#clock = clock
    this.#onBug = onBug
    this.resolution = clock.resolution
    this.#tick = Math.floor(clock.now() / clock.resolution)
    for (let index = 0; index < SLOTS; index++) this.#slots.push(new Link(undefined))
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
    if (!(timer instanceof WheelTimer) || !isLinked(timer.link)) return
    unlink(timer.link)
    this.#size--
    if (this.#size === 0 && !this.#firing) this.#disarm()
  }

  /** Puts a timer on the wheel, `milliseconds` from now; one already on it is moved. */
  schedule(timer: WheelTimer, milliseconds: number): void {
    const { link } = timer
    if (isLinked(link)) unlink(link)
    else this.#size++
    const now = this.#clock.now()
    // With nothing to wait for the wheel stood still; it need not walk through the time that passed.
    if (this.#size === 1 && !this.#firing) this.#tick = Math.floor(now / this.resolution)
    const dueAt = now + milliseconds
    timer.dueAt = dueAt
    const tick = Math.max(Math.ceil(dueAt / this.resolution), this.#tick + 1)
    link.tick = tick
    append(this.#slotOf(tick), link)
    if (!this.#firing && (this.#armed === undefined || tick < this.#armedTick)) this.#arm(tick)
  }

  #slotOf(tick: number): Link {
    return this.#slots[tick % SLOTS] as Link
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

  #fireSlot(slot: Link, until: number): void {
    if (!isLinked(slot)) return
    splice(slot, this.#due)
    // A timer that fires may cancel the others or schedule into this slot: take them one by one.
    for (let link = this.#due.next; link !== this.#due; link = this.#due.next) {
      unlink(link)
      if (link.tick > until) {
        append(slot, link)
      } else {
        this.#size--
        this.#fire(link.timer)
      }
    }
  }

  #fire(timer: WheelTimer | undefined): void {
    try {
      timer?.fire()
    } catch (error) {
      if (this.#onBug === undefined) throw error
      this.#onBug(error)
    }
  }

  /** When a callback threw, the rest of its slot fires with the next tick. */
  #putBack(): void {
    for (let link = this.#due.next; link !== this.#due; link = this.#due.next) {
      unlink(link)
      link.tick = Math.max(link.tick, this.#tick + 1)
      append(this.#slotOf(link.tick), link)
    }
  }

  #armNext(): void {
    if (this.#size === 0) return
    for (let tick = this.#tick + 1; tick <= this.#tick + SLOTS; tick++) {
      if (!isLinked(this.#slotOf(tick))) continue
      this.#arm(tick)
      return
    }
  }
}

function isLinked(link: Link): boolean {
  return link.next !== link
}

function unlink(link: Link): void {
  const { next, previous } = link
  next.previous = previous
  previous.next = next
  link.next = link
  link.previous = link
}

function append(head: Link, link: Link): void {
  const last = head.previous
  link.previous = last
  link.next = head
  last.next = link
  head.previous = link
}

/** Moves all of `from` into the empty list `to`. */
function splice(from: Link, to: Link): void {
  to.next = from.next
  to.previous = from.previous
  to.next.previous = to
  to.previous.next = to
  from.next = from
  from.previous = from
}
