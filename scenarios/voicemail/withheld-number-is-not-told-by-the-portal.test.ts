/** Who withholds the number hears messages as anybody does, and who looks at what was heard is not told it (N11, RFC 3325 §9.3). */
import { messageAccesses } from '@mainline/storage'
import { expect, it } from 'vitest'
import { CARRIER, Office } from '../office/office.ts'
import { equipPortal, leaveMessages, OWN_PIN, PORTAL_NUMBER, PortalCaller } from '../office/portal-caller.ts'

it.each([
  ['asserts the number', `P-Asserted-Identity: <sip:+442079460777@${CARRIER}>\r\nPrivacy: id\r\n`],
  ['says nothing of it', 'Privacy: id\r\n'],
])('where the carrier %s', async (_, headers) => {
  await using office = await Office.open({ people: ['Maya'] })
  const mailbox = await equipPortal(office)
  const [id = ''] = await leaveMessages(office, mailbox, ['+442079460990'])
  const call = office.callFromOutside(PORTAL_NUMBER, headers)
  await office.happens('the portal answers', call.answered)
  const caller = PortalCaller.of(office, call)
  caller.press(`${office.mainExtension}#${OWN_PIN}#`)
  await caller.hearsAndPresses('menu-finish', '1')
  await caller.hears(`${id}.wav`)
  call.hangUp()
  await office.settings.change(async (tx) => {
    const heard = await messageAccesses(tx, id)
    expect(heard.map(({ way, by }) => [way, by])).toEqual([['telephone', 'A caller who withheld the number']])
  })
})
