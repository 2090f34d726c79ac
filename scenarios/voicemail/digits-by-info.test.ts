/** Telephones that tell keys by SIP INFO are understood (C12). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { equipPortal, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'

it('a visit by INFO alone', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await equipPortal(office)
  const caller = await PortalCaller.dial(office)
  await caller.hears('enter-mailbox')
  await caller.pressByInfo(`${office.mainExtension}#`)
  await caller.hears('enter-pin')
  await caller.pressByInfo(`${OWN_PIN}#`)
  await caller.hears('no-messages')
  await caller.pressByInfo('*')
  await caller.hears('goodbye')
  await caller.isSentAway()
  expect(await office.leftovers()).toEqual({})
})
