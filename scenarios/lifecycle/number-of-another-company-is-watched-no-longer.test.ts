/** A number that was given back and is another company's now (N3, N4): the lamps of the former one show nothing of it. */
import {
  confirmPending,
  createDevice,
  createOrganization,
  deactivate,
  deallocate,
  findNumber,
  listOrganizations,
  locateAtSite,
} from '@mainline/storage'
import { activateNumber, giveVoiceService, must } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { PASSWORD } from '../office/office-phone.ts'

const SERVER = '192.0.2.1'

/** The number leaves its company and is active for another one at the same site, with a phone if it is an ordinary one. */
async function handOver(office: Office, e164: string): Promise<void> {
  await office.settings.change(async (tx, { operator, site, main, ordinary }) => {
    const { id, kind } = [main, ...ordinary].find((number) => number.e164 === e164) ?? main
    const active = must(await findNumber(tx, id))
    must(await deactivate(tx, id, active?.version ?? 0))
    const reserved = must(await confirmPending(tx, id))
    const free = must(await deallocate(tx, id, reserved.version))
    const known = (await listOrganizations(tx, { siteId: site.id })).items.find(({ name }) => name === 'Next')
    const next = known ?? (await createOrganization(tx, { name: 'Next', operatorId: operator.id }))
    await locateAtSite(tx, next.id, site.id)
    if (!known) await giveVoiceService(tx, next.id, site.id)
    await activateNumber(tx, free, next.id)
    if (kind === 'ordinary')
      must(await createDevice(tx, { numberId: id, name: 'Next', username: 'next', password: PASSWORD }))
  })
}

it('by a lamp for calls of the main number', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const lamp = office.phone('Maya').subscribe('dialog', { uri: `sip:${office.mainExtension}@${SERVER}` })
  await office.until('it is told how things are', () => lamp.notified.length > 0)
  await handOver(office, office.mainNumber)
  const caller = office.callFromOutside()
  await office.happens('the voicemail of the next company answers', caller.answered)
  await office.pass(2)
  caller.hangUp()
  await office.pass(5)
  for (const { body } of lamp.notified) expect(body.toString()).not.toMatch(/<dialog /)
})

it('by a lamp for calls of a colleague, when the next company watches it', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const { e164 } = await office.deviceOf('Tom')
  const lamp = office.phone('Maya').subscribe('dialog', { uri: `sip:${e164}@${SERVER}` })
  await office.until('it is told how things are', () => lamp.notified.length > 0)
  await handOver(office, e164)
  const login = { username: 'next', password: PASSWORD }
  const next = await office.visitor({ user: 'next', credentials: login })
  await office.happens('it registers', next.register(3_600))
  const own = next.subscribe('dialog', { uri: `sip:${e164}@${SERVER}` })
  await office.until('it is told how things are', () => own.notified.length > 0)
  const caller = office.callFromOutside(e164)
  await office.happens('the phone rings', next.nextCall())
  await office.until('its own lamp blinks', () => own.body.includes('<state>early</state>'))
  await office.pass(2)
  caller.cancel()
  await office.pass(5)
  for (const { body } of lamp.notified) expect(body.toString()).not.toMatch(/<dialog /)
})

it('by a lamp for messages', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const lamp = office
    .phone('Maya')
    .subscribe('message-summary', { uri: `sip:${office.mainNumber}@${SERVER}` })
  await office.until('it is told how things are', () => lamp.notified.length > 0)
  await handOver(office, office.mainNumber)
  const caller = office.callFromOutside()
  await office.happens('the voicemail of the next company answers', caller.answered)
  await office.recording()
  await office.pass(5)
  caller.hangUp()
  await office.pass(5)
  for (const { body } of lamp.notified) expect(body.toString()).not.toMatch(/Voice-Message: 1/)
})

it('nor does the next one see the call that the former one still has', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  await handOver(office, (await office.deviceOf('Tom')).e164)
  const login = { username: 'next', password: PASSWORD }
  const next = await office.visitor({ user: 'next', credentials: login })
  await office.happens('it registers', next.register(3_600))
  const caller = office.callFromOutside()
  const atMaya = await office.nextCallAt('Maya')
  atMaya.answer()
  await office.happens('they talk', caller.answered)
  await handOver(office, office.mainNumber)
  const lamp = next.subscribe('dialog', { uri: `sip:${office.mainNumber}@${SERVER}` })
  await office.until('it is told how things are', () => lamp.notified.length > 0)
  caller.hangUp()
  await office.pass(5)
  for (const { body } of lamp.notified) expect(body.toString()).not.toMatch(/<dialog /)
})

it('and the lamp of the former one does not shine on when the next one watches the number', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  await handOver(office, (await office.deviceOf('Tom')).e164)
  const login = { username: 'next', password: PASSWORD }
  const next = await office.visitor({ user: 'next', credentials: login })
  await office.happens('it registers', next.register(3_600))
  const uri = `sip:${office.mainNumber}@${SERVER}`
  const former = office.phone('Maya').subscribe('dialog', { uri })
  await office.until('it is told how things are', () => former.notified.length > 0)
  const caller = office.callFromOutside()
  const atMaya = await office.nextCallAt('Maya')
  atMaya.answer()
  await office.until('the lamp shines', () => former.body.includes('<state>confirmed</state>'))
  await handOver(office, office.mainNumber)
  const lamp = next.subscribe('dialog', { uri })
  await office.until('it is told how things are', () => lamp.notified.length > 0)
  caller.hangUp()
  await office.pass(5)
  expect(former.notified.at(-1)?.header('Subscription-State')).toBe('terminated;reason=deactivated')
})

async function giveBack(office: Office): Promise<void> {
  await office.settings.change(async (tx, { main }) => {
    const active = must(await findNumber(tx, main.id))
    must(await deactivate(tx, main.id, active?.version ?? 0))
    const reserved = must(await confirmPending(tx, main.id))
    must(await deallocate(tx, main.id, reserved.version))
  })
}

it('by a lamp for messages that is lit, from the moment the number is given back', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  await office.settings.carryLamp('Tom')
  const lamp = office
    .phone('Maya')
    .subscribe('message-summary', { uri: `sip:${office.mainNumber}@${SERVER}` })
  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.recording()
  await office.pass(5)
  caller.hangUp()
  await office.until('both are lit', () => lamp.body.includes('1/0') && office.lampOf('Tom').at(-1) === '1/0')
  await giveBack(office)
  await office.until("Tom's lamp goes off", () => office.lampOf('Tom').at(-1) === '0/0')
  await office.until("Maya's ends", () => lamp.state === 'terminated')
})
