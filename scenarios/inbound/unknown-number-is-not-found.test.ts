/** A number that nobody has gets a plain answer (C1); a stranger gets none that helps (C2). */
import { expect, it } from 'vitest'
import { strangerAt } from '../office/more-phones.ts'
import { Office } from '../office/office.ts'

it('answers 404 to the carrier for a number that does not exist', async () => {
  await using office = await Office.open({ people: [] })
  const caller = office.callFromOutside('+442079460999')
  const { failure } = await office.happens('the call is refused', caller.ended)
  expect(failure?.status).toBe(404)
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'rejected', reason: 'number-unknown' })
  expect(await office.leftovers()).toEqual({})
})

it('keeps a piece of what is endless and no number (C13)', async () => {
  await using office = await Office.open({ people: [] })
  const caller = office.callFromOutside('x'.repeat(2_000))
  const { failure } = await office.happens('the call is refused', caller.ended)
  expect(failure?.status).toBe(404)
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'rejected', calledNumber: 'x'.repeat(64) })
})

it.each(['12345', '+442079460999', 'nobody'])(
  'answers 404 to a phone that dials %s, and its company finds the call in its list (C13)',
  async (dialled) => {
    await using office = await Office.open({ people: ['Maya'] })
    const { e164, id: _, ...place } = await office.deviceOf('Maya')
    const maya = office.phone('Maya').call(dialled)
    const { failure } = await office.happens('the call is refused', maya.ended)
    const record = await office.records.lastCall()
    // A number outside is one that the site does not let its phones call.
    const unknown = !dialled.startsWith('+')
    expect(failure?.status).toBe(unknown ? 404 : 403)
    expect(record).toMatchObject({
      ...place,
      callerNumber: e164,
      calledNumber: dialled,
      result: 'rejected',
      reason: unknown ? 'number-unknown' : 'outside-not-allowed',
    })
    expect(await office.leftovers()).toEqual({})
  },
)

it('asks a caller that is no trunk for credentials, whatever number it dials', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const stranger = await strangerAt(office)
  const ways = ['+442079460999', office.mainNumber].map((number) => stranger.call(`sip:${number}@192.0.2.1`))
  for (const call of ways) {
    const { failure } = await office.happens('the call is refused', call.ended)
    expect(failure?.status).toBe(401)
  }
  expect(await office.records.calls()).toEqual([])
})
