/**
 * The database hangs for ten seconds, or dies, while calls run: calls to numbers that are known go on by their cached plans,
 * others are told to try elsewhere (503, not 404), and every record and message is stored once it is back (C9, C13).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { atRest } from '../at-rest.ts'
import { DatagramPeer, statusOf } from '../peers/datagram-peer.ts'
import { sleep, until } from '../peers/waiting.ts'
import { ServerFixture } from '../server-fixture.ts'
import { placeCalls, withPhones } from '../sipp-calls.ts'
import { createWorkspace, endedCalls, messages, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'
import { signalDatabase } from './signal-database.ts'
import { startSpeaker } from './speakers.ts'

const AWAY_MS = 10_000
let server: ServerFixture

beforeAll(async () => {
  ensureDebianPackages(['sip-tester'])
  server = await ServerFixture.start({ embedded: true })
})
afterAll(async () => {
  signalDatabase(server.dataFolder, 'SIGCONT')
  await server?.[Symbol.asyncDispose]()
})

describe('the database is away', () => {
  it.each(['hangs', 'dies'] as const)('it %s: known numbers ring, no record is lost', async (how) => {
    const workspace = await createWorkspace(server, { members: 2 })
    const load = { ringMs: 100, talkMs: 500, calls: 1, ratePerSecond: 2 }
    await withPhones(server, workspace, load, async (folder) => {
      // One call before, so that the plan is known.
      expect((await placeCalls(server, workspace.mainNumber, load, folder)).trunk.successful).toBe(1)
      signalDatabase(server.dataFolder, how === 'hangs' ? 'SIGSTOP' : 'SIGKILL')
      const [calls] = await Promise.all([
        placeCalls(server, workspace.mainNumber, { ...load, calls: 16 }, folder),
        how === 'hangs' ? expectTryElsewhere() : undefined,
        how === 'hangs' ? sleep(AWAY_MS).then(() => signalDatabase(server.dataFolder, 'SIGCONT')) : undefined,
      ])
      expect(calls.trunk, calls.trunkErrors).toMatchObject({ successful: 16, failed: 0 })
    })
    expect(server.alive, server.output()).toBe(true)
    await expectRecords(workspace, 17)
  })

  it('it hangs while a caller speaks and hangs up: the message is kept', async () => {
    const workspace = await createWorkspace(server, {
      members: 0,
      route: { steps: [{ target: 'voicemail' }] },
    })
    // The greeting takes about half of it.
    await using speaker = await startSpeaker(server, workspace.mainNumber, 'speaker', 15_000)
    await until(
      'the recording to begin',
      async () => (await messages(server, workspace)).some(({ state }) => state === 'recording'),
      30_000,
    )
    signalDatabase(server.dataFolder, 'SIGSTOP')
    expect(await speaker.ended, speaker.errors()).toBe(0)
    // Longer than a query is waited for: the first attempt to close the message has failed.
    await sleep(6_000)
    signalDatabase(server.dataFolder, 'SIGCONT')
    const kept = await until(
      'the message to be closed',
      async () => (await messages(server, workspace)).find(({ state }) => state === 'new'),
      30_000,
    )
    expect(kept.cutShort).toBe(false)
    expect(kept.seconds).toBeGreaterThan(2)
    await expectRecords(workspace, 1)
  })
})

/** An INVITE for a number that nobody has asked about yet. */
async function expectTryElsewhere(): Promise<void> {
  await using peer = await DatagramPeer.bind(server.sip, TRUNK_ADDRESS)
  await peer.send(
    [
      `INVITE sip:+442079469999@${server.sip.address} SIP/2.0`,
      `Via: SIP/2.0/UDP ${peer.address}:${peer.port};branch=z9hG4bKunknown`,
      'Max-Forwards: 70',
      `From: <sip:+442079460990@${peer.address}>;tag=1`,
      `To: <sip:+442079469999@${server.sip.address}>`,
      'Call-ID: unknown-number-while-away',
      'CSeq: 1 INVITE',
      `Contact: <sip:carrier@${peer.address}:${peer.port}>`,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
  )
  const final = await peer.find((message) => statusOf(message) >= 200, AWAY_MS)
  expect(final && statusOf(final)).toBe(503)
  expect(final).toMatch(/^Retry-After: \d+\r$/m)
}

async function expectRecords(workspace: Workspace, count: number): Promise<void> {
  expect(await atRest(server, 'calls')).toEqual({})
  await until(
    'every record to be stored',
    async () => (await endedCalls(server, workspace)).length === count,
    60_000,
    () => server.output().slice(-2_000),
  )
}
