/** Somebody who calls by the trunk: real SIP and RTP, says one tone and hears what is said. */
import { RtpPhone } from '@mainline/media/testing'
import { nodeNetwork, systemClock } from '@mainline/sip'
import { type PhoneCall, SipPhone } from '@mainline/sip/testing'
import { onTestFinished } from 'vitest'
import { freePort } from '../../../interop/peers/ports.ts'
import { sleep, until } from '../../../interop/peers/waiting.ts'
import { TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import type { Installation } from './installation.ts'

/** Louder than this is said to somebody, dBFS. */
const audible = -30

export class Caller {
  readonly audio: RtpPhone
  readonly call: PhoneCall
  readonly #sip: SipPhone
  /** The call is over. */
  over = false

  private constructor(sip: SipPhone, audio: RtpPhone, call: PhoneCall) {
    this.#sip = sip
    this.audio = audio
    this.call = call
    void call.answered.then(() => audio.accept(call.remoteBody))
    void call.ended.then(() => {
      this.over = true
    })
  }

  /** Calls, and says a tone for as long as the call lasts; the end of the test ends it. */
  static async dial(
    { server }: Pick<Installation, 'server'>,
    number: string,
    hertz: number,
    from = TRUNK_ADDRESS,
  ): Promise<Caller> {
    const audio = await RtpPhone.open({ address: from })
    const user = `+4420794609${10 + Math.floor(Math.random() * 89)}`
    const sip = await SipPhone.open({
      network: nodeNetwork(),
      clock: systemClock(),
      address: from,
      port: await freePort(from),
      user,
      server: server.sip,
    })
    const { address, port } = server.sip
    const call = sip.call(`sip:${number}@${address}:${port}`, { body: audio.offer() })
    audio.speak(hertz)
    const caller = new Caller(sip, audio, call)
    onTestFinished(() => caller.#close())
    return caller
  }

  /** Waits until this tone is heard. */
  async hearsTone(hertz: number): Promise<void> {
    await until(
      `a tone of ${hertz} Hz at the caller`,
      () => this.audio.level(hertz, 0.3) > audible,
      30_000,
      () => `its level was ${this.audio.level(hertz, 0.3)}`,
    )
  }

  /** As {@link hearsTone}, to the hundredth of a second. */
  async hearsAnything(hertz: number): Promise<void> {
    while (!(this.audio.level(hertz, 0.02) > audible)) await sleep(5)
  }

  /** Waits until something is heard in which this tone is not: music, say. */
  async hearsMusic(insteadOf: number): Promise<void> {
    await until(
      'music at the caller',
      () => {
        const heard = this.audio.heard(0.5)
        const loud = heard.some((sample) => Math.abs(sample) > 600)
        return loud && this.audio.level(insteadOf, 0.5) < audible
      },
      30_000,
    )
  }

  hangUp(): void {
    this.audio.hush()
    if (!this.call.cancel()) this.call.hangUp()
  }

  async #close(): Promise<void> {
    if (!this.over) this.hangUp()
    this.audio.close()
    await this.#sip.close()
  }
}
