/** The reception of the pictures: somebody sits there with a telephone, and four callers wait. */
import { nodeNetwork, systemClock } from '@mainline/sip'
import { type PhoneCall, SipPhone } from '@mainline/sip/testing'
import { until } from '../../../interop/peers/waiting.ts'
import { TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import * as made from './people.ts'
import { invite, type Pictured, type PicturedServer } from './workspace.ts'

interface Row {
  readonly id: string
  readonly version: number
  readonly e164: string
}

const login = { username: 'front-desk', password: 'correct-horse-battery' } as const

export class PicturedReception implements AsyncDisposable {
  readonly #server: PicturedServer
  readonly #siteId: string
  readonly #pictured: Pictured
  readonly #phones: SipPhone[] = []
  /** The telephone on the desk. */
  #seat: SipPhone | undefined

  private constructor(server: PicturedServer, pictured: Pictured) {
    this.#server = server
    this.#pictured = pictured
    this.#siteId = pictured.siteId
  }

  static async open(server: PicturedServer, pictured: Pictured): Promise<PicturedReception> {
    const { operatorId, siteId } = pictured
    const reception = new PicturedReception(server, pictured)
    await invite(server, made.receptionist, { role: 'receptionist', operatorId, siteIds: [siteId] })
    await reception.#giveSeatAPhone(pictured)
    return reception
  }

  async #giveSeatAPhone({ operatorId, siteId }: Pictured): Promise<void> {
    const { api } = this.#server
    await api.put(`/organizations/${operatorId}/sites/${siteId}`, undefined)
    await api.put(`/organizations/${operatorId}/sites/${siteId}/voice-service`, { quantity: 1 })
    const [free] = await this.#freeNumbers(siteId, 1)
    if (!free) throw new Error('no free number')
    const number = await this.#allocate(free, operatorId)
    const named = await api.patch<Row>(`/numbers/${number.id}`, {
      version: number.version,
      label: 'Reception',
    })
    await api.post(`/numbers/${number.id}/activate`, { version: named.version })
    await api.post('/devices', { numberId: number.id, name: 'Desk phone', ...login })
    const phone = await this.#phone('127.0.0.1', login.username, true)
    await phone.register(600)
    this.#seat = phone
  }

  /** The main numbers that are called, the pictured company's first. */
  async #sendCallsToReception({ operatorId, siteId, mainNumberId }: Pictured): Promise<string[]> {
    const { api } = this.#server
    await this.#route(mainNumberId)
    const { items: companies } = await api.get<{ items: { id: string; name: string }[] }>(
      `/organizations?operatorId=${operatorId}&limit=100`,
    )
    const called: string[] = [made.mainNumber]
    const free = await this.#freeNumbers(siteId, made.atReception.length)
    for (const [index, { company, greeting }] of made.atReception.entries()) {
      const owner = companies.find(({ name }) => name === company)
      const number = free[index]
      if (!owner || !number) throw new Error(`no number for ${company}`)
      const nominated = await api.post<Row>(`/numbers/${number.id}/nominate`, { version: number.version })
      const { id, version, e164 } = await this.#allocate(nominated, owner.id)
      await api.post(`/numbers/${id}/activate`, { version })
      await this.#route(id)
      await api.put(`/numbers/${id}/reception-card`, { version: 0, inHours: { greeting, comments: [] } })
      called.push(e164)
    }
    return called
  }

  async #route(numberId: string): Promise<void> {
    const path = `/numbers/${numberId}/call-settings`
    const { version, outOfHours } = await this.#server.api.get<{ version: number; outOfHours: object }>(path)
    const steps = [{ target: 'reception', limitSeconds: 120 }, { target: 'voicemail' }]
    await this.#server.api.put(path, { version, inHours: { steps }, outOfHours })
  }

  /** Once somebody sits there: where nobody does, calls go on to voicemail. */
  async callersCome(): Promise<void> {
    const targets = await this.#sendCallsToReception(this.#pictured)
    const carrier = await this.#phone(TRUNK_ADDRESS, 'carrier')
    const { address, port } = this.#server.sip
    const callers = [made.caller, ...made.atReception.map(({ number }) => ({ name: '', number }))]
    for (const [index, target] of targets.entries()) {
      const { name, number } = callers[index] ?? made.caller
      const from = `${name && `"${name}" `}<sip:${number}@${TRUNK_ADDRESS}>`
      carrier.call(`sip:${target}@${address}:${port}`, { from })
      // One after the other, so that they wait in this order.
      await until('the caller to wait', async () => (await this.#waiting()) > index)
    }
  }

  /** Takes the first of the callers: the telephone on the desk rings when the key is pressed, and is picked up. */
  async answer(press: () => Promise<void>): Promise<void> {
    if (!this.#seat) throw new Error('the seat has no telephone')
    let rings: PhoneCall | undefined
    void this.#seat.nextCall().then((call) => {
      rings = call
    })
    await press()
    const call = await until('the telephone on the desk to ring', () => rings, 30_000)
    call.answer()
  }

  async #waiting(): Promise<number> {
    const { calls } = await this.#server.api.get<{ calls: object[] }>(`/sites/${this.#siteId}/desk`)
    return calls.length
  }

  async #phone(address: string, user: string, isSeat = false): Promise<SipPhone> {
    const phone = await SipPhone.open({
      network: nodeNetwork(),
      clock: systemClock(),
      address,
      user,
      server: this.#server.sip,
      ...(isSeat && { domain: made.tallowWharf.domain, credentials: login }),
    })
    this.#phones.push(phone)
    return phone
  }

  async #freeNumbers(siteId: string, limit: number): Promise<Row[]> {
    const { items } = await this.#server.api.get<{ items: Row[] }>(
      `/numbers?siteId=${siteId}&state=AVAILABLE&kind=ordinary&limit=${limit}`,
    )
    return items
  }

  #allocate({ id, version }: Row, organizationId: string): Promise<Row> {
    return this.#server.api.post<Row>(`/numbers/${id}/allocate`, { version, organizationId })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const phone of this.#phones) await phone.close()
  }
}
