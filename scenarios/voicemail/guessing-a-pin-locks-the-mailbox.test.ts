/** Nobody learns by guessing: five failures lock, every answer is the same, and it comes no sooner for one than another (M12). */
import { pinState } from '@mainline/storage'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { equipPortal, OWN_PIN, PORTAL_NUMBER, PortalCaller } from '../office/portal-caller.ts'

it('three wrong ones end the visit, five lock the mailbox for the right one too', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const mailbox = await equipPortal(office)
  for (const visit of [1, 2]) {
    const caller = await PortalCaller.dial(office)
    for (const attempt of [1, 2, 3]) {
      await caller.hears('enter-mailbox')
      caller.press(`${office.mainExtension}#90000${visit}#`)
      await caller.hears('not-accepted')
      if (attempt === 3) await caller.hears('goodbye')
    }
    await caller.isSentAway()
    await office.pass(120)
  }
  const owner = await PortalCaller.dial(office)
  await owner.hears('enter-mailbox')
  owner.press(`${office.mainExtension}#${OWN_PIN}#`)
  await owner.hears('not-accepted')
  owner.call.hangUp()
  await office.settings.change(async (tx) => {
    expect(await pinState(tx, mailbox.id)).toMatchObject({ failures: 5, lockedAt: expect.any(Number) })
  })
})

it('an unknown mailbox takes the time of a wrong PIN', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await equipPortal(office)
  const timeFor = async (mailbox: string) => {
    const caller = await PortalCaller.dial(office)
    await caller.hears('enter-mailbox')
    const before = office.now
    caller.press(`${mailbox}#900001#`)
    await caller.hears('not-accepted')
    caller.call.hangUp()
    return office.now - before
  }
  expect(await timeFor(office.mainExtension)).toBe(await timeFor('77777'))
})

it('ten callers at once have five tries between them', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const mailbox = await equipPortal(office)
  for (let round = 0; round < 3; round += 1) {
    const callers = Array.from({ length: 10 }, () => office.callFromOutside(PORTAL_NUMBER))
    for (const call of callers) await office.happens('the portal answers', call.answered)
    await office.pass(1)
    // Every key reaches all ten at once.
    for (const key of `${office.mainExtension}#90000${round}#`) office.media.press(key)
    await office.pass(10)
    for (const call of callers) call.hangUp()
    await office.pass(120)
  }
  await office.settings.change(async (tx) => {
    expect((await pinState(tx, mailbox.id)).failures).toBeLessThanOrEqual(5)
  })
  expect(await office.leftovers()).toEqual({})
})
