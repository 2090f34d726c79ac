/** sipp as trunk and as phones: one and five members, UDP and TCP, with and without loss (C3, C4). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../scripts/install-debian-packages.ts'
import { atRest } from './at-rest.ts'
import { ServerFixture } from './server-fixture.ts'
import { callByPeers, placeCalls, withPhones } from './sipp-calls.ts'
import { createWorkspace, endedCalls } from './workspace.ts'

/** At 0, 0.5, 1.5, 3.5, 7.5 and 15.5 s; the group rings for 20 s. */
const SIX_INVITES = Array.from({ length: 6 }, () => 'sent INVITE')

let server: ServerFixture

beforeAll(async () => {
  ensureDebianPackages(['sip-tester'])
  // A hundred calls take two hundred pairs: of a range that is no larger another test may have one.
  server = await ServerFixture.start({ rtpPorts: 800 })
})
afterAll(() => server?.[Symbol.asyncDispose]())

it('a carrier that requires reliable ringing gets it, and its PRACK is answered (RFC 3262)', async () => {
  const workspace = await createWorkspace(server, { members: 2 })
  const caller = new URL('./sipp/trunk-requires-prack.xml', import.meta.url).pathname
  const load = { calls: 20, ratePerSecond: 10, ringMs: 700, talkMs: 300, caller }
  const outcome = await callByPeers(server, workspace, load)
  expect(outcome.trunk, outcome.trunkErrors).toMatchObject({ successful: 20, failed: 0 })
  expect(await atRest(server, 'calls')).toEqual({})
  expect(await endedCalls(server, workspace)).toHaveLength(20)
})

it('a hundred callers in the same instant are all answered', async () => {
  const workspace = await createWorkspace(server, { members: 5 })
  const load = { calls: 100, ratePerSecond: 10_000, ringMs: 1_000, talkMs: 300 }
  const { trunk, trunkErrors, phones } = await callByPeers(server, workspace, load)
  expect(trunk, trunkErrors).toMatchObject({ successful: 100, failed: 0 })
  expect(phones.map(({ successful }) => successful)).toEqual(phones.map(() => 100))
  expect(await atRest(server, 'calls')).toEqual({})
  expect(await endedCalls(server, workspace)).toHaveLength(100)
})

it('phones that registered before the server was started again answer as many calls as come', async () => {
  const workspace = await createWorkspace(server, { members: 2 })
  const load = { calls: 100, ratePerSecond: 50, ringMs: 200, talkMs: 300 }
  const { outcome, phones } = await withPhones(server, workspace, load, async (folder) => {
    await server.kill9()
    await server.start()
    return placeCalls(server, workspace.mainNumber, load, folder)
  })
  expect(outcome.trunk, outcome.trunkErrors).toMatchObject({ successful: 100, failed: 0, retransmissions: 0 })
  expect(phones.map(({ successful, retransmissions }) => [successful, retransmissions])).toEqual(
    phones.map(() => [100, 0]),
  )
  expect(await atRest(server, 'calls')).toEqual({})
  const results = (await endedCalls(server, workspace)).map(({ result }) => result)
  expect(results).toEqual(Array.from({ length: 100 }, () => 'answered-by-member'))
})

describe('sipp calls a main number whose members are sipp', () => {
  it.each([
    { members: 1, transport: 'UDP', lostPercent: 0 },
    { members: 5, transport: 'UDP', lostPercent: 0 },
    { members: 1, transport: 'TCP', lostPercent: 0 },
    { members: 5, transport: 'TCP', lostPercent: 0 },
    { members: 1, transport: 'UDP', lostPercent: 5 },
    { members: 5, transport: 'UDP', lostPercent: 5 },
  ] as const)(
    '$members members over $transport, $lostPercent % lost',
    async ({ members, transport, lostPercent }) => {
      const workspace = await createWorkspace(server, { members })
      const calls = 40
      const load = { calls, ratePerSecond: 20, ringMs: 200, talkMs: 300, transport, lostPercent }
      const outcome = await callByPeers(server, workspace, load)
      expect(outcome.trunk, outcome.trunkErrors).toMatchObject({ successful: calls, failed: 0 })
      if (lostPercent === 0) {
        expect(outcome.phones.map((phone) => phone.successful)).toEqual(outcome.phones.map(() => calls))
        expect(outcome.phones.map((phone) => phone.failed)).toEqual(outcome.phones.map(() => 0))
      } else {
        // Or nothing was lost and this is no test of it.
        expect(outcome.trunk.retransmissions).toBeGreaterThan(0)
      }
      expect(await atRest(server, 'calls')).toEqual({})
      const records = await endedCalls(server, workspace)
      expect(records).toHaveLength(calls)
      expect(records.filter(({ answeredAt }) => answeredAt === null)).toEqual([])
      const byMailbox = records.filter(({ result }) => result !== 'answered-by-member')
      expect(byMailbox.length).toBeLessThanOrEqual(lostPercent === 0 ? 0 : calls / 4)
      // With both of its first answers lost sipp 3.6 stays silent for good. The mailbox takes the call when the group's time
      // is over; until then the phone was asked as often as RFC 3261 §17.1.1.2 says.
      for (const { callId } of byMailbox) expect(await withPhone(callId)).toEqual(SIX_INVITES)
    },
  )
})

/** What went between us and the phone that answers, in order. */
async function withPhone(callId: string): Promise<readonly string[]> {
  const { ladder } = await server.api.get<{ ladder: Ladder }>(`/calls/${callId}`)
  return ladder.messages
    .filter(({ leg }) => leg === 1)
    .map(({ direction, method }) => `${direction} ${method}`)
}

interface Ladder {
  readonly messages: readonly {
    readonly leg: number | null
    readonly direction: 'sent' | 'received'
    readonly method: string
  }[]
}
