/** Who presses nothing is asked three times, and then taken leave of (C10). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { equipPortal, PortalCaller } from '../office/portal-caller.ts'

it('the question is said twice again', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await equipPortal(office)
  const caller = await PortalCaller.dial(office)
  await caller.hears('goodbye')
  await caller.isSentAway()
  expect(office.media.played).toEqual([
    'portal-welcome',
    'enter-mailbox',
    'enter-mailbox',
    'enter-mailbox',
    'goodbye',
  ])
  expect(await office.records.lastCall()).toMatchObject({ result: 'portal-visited', reason: 'portal-left' })
})
