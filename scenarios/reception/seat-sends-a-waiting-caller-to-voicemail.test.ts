/** A receptionist reads why a call came, and sends a caller to voicemail without answering first (C7, C8). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'

const reception = { target: 'reception', limitSeconds: 30 } as const
const route = { inHours: { steps: [reception, { target: 'voicemail' }] } } as const

it('whoever rings stops, the caller hears the greeting, and the record says who sent it there', async () => {
  await using office = await Office.open({ people: ['Rita', 'Sam'] })
  await office.settings.saveRoutes(route)
  const [rita, sam] = [await Seat.open(office, 'Rita'), await Seat.open(office, 'Sam')]
  const caller = office.callFromOutside()
  const [atRita, atSam] = [await rita.ringing(), await sam.ringing()]
  expect(await rita.orderWaiting({ do: 'voicemail' })).toBe('done')
  await office.ends("Rita's phone stops", atRita)
  await office.ends("Sam's phone stops", atSam)
  expect(rita.screen.calls).toEqual([])
  await office.recording()
  await office.pass(5)
  caller.hangUp()
  const { result, path } = await office.records.lastCall()
  expect(result).toBe('voicemail-left')
  expect(path[1]).toMatchObject({ step: 'reception', reason: 'Rita sent the caller to voicemail.' })
  expect([rita.state, sam.state]).toEqual(['ready', 'ready'])
  rita.leave()
  sam.leave()
  expect(await office.leftovers()).toEqual({})
})

it('not what another seat has clicked for', async () => {
  await using office = await Office.open({ people: ['Rita', 'Sam'] })
  await office.settings.saveRoutes(route)
  const [rita, sam] = [await Seat.open(office, 'Rita'), await Seat.open(office, 'Sam')]
  const caller = office.callFromOutside()
  await sam.ringing()
  sam.take()
  expect(await rita.orderWaiting({ do: 'voicemail' })).toBe('unfit')
  await sam.lift()
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
})

it('the screen says what was tried before the reception', async () => {
  await using office = await Office.open({ people: ['Rita', 'Tom'] })
  await office.settings.saveRoutes({
    inHours: { steps: [{ target: 'hunt-group', limitSeconds: 10 }, reception, { target: 'voicemail' }] },
  })
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  await office.pass(11)
  expect(rita.screen.calls[0]).toMatchObject({ state: 'waiting', why: 'Nobody answered within 10 s.' })
  await rita.lift()
  await office.happens('the caller is connected', caller.answered)
  expect(rita.screen.calls[0]).toMatchObject({ state: 'talking', why: 'Nobody answered within 10 s.' })
  caller.hangUp()

  await office.settings.saveRoutes(route)
  const other = office.callFromOutside()
  await office.pass(1)
  expect(rita.screen.calls[0]?.why).toBeNull()
  other.hangUp()
})
