/** A group that cannot ring costs the caller no time (C4: zero reachable → next step within one second). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('does not let the caller wait for phones that are switched off', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  for (const [name, phone] of office.phones) await office.happens(`${name} signs off`, phone.unregister())

  const caller = office.callFromOutside()
  await office.pass(1)
  expect(caller.state).toBe('answered')

  await office.recording()
  await office.pass(5)
  caller.hangUp()

  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'voicemail-left' })
  expect(record?.path[1]).toMatchObject({
    step: 'hunt-group',
    outcome: 'skipped',
    reason: "No member's phone is registered (members: 2).",
  })
  expect(await office.leftovers()).toEqual({})
})
