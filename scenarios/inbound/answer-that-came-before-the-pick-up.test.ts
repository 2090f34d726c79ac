/** A session description that came while it rang, and a 200 without one: it was the answer (RFC 3262 §5, RFC 6337 §2.1). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { sdp } from '../office/scripted-media.ts'

const MOBILE = '+447700900123'
const session = sdp('198.51.100.1', 40_000)

it('reliably, by a mobile that the call is forwarded to -- the caller is connected', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const steps = [{ target: 'forward', number: MOBILE, limitSeconds: 15 }, { target: 'voicemail' }] as const
  await office.settings.saveRoutes({ inHours: { steps } })
  const caller = office.callFromOutside()
  const mobile = await office.happens('the mobile is called', office.carrier.nextCall())
  mobile.ring(session, true)
  await office.pass(2)
  expect(office.carrier.log.requests('PRACK')).toHaveLength(1)
  mobile.answer('')
  await office.happens('the caller is connected', caller.answered)
  await office.pass(5)
  expect(office.heardBy(caller)).toBe(office.voiceOf(mobile))
  mobile.hangUp()
  await office.ends('the caller hears of it', caller)
  expect(await office.records.calls()).toMatchObject([{ result: 'forwarded' }])
  expect(await office.leftovers()).toEqual({})
})

it('not reliably, by a phone -- the caller is connected all the same', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const caller = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  maya.ring(session)
  await office.pass(2)
  maya.answer('')
  await office.happens('the caller is connected', caller.answered)
  expect(office.heardBy(caller)).toBe(office.voiceOf(maya))
})

it('never -- the phone is let go, the mailbox answers', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const caller = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  maya.answer('')
  await office.ends('Maya is let go', maya)
  await office.happens('the mailbox answers', caller.answered)
})
