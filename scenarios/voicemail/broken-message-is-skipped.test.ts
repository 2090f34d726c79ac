/** A recording that cannot be played is apologised for, once, and the next one follows (C10). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { equipPortal, leaveMessages, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'

it('says sorry and goes on, and never round in a circle', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const mailbox = await equipPortal(office)
  await leaveMessages(office, mailbox, [null, null])
  office.media.filesAreBroken = true
  const caller = await PortalCaller.dial(office)
  await caller.hears('enter-mailbox')
  caller.press(`${office.mainExtension}#${OWN_PIN}#`)
  await caller.hearsAndPresses('menu-finish', '1')
  await caller.hears('message-unplayable')
  await caller.hears('message-unplayable')
  await caller.hears('no-more-messages')
  await caller.hears('menu-finish')
  // What could not be heard stays new.
  expect((await office.records.messages()).map(({ state }) => state)).toEqual(['new', 'new'])
  await caller.hears('goodbye')
  await caller.isSentAway()
  expect(office.media.played.filter((name) => name === 'message-unplayable')).toHaveLength(2)
})
