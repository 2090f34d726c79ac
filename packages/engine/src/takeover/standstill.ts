/**
 * Whether this process stood still for so long (a paused virtual machine, SIGSTOP) that others may have taken it for dead and have its
 * calls by now. Then what happens in those waits until the database has said whose they are.
 */
import type { Clock, Timer } from '@mainline/sip'

const BEAT_MS = 500
/** An engine counts as dead three seconds after its last word, which may be a second old when it stops. */
const STILL_MS = 1_500
/** A database that does not answer has told nobody of them either. */
const ASK_FOR_MS = 2_000
/** Connections that were open when the process stopped are dead now and then: the first question says no more than that. */
const ASK_AGAIN_MS = 100

export interface StandstillOptions {
  readonly clock: Clock
  /** Lets go of what others have. */
  readonly ask: () => Promise<void>
}

export class Standstill {
  readonly #options: StandstillOptions
  #timer: Timer | undefined
  #beatAt: number
  #beatEpoch: number
  #asking: Promise<void> | undefined

  constructor(options: StandstillOptions) {
    this.#options = options
    this.#beatAt = options.clock.now()
    this.#beatEpoch = options.clock.epoch()
    this.#schedule()
  }

  /** Resolves when it is known whose calls are; undefined: there is no doubt. */
  get doubt(): Promise<void> | undefined {
    if (this.#asking === undefined && this.#isLate) this.#ask()
    return this.#asking
  }

  close(): void {
    if (this.#timer) this.#options.clock.cancel(this.#timer)
    this.#timer = undefined
  }

  /** Of a machine that is paused the one clock may stand still, and the other be put right when it goes on. */
  get #isLate(): boolean {
    const { clock } = this.#options
    return clock.now() - this.#beatAt > STILL_MS || clock.epoch() - this.#beatEpoch > STILL_MS
  }

  #ask(): void {
    const { clock } = this.#options
    const answered = Promise.withResolvers<void>()
    const patience = clock.after(ASK_FOR_MS, () => answered.resolve())
    this.#beat()
    this.#asking = answered.promise
    this.#askUntil(answered)
    void answered.promise.then(() => {
      clock.cancel(patience)
      this.#asking = undefined
    })
  }

  #askUntil(answered: PromiseWithResolvers<void>): void {
    const { clock, ask } = this.#options
    ask().then(answered.resolve, () => {
      clock.after(ASK_AGAIN_MS, () => {
        if (this.#asking === answered.promise) this.#askUntil(answered)
      })
    })
  }

  #beat(): void {
    this.#beatAt = this.#options.clock.now()
    this.#beatEpoch = this.#options.clock.epoch()
  }

  #schedule(): void {
    this.#timer = this.#options.clock.after(BEAT_MS, () => {
      if (this.doubt === undefined) this.#beat()
      this.#schedule()
    })
  }
}
