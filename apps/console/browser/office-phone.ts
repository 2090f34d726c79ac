/** The phone of somebody at the sample's company: real SIP and RTP, says one tone when it is answered. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RtpPhone } from '@mainline/media/testing'
import { nodeNetwork, systemClock } from '@mainline/sip'
import { type PhoneCall, SipPhone } from '@mainline/sip/testing'
import { freePort } from '../../../interop/peers/ports.ts'
import type { Installation } from './installation.ts'

interface Login {
  readonly organization: string
  readonly extension: string
  readonly username: string
  readonly password: string
  readonly domain: string
}

const address = '127.0.0.1'

export class OfficePhone {
  readonly extension: string
  readonly audio: RtpPhone
  readonly #sip: SipPhone
  readonly #hertz: number

  private constructor(sip: SipPhone, audio: RtpPhone, extension: string, hertz: number) {
    this.#sip = sip
    this.audio = audio
    this.extension = extension
    this.#hertz = hertz
  }

  /** Registers the first phone of the company. @param hertz that it says */
  static async open({ server }: Installation, company: string, hertz: number): Promise<OfficePhone> {
    const { logins } = JSON.parse(readFileSync(join(server.dataFolder, 'sample-logins.json'), 'utf8'))
    const login = (logins as Login[]).find(({ organization }) => organization === company)
    if (!login) throw new Error(`${company} has no phone`)
    const audio = await RtpPhone.open({ address })
    const { username, password, domain } = login
    const sip = await SipPhone.open({
      network: nodeNetwork(),
      clock: systemClock(),
      address,
      port: await freePort(address),
      user: username,
      server: server.sip,
      domain,
      credentials: { username, password },
    })
    const status = await sip.register(600)
    if (status !== 200) throw new Error(`the phone was not registered: ${status}`)
    return new OfficePhone(sip, audio, login.extension, hertz)
  }

  /** Takes its registration back: it rings no more. */
  async signOff(): Promise<void> {
    const status = await this.#sip.register(0)
    if (status !== 200) throw new Error(`the phone did not sign off: ${status}`)
  }

  /** The call that rings next. */
  rings(): Promise<PhoneCall> {
    return this.#sip.nextCall()
  }

  /** Takes a call that rings. */
  answer(call: PhoneCall): void {
    call.body = this.audio.answer(call.remoteBody)
    call.answer()
    this.audio.speak(this.#hertz)
  }

  async close(): Promise<void> {
    this.audio.close()
    await this.#sip.close()
  }
}
