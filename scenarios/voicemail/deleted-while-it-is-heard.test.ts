/** A message that is deleted in the console, or by somebody else on the telephone, while it is being heard stays deleted (C10). */
import { setMessageState } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { equipPortal, leaveMessages, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'

it('who hears a message to its end brings none back that was deleted meanwhile; who asks to save it does', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const mailbox = await equipPortal(office)
  const [first = '', second = ''] = await leaveMessages(office, mailbox, [null, null])
  const caller = await PortalCaller.dial(office)
  await caller.hears('enter-mailbox')
  caller.press(`${office.mainExtension}#${OWN_PIN}#`)
  await caller.hearsAndPresses('menu-finish', '1')
  await caller.hears(`${first}.wav`)
  await office.settings.change(async (tx) => {
    for (const id of [first, second]) must(await setMessageState(tx, id, 'deleted'))
  })
  await caller.hearsAndPresses('message-menu', '9')
  await caller.hears(`${second}.wav`)
  await caller.hearsAndPresses('message-menu', '2')
  await caller.hearsAndPresses('no-more-messages', '**')
  await caller.hears('goodbye')
  await caller.isSentAway()
  await office.pass(0.1)
  const left = (await office.records.messages()).map(({ id, state }) => [id, state])
  expect(Object.fromEntries(left)).toEqual({ [first]: 'deleted', [second]: 'saved' })
})
