/** Where nobody is, nobody waits: the overflow or the next step follows at once, and the record says why (C7). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'

const route = {
  inHours: { steps: [{ target: 'reception', limitSeconds: 30 }, { target: 'voicemail' }] },
} as const
const comfort = 'reception-comfort, waiting-music'

it('takes a message at once when no seat is open', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  const caller = office.callFromOutside()
  await office.recording()
  caller.hangUp()
  expect((await office.records.lastCall()).path[1]).toMatchObject({
    step: 'reception',
    outcome: 'skipped',
    reason: 'No receptionist is ready.',
  })
})

it('says who is away', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  const rita = await Seat.open(office, 'Rita')
  await rita.say('away', 'Lunch')
  const caller = office.callFromOutside()
  await office.recording()
  caller.hangUp()
  expect((await office.records.lastCall()).path[1]?.reason).toBe('No receptionist is ready: Rita is away.')
})

it('a seat whose page is silent, or whose phone is gone, is not ready', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  const rita = await Seat.open(office, 'Rita')
  rita.vanish()
  await office.pass(9)
  expect(rita.state).toBe('offline')
  const caller = office.callFromOutside()
  await office.recording()
  caller.hangUp()
  expect((await office.records.lastCall()).path[1]?.reason).toBe('No receptionist is ready: Rita is offline.')
})

it('lets the caller hear ringing, then announcement and music, then the mailbox', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  await rita.ringing()
  await office.pass(7)
  expect(caller.state).toBe('early')
  await office.pass(2)
  expect(caller.state).toBe('answered')
  expect(office.heardBy(caller)).toBe(comfort)
  await office.pass(10)
  expect(office.heardBy(caller)).toBe(comfort)
  await office.recording()
  await office.pass(5)
  caller.hangUp()
  const record = await office.records.lastCall()
  expect(record.result).toBe('voicemail-left')
  expect(record.path.map(({ step, reason }) => [step, reason])[1]).toEqual([
    'reception',
    'Reception did not answer within 30 s.',
  ])
  expect(record.reception).toMatchObject({ seatId: null, waitedMs: 30_000 })
  // The mailbox did not answer as a person does.
  expect(record.answeredBy).toBeNull()
})

it('stops ringing when the last one goes away', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const call = await rita.ringing()
  await rita.say('away')
  await office.ends("Rita's phone stops", call)
  await office.recording()
  caller.hangUp()
  expect((await office.records.lastCall()).path[1]?.reason).toBe('The last ready receptionist left.')
})

it('hands over to an answering service, which learns whose call it is', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  await office.settings.setReception({ overflow: { to: 'outside', address: '+442079460555' } })
  const caller = office.callFromOutside()
  const atService = await office.happens('the service is called', office.carrier.nextCall())
  const invite = office.carrier.log.requests('INVITE').at(-1)
  expect(invite?.uri.toString()).toContain('+442079460555')
  expect(invite?.from.displayName).toBe(office.organization)
  atService.answer()
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
  await office.ends('the service is let go', atService)
  expect((await office.records.lastCall()).result).toBe('forwarded')
})

it.each([
  ['is busy', 486, 'did not take the call (486'],
  ['is not known there', 404, 'did not take the call (404'],
])('an answering service that %s leaves the caller to the mailbox', async (_, status, words) => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  // Without a trunk: the address is called as it is.
  await office.settings.setReception({ overflow: { to: 'outside', address: 'sip:desk@198.51.100.1' } })
  const caller = office.callFromOutside()
  const atService = await office.happens('the service is called', office.carrier.nextCall())
  expect(office.carrier.log.requests('INVITE').at(-1)?.uri.toString()).toBe('sip:desk@198.51.100.1')
  atService.reject(status)
  await office.recording()
  caller.hangUp()
  const { path } = await office.records.lastCall()
  expect(path.map(({ reason }) => reason).join(' ')).toContain(words)
  expect(await office.leftovers()).toEqual({})
})

it('an answering service that does not answer has the time of the reception, and no more', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  await office.settings.setReception({ overflow: { to: 'outside', address: '+442079460555' } })
  const caller = office.callFromOutside()
  const atService = await office.happens('the service is called', office.carrier.nextCall())
  await office.ends('the service stops ringing', atService)
  await office.recording()
  caller.hangUp()
  expect((await office.records.lastCall()).path[2]?.reason).toBe('+442079460555 did not answer within 30 s.')
  expect(await office.leftovers()).toEqual({})
})

it('an answering service that is the number itself is not called: no circle, the mailbox (C11)', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  await office.settings.setReception({ overflow: { to: 'outside', address: office.mainNumber } })
  const caller = office.callFromOutside()
  await office.recording()
  caller.hangUp()
  expect(office.carrier.log.requests('INVITE')).toEqual([])
  expect((await office.records.lastCall()).path.at(-2)?.reason).toBe(
    'The call has been at that number before.',
  )
})
