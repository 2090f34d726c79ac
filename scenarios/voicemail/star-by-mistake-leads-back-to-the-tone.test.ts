/** Who presses `*` in a greeting to skip it, as some carriers have taught their callers, can leave a message still (M6, C9, C10). */
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'
import { equipPortal, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'

async function inPortal(office: Office): Promise<PortalCaller> {
  await equipPortal(office)
  const call = office.callFromOutside()
  await office.happens('voicemail answers', call.answered)
  await office.pass(1)
  const caller = PortalCaller.of(office, call)
  caller.press('*')
  await caller.hears('enter-pin')
  return caller
}

it.each([
  ['waits for what comes', ''],
  ['presses # without a PIN', '#'],
  ['has tried one, and waits', '111222#'],
])('a caller who %s', async (_, keys) => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  const caller = await inPortal(office)
  caller.press(keys)
  await caller.hears('leave-message-after-tone')
  await caller.hears('beep')
  await office.recording()
  // Nothing of the portal is left: no key of it, no question.
  caller.press(`${OWN_PIN}1`)
  await office.pass(6)
  caller.call.hangUp()
  const record = await office.records.lastCall()
  expect(record).toMatchObject({ result: 'voicemail-left', reason: 'message-ended-by-hang-up' })
  expect(record.path.map(({ step, outcome }) => `${step}: ${outcome}`)).toEqual([
    'arrival: decided',
    'voicemail: ended',
    'portal: ended',
    'voicemail: recorded',
  ])
  expect(await office.records.messages()).toMatchObject([{ state: 'new', cutShort: false }])
  expect(await office.leftovers()).toEqual({})
})

it('whose mailbox it is and is slow with the PIN has the time that every key gives', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  const caller = await inPortal(office)
  for (const key of `${OWN_PIN}#`) {
    await office.pass(4)
    caller.press(key)
  }
  await caller.hears('no-messages')
  caller.call.hangUp()
  expect(await office.records.lastCall()).toMatchObject({ result: 'portal-visited' })
})
