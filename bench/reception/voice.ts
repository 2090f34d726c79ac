/** The audio of one light phone of a crowd; used for one call after the other. */
import type { OwnHeard, RtpCrowd } from '../../interop/load/rtp-crowd.ts'

/** Hands out the phones of a crowd, one after the other. */
export class Voices {
  readonly #crowd: RtpCrowd
  #given = 0

  constructor(crowd: RtpCrowd) {
    this.#crowd = crowd
  }

  next(): Voice {
    if (this.#given === this.#crowd.ports.length)
      throw new Error(`more than ${this.#given} voices at a time: open a larger crowd`)
    this.#given += 1
    return new Voice(this.#crowd, this.#given - 1)
  }
}

export class Voice {
  /** Its session description: A-law. */
  readonly description: string
  readonly #crowd: RtpCrowd
  readonly #index: number

  constructor(crowd: RtpCrowd, index: number) {
    this.#crowd = crowd
    this.#index = index
    this.description = crowd.offer(index)
  }

  /** Forgets what it heard. @param awaited the byte that fills the packets of whoever it waits for */
  listen(awaited: number): void {
    this.#crowd.listen(this.#index, awaited)
  }

  /** Sends packets full of `says` to where the peer's description says. */
  talk(description: string, says: number): void {
    this.#crowd.connect(this.#index, description, says)
  }

  hush(): void {
    this.#crowd.hush(this.#index)
  }

  heard(): Promise<OwnHeard> {
    return this.#crowd.heardBy(this.#index)
  }
}
