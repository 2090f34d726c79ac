/** Behind Kamailio, and with audio at rtpengine, a call goes on at the other engine when its own is killed (product §6.9). */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { PhoneCall, SipPhone } from '@mainline/sip/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { atRest } from '../at-rest.ts'
import { Rtpengine } from '../peers/rtpengine.ts'
import { until } from '../peers/waiting.ts'
import { temporaryFolder } from '../server-fixture.ts'
import { createWorkspace, endedCalls, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'
import { EdgeFixture, homes } from './edge-fixture.ts'

const DOMAIN = 'site-1.mainline.test'

let rtpengine: Rtpengine
let edge: EdgeFixture
let workspace: Workspace
let carrier: SipPhone
let desk: SipPhone
beforeAll(async () => {
  ensureDebianPackages(['rtpengine-daemon'])
  rtpengine = await Rtpengine.start({ folder: temporaryFolder('mainline-rtpengine-') })
  edge = await EdgeFixture.start({
    env: { MAINLINE_RTPENGINE: rtpengine.setting },
    sites: { [DOMAIN]: homes.second, '+4420794602': homes.second },
  })
  workspace = await createWorkspace(edge.first, { members: 1 })
  carrier = await edge.phone({ address: TRUNK_ADDRESS, user: '+442079460990' })
  const login = workspace.members[0]?.login
  if (!login) throw new Error('no member')
  const { username, password, domain } = login
  const credentials = { username, password }
  desk = await edge.phone({ address: '127.0.0.4', user: username, domain, credentials })
  await edge.register(desk)
})
afterAll(async () => {
  await edge?.[Symbol.asyncDispose]()
  await rtpengine?.[Symbol.asyncDispose]()
})

/** A call at the second engine, which is killed in the middle of it. */
async function orphaned(): Promise<{ call: PhoneCall; atDesk: PhoneCall }> {
  const rings = desk.nextCall()
  const call = carrier.call(`sip:${workspace.mainNumber}@${edge.sip.address}:${edge.sip.port}`)
  const atDesk = await rings
  atDesk.answer()
  const answer = await call.answered
  expect(answer.contacts[0]?.uri.port).toBe(edge.second.sip.port)
  // What is known of a call reaches the database within a tenth of a second.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await edge.second.kill9()
  return { call, atDesk }
}

it('who was called hangs up at once: the other engine hears of it, and tells the caller', async () => {
  const { call, atDesk } = await orphaned()
  atDesk.hangUp()
  expect((await call.ended).end).toBe('remote-bye')
  expect((await atDesk.ended).end).toBe('local-bye')
  expect(await atRest(edge.first, 'calls')).toEqual({})
  const [record] = await endedCalls(edge.first, workspace)
  expect(record).toMatchObject({ result: 'answered-by-member', reason: 'callee-hung-up' })
  await edge.second.start()
  await until('the edge to use the second engine again', () => edge.isUsed(edge.second), 30_000)
})

it('both are told where their call is, hold as before, and hang up there', async () => {
  const { call, atDesk } = await orphaned()
  const port = String(edge.first.sip.port)
  for (const phone of [carrier, desk])
    await until(
      'the party to be told',
      () => phone.log.requests('UPDATE').at(-1)?.header('Contact')?.includes(port) ?? false,
      30_000,
    )
  expect(await atDesk.reinvite(atDesk.body.replace('t=0 0', 't=0 0\r\na=sendonly'))).toBe(200)
  expect(await atDesk.reinvite(atDesk.body)).toBe(200)
  call.hangUp()
  expect((await atDesk.ended).end).toBe('remote-bye')
  expect(await atRest(edge.first, 'calls')).toEqual({})
})

it('who leaves a message is heard and greeted by the other engine, and leaves it there', async () => {
  const ear = createSocket('udp4')
  ear.bind(0, TRUNK_ADDRESS)
  await once(ear, 'listening')
  let heard = 0
  ear.on('message', () => {
    heard += 1
  })
  const audio = `m=audio ${ear.address().port} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n`
  const own = `c=IN IP4 ${TRUNK_ADDRESS}\r\nt=0 0\r\n${audio}`
  const mailbox = await createWorkspace(edge.first, {
    members: 1,
    route: { steps: [{ target: 'voicemail' }] },
  })
  if (!edge.second.alive) await edge.second.start()
  await until('the edge to use the second engine again', () => edge.isUsed(edge.second), 30_000)
  const call = carrier.call(`sip:${mailbox.mainNumber}@${edge.sip.address}:${edge.sip.port}`, {
    body: `v=0\r\no=- 1 1 IN IP4 ${TRUNK_ADDRESS}\r\ns=-\r\n${own}`,
  })
  const answer = await call.answered
  expect(answer.contacts[0]?.uri.port).toBe(edge.second.sip.port)
  const [, address = ''] = /c=IN IP4 (\S+)/.exec(call.remoteBody) ?? []
  const port = Number(/m=audio (\d+)/.exec(call.remoteBody)?.[1])
  await until('the greeting', () => heard > 50, 10_000)
  await edge.second.kill9()
  await new Promise((resolve) => setTimeout(resolve, 500))
  heard = 0
  await until('the greeting of the other engine', () => heard > 100, 20_000)
  // Somebody speaks: PCMA, loud noise.
  let sequence = 0
  const packet = () => {
    const header = Buffer.alloc(12)
    header[0] = 0x80
    header[1] = 8
    header.writeUInt16BE(sequence, 2)
    header.writeUInt32BE(sequence * 160, 4)
    header.writeUInt32BE(7, 8)
    sequence += 1
    const sound = Buffer.from(Array.from({ length: 160 }, (_, at) => (at % 16 < 8 ? 0xaa : 0x2a)))
    ear.send(Buffer.concat([header, sound]), port, address)
  }
  const speaking = setInterval(packet, 20)
  try {
    await new Promise((resolve) => setTimeout(resolve, 22_000))
  } finally {
    clearInterval(speaking)
  }
  call.hangUp()
  await call.ended
  expect(await atRest(edge.first, 'calls')).toEqual({})
  const [record] = await endedCalls(edge.first, mailbox)
  expect(record).toMatchObject({ result: 'voicemail-left' })
  ear.close()
})
