/** A call that a switchboard sets up on hold, as for a transfer of its own: who answers hears music, and the caller later (RFC 3264 §8.4). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { sdp } from '../office/scripted-media.ts'

it.each(['a=sendonly', 'a=inactive'])('%s, then taken back: the two talk', async (how) => {
  await using office = await Office.open({ people: ['Maya'] })
  const open = sdp('198.51.100.1', 40_000)
  const caller = office.callFromOutside(undefined, '', { body: `${open}${how}\r\n` })
  const maya = await office.nextCallAt('Maya')
  maya.answer()
  await office.happens('the caller is connected', caller.answered)
  await office.pass(1)
  expect(office.heardBy(maya)).toContain('waiting-music')
  expect(await office.happens('the hold is over', caller.reinvite(open))).toBe(200)
  expect(office.heardBy(maya)).toBe(office.voiceOf(caller))
  expect(office.heardBy(caller)).toBe(office.voiceOf(maya))
  caller.hangUp()
  await office.ends('Maya hears of it', maya)
  expect(await office.leftovers()).toEqual({})
})
