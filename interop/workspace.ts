/** A tenant on a server, made by the HTTP API as a customer would: a main number whose members have one device each. */
import type { DeviceLogin } from './peers/device-login.ts'
import type { ServerFixture } from './server-fixture.ts'

/** Where the callers of these tests come from: an address of its own tells the carrier from the phones. */
export const TRUNK_ADDRESS = '127.0.0.3'

export interface Member {
  readonly numberId: string
  readonly e164: string
  readonly login: DeviceLogin
}

export interface Workspace {
  readonly operatorId: string
  readonly siteId: string
  readonly organizationId: string
  readonly mainNumberId: string
  /** E.164 of the main number. */
  readonly mainNumber: string
  readonly members: readonly Member[]
}

export interface WorkspaceOptions {
  readonly members: number
  /** Route in hours; the site never closes. The hunt group, then voicemail, when left out (M7). */
  readonly route?: { readonly steps: readonly object[]; readonly end?: string }
}

interface Versioned {
  readonly id: string
  readonly version: number
}
interface PhoneNumber extends Versioned {
  readonly e164: string
}

export const PASSWORD = 'correct-horse-battery'
let made = 0

/** Makes operator, site, organization, numbers, devices and, once per server, the trunk. */
export async function createWorkspace(server: ServerFixture, options: WorkspaceOptions): Promise<Workspace> {
  const { api } = server
  const tag = ++made
  const operator = await api.post<Versioned>('/organizations', { name: `Operator ${tag}` })
  const domain = `site-${tag}.mainline.test`
  const site = await api.post<Versioned>('/sites', {
    operatorId: operator.id,
    name: `Site ${tag}`,
    timeZone: 'Europe/London',
    domain,
    extensionFirst: 1000,
    extensionLast: 1999,
    businessHours: { mode: 'always-open' },
    automaticMain: false,
    automaticAllocation: false,
  })
  const occupier = await api.post<Versioned>('/organizations', {
    name: `Occupier ${tag}`,
    operatorId: operator.id,
  })
  await api.put(`/organizations/${occupier.id}/sites/${site.id}`, undefined)
  const quantity = options.members + 1
  await api.put(`/organizations/${occupier.id}/sites/${site.id}/voice-service`, { quantity })
  // 020 7946 0000 to 0999 are reserved for fiction.
  const { items } = await api.post<{ items: PhoneNumber[] }>('/numbers', {
    siteId: site.id,
    first: `+4420794602${String((tag * 10) % 100).padStart(2, '0')}`,
    count: options.members + 1,
  })
  const [main, ...ordinary] = items
  if (!main) throw new Error('no number was made')
  const nominated = await api.post<Versioned>(`/numbers/${main.id}/nominate`, { version: main.version })
  const members: Member[] = []
  for (const [index, number] of ordinary.entries()) {
    await allocateAndActivate(server, number, occupier.id)
    const username = `phone-${tag}-${index + 1}`
    await api.post('/devices', { numberId: number.id, name: 'Desk', username, password: PASSWORD })
    members.push({
      numberId: number.id,
      e164: number.e164,
      login: { username, password: PASSWORD, domain, server: server.sip },
    })
  }
  await allocateAndActivate(server, nominated, occupier.id)
  if (options.route) await setRoute(server, main.id, options.route)
  await createTrunk(server, 'Carrier of the tests', TRUNK_ADDRESS)
  return {
    operatorId: operator.id,
    siteId: site.id,
    organizationId: occupier.id,
    mainNumberId: main.id,
    mainNumber: main.e164,
    members,
  }
}

export async function allocateAndActivate(
  server: ServerFixture,
  number: Versioned,
  organizationId: string,
): Promise<void> {
  const path = `/numbers/${number.id}`
  const { version } = await server.api.post<Versioned>(`${path}/allocate`, {
    version: number.version,
    organizationId,
  })
  await server.api.post(`${path}/activate`, { version })
}

/** One route, in hours and out of hours. */
export async function setRoute(server: ServerFixture, numberId: string, route: object): Promise<void> {
  const path = `/numbers/${numberId}/call-settings`
  const { version } = await server.api.get<{ version: number }>(path)
  await server.api.put(path, { version, inHours: route, outOfHours: route })
}

/** Makes the trunk unless the server has one of that name: its calls come from `address`. */
export async function createTrunk(server: ServerFixture, name: string, address: string): Promise<void> {
  const { items } = await server.api.get<{ items: { name: string }[] }>('/trunks')
  if (items.some((trunk) => trunk.name === name)) return
  await server.api.post('/trunks', { name, sourceAddresses: [address], countryCallingCode: '44' })
}

/** A call as the API tells it, as far as these tests read it. */
export interface CallRecord {
  readonly callId: string
  readonly result: string
  readonly reason: string
  readonly answeredAt: string | null
  readonly endedAt: string
  readonly callerNumber: string | null
}

/** Records of the workspace's ended calls, the newest first; they reach the database in batches. */
export async function endedCalls(
  server: ServerFixture,
  workspace: Pick<Workspace, 'organizationId'>,
): Promise<CallRecord[]> {
  const { items } = await server.api.get<{ items: CallRecord[] }>(
    `/calls?organizationId=${workspace.organizationId}&limit=1000`,
  )
  return items
}

export interface Message {
  readonly id: string
  readonly state: string
  readonly cutShort: boolean
  readonly seconds: number
  readonly callerNumber: string | null
}

/** Messages in the mailboxes of the workspace. */
export async function messages(server: ServerFixture, workspace: Workspace): Promise<Message[]> {
  const { items } = await server.api.get<{ items: Message[] }>(
    `/messages?organizationId=${workspace.organizationId}&limit=1000`,
  )
  return items
}

/** The audio of a message, a WAV file. */
export const messageAudio = (server: ServerFixture, id: string): Promise<Buffer> =>
  server.api.bytes(`/messages/${id}/audio`)
