/** A carrier that wants to acknowledge what it is told while the phones ring (RFC 3262). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { sdp } from '../office/scripted-media.ts'

const required = 'Require: 100rel\r\n'
const ringing = { direction: 'received', kind: 'response', method: 'INVITE', status: 180 } as const

it('gets a 180 with a number, acknowledges it, and is connected', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const caller = office.callFromOutside(undefined, required)
  const maya = await office.nextCallAt('Maya')
  await office.happens('the caller hears ringing', caller.ringing)
  await office.pass(3)
  const said = office.carrier.log.filter(ringing)
  expect(said).toHaveLength(1)
  expect(said[0]?.message.header('Require')).toBe('100rel')
  expect(office.carrier.log.filter({ kind: 'response', method: 'PRACK', status: 200 })).toHaveLength(1)
  maya.answer()
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
  await office.happens('Maya hears of it', maya.ended)
  expect(await office.records.calls()).toMatchObject([{ result: 'answered-by-member' }])
  expect(await office.leftovers()).toEqual({})
})

it('that only supports it gets a plain 180', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const caller = office.callFromOutside()
  await office.happens('the caller hears ringing', caller.ringing)
  expect(office.carrier.log.filter(ringing)[0]?.message.header('RSeq')).toBeUndefined()
  caller.cancel()
  await office.happens('the call is over', caller.ended)
  expect(await office.leftovers()).toEqual({})
})

it('and leaves the offer to us is answered with it, and told nothing reliable before', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const answerInAck = sdp('198.51.100.1', 40_000)
  const caller = office.callFromOutside(undefined, required, { body: '', answerInAck })
  const maya = await office.nextCallAt('Maya')
  await office.pass(3)
  expect(office.carrier.log.filter(ringing)).toEqual([])
  maya.answer()
  await office.happens('the caller is connected', caller.answered)
  expect(caller.remoteBody).toContain('m=audio')
  caller.hangUp()
  await office.happens('Maya hears of it', maya.ended)
  expect(await office.leftovers()).toEqual({})
})
