/** What tests need beyond the sample workspace, made by the HTTP API. */
import type { DeviceLogin } from '../../../interop/peers/device-login.ts'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { createTrunk, TRUNK_ADDRESS, type Workspace } from '../../../interop/workspace.ts'

interface Versioned {
  readonly id: string
  readonly version: number
}
interface Named extends Versioned {
  readonly name: string
  readonly operatorId: string
}
export interface SampleNumber extends Versioned {
  readonly e164: string
  readonly label: string
  readonly state: string
}
interface List<Item> {
  readonly items: Item[]
}

/** The companies of the sample's people, and one that is none of an occupier's business. */
export const ownCompany = 'Alder & Finch Architects'
export const otherCompany = 'Copperline Legal'
const site = 'Finsbury Yard, London'

export interface Sample {
  readonly operatorId: string
  readonly siteId: string
  /** Of Maya, occupier-admin, and Tom, occupier-user. */
  readonly companyId: string
  readonly main: SampleNumber
  readonly otherCompanyId: string
}

/** Reads what the sample workspace consists of. */
export async function readSample({ api }: ServerFixture): Promise<Sample> {
  const { items: companies } = await api.get<List<Named>>('/organizations?limit=100')
  const { items: sites } = await api.get<List<Named>>('/sites?limit=100')
  const company = named(companies, ownCompany)
  const { items } = await api.get<List<SampleNumber>>(`/numbers?organizationId=${company.id}&kind=main`)
  return {
    operatorId: company.operatorId,
    siteId: named(sites, site).id,
    companyId: company.id,
    main: items[0] ?? missing('main number'),
    otherCompanyId: named(companies, otherCompany).id,
  }
}

const named = (items: readonly Named[], name: string): Named =>
  items.find((item) => item.name === name) ?? missing(name)

function missing(what: string): never {
  throw new Error(`the sample has no ${what}`)
}

/**
 * Gives the operator itself telephony at its London site: an ordinary number with a phone, and a main number that is
 * RESERVED.
 */
export async function giveOperatorAMain(server: ServerFixture): Promise<Workspace> {
  const { api } = server
  const { operatorId, siteId } = await readSample(server)
  const before = await api.get<Versioned & { domain: string }>(`/sites/${siteId}`)
  // Or the first voice service would choose and activate numbers by itself (N10).
  await api.patch(`/sites/${siteId}`, {
    version: before.version,
    automaticMain: false,
    automaticAllocation: false,
  })
  await api.put(`/organizations/${operatorId}/sites/${siteId}`, undefined)
  await api.put(`/organizations/${operatorId}/sites/${siteId}/voice-service`, { quantity: 4 })
  const [main, ordinary] = await spareNumbers(server, siteId, 2)
  if (!main || !ordinary) throw new Error('the sample has no spare numbers')
  await allocate(server, ordinary, operatorId)
  await api.post(`/numbers/${ordinary.id}/activate`, { version: ordinary.version + 1 })
  const login: DeviceLogin = {
    username: 'front-desk',
    password: 'correct-horse-battery',
    domain: before.domain,
    server: server.sip,
  }
  await api.post('/devices', {
    numberId: ordinary.id,
    name: 'Front desk',
    username: login.username,
    password: login.password,
  })
  const nominated = await api.post<SampleNumber>(`/numbers/${main.id}/nominate`, { version: main.version })
  await allocate(server, nominated, operatorId)
  await createTrunk(server, 'Carrier of the tests', TRUNK_ADDRESS)
  return {
    operatorId,
    siteId,
    organizationId: operatorId,
    mainNumberId: main.id,
    mainNumber: main.e164,
    members: [{ numberId: ordinary.id, e164: ordinary.e164, login }],
  }
}

async function spareNumbers({ api }: ServerFixture, siteId: string, count: number): Promise<SampleNumber[]> {
  const { items } = await api.get<List<SampleNumber>>(
    `/numbers?siteId=${siteId}&state=AVAILABLE&kind=ordinary&limit=${count}`,
  )
  return items
}

const allocate = ({ api }: ServerFixture, { id, version }: Versioned, organizationId: string) =>
  api.post(`/numbers/${id}/allocate`, { version, organizationId })

/** `+442079460100` as the console prints it. */
export const printed = (e164: string): string =>
  e164.replace(/^\+44(20)(\d{4})(\d{4})$/, '+44 $1 $2 $3').replaceAll(' ', '\u00a0')
