/** What a reception does not take in time goes over to that of another site, and is the first one's no longer (C7). */
import type { ReceptionRules } from '@mainline/pbx'
import { expect, it } from 'vitest'
import { toReception } from '../office/at-reception.ts'
import { Office } from '../office/office.ts'
import { Seat, type SeatOptions } from '../office/seat.ts'

const SOHO = '01890000-0000-7000-8000-0000000050b0'
const rules: Partial<ReceptionRules> = {
  waitSeconds: 10,
  overflow: { to: 'site', siteId: SOHO, siteName: 'Soho' },
}
/** Rita sits at the reception of the site. */
async function atHome(seat: SeatOptions = {}) {
  const office = await Office.open({ people: ['Rita', 'Sam'] })
  await office.settings.saveRoutes(toReception)
  await office.settings.setReception(rules)
  const rita = await Seat.open(office, 'Rita', seat)
  return { office, rita, [Symbol.asyncDispose]: () => office[Symbol.asyncDispose]() }
}

it('rings there, and neither rings nor is shown here any more', async () => {
  await using scene = await atHome()
  const { office, rita } = scene
  const sam = await Seat.open(office, 'Sam', { siteId: SOHO, wrapUpSeconds: 5 })
  const caller = office.callFromOutside()
  const atRita = await rita.ringing()
  const first = rita.screen.calls[0]?.callId ?? ''
  const rings = office.phone('Sam').nextCall()
  await office.ends("Rita's phone stops", atRita)
  expect(rita.screen.calls).toEqual([])
  expect(office.engine.receptions.take(first, rita.id)).toEqual({ by: 'nobody' })
  const atSam = await office.happens("Sam's phone rings", rings)
  expect(sam.screen.calls).toMatchObject([
    { callId: first, siteId: office.siteId, organizationName: office.organization },
  ])
  atSam.answer()
  await office.pass(1)
  expect(office.heardBy(caller)).toBe(office.voiceOf(atSam))
  expect(office.phone('Rita').log.requests('INVITE')).toHaveLength(1)

  // The next caller is Rita's, whoever talks elsewhere.
  const next = office.callFromOutside(undefined, 'X-Caller: second\r\n')
  await rita.lift()
  await office.happens('the next caller is connected', next.answered)
  next.hangUp()
  caller.hangUp()
  await office.pass(1)
  expect(sam.state).toBe('wrap-up')
  await office.pass(5)
  expect(sam.state).toBe('ready')
  const record = (await office.records.calls()).find(({ answeredBy }) => answeredBy === 'Sam')
  expect(record?.reception).toMatchObject({ siteId: SOHO, seatName: 'Sam' })
  expect(record?.path.map(({ target, reason }) => [target, reason]).slice(1)).toEqual([
    ['Site', 'Reception did not answer within 10 s.'],
    ['Soho', 'Answered by Sam at reception after 0 s.'],
  ])
  rita.leave()
  sam.leave()
  expect(await office.leftovers()).toEqual({})
})

it('to which calls come over hands none of them back: nobody there, the route goes on', async () => {
  await using scene = await atHome({ ringsDevice: false })
  const { office, rita } = scene
  const caller = office.callFromOutside()
  await office.recording()
  expect(rita.screen.calls).toEqual([])
  await office.pass(5)
  caller.hangUp()
  const { path, result } = await office.records.lastCall()
  expect(result).toBe('voicemail-left')
  expect(path.slice(1, 3).map(({ target, reason }) => [target, reason])).toEqual([
    ['Site', 'Reception did not answer within 10 s.'],
    ['Soho', 'No receptionist is ready.'],
  ])
  rita.leave()
  expect(await office.leftovers()).toEqual({})
})

it('a caller who leaves it there is gone at both', async () => {
  await using scene = await atHome()
  const { office, rita } = scene
  const sam = await Seat.open(office, 'Sam', { siteId: SOHO })
  const caller = office.callFromOutside()
  const atSam = await office.happens("Sam's phone rings", office.phone('Sam').nextCall())
  if (!caller.cancel()) caller.hangUp()
  await office.ends("Sam's phone stops", atSam)
  expect([rita.screen.calls, sam.screen.calls]).toEqual([[], []])
  expect((await office.records.lastCall()).result).toBe('abandoned')
  rita.leave()
  sam.leave()
  expect(await office.leftovers()).toEqual({})
})
