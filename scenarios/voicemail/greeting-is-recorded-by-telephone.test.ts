/** A greeting is recorded in the voice portal, heard, kept, and the next caller hears it (C9, C10). */
import { listGreetings } from '@mainline/storage'
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'
import { equipPortal, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'

async function inGreetings(office: Office): Promise<PortalCaller> {
  const caller = await PortalCaller.dial(office)
  await caller.hears('enter-mailbox')
  caller.press(`${office.mainExtension}#${OWN_PIN}#`)
  await caller.hearsAndPresses('menu-finish', '21')
  await caller.hears('greeting-menu')
  return caller
}

it('from the tone to the next caller, and back to the standard one', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  const mailbox = await equipPortal(office)
  const caller = await inGreetings(office)
  caller.press('1')
  await caller.hearsAndPresses('greeting-standard', '2')
  await caller.hears('record-greeting')
  await caller.hears('beep')
  await office.recording()
  await office.pass(6)
  caller.press('#')
  await caller.hearsAndPresses('greeting-review', '1')
  await caller.hears('greeting-own')
  caller.call.hangUp()
  const [kept] = await greetings(office, mailbox.id)
  expect(kept).toMatchObject({
    kind: 'no-answer',
    source: 'recorded',
    chosen: true,
    createdBy: 'Voice portal',
  })
  expect(kept?.seconds).toBeCloseTo(6, 0)

  expect(await heardByACaller(office)).toContain(kept?.path)
  const again = await inGreetings(office)
  again.press('3')
  await again.hears('greeting-standard')
  again.call.hangUp()
  expect(await heardByACaller(office)).toContain('you-have-reached')
  const third = await inGreetings(office)
  third.press('4')
  await third.hears('greeting-own')
  third.call.hangUp()
  expect(await heardByACaller(office)).toContain(kept?.path)
  expect(await office.leftovers()).toEqual({})
})

it('one that was not kept is gone with the call', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  const mailbox = await equipPortal(office)
  const caller = await inGreetings(office)
  caller.press('2')
  await caller.hears('beep')
  await office.recording()
  await office.pass(3)
  caller.call.hangUp()
  await office.pass(1)
  expect(await greetings(office, mailbox.id)).toEqual([])
  expect(await office.leftovers()).toEqual({})
})

async function greetings(office: Office, mailboxId: string) {
  let found: Awaited<ReturnType<typeof listGreetings>> = []
  await office.settings.change(async (tx) => {
    found = await listGreetings(tx, mailboxId)
  })
  return found
}

/** Names of what somebody hears who is taken to voicemail. */
async function heardByACaller(office: Office): Promise<string[]> {
  // What the portal has just changed is known to the engine.
  await office.settings.change(async () => {})
  const before = office.media.played.length
  const call = office.callFromOutside()
  await office.happens('voicemail answers', call.answered)
  await office.pass(1)
  call.hangUp()
  await office.pass(1)
  return office.media.played.slice(before).map((name) => name.split('/').at(-1) ?? name)
}
