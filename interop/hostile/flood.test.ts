/** Floods from sources that nobody knows (C2): they learn nothing, cost little, and legitimate calls do not notice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { residentKb } from '../../bench/calls/cpu-meter.ts'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { atRest } from '../at-rest.ts'
import { DatagramPeer, strangerAddress } from '../peers/datagram-peer.ts'
import { ServerFixture } from '../server-fixture.ts'
import { callByPeers } from '../sipp-calls.ts'
import { createWorkspace, type Workspace } from '../workspace.ts'

const FLOOD = 60_000
const PER_SECOND = 6_000
let server: ServerFixture
let workspace: Workspace

beforeAll(async () => {
  ensureDebianPackages(['sip-tester'])
  server = await ServerFixture.start()
  workspace = await createWorkspace(server, { members: 5 })
})
afterAll(() => server?.[Symbol.asyncDispose]())

function stranger(method: string, peer: DatagramPeer, number: number): string {
  const user = method === 'REGISTER' ? `guess${number}` : `+4420794602${number % 100}`
  return [
    `${method} sip:${user}@${server.sip.address} SIP/2.0`,
    `Via: SIP/2.0/UDP ${peer.address}:${peer.port};rport;branch=z9hG4bK${method}${number}`,
    'Max-Forwards: 70',
    `From: <sip:${user}@${peer.address}>;tag=${number}`,
    `To: <sip:${user}@${server.sip.address}>`,
    `Call-ID: flood-${method}-${number}`,
    `CSeq: 1 ${method}`,
    `Contact: <sip:x@${peer.address}:${peer.port}>`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
}

describe('a flood from an unknown source', () => {
  it.each(['INVITE', 'REGISTER', 'OPTIONS', 'garbage'])('of %s', async (method) => {
    await using peer = await DatagramPeer.bind(server.sip, strangerAddress())
    let number = 0
    const next = () =>
      method === 'garbage' ? Buffer.alloc(200, ++number & 255) : stranger(method, peer, ++number)
    const before = residentKb(server.pid)
    const [, legitimate] = await Promise.all([
      peer.sendMany(FLOOD / 4, PER_SECOND, next),
      callByPeers(server, workspace, { calls: 15, ratePerSecond: 5, ringMs: 100, talkMs: 200 }),
    ])
    expect(legitimate.trunk, legitimate.trunkErrors).toMatchObject({ successful: 15, failed: 0 })
    expect(server.alive, server.output()).toBe(true)
    expect(await atRest(server, 'calls')).toEqual({})
    expect(residentKb(server.pid)).toBeLessThan(before + 100_000)
  })
})
