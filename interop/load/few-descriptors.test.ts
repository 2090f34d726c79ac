/**
 * A machine that lets us open few files: calls and connections beyond what it has room for are refused, those that are taken
 * are whole, and nothing of it ends the process (C3).
 */
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { atRest } from '../at-rest.ts'
import { ServerFixture } from '../server-fixture.ts'
import { callByPeers } from '../sipp-calls.ts'
import { createWorkspace, endedCalls, type Workspace } from '../workspace.ts'

/** Room for 77 pairs of media ports: 38 calls. */
const OPEN_FILES = 200
const FITTING = 20
let server: ServerFixture
let workspace: Workspace

beforeAll(async () => {
  ensureDebianPackages(['sip-tester'])
  server = await ServerFixture.start({ openFiles: OPEN_FILES })
  workspace = await createWorkspace(server, { members: 5 })
})
afterAll(() => server?.[Symbol.asyncDispose]())

async function fittingCallsAreAnswered(): Promise<void> {
  const load = { calls: FITTING, ratePerSecond: 20, ringMs: 200, talkMs: 200 }
  const { trunk, trunkErrors } = await callByPeers(server, workspace, load)
  expect(trunk, trunkErrors).toMatchObject({ successful: FITTING, failed: 0 })
}

it('says at its start how many calls it has room for', () => {
  expect(server.output()).toContain('calls are refused beyond 77 legs')
})

it('a hundred calls at once: as many as fit are answered, the others refused at once', async () => {
  const before = (await endedCalls(server, workspace)).length
  const load = { calls: 100, ratePerSecond: 10_000, ringMs: 1_000, talkMs: 500, refused: true }
  const { trunk } = await callByPeers(server, workspace, load)
  expect(server.alive, server.output().slice(-2_000)).toBe(true)
  expect(trunk.successful).toBeGreaterThanOrEqual(FITTING)
  expect(trunk.successful + trunk.failed).toBe(100)
  expect(await atRest(server, 'calls')).toEqual({})
  const ended = await endedCalls(server, workspace)
  const answered = ended.filter(({ result }) => result === 'answered-by-member')
  expect([ended.length - before, answered.length - before]).toEqual([100, trunk.successful])
  await fittingCallsAreAnswered()
  expect(await atRest(server, 'calls')).toEqual({})
})

it.each([
  ['SIP', () => server.sip.port],
  ['HTTP', () => server.httpPort],
])('two hundred connections to %s that say nothing leave calls what they need', async (_, port) => {
  const sockets = Array.from({ length: OPEN_FILES }, () => connect(port(), '127.0.0.1'))
  try {
    await Promise.all(sockets.map(settled))
    await fittingCallsAreAnswered()
  } finally {
    for (const socket of sockets) socket.destroy()
  }
  expect(server.alive, server.output().slice(-2_000)).toBe(true)
  expect(await atRest(server, 'calls')).toEqual({})
})

/** It is up, or was refused. */
const settled = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    for (const event of ['connect', 'error', 'close']) socket.on(event, () => resolve())
  })
