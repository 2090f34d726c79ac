/** Lets a few at a time do what takes much memory or processor; some more wait in their order, and nobody beyond these. */

export interface FewAtATimeOptions {
  readonly atATime: number
  /** More than these are turned away at once: what each of them holds while it waits is memory too. */
  readonly mostWaiting: number
}

export class FewAtATime {
  readonly #options: FewAtATimeOptions
  #taken = 0
  readonly #waiting: (() => void)[] = []

  constructor(options: FewAtATimeOptions) {
    this.#options = options
  }

  /** @returns undefined when too many wait already, and then nothing was done */
  async run<Result extends object | string>(work: () => Promise<Result>): Promise<Result | undefined> {
    const { atATime, mostWaiting } = this.#options
    if (this.#taken < atATime) this.#taken += 1
    else if (this.#waiting.length >= mostWaiting) return undefined
    else await new Promise<void>((begin) => this.#waiting.push(begin))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      // A turn is given on as it is, or somebody who has just come would take it too.
      if (next) next()
      else this.#taken -= 1
    }
  }
}
