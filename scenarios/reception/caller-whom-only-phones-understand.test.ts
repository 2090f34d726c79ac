/** A caller whose codec phones speak and we do not waits for reception: no comfort can be said, and the route goes on (C7, C12, M6). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'

it('is led on to the hunt group, whose phones understand', async () => {
  await using office = await Office.open({ people: ['Rita', 'Maya'] })
  await office.settings.saveRoutes({
    inHours: {
      steps: [
        { target: 'reception', limitSeconds: 30 },
        { target: 'hunt-group', limitSeconds: 20 },
        { target: 'voicemail' },
      ],
    },
  })
  office.media.speaksNoneOffered = true
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const atRita = await rita.ringing()
  const atMaya = await office.nextCallAt('Maya')
  await office.ends("Rita's seat stops", atRita)
  atMaya.answer()
  await office.happens('the caller is answered', caller.answered)
  caller.hangUp()
  await office.ends('Maya is let go', atMaya)
  const { result, path } = await office.records.lastCall()
  expect(result).toBe('answered-by-member')
  expect(path[1]?.reason).toBe('The caller offered no sound that reception understands.')
  rita.leave()
  expect(await office.leftovers()).toEqual({})
})
