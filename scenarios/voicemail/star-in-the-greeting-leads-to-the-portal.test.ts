/** Whose mailbox it is need not know the portal's number: `*` while the greeting is heard leads there (C9, C10). */
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'
import { equipPortal, leaveMessages, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'

it('asks for the PIN of that mailbox only', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  const mailbox = await equipPortal(office)
  await leaveMessages(office, mailbox, ['+442079460990'])
  const call = office.callFromOutside()
  await office.happens('voicemail answers', call.answered)
  const caller = PortalCaller.of(office, call)
  await office.pass(1)
  caller.press('*')
  await caller.hearsAndPresses('enter-pin', `${OWN_PIN}#`)
  await caller.hears('one-new-message')
  caller.call.hangUp()
  const record = await office.records.lastCall()
  expect(record).toMatchObject({ result: 'portal-visited', reason: 'caller-hung-up' })
  expect(record.path.map(({ step, outcome }) => `${step}: ${outcome}`)).toEqual([
    'arrival: decided',
    'voicemail: ended',
    'portal: ended',
  ])
  // No message was left, and nobody's call was missed.
  expect(await office.records.messages()).toHaveLength(1)
  expect(await office.leftovers()).toEqual({})
})

it('# goes straight to the beep, other keys change nothing', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  const call = office.callFromOutside()
  await office.happens('voicemail answers', call.answered)
  await office.pass(0.5)
  for (const key of '15') office.media.press(key)
  await office.pass(0.5)
  expect(office.media.played).not.toContain('beep')
  office.media.press('#')
  await office.pass(0.1)
  expect(office.media.played).toContain('beep')
  await office.recording()
  await office.pass(8)
  call.hangUp()
  expect(await office.records.lastCall()).toMatchObject({ result: 'voicemail-left' })
})
