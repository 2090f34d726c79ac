/** A mobile in the hunt group: its own voicemail must not take the call, so a person has to press 1 (M10). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

const members = [{ externalE164: '+447700900123', name: "Maya's mobile" }]

it('connects the caller once the member has pressed 1', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.setOutsideMembers(members)

  const caller = office.callFromOutside()
  const mobile = await office.happens('the mobile is called', office.carrier.nextCall())
  mobile.answer()
  await office.pass(2)
  expect(office.media.played).toEqual(['press-one-to-accept'])
  expect(caller.state).toBe('early')

  office.media.press('1')
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'answered-by-member', answeredBy: "Maya's mobile" })
  expect(await office.leftovers()).toEqual({})
})

it('takes a message itself when the mobile is answered by a machine', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.setOutsideMembers(members)

  const caller = office.callFromOutside()
  const mobile = await office.happens('the mobile is called', office.carrier.nextCall())
  mobile.answer()
  await office.happens('our voicemail answers', caller.answered)
  await office.recording()
  await office.pass(4)
  caller.hangUp()

  expect(mobile.state).toBe('ended')
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'voicemail-left' })
  expect(await office.leftovers()).toEqual({})
})
