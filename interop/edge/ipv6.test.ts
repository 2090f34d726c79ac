/** The edge, its engines and rtpengine by IPv6: phones register by UDP and TCP, are called, talk, and hang up either way. */
import { rmSync } from 'node:fs'
import { RtpPhone } from '@mainline/media/testing'
import type { SipPhone } from '@mainline/sip/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { atRest } from '../at-rest.ts'
import { Rtpengine } from '../peers/rtpengine.ts'
import { until } from '../peers/waiting.ts'
import { temporaryFolder } from '../server-fixture.ts'
import { createTrunk, createWorkspace, type Member, type Workspace } from '../workspace.ts'
import { EdgeFixture } from './edge-fixture.ts'

const HERE = '::1'
const [CALLER_HZ, MEMBER_HZ] = [440, 620]
const folder = temporaryFolder('mainline-rtpengine-six-')
let rtpengine: Rtpengine
let edge: EdgeFixture
let workspace: Workspace
let carrier: SipPhone
beforeAll(async () => {
  ensureDebianPackages(['rtpengine-daemon'])
  rtpengine = await Rtpengine.start({ folder, address: HERE })
  edge = await EdgeFixture.start({ ipv6: true, env: { MAINLINE_RTPENGINE: rtpengine.setting } })
  workspace = await createWorkspace(edge.first, { members: 2 })
  await createTrunk(edge.first, 'Carrier on ::1', HERE)
  carrier = await edge.phone({ address: HERE, user: '+442079460990' })
})
afterAll(async () => {
  await edge?.[Symbol.asyncDispose]()
  await rtpengine?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

it.each(['UDP', 'TCP'] as const)('a phone by %s registers, is called, and is heard', async (transport) => {
  const desk = await register(workspace.members[transport === 'UDP' ? 0 : 1], transport)
  const [caller, callee] = [await RtpPhone.open({ address: HERE }), await RtpPhone.open({ address: HERE })]
  try {
    const rings = desk.nextCall()
    const call = carrier.call(`sip:${workspace.mainNumber}@[${HERE}]:${edge.sip.port}`, {
      body: caller.offer(),
    })
    const atDesk = await rings
    atDesk.answer(callee.answer(atDesk.remoteBody))
    await call.answered
    caller.accept(call.remoteBody)
    caller.speak(CALLER_HZ)
    callee.speak(MEMBER_HZ)
    await until('the phone to be heard', () => caller.level(MEMBER_HZ) > -20, 10_000)
    await until('the caller to be heard', () => callee.level(CALLER_HZ) > -20, 10_000)
    expect((await rtpengine.parties()).length).toBe(2)
    atDesk.hangUp()
    expect((await call.ended).end).toBe('remote-bye')
  } finally {
    caller.close()
    callee.close()
  }
  expect(await desk.register(0)).toBe(200)
  for (const engine of [edge.first, edge.second]) expect(await atRest(engine, 'calls')).toEqual({})
})

async function register(member: Member | undefined, transport: 'UDP' | 'TCP'): Promise<SipPhone> {
  if (!member) throw new Error('no member')
  const { username, password, domain } = member.login
  const credentials = { username, password }
  const desk = await edge.phone({ address: HERE, user: username, domain, credentials, transport })
  await edge.register(desk)
  const { items } = await edge.second.api.get<{ items: { registrations: object[] }[] }>(
    `/devices?numberId=${member.numberId}`,
  )
  const source = expect.stringMatching(/^\[::1\]:\d+$/)
  expect(items).toMatchObject([{ registrations: [{ transport, source }] }])
  return desk
}
