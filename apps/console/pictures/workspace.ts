/** Makes the workspace of the pictures by the HTTP API, as an operator would. */
import { ApiClient } from '../../../interop/api-client.ts'
import type { DeviceLogin } from '../../../interop/peers/device-login.ts'
import { freePort } from '../../../interop/peers/ports.ts'
import { register } from '../../../interop/peers/registration.ts'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import type { TestMailServer } from '../../server/src/mail/testing/mail-server.ts'
import * as made from './people.ts'

/** A server that hands its letters to ours. */
export type PicturedServer = ServerFixture & { readonly mail: TestMailServer }

interface Versioned {
  readonly id: string
  readonly version: number
}
interface PhoneNumber extends Versioned {
  readonly e164: string
}

export interface Pictured {
  readonly operatorId: string
  readonly siteId: string
  readonly companyId: string
  readonly reservedId: string
  readonly emptyId: string
  readonly mainNumberId: string
  /** The API in the name of the company's administrator. */
  readonly company: ApiClient
  /** One device of each member of the hunt group that has one to ring. */
  readonly members: readonly DeviceLogin[]
  /** The other devices that are registered. */
  readonly others: readonly DeviceLogin[]
}

export async function makeWorkspace(server: PicturedServer): Promise<Pictured> {
  const { api } = server
  const operator = await api.post<Versioned>('/organizations', { name: made.operatorName })
  const automatic = { automaticMain: false, automaticAllocation: false }
  const site = await api.post<Versioned>('/sites', {
    operatorId: operator.id,
    ...made.tallowWharf,
    ...automatic,
  })
  const other = await api.post<Versioned>('/sites', {
    operatorId: operator.id,
    ...made.quarryHouse,
    ...automatic,
  })
  await invite(server, made.operatorAdmin, { role: 'operator-admin', operatorId: operator.id })
  const occupier = async (name: string, quantity: number): Promise<string> => {
    const { id } = await api.post<Versioned>('/organizations', { name, operatorId: operator.id })
    await api.put(`/organizations/${id}/sites/${site.id}`, undefined)
    if (quantity > 0) await api.put(`/organizations/${id}/sites/${site.id}/voice-service`, { quantity })
    return id
  }
  const companyId = await occupier(made.company, 12)
  await api.put(`/organizations/${companyId}/sites/${other.id}`, undefined)
  await invite(server, made.companyAdmin, { role: 'occupier-admin', organizationId: companyId })
  const numbers = await giveNumbers(server, site.id, companyId)
  const reservedId = await occupier(made.companyReserved, 4)
  const emptyId = await occupier(made.companyEmpty, 0)
  for (const name of made.moreCompanies) await occupier(name, 2)
  await stock(server, site.id, reservedId)
  await schedule(server, site.id, numbers.mainNumberId)
  await createTrunk(server, 'Brightline A', TRUNK_ADDRESS)
  return { operatorId: operator.id, siteId: site.id, companyId, reservedId, emptyId, ...numbers }
}

export async function invite(
  { api, mail }: PicturedServer,
  { name, email, password }: made.Person,
  place: { role: string; operatorId?: string; organizationId?: string; siteIds?: readonly string[] },
): Promise<void> {
  await api.post('/invitations', { name, email, ...place })
  const { text } = (await mail.letterTo(email)).mail
  // The token stands behind #.
  await api.post('/accept-invitation', { token: /\S+#(\S+)/.exec(text ?? '')?.[1] ?? '', password })
}

async function giveNumbers(server: ServerFixture, siteId: string, organizationId: string) {
  const { api } = server
  const count = 1 + made.desks.length + made.reservedNumbers
  const { items } = await api.post<{ items: PhoneNumber[] }>('/numbers', {
    siteId,
    first: made.mainNumber,
    count,
    firstExtension: 2148,
  })
  const [first, ...ordinary] = items
  if (!first) throw new Error('no number was made')
  const nominated = await api.post<PhoneNumber>(`/numbers/${first.id}/nominate`, { version: first.version })
  const members: DeviceLogin[] = []
  const others: DeviceLogin[] = []
  for (const [index, number] of ordinary.entries()) {
    const desk = made.desks[index]
    const allocated = await allocate(server, number, organizationId)
    if (!desk) continue
    const named = await api.patch<PhoneNumber>(`/numbers/${number.id}`, {
      version: allocated.version,
      label: desk.label,
    })
    await api.post(`/numbers/${number.id}/activate`, { version: named.version })
    const own = await giveDevices(server, number, desk)
    if (desk.silent) continue
    if (desk.member) members.push(...own.splice(0, 1))
    others.push(...own)
  }
  const reserved = await allocate(server, nominated, organizationId)
  await api.post(`/numbers/${first.id}/activate`, { version: reserved.version })
  const company = await clientOf(server, made.companyAdmin.name, organizationId)
  await settle(company, first.id, ordinary)
  return { company, mainNumberId: first.id, members, others }
}

const allocate = ({ api }: ServerFixture, { id, version }: Versioned, organizationId: string) =>
  api.post<PhoneNumber>(`/numbers/${id}/allocate`, { version, organizationId })

async function giveDevices(server: ServerFixture, number: PhoneNumber, desk: made.Desk) {
  const logins: DeviceLogin[] = []
  for (let index = 0; index < desk.devices; index++) {
    const name = index === 0 ? 'Desk phone' : 'Softphone'
    const { device, password } = await server.api.post<{ device: { username: string }; password: string }>(
      '/devices',
      { numberId: number.id, name },
    )
    const { domain } = made.tallowWharf
    logins.push({ username: device.username, password, domain, server: server.sip })
  }
  return logins
}

/** Registers what should be seen registered; no phone stands behind it. */
export async function registerDevices({ members, others }: Pictured): Promise<void> {
  for (const login of [...members, ...others]) {
    await register({ ...login, address: '127.0.0.1', port: await freePort() })
  }
}

/** The API in the name of somebody of the company: changes are put down to them. */
async function clientOf(
  { api, url }: ServerFixture,
  name: string,
  organizationId: string,
): Promise<ApiClient> {
  const { secret } = await api.post<{ secret: string }>('/tokens', {
    name,
    role: 'occupier-admin',
    organizationId,
  })
  return new ApiClient(url, secret)
}

/** Members, routes and reception card of the main number. */
async function settle(api: ApiClient, mainId: string, ordinary: readonly PhoneNumber[]) {
  const path = `/numbers/${mainId}`
  const { revision } = await api.get<{ revision: string }>(`${path}/hunt-members`)
  const members = ordinary
    .filter((_, index) => made.desks[index]?.member)
    .map(({ id }) => ({ kind: 'number', numberId: id }))
  const mobile = { kind: 'external', e164: made.rafesMobile, name: 'Rafe’s mobile' }
  await api.put(`${path}/hunt-members`, { revision, members: [...members, mobile] })
  const { version } = await api.get<Versioned>(`${path}/call-settings`)
  await api.put(`${path}/call-settings`, {
    version,
    inHours: {
      steps: [
        { target: 'hunt-group', limitSeconds: 20 },
        { target: 'reception', limitSeconds: 30 },
        { target: 'voicemail' },
      ],
    },
    outOfHours: { steps: [{ target: 'voicemail' }] },
    voicemailEmails: ['office@thistlevane.example', 'i.vane@thistlevane.example'],
  })
  await api.put(`${path}/reception-card`, { version: 0, ...made.card })
}

/** Free numbers at the site, some of them nominated, one main number RESERVED for another company. */
async function stock(server: ServerFixture, siteId: string, organizationId: string): Promise<void> {
  const first = '+442079460165'
  const { items } = await server.api.post<{ items: PhoneNumber[] }>('/numbers', { siteId, first, count: 80 })
  for (const [index, { id, version }] of items.slice(0, 3).entries()) {
    const nominated = await server.api.post<PhoneNumber>(`/numbers/${id}/nominate`, { version })
    if (index === 0) await allocate(server, nominated, organizationId)
  }
  for (const number of items.slice(3, 6)) await allocate(server, number, organizationId)
}

async function schedule({ api }: ServerFixture, siteId: string, mainNumberId: string): Promise<void> {
  const announce = (name: string, from: string, to: string) =>
    api.post('/site-events', { name, siteIds: [siteId], when: { kind: 'span', from, to } })
  await announce('Fire drill', '2026-11-26T14:00', '2026-11-26T15:00')
  await api.post(`/sites/${siteId}/holiday-subscriptions`, { country: 'GB', state: 'ENG' })
  await announce('Staff party', '2026-12-04T13:00', '2026-12-04T18:00')
  const steps = [{ target: 'forward', number: made.rafesMobile, limitSeconds: 25 }, { target: 'voicemail' }]
  await api.post(`/numbers/${mainNumberId}/dated-changes`, {
    name: 'Winter break',
    from: '2026-12-01T00:00',
    until: '2027-01-05T00:00',
    inHours: { steps },
  })
}
