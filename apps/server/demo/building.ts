/** The building of the demo: a site, and a carrier's trunk that leads to it. Set up by the HTTP API as an operator would. */
import {
  activateNumber,
  allocateNumber,
  createDevice,
  createNumbers,
  createOrganization,
  createSite,
  createTrunk,
  type getNumber,
  locateOrganization,
  type MethodOutput,
  nominateNumber,
  setVoiceService,
  updateNumber,
} from '@mainline/contract'
import { nodeNetwork, systemClock } from '@mainline/sip'
import { SipPhone } from '@mainline/sip/testing'
import type { ApiClient } from './api-client.ts'
import { Company, type Person } from './company.ts'
import { type DemoServer, SERVER_ADDRESS } from './demo-server.ts'

/** Loopback addresses of their own, so that the server tells carrier from phones as it would on a real network (C2). */
const PHONES = '127.0.0.2'
const CARRIER = '127.0.0.3'
const DOMAIN = 'demo.mainline.test'
const PASSWORD = 'correct-horse-battery'

export class Building implements AsyncDisposable {
  readonly api: ApiClient
  readonly siteId: string
  /** The far end of the trunk: who calls from outside calls through it, and forwarded calls arrive there. */
  readonly carrier: SipPhone
  readonly #operatorId: string
  readonly #server: { readonly address: string; readonly port: number }
  readonly #phones: SipPhone[] = []
  /** Ofcom reserves 020 7946 0000 to 0999 for drama; the sample workspace has 0100 to 0119. */
  #nextNumber = 200

  private constructor(parts: {
    api: ApiClient
    siteId: string
    operatorId: string
    carrier: SipPhone
    server: { address: string; port: number }
  }) {
    this.api = parts.api
    this.siteId = parts.siteId
    this.carrier = parts.carrier
    this.#operatorId = parts.operatorId
    this.#server = parts.server
  }

  static async open({ api, sipPort }: DemoServer): Promise<Building> {
    const server = { address: SERVER_ADDRESS, port: sipPort }
    const operator = await api.call(createOrganization, { body: { name: 'Demo Workspaces' } })
    const site = await api.call(createSite, {
      body: {
        operatorId: operator.id,
        name: 'Demo House',
        timeZone: 'Europe/London',
        domain: DOMAIN,
        extensionFirst: 5000,
        extensionLast: 5999,
        businessHours: { mode: 'always-open' },
        automaticMain: false,
        automaticAllocation: false,
      },
    })
    const carrier = await openPhone({ address: CARRIER, user: 'carrier', server })
    const port = Number(/:(\d+)$/.exec(carrier.contactUri)?.[1])
    await api.call(createTrunk, {
      body: { name: 'Demo carrier', sourceAddresses: [CARRIER], host: CARRIER, port },
    })
    return new Building({ api, siteId: site.id, operatorId: operator.id, carrier, server })
  }

  /** Moves a company in: a main number, ACTIVE unless told otherwise, and a number with a registered phone for each person. */
  async moveIn(
    name: string,
    names: readonly string[],
    state: 'ACTIVE' | 'RESERVED' = 'ACTIVE',
  ): Promise<Company> {
    const { api, siteId } = this
    const occupier = await api.call(createOrganization, { body: { name, operatorId: this.#operatorId } })
    await api.call(locateOrganization, { params: { organizationId: occupier.id, siteId } })
    const quantity = names.length + 1
    await api.call(setVoiceService, {
      params: { organizationId: occupier.id, siteId },
      body: { quantity },
    })
    const first = `+44207946${String(this.#nextNumber).padStart(4, '0')}`
    const count = names.length + 1
    this.#nextNumber += count
    const { items } = await api.call(createNumbers, { body: { siteId, first, count } })
    const [main, ...ordinary] = items
    if (!main) throw new Error('no number was provisioned')
    const people = await Promise.all(
      ordinary.map(async (number, index) => {
        const person = names[index] ?? ''
        await this.#bringIntoService(number, occupier.id, person)
        return this.#givePhone(number, person)
      }),
    )
    const nominated = await api.call(nominateNumber, {
      params: { numberId: main.id },
      body: { version: main.version },
    })
    if (state === 'ACTIVE') await this.#bringIntoService(nominated, occupier.id, '')
    else await this.#allocate(nominated, occupier.id)
    return new Company({
      name,
      organizationId: occupier.id,
      numberId: main.id,
      mainNumber: main.e164,
      people: new Map(people.map((person) => [person.name, person])),
    })
  }

  /** A phone with the credentials of a person that claims to be somebody else. */
  async openImpostor(user: string, credentialsOf: Person): Promise<SipPhone> {
    const { credentials } = credentialsOf.phone.options
    return this.#open({ user, ...(credentials && { credentials }) })
  }

  /** The URI under which the carrier reaches a number. */
  uriOf(number: string): string {
    return `sip:${number}@${this.#server.address}:${this.#server.port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.carrier, ...this.#phones].map((phone) => phone.close()))
  }

  async #allocate(number: PhoneNumber, organizationId: string) {
    const { id: numberId, version } = number
    return this.api.call(allocateNumber, { params: { numberId }, body: { version, organizationId } })
  }

  async #bringIntoService(number: PhoneNumber, organizationId: string, label: string): Promise<void> {
    const params = { numberId: number.id }
    let { version } = await this.#allocate(number, organizationId)
    if (label) ({ version } = await this.api.call(updateNumber, { params, body: { version, label } }))
    await this.api.call(activateNumber, { params, body: { version } })
  }

  async #givePhone(number: PhoneNumber, name: string): Promise<Person> {
    const username = `${number.extension}-${name.toLowerCase()}`
    await this.api.call(createDevice, {
      body: { numberId: number.id, name, username, password: PASSWORD },
    })
    const phone = await this.#open({ user: username, credentials: { username, password: PASSWORD } })
    const status = await phone.register(600)
    if (status !== 200) throw new Error(`the phone of ${name} was not registered: ${status}`)
    return { name, number: number.e164, phone }
  }

  async #open(who: Pick<PhoneOptions, 'user' | 'credentials'>): Promise<SipPhone> {
    const phone = await openPhone({ ...who, address: PHONES, domain: DOMAIN, server: this.#server })
    this.#phones.push(phone)
    return phone
  }
}

type PhoneNumber = MethodOutput<typeof getNumber>
type PhoneOptions = Omit<Parameters<typeof SipPhone.open>[0], 'network' | 'clock'>

const openPhone = (options: PhoneOptions): Promise<SipPhone> =>
  SipPhone.open({ ...options, network: nodeNetwork(), clock: systemClock() })
