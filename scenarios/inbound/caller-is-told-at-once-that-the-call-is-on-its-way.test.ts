/** 100 at once (C3): the carrier need not send its INVITE again. Whoever is answered at once needs none. */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('says 100 before anything rings, once, and not where the refusal is at hand', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const statuses = () =>
    office.carrier.log
      .filter({ direction: 'received', kind: 'response', method: 'INVITE' })
      .map(({ message }) => message.kind === 'response' && message.status)

  const first = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  await office.happens('the caller hears ringing', first.ringing)
  maya.answer()
  await office.happens('the caller is connected', first.answered)
  expect(statuses()).toEqual([100, 180, 200])
  first.hangUp()
  await office.happens('the call ends', first.ended)

  await office.happens('nobody has that number', office.callFromOutside('+442079460989').ended)
  office.carrier.log.entries.length = 0
  await office.happens('which is known by now', office.callFromOutside('+442079460989').ended)
  expect(statuses()).toEqual([404])
  expect(await office.leftovers()).toEqual({})
})
