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

const CALLER_HZ = 440
const MEMBER_HZ = 620
const TALK_MS = 3_000
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

interface Talk {
  readonly carrier: Baresip
  readonly member: Baresip
  readonly workspace: Awaited<ReturnType<typeof createWorkspace>>
}

/** A caller and the phone that has answered; both have talked for a while. */
async function talking(name: string): Promise<Talk> {
  const place = join(server.folder, name)
  const workspace = await createWorkspace(server, { members: 1 })
  const login = workspace.members[0]?.login
  if (!login) throw new Error('no member')
  const member = await Baresip.start({
    folder: join(place, 'member'),
    toneHz: MEMBER_HZ,
    login,
    autoAnswer: true,
  })
  const carrier = await Baresip.start({ folder: join(place, 'carrier'), toneHz: CALLER_HZ })
  carrier.dial(`sip:${workspace.mainNumber}@${server.sip.address}:${server.sip.port}`)
  await carrier.established()
  await sleep(TALK_MS)
  return { carrier, member, workspace }
}

/** What somebody heard in the last seconds of a recording, and how long it is. */
function heardAtLast(phone: Baresip, hz: number, seconds: number) {
  // It begins another file when the session changes.
  const recording = readWav(readFileSync(phone.recordings().at(-1) ?? ''))
  return { seconds: recording.seconds, share: toneShare(recording, hz, recording.seconds - seconds) }
}

/** How often it has been asked for a session. */
const invitations = (phone: Baresip): number => phone.output().match(/^INVITE sip:/gm)?.length ?? 0

describe('a call between a carrier and a phone', () => {
  it('passes rtpengine only, once', async () => {
    const { carrier, member, workspace } = await talking('once')
    const both = await parties()
    expect(new Set(both.map(({ call }) => call)).size).toBe(1)
    expect(both.map(({ tag, hears }) => [tag, hears])).toEqual([
      ['a', ['b']],
      ['b', ['a']],
    ])
    carrier.hangUp()
    await carrier.callEnded()
    await carrier.quit()
    await member.quit()
    expect(heardAtLast(member, CALLER_HZ, 2).share).toBeGreaterThan(0.9)
    expect(heardAtLast(carrier, MEMBER_HZ, 2).share).toBeGreaterThan(0.9)
    expect(await atRest(server, 'calls')).toEqual({})
    const [call] = await endedCalls(server, workspace)
    expect(call).toMatchObject({ result: 'answered-by-member' })
    expect(await parties()).toEqual([])
  })

  it('goes on when the server is killed, and the next call is like the first', async () => {
    const { carrier, member } = await talking('killed')
    await server.kill9()
    orphans = await rtpengine.calls()
    expect(orphans.length).toBeGreaterThan(0)
    await sleep(4_000)
    await carrier.quit()
    await member.quit()
    for (const [phone, hz] of [
      [member, CALLER_HZ],
      [carrier, MEMBER_HZ],
    ] as const) {
      const { seconds, share } = heardAtLast(phone, hz, 3)
      expect(seconds).toBeGreaterThan(6)
      expect(share).toBeGreaterThan(0.9)
    }
    await server.start()
    const next = await talking('after')
    next.carrier.hangUp()
    await next.carrier.callEnded()
    await next.carrier.quit()
    await next.member.quit()
    expect(heardAtLast(next.member, CALLER_HZ, 2).share).toBeGreaterThan(0.9)
  })
})

describe.each([
  ['killed', () => server.kill9()],
  ['stopped', () => server.stop()],
])('a call whose server was %s and started anew', (how, end) => {
  it('is that server’s again: heard all the time, ended by one for the other, recorded as what it was', async () => {
    const { carrier, member, workspace } = await talking(`${how}-and-taken-over`)
    await end()
    orphans = [...orphans, ...(await rtpengine.calls())]
    await server.start()
    // Silent for three seconds an engine counts as dead; what it had is taken when the database has been there for five.
    await sleep(12_000)
    carrier.hangUp()
    await member.callEnded()
    await carrier.quit()
    await member.quit()
    for (const [phone, hz] of [
      [member, CALLER_HZ],
      [carrier, MEMBER_HZ],
    ] as const) {
      const { seconds, share } = heardAtLast(phone, hz, 10)
      expect(seconds).toBeGreaterThan(14)
      expect(share).toBeGreaterThan(0.9)
    }
    expect(await atRest(server, 'calls')).toEqual({})
    const [call] = await endedCalls(server, workspace)
    expect(call).toMatchObject({ result: 'answered-by-member', reason: 'caller-hung-up' })
    expect(Date.parse(call?.endedAt ?? '') - Date.parse(call?.answeredAt ?? '')).toBeGreaterThan(14_000)
    expect((await rtpengine.parties()).length).toBe(0)
  })
})

describe('rtpengine dies while two talk', () => {
  it('they are shown other ports and go on; the next call has its ports of it again', async () => {
    const { carrier, member } = await talking('orphaned')
    expect(await parties()).toHaveLength(2)
    await rtpengine.kill9()
    await until('the carrier to be asked again', () => invitations(carrier) > 0, 20_000)
    await until('the phone to be asked again', () => invitations(member) > 1, 20_000)
    await sleep(4_000)
    carrier.hangUp()
    await carrier.callEnded()
    await carrier.quit()
    await member.quit()
    expect(heardAtLast(member, CALLER_HZ, 2).share).toBeGreaterThan(0.9)
    expect(heardAtLast(carrier, MEMBER_HZ, 2).share).toBeGreaterThan(0.9)
    expect(await atRest(server, 'calls')).toEqual({})
    await rtpengine.startAgain()
    await until('its sessions to be ready', async () => (await rtpengine.calls()).length > 10, 20_000)
    const next = await talking('next')
    expect(await parties()).toHaveLength(2)
    next.carrier.hangUp()
    await next.carrier.callEnded()
    await next.carrier.quit()
    await next.member.quit()
    expect(heardAtLast(next.member, CALLER_HZ, 2).share).toBeGreaterThan(0.9)
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
