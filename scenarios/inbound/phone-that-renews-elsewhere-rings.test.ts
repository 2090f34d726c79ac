/** Servers share registrations (N5): a phone that has gone over to another one is rung by this one as well. */
import { registrationsOf, removeRegistrations, saveRegistrations } from '@mainline/storage'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { callerTalksTo } from '../office/talks.ts'

it('rings a phone whose registration was renewed at another engine when it expires here', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.happens('Maya registers for ten minutes', office.phone('Maya').register(600))
  const first = office.callFromOutside()
  await office.nextCallAt('Maya')
  first.hangUp()
  const { id } = await office.deviceOf('Maya')
  const expiresAt = office.now + 3_600_000
  await office.settings.change(async (tx) => {
    const bindings = await registrationsOf(tx, id)
    await saveRegistrations(
      tx,
      bindings.map((binding) => ({ ...binding, expiresAt })),
    )
  })
  await office.pass(700)

  const { caller: second, member: maya } = await callerTalksTo(office, 'Maya')
  expect(office.heardBy(second)).toBe(office.voiceOf(maya))
})

it('rings a phone where another engine has heard of it, as soon as that has', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.happens('Maya registers for ten minutes', office.phone('Maya').register(600))
  const first = office.callFromOutside()
  await office.nextCallAt('Maya')
  first.hangUp()
  const { id } = await office.deviceOf('Maya')
  const other = await office.visitor({ user: 'maya' })
  await office.settings.change(async (tx) => {
    const bindings = await registrationsOf(tx, id)
    await removeRegistrations(tx, [{ deviceId: id }])
    await saveRegistrations(
      tx,
      bindings.map((binding) => ({
        ...binding,
        contact: other.contactUri,
        flow: { ...binding.flow, remoteAddress: other.options.address },
        engineId: 'another engine',
      })),
    )
  })
  await office.until('the engine hears of it', () => office.movesHeard.includes(id))

  const second = office.callFromOutside()
  const maya = await office.happens('it rings elsewhere', other.nextCall())
  maya.answer()
  await office.happens('the caller is connected', second.answered)
})
