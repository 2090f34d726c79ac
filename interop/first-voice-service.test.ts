/**
 * The first voice service of a company, and after it a real call (N10): nobody touched a number, yet the new main number
 * is in the directory of the live engine and rings the phone of the number that came with it.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../scripts/install-debian-packages.ts'
import { atRest } from './at-rest.ts'
import { Baresip } from './peers/baresip.ts'
import { ServerFixture } from './server-fixture.ts'
import { createTrunk, endedCalls } from './workspace.ts'

const CARRIER_ADDRESS = '127.0.0.1'
/** baresip tells the end of a call only when it lasted a second. */
const TALK_MS = 1_500
const PASSWORD = 'correct-horse-battery'
let server: ServerFixture

beforeAll(async () => {
  ensureDebianPackages(['baresip-core'])
  server = await ServerFixture.start()
  // baresip sends its media from the address that the system picks for loopback, so the carrier is there too.
  await createTrunk(server, 'Carrier on 127.0.0.1', CARRIER_ADDRESS)
})
afterAll(() => server?.[Symbol.asyncDispose]())

interface Row {
  readonly id: string
  readonly version: number
}
interface PhoneNumber extends Row {
  readonly e164: string
  readonly kind: 'ordinary' | 'main'
  readonly state: string
}

describe('the first voice service of a company', () => {
  it.each([
    ['nothing was reserved: the number beside it rings', 0, undefined, 1],
    ['a special number was reserved: that one rings', 10, 2, 2],
  ] as const)('%s', async (name, offset, special, expected) => {
    const folder = join(server.folder, name.replaceAll(/\W+/g, '-'))
    const tenant = await settleIn(offset, special)
    await server.api.put(`/organizations/${tenant.organizationId}/sites/${tenant.siteId}/voice-service`, {
      quantity: 2,
    })
    const { items } = await server.api.get<{ items: PhoneNumber[] }>(`/numbers?siteId=${tenant.siteId}`)
    const [main, ordinary] = (['main', 'ordinary'] as const).map((kind) =>
      items.find((number) => number.kind === kind && number.state === 'ACTIVE'),
    )
    if (!main || !ordinary) throw new Error(`the journey left ${JSON.stringify(items)}`)
    expect(ordinary.id).toBe(tenant.pool[expected])
    const username = `first-${offset}`
    await server.api.post('/devices', { numberId: ordinary.id, name: 'Desk', username, password: PASSWORD })
    const login = { username, password: PASSWORD, domain: tenant.domain, server: server.sip }
    const member = await Baresip.start({
      folder: join(folder, 'member'),
      toneHz: 620,
      login,
      autoAnswer: true,
    })
    const carrier = await Baresip.start({ folder: join(folder, 'carrier'), toneHz: 440 })
    try {
      await carrier.talk(`sip:${main.e164}@${server.sip.address}:${server.sip.port}`, TALK_MS)
    } finally {
      await carrier.quit()
      await member.quit()
    }
    expect(await atRest(server, 'calls')).toEqual({})
    expect(await endedCalls(server, tenant)).toMatchObject([{ result: 'answered-by-member' }])
  })
})

/** A company that has just moved in at a site with four free numbers. @param special which of them is held for it */
async function settleIn(offset: number, special: number | undefined) {
  const { api } = server
  const operator = await api.post<Row>('/organizations', { name: `Operator ${offset}` })
  const domain = `first-${offset}.mainline.test`
  const { id: siteId } = await api.post<Row>('/sites', {
    operatorId: operator.id,
    name: `Site ${offset}`,
    timeZone: 'Europe/London',
    domain,
    extensionFirst: 1000,
    extensionLast: 1999,
    businessHours: { mode: 'always-open' },
  })
  const { id: organizationId } = await api.post<Row>('/organizations', {
    name: `Newcomer ${offset}`,
    operatorId: operator.id,
  })
  await api.put(`/organizations/${organizationId}/sites/${siteId}`, undefined)
  const { items } = await api.post<{ items: PhoneNumber[] }>('/numbers', {
    siteId,
    // 020 7946 0000 to 0999 are reserved for fiction.
    first: `+442079460${480 + offset}`,
    count: 4,
  })
  const held = special === undefined ? undefined : items[special]
  if (held) {
    const { version } = await api.patch<Row>(`/numbers/${held.id}`, { version: held.version, special: true })
    await api.post(`/numbers/${held.id}/allocate`, { version, organizationId })
  }
  return { siteId, organizationId, domain, pool: items.map(({ id }) => id) }
}
