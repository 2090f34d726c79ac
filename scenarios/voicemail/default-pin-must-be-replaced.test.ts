/** The Default PIN opens once, and leads nowhere but to a PIN of one's own (M12). */

import { testSecrets } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { equipPortal, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'

it('the first visit chooses a PIN by the rules, the second uses it', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const mailbox = await equipPortal(office, '')
  const defaultPin = testSecrets.open(mailbox.defaultPin)

  const first = await PortalCaller.dial(office)
  await first.hears('enter-mailbox')
  first.press(`${office.mainExtension}#${defaultPin}#`)
  await first.hearsAndPresses('choose-pin', '123456#')
  await first.hearsAndPresses('pin-run', `${defaultPin}#`)
  // It is among those that were used, which only storage knows.
  await first.hearsAndPresses('repeat-pin', `${defaultPin}#`)
  await first.hearsAndPresses('pin-used', `${OWN_PIN}#`)
  await first.hearsAndPresses('repeat-pin', `${OWN_PIN}#`)
  await first.hears('no-messages')
  first.call.hangUp()

  const second = await PortalCaller.dial(office)
  await second.hears('enter-mailbox')
  second.press(`${office.mainExtension}#${defaultPin}#`)
  await second.hears('not-accepted')
  second.press(`${office.mainExtension}#${OWN_PIN}#`)
  await second.hears('no-messages')
  second.call.hangUp()
  expect(await office.leftovers()).toEqual({})
})

it('who hangs up instead has spent it: only a reset helps', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const mailbox = await equipPortal(office, '')
  const defaultPin = testSecrets.open(mailbox.defaultPin)
  const first = await PortalCaller.dial(office)
  await first.hears('enter-mailbox')
  first.press(`${office.mainExtension}#${defaultPin}#`)
  await first.hears('choose-pin')
  first.call.hangUp()
  const second = await PortalCaller.dial(office)
  await second.hears('enter-mailbox')
  second.press(`${office.mainExtension}#${defaultPin}#`)
  await second.hears('not-accepted')
})
