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
      await carrier.talk(`sip:${workspace.mainNumber}@${server.sip.address}:${server.sip.port}`, TALK_MS)
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

describe('audio secured with keys of the descriptions (RFC 4568)', () => {
  /** Both sides talk; whoever has the call hears the other, and the caller hears it. */
  async function talk(carrier: Baresip, mainNumber: string): Promise<void> {
    await carrier.talk(`sip:${mainNumber}@${server.sip.address}:${server.sip.port}`, TALK_MS)
  }

  it('is what a carrier offers -- a phone in clear answers', async () => {
    const folder = join(server.folder, 'secured-carrier')
    const workspace = await createWorkspace(server, { members: 1 })
    const login = workspace.members[0]?.login
    if (!login) throw new Error('no member')
    const member = await baresip(join(folder, 'member'), login, 'udp')
    const carrier = await Baresip.start({ folder: join(folder, 'carrier'), toneHz: CALLER_HZ, secured: true })
    try {
      await talk(carrier, workspace.mainNumber)
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

  it('is what a phone demands, which rings beside one in clear -- it answers a carrier in clear', async () => {
    const folder = join(server.folder, 'secured-phone')
    const workspace = await createWorkspace(server, { members: 2 })
    const [first, second] = workspace.members
    if (!first || !second) throw new Error('no members')
    await demandSecuredAudio(first.numberId)
    const toneHz = MEMBER_HZ
    const member = await Baresip.start({
      folder: join(folder, 'member'),
      toneHz,
      login: first.login,
      autoAnswer: true,
      secured: true,
    })
    const beside = await Baresip.start({ folder: join(folder, 'beside'), toneHz, login: second.login })
    const carrier = await Baresip.start({ folder: join(folder, 'carrier'), toneHz: CALLER_HZ })
    try {
      await talk(carrier, workspace.mainNumber)
    } finally {
      await carrier.quit()
      await member.quit()
      await beside.quit()
    }
    expect(member.output()).toMatch(/m=audio \d+ RTP\/SAVP /)
    expect(beside.output()).not.toContain('inline:')
    expect(heard(member.recordings()[0] ?? '', CALLER_HZ, MEMBER_HZ)).toEqual(clear)
    expect(heard(carrier.recordings()[0] ?? '', MEMBER_HZ, CALLER_HZ)).toEqual(clear)
    expect(await atRest(server, 'calls')).toEqual({})
  })

  it('is what a trunk demands -- its calls in clear are refused, secured ones answered', async () => {
    const folder = join(server.folder, 'secured-trunk')
    const workspace = await createWorkspace(server, { members: 1 })
    const login = workspace.members[0]?.login
    if (!login) throw new Error('no member')
    await demandOfTrunk('required')
    const member = await baresip(join(folder, 'member'), login, 'udp')
    const inClear = await Baresip.start({ folder: join(folder, 'in-clear'), toneHz: CALLER_HZ })
    const secured = await Baresip.start({ folder: join(folder, 'secured'), toneHz: CALLER_HZ, secured: true })
    try {
      inClear.dial(`sip:${workspace.mainNumber}@${server.sip.address}:${server.sip.port}`)
      await inClear.callEnded()
      expect(inClear.output()).toContain('488 Not Acceptable Here')
      await talk(secured, workspace.mainNumber)
    } finally {
      await demandOfTrunk('off')
      await inClear.quit()
      await secured.quit()
      await member.quit()
    }
    expect(heard(member.recording(), CALLER_HZ, MEMBER_HZ)).toEqual(clear)
    expect(await atRest(server, 'calls')).toEqual({})
  })
})

interface Secured {
  readonly id: string
  readonly name: string
  readonly version: number
}

async function demandSecuredAudio(numberId: string): Promise<void> {
  const { items } = await server.api.get<{ items: Secured[] }>(`/devices?numberId=${numberId}`)
  for (const { id, version } of items) await server.api.patch(`/devices/${id}`, { version, srtp: 'required' })
}

async function demandOfTrunk(srtp: 'off' | 'required'): Promise<void> {
  const { items } = await server.api.get<{ items: Secured[] }>('/trunks')
  const trunk = items.find(({ name }) => name === 'Carrier on 127.0.0.1')
  if (!trunk) throw new Error('no trunk')
  await server.api.patch(`/trunks/${trunk.id}`, { version: trunk.version, srtp })
}

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
