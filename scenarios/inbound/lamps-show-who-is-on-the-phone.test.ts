/** Lamps on the keys of a phone: who is called, and who talks (RFC 4235); to whom, only colleagues are told. */
import type { SipPhone } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { openOperatorPhone } from '../office/operator-phone.ts'

const SERVER = '192.0.2.1'

async function watch(office: Office, phone: SipPhone, name: string) {
  const lamp = phone.subscribe('dialog', { uri: `sip:${name}@${SERVER}` })
  await office.until('it is told how things are', () => lamp.notified.length > 0)
  /** What the lamp shows: the states of the dialogs, and the version of what tells so. */
  const shown = () => ({
    version: Number(/ version="(\d+)"/.exec(lamp.body)?.[1]),
    states: [...lamp.body.matchAll(/<state>(\w+)<\/state>/g)].map(([, state]) => state),
  })
  return { lamp, shown }
}

it('Maya sees that Tom is called, talks, and is free again; and takes a call that rings there', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const { e164 } = await office.deviceOf('Tom')
  const { lamp, shown } = await watch(office, office.phone('Maya'), await office.extensionOf('Tom'))
  expect(shown()).toEqual({ version: 0, states: [] })
  expect(lamp.notified[0]?.header('Content-Type')).toBe('application/dialog-info+xml')
  expect(lamp.body).toContain(`state="full" entity="sip:${e164}@site.test"`)

  const caller = office.callFromOutside(e164)
  const atTom = await office.nextCallAt('Tom')
  await office.until('the lamp blinks', () => shown().states.includes('early'))
  expect(lamp.body).toContain('direction="recipient"')
  expect(lamp.body).toContain(`<identity>sip:+442079460990@${SERVER}</identity>`)
  atTom.answer()
  await office.until('the lamp is lit', () => shown().states.includes('confirmed'))
  caller.hangUp()
  await office.until('it is over', () => shown().states.join() === 'terminated')
  const { version } = shown()
  expect(version).toBe(lamp.notified.length - 1)

  const second = office.callFromOutside(e164, 'X-Caller: second\r\n')
  await office.nextCallAt('Tom')
  await office.until('the lamp blinks', () => shown().states.includes('early'))
  const [, callId, local, remote] =
    /call-id="([^"]+)" local-tag="([^"]+)" remote-tag="([^"]+)"/.exec(lamp.body) ?? []
  const replaces = `${callId};to-tag=${local};from-tag=${remote}`
  const taking = office.phone('Maya').call(e164, { extra: `Replaces: ${replaces}\r\n` })
  await office.happens('Maya has it', taking.answered)
  await office.happens('the caller is connected', second.answered)
  taking.hangUp()
  await office.ends('the caller is let go', second)
  lamp.ask(0)
  expect(await office.leftovers()).toEqual({})
})

it('shows whoever calls by himself, and the main number', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom', 'Uma'] })
  const toms = await watch(office, office.phone('Maya'), await office.extensionOf('Tom'))
  const main = await watch(office, office.phone('Maya'), office.mainExtension)
  const tom = office.phone('Tom').call(await office.extensionOf('Uma'))
  const atUma = await office.nextCallAt('Uma')
  await office.until('Tom’s lamp blinks', () => toms.shown().states.includes('early'))
  expect(toms.lamp.body).toContain('direction="initiator"')
  atUma.answer()
  await office.until('Tom’s lamp is lit', () => toms.shown().states.includes('confirmed'))
  expect(main.shown().states).toEqual([])
  tom.hangUp()
  await office.until('it is over', () => toms.shown().states.join() === 'terminated')
  const caller = office.callFromOutside()
  await office.until('the lamp of the main number blinks', () => main.shown().states.includes('early'))
  caller.cancel()
  await office.until('it is over, too', () => main.shown().states.join() === 'terminated')
})

it('the reception of the site sees that somebody talks, not to whom', async () => {
  await using office = await Office.open({ people: ['Tom'] })
  const desk = await openOperatorPhone(office)
  const { lamp, shown } = await watch(office, desk, await office.extensionOf('Tom'))
  office.callFromOutside((await office.deviceOf('Tom')).e164)
  const atTom = await office.nextCallAt('Tom')
  await office.until('the lamp blinks', () => shown().states.includes('early'))
  atTom.answer()
  await office.until('the lamp is lit', () => shown().states.includes('confirmed'))
  for (const { body } of lamp.notified) expect(body.toString()).not.toMatch(/remote|call-id|990/)
})

it('watches nobody of another organization, and nobody unknown', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await openOperatorPhone(office)
  for (const name of ['+442079460901', '9999', 'x']) {
    const lamp = office.phone('Maya').subscribe('dialog', { uri: `sip:${name}@${SERVER}` })
    await office.until('it is answered', () => lamp.statuses.length > 0)
    expect(lamp.statuses).toEqual([404])
  }
})

it('a burst of changes is one NOTIFY a second', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const { e164 } = await office.deviceOf('Tom')
  const { lamp } = await watch(office, office.phone('Maya'), e164)
  for (let call = 0; call < 5; call++) {
    const caller = office.callFromOutside(e164, `X-Caller: ${call}\r\n`)
    await office.nextCallAt('Tom')
    caller.cancel()
    await office.pass(0.1)
  }
  await office.pass(2)
  expect(lamp.notified.length).toBeLessThanOrEqual(4)
})
