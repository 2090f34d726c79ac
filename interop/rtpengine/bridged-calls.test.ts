/**
 * rtpengine relays the audio of phones and carriers (decision 0016): what two of them say to each other does not pass this
 * process, and goes on when it is killed; what it must hear and say itself comes and goes through rtpengine too.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { atRest } from '../at-rest.ts'
import { Baresip } from '../peers/baresip.ts'
import { readWav, toneShare } from '../peers/tone.ts'
import { sleep, until } from '../peers/waiting.ts'
import { createWorkspace, endedCalls, messageAudio, messages } from '../workspace.ts'
import { startServerWithRtpengine } from './server-with-rtpengine.ts'
import { CALLER_HZ, invitations, Talk } from './two-who-talk.ts'

const here = startServerWithRtpengine()
/** What killed servers have left behind. */
let orphans: readonly string[] = []

/** Who is heard in calls that a server still has. */
const parties = async () => (await here.rtpengine.parties()).filter(({ call }) => !orphans.includes(call))

describe('a call between a carrier and a phone', () => {
  it('passes rtpengine only, once', async () => {
    const talk = await Talk.begin(here.server, 'once')
    const both = await parties()
    expect(new Set(both.map(({ call }) => call)).size).toBe(1)
    expect(both.map(({ tag, hears }) => [tag, hears])).toEqual([
      ['a', ['b']],
      ['b', ['a']],
    ])
    await talk.end()
    talk.expectHeard(2)
    expect(await atRest(here.server, 'calls')).toEqual({})
    expect(await endedCalls(here.server, talk.workspace)).toMatchObject([{ result: 'answered-by-member' }])
    expect(await parties()).toEqual([])
  })

  it('goes on when the server is killed, and the next call is like the first', async () => {
    const talk = await orphaned('killed', () => here.server.kill9())
    await sleep(4_000)
    await talk.quit()
    talk.expectHeard(3, 6)
    await here.server.start()
    const next = await Talk.begin(here.server, 'after')
    await next.end()
    next.expectHeard(2)
  })
})

describe.each([
  ['killed', () => here.server.kill9()],
  ['stopped', () => here.server.stop()],
])('a call whose server was %s and started anew', (how, end) => {
  it('is that server’s again: heard all the time, ended by one for the other, recorded as what it was', async () => {
    const talk = await orphaned(`${how}-and-taken-over`, end)
    await here.server.start()
    // Silent for three seconds an engine counts as dead; what it had is taken when the database has been there for five.
    await sleep(12_000)
    await talk.end()
    talk.expectHeard(10, 14)
    expect(await atRest(here.server, 'calls')).toEqual({})
    const [call] = await endedCalls(here.server, talk.workspace)
    expect(call).toMatchObject({ result: 'answered-by-member', reason: 'caller-hung-up' })
    expect(Date.parse(call?.endedAt ?? '') - Date.parse(call?.answeredAt ?? '')).toBeGreaterThan(14_000)
    expect((await here.rtpengine.parties()).length).toBe(0)
  })
})

/** Two talk, and their server is no more; what it leaves in rtpengine is known. */
async function orphaned(name: string, end: () => Promise<unknown>): Promise<Talk> {
  const talk = await Talk.begin(here.server, name)
  await end()
  const left = await here.rtpengine.calls()
  expect(left.length).toBeGreaterThan(0)
  orphans = [...orphans, ...left]
  return talk
}

describe('rtpengine dies while two talk', () => {
  it('they are shown other ports and go on; the next call has its ports of it again', async () => {
    const talk = await Talk.begin(here.server, 'orphaned')
    expect(await parties()).toHaveLength(2)
    await here.rtpengine.kill9()
    for (const phone of [talk.carrier, talk.member])
      await until('the party to be asked again', () => invitations(phone) > 1, 20_000)
    await sleep(4_000)
    await talk.end()
    talk.expectHeard(2)
    expect(await atRest(here.server, 'calls')).toEqual({})
    await here.rtpengine.startAgain()
    await until('its sessions to be ready', async () => (await here.rtpengine.calls()).length > 10, 20_000)
    const next = await Talk.begin(here.server, 'next')
    expect(await parties()).toHaveLength(2)
    await next.end()
    next.expectHeard(2)
  })
})

describe('a call that nobody answers', () => {
  it('leaves its message through rtpengine', async () => {
    const workspace = await createWorkspace(here.server, {
      members: 0,
      route: { steps: [{ target: 'voicemail' }] },
    })
    const carrier = await Baresip.start({ folder: join(here.server.folder, 'message'), toneHz: CALLER_HZ })
    carrier.dial(`sip:${workspace.mainNumber}@${here.server.sip.address}:${here.server.sip.port}`)
    await carrier.established()
    await until(
      'the recording to begin',
      async () => (await messages(here.server, workspace)).length > 0,
      60_000,
    )
    await sleep(4_000)
    carrier.hangUp()
    await carrier.callEnded()
    await carrier.quit()
    const message = await until('the message to be new', async () =>
      (await messages(here.server, workspace)).find(({ state }) => state === 'new'),
    )
    const audio = readWav(await messageAudio(here.server, message.id))
    expect(audio.seconds).toBeGreaterThan(2.5)
    expect(toneShare(audio, CALLER_HZ)).toBeGreaterThan(0.9)
    // The greeting came from here.
    expect(
      readWav(readFileSync(carrier.recordings()[0] ?? '')).samples.some((s) => Math.abs(s) > 2_000),
    ).toBe(true)
    expect(await atRest(here.server, 'calls')).toEqual({})
  })
})

it('leaves nothing in rtpengine when the server is stopped', async () => {
  expect(await here.server.stop()).toBe(0)
  expect((await here.rtpengine.calls()).filter((call) => !orphans.includes(call))).toEqual([])
})
