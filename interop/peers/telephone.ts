/** A telephone of our own making behind the trunk: real SIP, real RTP, and it keeps all it hears. */
import { RtpPhone } from '@mainline/media/testing'
import { nodeNetwork, systemClock } from '@mainline/sip'
import { type PhoneCall, SipPhone } from '@mainline/sip/testing'
import type { ServerFixture } from '../server-fixture.ts'
import { freePort } from './ports.ts'
import { sleep, until } from './waiting.ts'

export class Telephone implements AsyncDisposable {
  readonly audio: RtpPhone
  readonly #sip: SipPhone
  #call: PhoneCall | undefined

  private constructor(sip: SipPhone, audio: RtpPhone) {
    this.#sip = sip
    this.audio = audio
  }

  /** @param address that it speaks from: that of the trunk */
  static async open(server: ServerFixture, address: string): Promise<Telephone> {
    const audio = await RtpPhone.open({ address })
    const sip = await SipPhone.open({
      network: nodeNetwork(),
      clock: systemClock(),
      address,
      port: await freePort(address),
      user: '+442079460991',
      server: server.sip,
    })
    return new Telephone(sip, audio)
  }

  /** Calls, and resolves when the call is answered and audio flows. */
  async dial(number: string): Promise<void> {
    const { address, port } = this.#sip.options.server
    const call = this.#sip.call(`sip:${number}@${address}:${port}`, { body: this.audio.offer() })
    this.#call = call
    await call.answered
    this.audio.accept(call.remoteBody)
  }

  /** Presses keys by RFC 4733; resolves when the last one was sent. */
  async press(keys: string): Promise<void> {
    this.audio.press(keys)
    await sleep(keys.length * 180 + 200)
  }

  /** Resolves when something is said, to whoever has pressed keys that silenced what was said before. */
  async spokenTo(): Promise<void> {
    this.audio.forget()
    await until('somebody to speak', () => this.audio.heard().some((sample) => Math.abs(sample) > 1_000))
  }

  /** Resolves with what was heard from there on, samples since it forgot, as soon as that was heard. */
  async hears(from: number, length: number): Promise<Int16Array> {
    await until('enough to be heard', () => this.audio.heard().length >= from + length)
    return this.audio.heard().subarray(from, from + length)
  }

  /** Resolves when the other side has hung up. */
  async sentAway(): Promise<void> {
    await this.#call?.ended
  }

  hangUp(): void {
    this.#call?.hangUp()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.audio.close()
    await this.#sip.close()
  }
}
