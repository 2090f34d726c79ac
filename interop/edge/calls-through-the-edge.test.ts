/**
 * Calls between a carrier and phones that reach two engines by Kamailio only (C2, C4): whichever engine has the call, it
 * knows the carrier by its address and reaches phones that registered at the other.
 */
import { RtpPhone } from '@mainline/media/testing'
import type { SipMessage } from '@mainline/sip'
import type { PhoneCall, SipPhone } from '@mainline/sip/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../peers/ports.ts'
import { sleep, until } from '../peers/waiting.ts'
import { createSeats, sitDown, toReception } from '../reception.ts'
import { createWorkspace, type Member, setRoute, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'
import { EdgeFixture, homes } from './edge-fixture.ts'

/** Of the first workspace that a test file makes. */
const DOMAIN = 'site-1.mainline.test'
const NUMBERS = '+4420794602'
const PHONES = '127.0.0.4'
/** Its home is a set that nobody has. */
const STRAY = 'stray.mainline.test'

let edge: EdgeFixture
let workspace: Workspace
let carrier: SipPhone
beforeAll(async () => {
  // Phones register at the first engine, and call by it; calls for the site's numbers go to the second.
  edge = await EdgeFixture.start({ sites: { [DOMAIN]: homes.first, [NUMBERS]: homes.second, [STRAY]: 99 } })
  workspace = await createWorkspace(edge.first, { members: 2 })
  carrier = await edge.phone({ address: TRUNK_ADDRESS, user: '+442079460990' })
})
afterAll(() => edge?.[Symbol.asyncDispose]())

async function deskOf(
  member: Member | undefined,
  transport: 'UDP' | 'TCP' = 'UDP',
  behindNat: { believedAddress?: string } = {},
): Promise<SipPhone> {
  if (!member) throw new Error('no such member')
  const { username, password, domain } = member.login
  const credentials = { username, password }
  const more = { credentials, transport, ...behindNat }
  const phone = await edge.phone({ address: PHONES, user: username, domain, ...more })
  await edge.register(phone)
  // The other engine hears of it by the database, a moment later.
  await sleep(500)
  return phone
}

const dial = (number: string, body?: string): PhoneCall =>
  carrier.call(`sip:${number}@${edge.sip.address}:${edge.sip.port}`, body === undefined ? {} : { body })

/** The port of the engine that a message's Contact names. */
const engineOf = (message: SipMessage | undefined) => message?.contacts[0]?.uri.port

async function talkers() {
  const phone = await RtpPhone.open({ address: PHONES })
  const outside = await RtpPhone.open({ address: TRUNK_ADDRESS })
  return {
    phone,
    outside,
    hearEachOther: () => {
      phone.speak(400)
      outside.speak(1000)
      const heard = () => phone.level(1000) > -20 && outside.level(400) > -20
      return until('both to be heard', heard, 10_000)
    },
    [Symbol.dispose]: () => {
      phone.close()
      outside.close()
    },
  }
}

it('a carrier known by its address calls; a phone that registered at the other engine answers, both are heard, the phone hangs up', async () => {
  const desk = await deskOf(workspace.members[0])
  using audio = await talkers()
  const rings = desk.nextCall()
  const call = dial(workspace.mainNumber, audio.outside.offer())
  const atDesk = await rings
  expect(engineOf(desk.log.requests('INVITE')[0])).toBe(edge.second.sip.port)
  atDesk.answer(audio.phone.answer(atDesk.remoteBody))
  const answer = await call.answered
  expect(engineOf(answer)).toBe(edge.second.sip.port)
  audio.outside.accept(call.remoteBody)
  await audio.hearEachOther()
  atDesk.hangUp()
  expect((await call.ended).end).toBe('remote-bye')
  await desk.unregister()
})

it('a carrier that requires reliable ringing has its PRACK answered by the engine that rings (RFC 3262)', async () => {
  const desk = await deskOf(workspace.members[0])
  const strict = await edge.phone({ address: TRUNK_ADDRESS, user: '+442079460991', supported: ['100rel'] })
  const rings = desk.nextCall()
  const called = `sip:${workspace.mainNumber}@${edge.sip.address}:${edge.sip.port}`
  const call = strict.call(called, { extra: 'Require: 100rel\r\n' })
  const atDesk = await rings
  const ringing = await call.ringing
  expect([ringing?.header('Require'), engineOf(ringing)]).toEqual(['100rel', edge.second.sip.port])
  const answered = () => strict.log.filter({ kind: 'response', method: 'PRACK', status: 200 }).length
  await until('the PRACK to be answered', () => answered() === 1)
  atDesk.answer()
  await call.answered
  call.hangUp()
  expect((await atDesk.ended).end).toBe('remote-bye')
  await desk.unregister()
})

it('a phone by TCP rings over the connection that it made, and the carrier hangs up', async () => {
  const desk = await deskOf(workspace.members[0], 'TCP')
  const rings = desk.nextCall()
  const call = dial(workspace.mainNumber)
  const atDesk = await rings
  atDesk.answer()
  await Promise.all([call.answered, atDesk.answered])
  expect(await atDesk.reinvite(atDesk.body)).toBe(200)
  call.hangUp()
  expect((await atDesk.ended).end).toBe('remote-bye')
  await desk.unregister()
})

it.each(['UDP', 'TCP'] as const)(
  'a phone behind NAT, by %s, rings, talks, and hears the end',
  async (transport) => {
    const desk = await deskOf(workspace.members[0], transport, { believedAddress: '192.168.1.2' })
    using audio = await talkers()
    const rings = desk.nextCall()
    const call = dial(workspace.mainNumber, audio.outside.offer())
    const atDesk = await rings
    atDesk.answer(audio.phone.answer(atDesk.remoteBody))
    await Promise.all([call.answered, atDesk.answered])
    audio.outside.accept(call.remoteBody)
    await audio.hearEachOther()
    call.hangUp()
    expect((await atDesk.ended).end).toBe('remote-bye')
    await desk.unregister()
  },
)

it.each(['is called', 'calls'])(
  'a phone by TCP that has come back by another connection hears the end of its call; it %s',
  async (how) => {
    // Both its call and its registration are with the first engine.
    const desk = await deskOf(workspace.members[0], 'TCP')
    const colleague = await deskOf(workspace.members[1])
    const [from, to] = how === 'calls' ? [desk, colleague] : [colleague, desk]
    const rings = to.nextCall()
    const call = from.call(`sip:${workspace.members[how === 'calls' ? 1 : 0]?.e164}@${DOMAIN}`)
    const called = await rings
    called.answer()
    await call.answered
    await edge.restart()
    await until('the edge to know its engines', () => edge.isUsed(edge.first), 10_000)
    // It finds out that its old connection is gone with its next message.
    await until('the phone to be back', async () => (await desk.register(600)) === 200, 40_000)
    const [leaves, stays] = how === 'calls' ? [called, call] : [call, called]
    leaves.hangUp()
    expect((await stays.ended).end).toBe('remote-bye')
    await desk.unregister()
    await colleague.unregister()
  },
)

it('a phone whose connection is gone holds nobody up: the others ring', async () => {
  const gone = await deskOf(workspace.members[0], 'TCP')
  const desk = await deskOf(workspace.members[1])
  await gone.close()
  const rings = desk.nextCall()
  const call = dial(workspace.mainNumber)
  const atDesk = await rings
  atDesk.answer()
  await call.answered
  call.hangUp()
  await atDesk.ended
  await desk.unregister()
})

it('the phone that another one has answered for stops, and knows why; so does one whose caller gives up (C4)', async () => {
  const [slow, quick] = [await deskOf(workspace.members[0]), await deskOf(workspace.members[1], 'TCP')]
  const bothRing = () => Promise.all([slow.nextCall(), quick.nextCall()])
  const ring = bothRing()
  const call = dial(workspace.mainNumber)
  const [atSlow, atQuick] = await ring
  atQuick.answer()
  await call.answered
  await atSlow.ended
  expect(slow.log.requests('CANCEL')[0]?.header('Reason')).toContain('Call completed elsewhere')
  call.hangUp()
  await atQuick.ended

  const ringAgain = bothRing()
  const second = dial(workspace.mainNumber)
  const ringing = await ringAgain
  await second.ringing
  second.cancel()
  expect((await second.ended).failure?.status).toBe(487)
  await Promise.all(ringing.map((each) => each.ended))
  await slow.unregister()
  await quick.unregister()
})

it('the lamp of a phone behind the edge shows its messages (C9)', async () => {
  const { username, password, domain } = workspace.members[0]?.login ?? {
    username: '',
    password: '',
    domain: '',
  }
  const phone = await edge.phone({
    address: PHONES,
    user: username,
    domain,
    credentials: { username, password },
    takesNotify: true,
  })
  await edge.register(phone)
  const subscription = phone.subscribe('message-summary')
  await until('the phone to be told', () => subscription.notified.length > 0)
  expect(String(subscription.notified[0]?.body)).toContain('Messages-Waiting: no')
  await phone.unregister()
})

it.each([DOMAIN, 'Site-1.Mainline.TEST'])(
  'a phone calls its colleague by its own engine, and hangs up; its domain is %s',
  async (domain) => {
    const to = await deskOf(workspace.members[1])
    const { username = '', password = '' } = workspace.members[0]?.login ?? {}
    const from = await edge.phone({
      address: PHONES,
      user: username,
      domain,
      credentials: { username, password },
    })
    await edge.register(from)
    const rings = to.nextCall()
    const call = from.call(`sip:${workspace.members[1]?.e164}@${domain}`)
    const atColleague = await rings
    atColleague.answer()
    expect(engineOf(await call.answered)).toBe(edge.first.sip.port)
    call.hangUp()
    expect((await atColleague.ended).end).toBe('remote-bye')
    await to.unregister()
    await from.unregister()
  },
)

it('a call goes out by the edge, whose address the other carrier knows; both are heard, and either may end it (C11)', async () => {
  using audio = await talkers()
  const other = await edge.phone({ address: '127.0.0.6', user: 'gateway' })
  const [, port] = /:(\d+)$/.exec(other.contactUri) ?? []
  const { operatorId } = workspace
  await edge.first.api.post('/trunks', { operatorId, name: 'Out', host: '127.0.0.6', port: Number(port) })
  const steps = [{ target: 'forward', number: '+447700900123', limitSeconds: 20 }, { target: 'voicemail' }]
  await setRoute(edge.first, workspace.mainNumberId, { steps })
  for (const hangsUp of ['caller', 'callee'] as const) {
    const rings = other.nextCall()
    const call = dial(workspace.mainNumber, audio.outside.offer())
    const atOther = await rings
    const invite = other.log.requests('INVITE').at(-1)
    expect(invite?.topVia.host).toBe(edge.sip.address)
    expect(invite?.header('X-Mainline-Source')).toBeUndefined()
    atOther.answer(audio.phone.answer(atOther.remoteBody))
    await call.answered
    audio.outside.accept(call.remoteBody)
    await audio.hearEachOther()
    const [leaves, stays] = hangsUp === 'caller' ? [call, atOther] : [atOther, call]
    leaves.hangUp()
    expect((await stays.ended).end).toBe('remote-bye')
  }
})

it('where one carrier is full or dead, the next one is tried, and at once by the next call', async () => {
  const { operatorId } = workspace
  const full = await edge.phone({
    address: '127.0.0.6',
    user: 'full',
    behaviour: { kind: 'reject', status: 503, extra: 'Retry-After: 600 (in maintenance)\r\n' },
  })
  const taking = await edge.phone({ address: '127.0.0.6', user: 'taking' })
  const { items } = await edge.first.api.get<{ items: { id: string; name: string; version: number }[] }>(
    '/trunks',
  )
  const out = items.find(({ name }) => name === 'Out')
  const portOf = ({ contactUri }: SipPhone) => Number(/:(\d+)$/.exec(contactUri)?.[1])
  const host = '127.0.0.6'
  await edge.first.api.patch(`/trunks/${out?.id}`, { version: out?.version, host, port: portOf(full) })
  await edge.first.api.post('/trunks', { operatorId, name: 'Dead', host, port: await freePort(host) })
  await edge.first.api.post('/trunks', { operatorId, name: 'Taking', host, port: portOf(taking) })
  const isTaken = async () => {
    const rings = taking.nextCall()
    const call = dial(workspace.mainNumber)
    const begun = Date.now()
    const atOther = await rings
    const waited = Date.now() - begun
    atOther.answer()
    await call.answered
    call.hangUp()
    await atOther.ended
    return waited
  }
  await isTaken()
  const asked = full.log.requests('INVITE').length
  expect(asked).toBeGreaterThan(0)
  // One wants nothing for ten minutes, of the other one nothing was heard.
  expect(await isTaken()).toBeLessThan(2_000)
  expect(full.log.requests('INVITE')).toHaveLength(asked)
})

it('calls of a site with a reception go to the engine where its receptionist sits, whose desk phone is behind the edge (C7)', async () => {
  const office = await createWorkspace(edge.first, { members: 0, route: toReception(30) })
  const [place] = await createSeats(edge.first, office, 1)
  if (!place) throw new Error('no desk')
  const { username, password, domain } = place.login
  const credentials = { username, password }
  const phone = await edge.phone({ address: PHONES, user: username, domain, credentials })
  await edge.register(phone)
  const rita = await sitDown(edge.second, office, place)
  const rings = phone.nextCall()
  const call = dial(office.mainNumber)
  const atDesk = await rings
  atDesk.answer()
  expect(engineOf(await call.answered)).toBe(edge.second.sip.port)
  call.hangUp()
  expect((await atDesk.ended).end).toBe('remote-bye')
  rita.leave()
})

it('a site whose home is no set of engines is served by any, and the log of the edge says so', async () => {
  const phone = await edge.phone({ address: PHONES, user: 'stray', domain: STRAY })
  expect(await phone.ping(`sip:${STRAY}`)).not.toBe(503)
  await until('the edge to say so', () =>
    edge.output().includes('no engine of set 99 is there, the home of <stray.mainline.test>'),
  )
})
