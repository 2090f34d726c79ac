/** Mutated messages at the live engine while real calls go on. `npm run fuzz:engine -- --messages 1000000` is the long run. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { residentKb } from '../../bench/calls/cpu-meter.ts'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { atRest, type RestKind } from '../at-rest.ts'
import { strangerAddress } from '../peers/datagram-peer.ts'
import { ServerFixture } from '../server-fixture.ts'
import { callByPeers } from '../sipp-calls.ts'
import { createTrunk, createWorkspace, type Workspace } from '../workspace.ts'
import { fuzzEngine } from './live-fuzz.ts'

const HALF = 10_000
const PER_SECOND = 2_000
let server: ServerFixture
let calls: Workspace
let target: Workspace
const from = strangerAddress()

beforeAll(async () => {
  ensureDebianPackages(['sip-tester'])
  server = await ServerFixture.start()
  calls = await createWorkspace(server, { members: 5 })
  // What the fuzzer reaches rings nobody and ends soon: the test waits for it.
  target = await createWorkspace(server, {
    members: 1,
    route: { steps: [{ target: 'hunt-group', limitSeconds: 5 }], end: 'nobody-available' },
  })
  await createTrunk(server, 'Fuzzer', from)
})
afterAll(() => server?.[Symbol.asyncDispose]())

describe('a live engine under mutated messages', () => {
  it('stays up, serves every legitimate call, and gives the memory back', async () => {
    const half = async (seed: number, rest: RestKind) => {
      const [sent, legitimate] = await Promise.all([
        fuzzEngine(server, target, { messages: HALF, seed, perSecond: PER_SECOND, from }),
        callByPeers(server, calls, { calls: 15, ratePerSecond: 5, ringMs: 100, talkMs: 300 }),
      ])
      expect(sent).toBe(HALF)
      expect(legitimate.trunk, legitimate.trunkErrors).toMatchObject({ successful: 15, failed: 0 })
      expect(server.alive, server.output()).toBe(true)
      expect(await atRest(server, rest)).toEqual({})
      return residentKb(server.pid)
    }
    const first = await half(1, 'calls')
    const second = await half(2, 'everything')
    expect(second).toBeLessThan(first * 1.3)
  })
})
