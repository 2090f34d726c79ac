/** A codec that we relay and do not speak (G.722) ends where its two parties part: RFC 3264 §8, RFC 3551 §4.5.14. */
import type { SipPhone } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { sdp } from '../office/scripted-media.ts'

const wideband = sdp('198.51.100.1', 40_000, '9 8 101')
const widebandOnly = sdp('192.0.2.11', 40_000, '9 101')
const narrowband = sdp('198.51.100.1', 40_000, '8 101')

/** Somebody outside talks to Maya in G.722; both say what else they speak when they are asked. */
async function talkToMaya(office: Office) {
  office.phone('Tom').behaviour = { kind: 'busy' }
  const caller = office.callFromOutside(undefined, '', { body: wideband })
  const maya = await office.nextCallAt('Maya')
  maya.answer(widebandOnly)
  await office.happens('they talk', caller.answered)
  caller.body = narrowband
  office.phone('Tom').behaviour = { kind: 'ring' }
  return { caller, maya }
}

/** How often we sent a re-INVITE. */
const asked = (phone: SipPhone) =>
  phone.log.requests('INVITE').filter(({ to }) => to.tag !== undefined).length

it('passed on to a phone that speaks G.711 -- the caller changes to that as soon as music plays, once', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const { caller, maya } = await talkToMaya(office)
  const tom = office.nextCallAt('Tom')
  maya.refer(`<sip:${await office.extensionOf('Tom')}@192.0.2.1>`)
  const atTom = await tom
  await office.pass(2)
  expect(office.heardBy(caller)).toBe('waiting-music')
  expect(asked(office.carrier)).toBe(1)
  atTom.answer(narrowband)
  await office.pass(2)
  expect(office.heardBy(caller)).toBe(office.voiceOf(atTom))
  expect([asked(office.carrier), asked(office.phone('Tom'))]).toEqual([1, 0])
  caller.hangUp()
  await office.ends('the call is over', atTom)
  expect(await office.leftovers()).toEqual({})
})

it('joined with another call -- whoever is left in G.722 changes', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const { caller, maya } = await talkToMaya(office)
  const asking = office.phone('Maya').call(await office.extensionOf('Tom'))
  const atTom = await office.nextCallAt('Tom')
  atTom.answer(narrowband)
  await office.happens('Maya asks Tom', asking.answered)
  maya.refer(`<sip:tom@192.0.2.1?Replaces=${encodeURIComponent(asking.replaces)}>`)
  await office.ends('Maya has left', maya)
  await office.pass(2)
  expect([asked(office.carrier), asked(office.phone('Tom'))]).toEqual([1, 0])
  expect(office.heardBy(caller)).toBe(office.voiceOf(atTom))
})

it('held, and taken back -- the caller changes for the music, the phone once it has acknowledged our answer', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const { caller, maya } = await talkToMaya(office)
  await office.happens('Maya holds', maya.reinvite(`${widebandOnly}a=sendonly\r\n`))
  await office.pass(1)
  expect([asked(office.carrier), asked(office.phone('Maya'))]).toEqual([1, 0])
  await office.happens('Maya is back', maya.reinvite(widebandOnly))
  maya.body = narrowband
  await office.pass(2)
  expect([asked(office.carrier), asked(office.phone('Maya'))]).toEqual([1, 1])
  expect(office.heardBy(caller)).toBe(office.voiceOf(maya))
})

it('held in the same breath as it changes -- who is left alone hears music until it is taken back', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const { caller, maya } = await talkToMaya(office)
  caller.body = `${narrowband}a=sendonly\r\n`
  await office.happens('Maya holds', maya.reinvite(`${widebandOnly}a=sendonly\r\n`))
  await office.pass(1)
  maya.body = narrowband
  await office.happens('Maya is back', maya.reinvite(narrowband))
  await office.pass(1)
  expect(asked(office.carrier)).toBe(1)
  expect(office.heardBy(maya)).toBe('waiting-music')
  await office.happens('the caller is back', caller.reinvite(narrowband))
  expect(office.heardBy(maya)).toBe(office.voiceOf(caller))
})
