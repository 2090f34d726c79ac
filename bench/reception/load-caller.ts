/** A caller who waits for the reception with an open ear. */
import type { PhoneCall, SipPhone } from '@mainline/sip/testing'
import type { Voice, Voices } from './voice.ts'

/** What fills the packets of callers, and of seats. */
export const CALLER_SAYS = 0x33
export const SEAT_SAYS = 0x77

export class LoadCaller {
  /** By which the desk knows it. */
  readonly number: string
  /** Its place among all callers. */
  readonly place: number
  readonly voice: Voice
  readonly #call: PhoneCall
  /** It was ended by us, or by the seat. */
  expectedEnd = false
  /** A seat has clicked. */
  taken = false
  over = false

  private constructor(place: number, number: string, voice: Voice, call: PhoneCall) {
    this.place = place
    this.number = number
    this.voice = voice
    this.#call = call
    call.answered.then(() => voice.talk(call.remoteBody, CALLER_SAYS))
    this.ended = call.ended.then(() => {
      this.over = true
      voice.hush()
    })
  }

  readonly ended: Promise<void>

  static dial(carrier: SipPhone, called: string, place: number, ears: Ears): LoadCaller {
    const number = `+4420790${String(place).padStart(5, '0')}`
    const { address } = carrier.options
    const voice = ears.take()
    voice.listen(SEAT_SAYS)
    const { address: host, port } = carrier.options.server
    const call = carrier.call(`sip:${called}@${host}:${port}`, {
      from: `<sip:${number}@${address}>`,
      body: voice.description,
    })
    const caller = new LoadCaller(place, number, voice, call)
    caller.ended.then(() => ears.giveBack(voice))
    return caller
  }

  /** Neither we nor the seat ended it. */
  get lost(): boolean {
    return this.over && !this.expectedEnd
  }

  hangUp(): void {
    this.expectedEnd = true
    if (!this.#call.cancel()) this.#call.hangUp()
  }
}

/** Voices are used again a while after their call: packets under way are not the next caller's. */
export class Ears {
  readonly #voices: Voices
  readonly #free: Voice[] = []

  constructor(voices: Voices) {
    this.#voices = voices
  }

  take(): Voice {
    return this.#free.shift() ?? this.#voices.next()
  }

  giveBack(voice: Voice): void {
    setTimeout(() => this.#free.push(voice), 2_000)
  }
}
