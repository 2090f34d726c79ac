/** One side of a call: a SIP phone's call with the audio of an RTP phone, tones instead of a voice. */
import { RtpPhone } from '@mainline/media/testing'
import type { PhoneCall, PhoneCallResult, SipPhone } from '@mainline/sip/testing'
import { until, within } from './waiting.ts'

/** From here a tone counts as heard, dBFS: the parties send at -10, nothing else comes near. */
const AUDIBLE = -20

export class Party {
  /** When the call began, on the clock of `performance.now()`. */
  readonly startedAt = performance.now()
  readonly phone: SipPhone
  readonly call: PhoneCall
  readonly audio: RtpPhone

  private constructor(phone: SipPhone, call: PhoneCall, audio: RtpPhone) {
    this.phone = phone
    this.call = call
    this.audio = audio
  }

  /** Calls a URI, showing the number given as its own. */
  static async call(phone: SipPhone, uri: string, from: string): Promise<Party> {
    const audio = await RtpPhone.open({ address: phone.options.address })
    const call = phone.call(uri, { from: `<sip:${from}@${phone.options.address}>`, body: audio.offer() })
    const party = new Party(phone, call, audio)
    call.answered.then(
      () => audio.accept(call.remoteBody),
      () => undefined,
    )
    return party
  }

  /** Takes hold of a call that came; it goes on ringing. */
  static async take(phone: SipPhone, call: PhoneCall): Promise<Party> {
    return new Party(phone, call, await RtpPhone.open({ address: phone.options.address }))
  }

  get callId(): string {
    return this.call.callId
  }

  answer(): void {
    this.call.answer(this.audio.answer(this.call.remoteBody))
  }

  hangUp(): void {
    this.call.hangUp()
  }

  hearsRinging(): Promise<unknown> {
    return within('the caller hears ringing', this.call.ringing)
  }

  /** @param milliseconds how long that may take */
  isAnswered(milliseconds?: number): Promise<unknown> {
    return within('the call is answered', this.call.answered, milliseconds)
  }

  hasEnded(): Promise<PhoneCallResult> {
    return within('the call ends', this.call.ended)
  }

  /** Whether the tone arrives here within two seconds. */
  async hears(hertz: number): Promise<boolean> {
    const heard = until('the tone', () => this.audio.level(hertz, 0.3) > AUDIBLE || undefined, 2_000)
    return heard.catch(() => false)
  }

  /** The Reasons of the requests of that method within this call (RFC 3326). */
  reasons(method: string): readonly string[] {
    return this.#requests(method).flatMap((request) => request.headers('Reason'))
  }

  /** How many requests of that method came within this call. */
  received(method: string): number {
    return this.#requests(method).length
  }

  close(): void {
    this.call.hangUp()
    this.audio.close()
  }

  #requests(method: string) {
    return this.phone.log.requests(method).filter((request) => request.callId === this.callId)
  }
}
