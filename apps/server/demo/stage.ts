/** What a case plays on: its company, the carrier, the API; and the notebook of what was seen. */
import { getCall, listCalls, listMessages } from '@mainline/contract'
import type { PhoneCall, SipPhone } from '@mainline/sip/testing'
import type { ApiClient } from './api-client.ts'
import type { Building } from './building.ts'
import type { Company, Person } from './company.ts'
import type { Check, PathLine, RecordedCall } from './demo-case.ts'
import { Party } from './party.ts'
import { type CallInFull, toRecordedCall } from './recorded-call.ts'
import { until, within } from './waiting.ts'

/** The number that calls from outside; its block is reserved for drama. */
export const CALLER = '+442079460990'

export class Stage {
  readonly building: Building
  readonly company: Company
  readonly path: PathLine[] = []
  readonly calls: RecordedCall[] = []
  readonly checks: Check[] = []
  readonly #tell: (seconds: number, words: string) => void
  readonly #parties: Party[] = []
  readonly #started = performance.now()

  /** @param tell hears what happens, while it happens */
  constructor(building: Building, company: Company, tell: (seconds: number, words: string) => void) {
    this.building = building
    this.company = company
    this.#tell = tell
  }

  get api(): ApiClient {
    return this.building.api
  }

  get carrier(): SipPhone {
    return this.building.carrier
  }

  /** Seconds since the case began. */
  get elapsed(): number {
    return Math.round(performance.now() - this.#started) / 1000
  }

  say(words: string): void {
    this.#tell(this.elapsed, words)
  }

  /** Notes whether something that must hold does. */
  check(words: string, holds: boolean): void {
    this.checks.push({ words, holds })
    this.say(`${holds ? '✔' : '✘'} ${words}`)
  }

  /** Notes a request that no call came of. */
  note(method: string, target: string, status: number, reason: string): void {
    const at = this.elapsed
    this.path.push({ from: at, to: at, step: method, target, outcome: String(status), reason })
  }

  person(name: string): Person {
    return this.company.person(name)
  }

  /** Somebody outside calls the main number, by way of the carrier. */
  async callIn(): Promise<Party> {
    this.say(`${CALLER} calls ${this.company.mainNumber}`)
    const party = await Party.call(this.carrier, this.building.uriOf(this.company.mainNumber), CALLER)
    this.#parties.push(party)
    return party
  }

  /** Waits until that person's phone rings. */
  async rings(name: string): Promise<Party> {
    const { phone } = this.person(name)
    const ringing = phone.calls.find((call) => call.direction === 'incoming' && call.state === 'early')
    return this.#pickUp(name, phone, ringing ?? (await within(`${name} rings`, phone.nextCall())))
  }

  /** Waits until the carrier gets a call from us. */
  async reachesCarrier(incoming: Promise<PhoneCall>): Promise<Party> {
    return this.#pickUp('the carrier', this.carrier, await within('the carrier gets the call', incoming))
  }

  /** The server's record of the call, once it is stored; its path becomes the case's. */
  async recordOf(party: Party): Promise<CallInFull> {
    const { numberId } = this.company
    const callId = await until('the call is on record', async () => {
      const { items } = await this.api.call(listCalls, { query: { numberId } })
      return items.find((call) => call.sipCallId === party.callId)?.callId
    })
    const call = await this.api.call(getCall, { params: { callId } })
    const recorded = toRecordedCall(call, party.startedAt - this.#started)
    this.calls.push(recorded)
    this.path.push(...recorded.path)
    this.say(call.sentence)
    return call
  }

  /** The messages in the company's mailbox. */
  async messages() {
    const { items } = await this.api.call(listMessages, { query: { numberId: this.company.numberId } })
    return items
  }

  /** Hangs up what is still up. */
  close(): void {
    for (const party of this.#parties) party.close()
  }

  async #pickUp(name: string, phone: SipPhone, call: PhoneCall): Promise<Party> {
    const party = await Party.take(phone, call)
    this.#parties.push(party)
    this.say(`${name} rings`)
    return party
  }
}
