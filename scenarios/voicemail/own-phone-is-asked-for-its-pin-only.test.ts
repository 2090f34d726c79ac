/** A phone of ours calls the portal by its extension or its number, and is known; caller ID alone opens nothing (C10). */
import { findMailboxOfNumber, setOwnPin } from '@mainline/storage'
import { must, testSecrets } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import {
  equipPortal,
  OWN_PIN,
  PORTAL_EXTENSION,
  PORTAL_NUMBER,
  PortalCaller,
} from '../office/portal-caller.ts'

it.each([
  ['extension', PORTAL_EXTENSION],
  ['number', PORTAL_NUMBER],
])('by its %s', async (_, dialled) => {
  await using office = await Office.open({ people: ['Maya'] })
  await equipPortal(office)
  await office.settings.change(async (tx, { ordinary }) => {
    const mailbox = await findMailboxOfNumber(tx, ordinary[0]?.id ?? '')
    if (mailbox) must(await setOwnPin(tx, testSecrets, mailbox, '739164'))
  })
  const maya = await PortalCaller.dial(office, dialled, 'Maya')
  await maya.hears('other-mailbox')
  maya.press('739164#')
  await maya.hears('no-messages')
  maya.call.hangUp()
  expect(await office.records.lastCall()).toMatchObject({ result: 'portal-visited' })

  // The main number's mailbox is another one: `*` asks for it.
  const again = await PortalCaller.dial(office, dialled, 'Maya')
  await again.hearsAndPresses('other-mailbox', '*')
  await again.hears('enter-mailbox')
  again.press(`${office.mainExtension}#${OWN_PIN}#`)
  await again.hears('no-messages')
  again.call.hangUp()
  expect(await office.leftovers()).toEqual({})
})
