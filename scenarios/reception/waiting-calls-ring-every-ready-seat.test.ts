/** Callers wait in the order in which they came, every ready seat rings, and one of them wins (C7). */
import { expect, it } from 'vitest'
import { toReception } from '../office/at-reception.ts'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'

it('rings both seats for the first caller, and the one that is left for the second', async () => {
  await using office = await Office.open({ people: ['Rita', 'Sam'] })
  await office.settings.saveRoutes(toReception)
  const [rita, sam] = [await Seat.open(office, 'Rita'), await Seat.open(office, 'Sam')]

  const first = office.callFromOutside()
  await office.happens('the first caller hears ringing', first.ringing)
  const atRita = await rita.ringing()
  const atSam = await sam.ringing()
  const second = office.callFromOutside(undefined, 'X-Caller: second\r\n')
  await office.pass(3)
  expect(rita.screen.calls.map(({ state, offeredTo }) => [state, offeredTo.length])).toEqual([
    ['waiting', 2],
    ['waiting', 0],
  ])
  const [invite] = office.phone('Rita').log.requests('INVITE')
  expect(invite?.from.displayName).toBe(`${office.organization} | +442079460990`)

  atSam.answer()
  await office.happens('the first caller is connected', first.answered)
  await office.ends("Rita's phone stops", atRita)
  expect(office.phone('Rita').log.reasons('CANCEL')).toMatchObject([
    { protocol: 'SIP', cause: 200 },
    { protocol: 'Q.850', cause: 26 },
  ])
  expect(office.heardBy(first)).toBe(office.voiceOf(atSam))
  expect(sam.state).toBe('talking')

  const next = await rita.lift()
  await office.happens('the second caller is connected', second.answered)
  expect(office.heardBy(next)).toBe(office.voiceOf(second))

  first.hangUp()
  second.hangUp()
  await office.pass(1)
  expect([rita.state, sam.state]).toEqual(['wrap-up', 'wrap-up'])
  await office.pass(10)
  expect([rita.state, sam.state]).toEqual(['ready', 'ready'])

  const records = await office.records.calls()
  expect(records.map(({ answeredBy, result }) => [answeredBy, result]).sort()).toEqual([
    ['Rita', 'answered-by-reception'],
    ['Sam', 'answered-by-reception'],
  ])
  const bySam = records.find(({ answeredBy }) => answeredBy === 'Sam')
  expect(bySam?.reception).toMatchObject({ seatName: 'Sam', seatId: sam.id })
  expect(bySam?.reception?.waitedMs).toBeGreaterThanOrEqual(3000)
  expect(bySam?.path[1]?.reason).toBe('Answered by Sam at reception after 3 s.')
  rita.leave()
  sam.leave()
  expect(await office.leftovers()).toEqual({})
})

it('keeps a caller whose music is missing, in silence rather than in a loop without pause', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(toReception)
  office.media.missingPrompts = new Set(['waiting-music'])
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  await rita.ringing()
  await office.pass(20)
  expect(office.media.played.filter((name) => name === 'waiting-music')).toHaveLength(1)
  await rita.lift()
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
  rita.leave()
  await office.pass(1)
  expect(await office.leftovers()).toEqual({})
})

it('gives a call that two click at once to one, and tells the other whose it is', async () => {
  await using office = await Office.open({ people: ['Rita', 'Sam'] })
  await office.settings.saveRoutes(toReception)
  const [rita, sam] = [
    await Seat.open(office, 'Rita', { ringsDevice: false }),
    await Seat.open(office, 'Sam', { ringsDevice: false }),
  ]
  const caller = office.callFromOutside()
  await office.pass(1)
  expect(office.phone('Rita').calls).toEqual([])

  expect(rita.take()).toEqual({ by: 'you' })
  expect(sam.take()).toEqual({ by: 'other', name: 'Rita' })
  const atRita = await rita.lift()
  const [invite] = office.phone('Rita').log.requests('INVITE')
  expect(invite?.headers('Call-Info').join()).toContain('answer-after=0')
  expect(invite?.header('Answer-Mode')).toBe('Auto')
  await office.happens('the caller is connected', caller.answered)
  expect(sam.take()).toEqual({ by: 'other', name: 'Rita' })
  expect(office.phone('Sam').calls).toEqual([])
  atRita.hangUp()
  await office.ends('the caller is let go', caller)
})

it('goes on without a seat whose phone refuses', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(toReception)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const call = await rita.ringing()
  call.reject(486)
  await office.pass(2)
  expect(caller.state).toBe('early')
  expect(rita.take()).toEqual({ by: 'you' })
  await rita.lift()
  await office.happens('the caller is connected all the same', caller.answered)
})

it('a seat that cannot be rung takes a call from nobody', async () => {
  await using office = await Office.open({ people: ['Rita', 'Sam'] })
  await office.settings.saveRoutes(toReception)
  const [rita, sam] = [
    await Seat.open(office, 'Rita', { ringsDevice: false, soundInPage: true }),
    await Seat.open(office, 'Sam', { ringsDevice: false }),
  ]
  const caller = office.callFromOutside()
  await office.pass(1)
  rita.vanish()
  // Its page is there, its headset is not.
  office.engine.receptions.beat(rita.id, false)
  expect(rita.take()).toEqual({ by: 'unreached' })
  expect(sam.take()).toEqual({ by: 'you' })
  await sam.lift()
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
})
