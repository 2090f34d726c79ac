/** Real softphones as members: they register, pick up by themselves, and both sides hear each other's tone (C4, C12). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../scripts/install-debian-packages.ts'
import { atRest } from './at-rest.ts'
import { Baresip } from './peers/baresip.ts'
import type { DeviceLogin } from './peers/device-login.ts'
import { Linphone } from './peers/linphone.ts'
import { readWav, toneShare } from './peers/tone.ts'
import { sleep } from './peers/waiting.ts'
import { ServerFixture } from './server-fixture.ts'
import { createTrunk, createWorkspace, endedCalls } from './workspace.ts'

const CALLER_HZ = 440
const MEMBER_HZ = 620
const TALK_MS = 3_000
let server: ServerFixture

beforeAll(async () => {
  ensureDebianPackages(['baresip-core', 'linphone-cli'])
  server = await ServerFixture.start()
  // baresip sends its media from the address that the system picks for loopback, so the carrier is there too.
  await createTrunk(server, 'Carrier on 127.0.0.1', '127.0.0.1')
})
afterAll(() => server?.[Symbol.asyncDispose]())

interface Phone {
  quit(): Promise<void>
  /** Complete after `quit`. */
  recording(): string
}

async function baresip(folder: string, login: DeviceLogin, transport: 'udp' | 'tcp'): Promise<Phone> {
  const phone = await Baresip.start({ folder, toneHz: MEMBER_HZ, login, autoAnswer: true, transport })
  return { quit: () => phone.quit(), recording: () => phone.recordings()[0] ?? '' }
}

async function linphone(folder: string, login: DeviceLogin): Promise<Phone> {
  const phone = await Linphone.start({ folder, toneHz: MEMBER_HZ, login })
  return { quit: () => phone.quit(), recording: () => phone.recording }
}

describe('a softphone is the member of a hunt group', () => {
  it.each([
    ['baresip over UDP', (folder: string, login: DeviceLogin) => baresip(folder, login, 'udp')],
    ['baresip over TCP', (folder: string, login: DeviceLogin) => baresip(folder, login, 'tcp')],
    ['linphone', linphone],
  ] as const)('%s', async (name, start) => {
    const folder = join(server.folder, name.replaceAll(' ', '-'))
    const workspace = await createWorkspace(server, { members: 1 })
    const login = workspace.members[0]?.login
    if (!login) throw new Error('no member')
    const member = await start(join(folder, 'member'), login)
    const carrier = await Baresip.start({ folder: join(folder, 'carrier'), toneHz: CALLER_HZ })
    try {
      carrier.dial(`sip:${workspace.mainNumber}@${server.sip.address}:${server.sip.port}`)
      await carrier.established()
      await sleep(TALK_MS)
      carrier.hangUp()
      await carrier.callEnded()
    } finally {
      await carrier.quit()
      await member.quit()
    }
    expect(heard(member.recording(), CALLER_HZ, MEMBER_HZ)).toEqual(clear)
    expect(heard(carrier.recordings()[0] ?? '', MEMBER_HZ, CALLER_HZ)).toEqual(clear)
    expect(await atRest(server, 'calls')).toEqual({})
    expect(await endedCalls(server, workspace)).toMatchObject([{ result: 'answered-by-member' }])
  })
})

it('a carrier that secures its audio with keys of its offer calls a phone in clear (RFC 4568)', async () => {
  const folder = join(server.folder, 'secured-carrier')
  const workspace = await createWorkspace(server, { members: 1 })
  const login = workspace.members[0]?.login
  if (!login) throw new Error('no member')
  const member = await baresip(join(folder, 'member'), login, 'udp')
  const carrier = await Baresip.start({ folder: join(folder, 'carrier'), toneHz: CALLER_HZ, secured: true })
  try {
    carrier.dial(`sip:${workspace.mainNumber}@${server.sip.address}:${server.sip.port}`)
    await carrier.established()
    await sleep(TALK_MS)
    carrier.hangUp()
    await carrier.callEnded()
  } finally {
    await carrier.quit()
    await member.quit()
  }
  expect(carrier.output()).toMatch(/m=audio \d+ RTP\/SAVP /)
  expect(heard(member.recording(), CALLER_HZ, MEMBER_HZ)).toEqual(clear)
  expect(heard(carrier.recordings()[0] ?? '', MEMBER_HZ, CALLER_HZ)).toEqual(clear)
  expect(await atRest(server, 'calls')).toEqual({})
  expect(await endedCalls(server, workspace)).toMatchObject([{ result: 'answered-by-member' }])
})

const clear = { longEnough: true, theOther: true, oneself: false }

/** What a recording holds: the other side's tone, not one's own. */
function heard(path: string, otherHz: number, ownHz: number) {
  const recording = readWav(readFileSync(path))
  return {
    longEnough: recording.seconds > (TALK_MS / 1_000) * 0.5,
    theOther: toneShare(recording, otherHz, 0.5) > 0.9,
    oneself: toneShare(recording, ownHz, 0.5) > 0.05,
  }
}
