/** The voice portal from first to last: mailbox, PIN, messages, good-bye (C10). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { equipPortal, leaveMessages, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'

it('a caller hears new messages, deletes one, saves one, and takes one back', async () => {
  await using office = await Office.open({ people: ['Maya'], at: '2040-01-04T18:30:00Z' })
  const mailbox = await equipPortal(office)
  const [first = '', second = '', third = ''] = await leaveMessages(office, mailbox, [
    '+442079460990',
    null,
    null,
  ])

  const caller = await PortalCaller.dial(office)
  await caller.hears('enter-mailbox')
  caller.press(`${office.mainExtension}#`)
  await caller.hearsAndPresses('enter-pin', `${OWN_PIN}#`)
  await caller.hears('you-have')
  await caller.hears('number-3')
  await caller.hearsAndPresses('new-messages', '1')

  // Three o'clock, in the zone of the site.
  for (const prompt of ['new-message', 'received', 'today', 'at', 'number-3', 'number-30', 'pm', 'from'])
    await caller.hears(prompt)
  await caller.hears('442079460990')
  await caller.hears(`${first}.wav`)
  caller.press('466')
  await caller.hears('skip -5000')
  await caller.hears('skip 5000')
  caller.press('5')
  await caller.hears('pause')
  await office.pass(20)
  caller.press('5')
  await caller.hears('resume')
  caller.press('3')
  await caller.hears('message-deleted')
  await caller.hears('from-withheld')
  await caller.hears(`${second}.wav`)
  await caller.hearsAndPresses('message-menu', '3')
  await caller.hears('message-deleted')
  await caller.hears(`${third}.wav`)
  await caller.hears('message-menu')
  expect(await states(office)).toEqual(['deleted', 'deleted', 'saved'])

  // The second one was heard to its end before it was deleted: it comes back as saved.
  caller.press('73')
  await caller.hearsAndPresses('message-restored', '*')
  await caller.hearsAndPresses('menu-finish', '*')
  await caller.hears('goodbye')
  await caller.isSentAway()

  expect(await states(office)).toEqual(['deleted', 'saved', 'saved'])
  expect(await office.records.lastCall()).toMatchObject({
    result: 'portal-visited',
    reason: 'portal-left',
    numberId: null,
  })
  expect(await office.leftovers()).toEqual({})
})

it('what is in the portal stays out of other numbers: no key leads on (C10)', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await equipPortal(office)
  const caller = await PortalCaller.dial(office)
  await caller.hears('enter-mailbox')
  caller.press(`${office.mainExtension}#${OWN_PIN}#`)
  await caller.hears('no-messages')
  caller.press('0442079460000')
  await caller.hears('not-a-choice')
  caller.press('*')
  await caller.hears('goodbye')
  await caller.isSentAway()
  expect(office.phone('Maya').log.entries.filter(({ message }) => isInvite(message))).toEqual([])
})

const isInvite = (message: { kind: string }): boolean =>
  message.kind === 'request' && 'method' in message && message.method === 'INVITE'

async function states(office: Office): Promise<string[]> {
  await office.pass(0.1)
  return (await office.records.messages()).toReversed().map(({ state }) => state)
}
