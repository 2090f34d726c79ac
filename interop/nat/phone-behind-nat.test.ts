/** A SIP phone behind NAT: it registers, is called from the public side, and both hear each other (C12, RFC 3581). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { atRest } from '../at-rest.ts'
import { Baresip } from '../peers/baresip.ts'
import { readWav, toneShare } from '../peers/tone.ts'
import { ServerFixture } from '../server-fixture.ts'
import { createTrunk, createWorkspace, endedCalls } from '../workspace.ts'
import { type HomeNetwork, openHomeNetwork, whyNoNamespaces } from './home-network.ts'

const CARRIER_HZ = 440
const PHONE_HZ = 620
const TALK_MS = 3_000
const impossible = whyNoNamespaces()

describe.skipIf(impossible !== undefined)(`a phone behind NAT${impossible ? ` (${impossible})` : ''}`, () => {
  let network: HomeNetwork
  let server: ServerFixture
  beforeAll(async () => {
    ensureDebianPackages(['baresip-core'])
    network = openHomeNetwork()
    server = await ServerFixture.start({ sipHost: network.serverAddress })
    // baresip sends its media from the address that the system picks, so the carrier is where the server is.
    await createTrunk(server, 'Carrier', network.serverAddress)
  })
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]()
    network?.[Symbol.dispose]()
  })

  it.each(['udp', 'tcp'] as const)('over %s', async (transport) => {
    const workspace = await createWorkspace(server, { members: 1 })
    const [member] = workspace.members
    if (!member) throw new Error('no member')
    const phone = await Baresip.start({
      folder: join(server.folder, `phone-${transport}`),
      toneHz: PHONE_HZ,
      login: member.login,
      autoAnswer: true,
      transport,
      place: { address: network.homeAddress, namespace: network.home },
    })
    const devices = `/devices?numberId=${member.numberId}`
    const { items } = await server.api.get<{ items: { registrations: object[] }[] }>(devices)
    const carrier = await Baresip.start({
      folder: join(server.folder, `carrier-${transport}`),
      toneHz: CARRIER_HZ,
      place: { address: network.serverAddress },
    })
    try {
      await carrier.talk(`sip:${workspace.mainNumber}@${server.sip.address}:${server.sip.port}`, TALK_MS)
    } finally {
      await carrier.quit()
      await phone.quit()
    }
    // It says where it is at home, and is reached at its router.
    expect(JSON.stringify(items)).toContain(network.homeAddress)
    expect(JSON.stringify(items)).toContain(network.routerAddress)
    expect(heard(phone, CARRIER_HZ)).toBeGreaterThan(0.9)
    expect(heard(carrier, PHONE_HZ)).toBeGreaterThan(0.9)
    expect(await atRest(server, 'calls')).toEqual({})
    expect(await endedCalls(server, workspace)).toMatchObject([{ result: 'answered-by-member' }])
  })
})

function heard(phone: Baresip, hz: number): number {
  const [path] = phone.recordings()
  return path === undefined ? 0 : toneShare(readWav(readFileSync(path)), hz, 0.5)
}
