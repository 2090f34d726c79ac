/** The far end of the trunk: calls the main numbers, and sees to which number they are forwarded. */
import { type IncomingCall, nodeNetwork, systemClock } from '@mainline/sip'
import { type PhoneCall, SipPhone } from '@mainline/sip/testing'
import { TRUNK_ADDRESS } from '../../interop/workspace.ts'

export class Carrier implements AsyncDisposable {
  readonly #phone: SipPhone
  readonly #waiting = new Map<string, (call: PhoneCall, number: string) => void>()
  #closed = false

  private constructor(phone: SipPhone) {
    this.#phone = phone
    void this.#receive()
  }

  static async open(server: { address: string; port: number }): Promise<Carrier> {
    const phone = await SipPhone.open({
      network: nodeNetwork(),
      clock: systemClock(),
      address: TRUNK_ADDRESS,
      user: 'carrier',
      server,
    })
    return new Carrier(phone)
  }

  get port(): number {
    return Number(/:(\d+)$/.exec(this.#phone.contactUri)?.[1])
  }

  call(number: string): PhoneCall {
    return this.#phone.call(number)
  }

  /** The next call to a number of this beginning. @returns it and the number */
  reached(beginning: string): Promise<{ call: PhoneCall; number: string }> {
    return new Promise((resolve) => {
      this.#waiting.set(beginning, (call, number) => resolve({ call, number }))
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    await this.#phone.close()
  }

  async #receive(): Promise<void> {
    while (!this.#closed) {
      const call = await this.#phone.nextCall()
      const number = (call.raw as IncomingCall).request.uri.user ?? ''
      for (const [beginning, told] of this.#waiting) {
        if (!number.startsWith(beginning)) continue
        this.#waiting.delete(beginning)
        told(call, number)
      }
    }
  }
}
