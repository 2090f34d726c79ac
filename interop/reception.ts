/** The reception of a site on a server, made by the HTTP API: phones of the operator for its seats, rules, people. */
import type { ApiClient } from './api-client.ts'
import type { DeviceLogin } from './peers/device-login.ts'
import { signInSomebody } from './people.ts'
import type { ServerFixture } from './server-fixture.ts'
import { allocateAndActivate, PASSWORD, type Workspace } from './workspace.ts'

/** A desk with its phone. */
export interface SeatPlace {
  readonly deviceId: string
  readonly login: DeviceLogin
}

/** By it callers of a workspace come to its reception, and to voicemail when nobody takes them. */
export const toReception = (limitSeconds: number) => ({
  steps: [{ target: 'reception', limitSeconds }, { target: 'voicemail' }],
})

interface Rules {
  readonly version: number
}

/** Gives the operator of the workspace that many desks at its site. @param rules what differs from the defaults */
export async function createSeats(
  server: ServerFixture,
  { operatorId, siteId }: Workspace,
  count: number,
  rules: object = {},
): Promise<SeatPlace[]> {
  const { api } = server
  const { domain } = await api.get<{ domain: string }>(`/sites/${siteId}`)
  const { siteId: _, ...reception } = await api.get<Rules & { siteId: string }>(`/sites/${siteId}/reception`)
  await api.put(`/sites/${siteId}/reception`, { ...reception, ...rules })
  await api.put(`/organizations/${operatorId}/sites/${siteId}`, undefined)
  await api.put(`/organizations/${operatorId}/sites/${siteId}/voice-service`, { quantity: count })
  const first = `+4420794603${String(seatsMade).padStart(2, '0')}`
  const { items } = await api.post<{ items: { id: string; version: number }[] }>('/numbers', {
    siteId,
    first,
    count,
  })
  const places: SeatPlace[] = []
  for (const number of items) {
    await allocateAndActivate(server, number, operatorId)
    const username = `seat-${++seatsMade}`
    const { device } = await api.post<{ device: { id: string } }>('/devices', {
      numberId: number.id,
      name: username,
      username,
      password: PASSWORD,
    })
    places.push({ deviceId: device.id, login: { username, password: PASSWORD, domain, server: server.sip } })
  }
  return places
}

let seatsMade = 0

/** A receptionist, signed in, who has sat down at a desk. */
export interface OpenSeat {
  readonly seatId: string
  /** The API as the receptionist may use it. */
  readonly api: ApiClient
  /** Its page is closed: nothing more is heard of it. */
  leave(): void
}

/** Pages tell every two seconds that they are there. */
const BEAT_MS = 2_000

export async function sitDown(
  server: ServerFixture,
  { operatorId, siteId }: Workspace,
  { deviceId, login }: SeatPlace,
  more: object = {},
): Promise<OpenSeat> {
  const name = `Rita ${login.username}`
  const email = `${login.username}-${siteId.slice(-6)}@operator.example`
  const who = { name, email, role: 'receptionist', operatorId, siteIds: [siteId] }
  const api = await signInSomebody(server, who)
  const { seatId } = await api.post<{ seatId: string }>(`/sites/${siteId}/seats`, { deviceId, ...more })
  const beat = () => void api.post(`/seats/${seatId}/beat`, {}).catch(() => {})
  const beating = setInterval(beat, BEAT_MS)
  return { seatId, api, leave: () => clearInterval(beating) }
}
