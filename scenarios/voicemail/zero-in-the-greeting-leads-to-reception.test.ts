/** Who would rather talk to somebody presses 0 while the greeting is heard, where the route allows it (C9). */
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'
import { equipPortal, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'
import { Seat } from '../office/seat.ts'

const allowed = { outOfHours: { steps: [{ target: 'voicemail', receptionOnZero: true }] } } as const

it('a receptionist answers', async () => {
  await using office = await Office.open({ people: ['Rita'], at: WEDNESDAY_NIGHT })
  await office.settings.saveRoutes(allowed)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.pass(1)
  office.media.press('0')
  await rita.lift()
  expect(rita.state).toBe('talking')
  await office.pass(20)
  caller.hangUp()
  const record = await office.records.lastCall()
  expect(record).toMatchObject({ result: 'answered-by-reception', answeredBy: 'Rita' })
  expect(record.path.map(({ step, outcome }) => `${step}: ${outcome}`)).toEqual([
    'arrival: decided',
    'voicemail: ended',
    'reception: answered',
  ])
  expect(await office.records.messages()).toHaveLength(0)
})

it('nobody answers there: the mailbox takes the message after all, and * still leads to the portal', async () => {
  await using office = await Office.open({ people: ['Rita'], at: WEDNESDAY_NIGHT })
  await equipPortal(office)
  await office.settings.saveRoutes(allowed)
  const rita = await Seat.open(office, 'Rita')
  const call = office.callFromOutside()
  await office.happens('voicemail answers', call.answered)
  const caller = PortalCaller.of(office, call)
  await office.pass(1)
  caller.press('0')
  await caller.hears('reception-comfort')
  await caller.hears('you-have-reached')
  caller.press('0*')
  await caller.hearsAndPresses('enter-pin', `${OWN_PIN}#`)
  await caller.hears('no-messages')
  call.hangUp()
  expect((await office.records.lastCall()).path.map(({ step, outcome }) => `${step}: ${outcome}`)).toEqual([
    'arrival: decided',
    'voicemail: ended',
    'reception: no-answer',
    'voicemail: ended',
    'portal: ended',
  ])
  rita.leave()
  expect(await office.leftovers()).toEqual({})
})

it('changes nothing where the route does not say so', async () => {
  await using office = await Office.open({ people: ['Rita'], at: WEDNESDAY_NIGHT })
  await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.pass(1)
  office.media.press('0')
  await office.recording()
  await office.pass(8)
  caller.hangUp()
  expect(await office.records.lastCall()).toMatchObject({ result: 'voicemail-left' })
})
