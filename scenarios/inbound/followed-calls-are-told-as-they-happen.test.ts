/** Who follows the calls of a site is told of each turn in words; where nobody follows, nothing is written (C13). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('tells of a call that a member answers, and of one that the mailbox takes', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'], followed: true })

  const caller = office.callFromOutside()
  const atTom = await office.nextCallAt('Tom')
  await office.happens('the caller hears ringing', caller.ringing)
  await office.pass(4)
  atTom.answer()
  await office.happens('the caller is connected', caller.answered)
  expect(await office.records.toldOfCalls()).toEqual([
    `call.started: +442079460990 calls ${office.mainNumber}.`,
    'call.ringing: +442079460990 rings at Maya, Tom.',
    'call.answered: Tom answered +442079460990.',
  ])
  caller.hangUp()
  await office.happens('Tom hears that the caller is gone', atTom.ended)
  expect((await office.records.toldOfCalls()).slice(3)).toEqual([
    'call.ended: Answered by Tom: the caller hung up.',
  ])

  const second = office.callFromOutside()
  await office.pass(21)
  await office.happens('voicemail answers', second.answered)
  await office.recording()
  await office.pass(5)
  second.hangUp()
  expect((await office.records.toldOfCalls()).slice(4).map((line) => line.split(':')[0])).toEqual([
    'call.started',
    'call.ringing',
    'call.answered',
    'call.ended',
  ])
})

it('writes nothing where nobody follows', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const caller = office.callFromOutside()
  await office.happens('the caller hears ringing', caller.ringing)
  caller.hangUp()
  expect(await office.records.toldOfCalls()).toEqual([])
})
