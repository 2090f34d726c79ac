/** How an engine that takes no new call says so, and waits for those in progress. */
import { type Clock, headerLine, type ServerTransaction, type UserAgent } from '@mainline/sip'
import type { FrontDoor } from './front-door.ts'
import type { LiveCall } from './live-call.ts'

/** How long the parties of calls that are ended by a stop may take to answer that, milliseconds. */
const GOODBYE_MS = 1_000

export interface DrainingOptions {
  readonly clock: Clock
  readonly calls: ReadonlyMap<string, LiveCall>
  /** The call goes on at another engine: nobody waits for its end. */
  readonly goesOn: (callId: string) => boolean
  /** Where calls come in: of some it may not be known yet what they are. */
  readonly door: () => Pick<FrontDoor, 'undecided' | 'turnUndecidedAway'>
}

export class Draining {
  readonly #options: DrainingOptions
  #begun = false
  #idle: (() => void) | undefined

  constructor(options: DrainingOptions) {
    this.#options = options
  }

  get begun(): boolean {
    return this.#begun
  }

  /** No new call from here on. */
  begin(): void {
    this.#begun = true
  }

  /**
   * Resolves when no call is left, and of none it is still looked up what it is. A party that does not answer its CANCEL or BYE is waited for no longer than the rest; the
   * record of its call is.
   */
  async callsEnd(deadlineMs: number): Promise<void> {
    if (this.#isIdle) return
    const { clock, door } = this.#options
    const { promise: over, resolve } = Promise.withResolvers<void>()
    this.#idle = resolve
    let timer = clock.after(deadlineMs, () => {
      door().turnUndecidedAway()
      const calls = this.#calls()
      const recorded = Promise.all(calls.map((call) => call.recorded()))
      for (const call of calls) call.post({ type: 'engineStopping', at: clock.epoch() })
      timer = clock.after(GOODBYE_MS, () => void recorded.then(() => resolve()))
    })
    await over
    clock.cancel(timer)
  }

  /** Whoever asks before it sends calls here is told when none are taken any more, and sends them elsewhere (RFC 3261 §11.2). */
  tellWhetherThere(transaction: ServerTransaction, userAgent: UserAgent): void {
    if (this.#begun)
      transaction.respond({ status: 503, toTag: userAgent.random(), extra: headerLine('Retry-After', '5') })
    else userAgent.answerOptions(transaction)
  }

  /** A call is over, or has been turned away. */
  callLeft(): void {
    if (this.#idle && this.#isIdle) this.#idle()
  }

  get #isIdle(): boolean {
    return this.#calls().length === 0 && this.#options.door().undecided === 0
  }

  #calls(): LiveCall[] {
    const { calls, goesOn } = this.#options
    return [...calls.values()].filter(({ origin }) => !goesOn(origin.id))
  }
}
