/**
 * rtpengine relays the audio of phones and carriers (decision 0016): what two of them say to each other does not pass this
 * process, and goes on when it is killed; what it must hear and say itself comes and goes through rtpengine too.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { atRest } from '../at-rest.ts'
import { Baresip } from '../peers/baresip.ts'
import { Rtpengine } from '../peers/rtpengine.ts'
import { readWav, toneShare } from '../peers/tone.ts'
import { sleep, until } from '../peers/waiting.ts'
import { ServerFixture, temporaryFolder } from '../server-fixture.ts'
import { createTrunk, createWorkspace, endedCalls, messageAudio, messages } from '../workspace.ts'
import { CALLER_HZ, invitations, Talk } from './two-who-talk.ts'

const folder = temporaryFolder('mainline-rtpengine-')
let rtpengine: Rtpengine
let server: ServerFixture
/** What killed servers have left behind. */
let orphans: readonly string[] = []

beforeAll(async () => {
  ensureDebianPackages(['baresip-core', 'rtpengine-daemon'])
  rtpengine = await Rtpengine.start({ folder })
  server = await ServerFixture.start({ env: { MAINLINE_RTPENGINE: rtpengine.setting } })
  await createTrunk(server, 'Carrier on 127.0.0.1', '127.0.0.1')
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await rtpengine?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** Who is heard in calls that a server still has. */
const parties = async () => (await rtpengine.parties()).filter(({ call }) => !orphans.includes(call))

describe('a call between a carrier and a phone', () => {
  it('passes rtpengine only, once', async () => {
    const talk = await Talk.begin(server, 'once')
    const both = await parties()
    expect(new Set(both.map(({ call }) => call)).size).toBe(1)
    expect(both.map(({ tag, hears }) => [tag, hears])).toEqual([
      ['a', ['b']],
      ['b', ['a']],
    ])
    await talk.end()
    talk.expectHeard(2)
    expect(await atRest(server, 'calls')).toEqual({})
    expect(await endedCalls(server, talk.workspace)).toMatchObject([{ result: 'answered-by-member' }])
    expect(await parties()).toEqual([])
  })

  it('goes on when the server is killed, and the next call is like the first', async () => {
    const talk = await orphaned('killed', () => server.kill9())
    await sleep(4_000)
    await talk.quit()
    talk.expectHeard(3, 6)
    await server.start()
    const next = await Talk.begin(server, 'after')
    await next.end()
    next.expectHeard(2)
  })
})

describe.each([
  ['killed', () => server.kill9()],
  ['stopped', () => server.stop()],
])('a call whose server was %s and started anew', (how, end) => {
  it('is that server’s again: heard all the time, ended by one for the other, recorded as what it was', async () => {
    const talk = await orphaned(`${how}-and-taken-over`, end)
    await server.start()
    // Silent for three seconds an engine counts as dead; what it had is taken when the database has been there for five.
    await sleep(12_000)
    await talk.end()
    talk.expectHeard(10, 14)
    expect(await atRest(server, 'calls')).toEqual({})
    const [call] = await endedCalls(server, talk.workspace)
    expect(call).toMatchObject({ result: 'answered-by-member', reason: 'caller-hung-up' })
    expect(Date.parse(call?.endedAt ?? '') - Date.parse(call?.answeredAt ?? '')).toBeGreaterThan(14_000)
    expect((await rtpengine.parties()).length).toBe(0)
  })
})

/** Two talk, and their server is no more; what it leaves in rtpengine is known. */
async function orphaned(name: string, end: () => Promise<unknown>): Promise<Talk> {
  const talk = await Talk.begin(server, name)
  await end()
  const left = await rtpengine.calls()
  expect(left.length).toBeGreaterThan(0)
  orphans = [...orphans, ...left]
  return talk
}

describe('rtpengine dies while two talk', () => {
  it('they are shown other ports and go on; the next call has its ports of it again', async () => {
    const talk = await Talk.begin(server, 'orphaned')
    expect(await parties()).toHaveLength(2)
    await rtpengine.kill9()
    for (const phone of [talk.carrier, talk.member])
      await until('the party to be asked again', () => invitations(phone) > 1, 20_000)
    await sleep(4_000)
    await talk.end()
    talk.expectHeard(2)
    expect(await atRest(server, 'calls')).toEqual({})
    await rtpengine.startAgain()
    await until('its sessions to be ready', async () => (await rtpengine.calls()).length > 10, 20_000)
    const next = await Talk.begin(server, 'next')
    expect(await parties()).toHaveLength(2)
    await next.end()
    next.expectHeard(2)
  })
})

describe('a call that nobody answers', () => {
  it('leaves its message through rtpengine', async () => {
    const workspace = await createWorkspace(server, {
      members: 0,
      route: { steps: [{ target: 'voicemail' }] },
    })
    const carrier = await Baresip.start({ folder: join(server.folder, 'message'), toneHz: CALLER_HZ })
    carrier.dial(`sip:${workspace.mainNumber}@${server.sip.address}:${server.sip.port}`)
    await carrier.established()
    await until('the recording to begin', async () => (await messages(server, workspace)).length > 0, 60_000)
    await sleep(4_000)
    carrier.hangUp()
    await carrier.callEnded()
    await carrier.quit()
    const message = await until('the message to be new', async () =>
      (await messages(server, workspace)).find(({ state }) => state === 'new'),
    )
    const audio = readWav(await messageAudio(server, message.id))
    expect(audio.seconds).toBeGreaterThan(2.5)
    expect(toneShare(audio, CALLER_HZ)).toBeGreaterThan(0.9)
    // The greeting came from here.
    expect(
      readWav(readFileSync(carrier.recordings()[0] ?? '')).samples.some((s) => Math.abs(s) > 2_000),
    ).toBe(true)
    expect(await atRest(server, 'calls')).toEqual({})
  })
})

it('leaves nothing in rtpengine when the server is stopped', async () => {
  expect(await server.stop()).toBe(0)
  expect((await rtpengine.calls()).filter((call) => !orphans.includes(call))).toEqual([])
})
