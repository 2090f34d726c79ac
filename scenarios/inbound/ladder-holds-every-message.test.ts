/** The record of a call holds its SIP messages as they came and went (C13). */
import { readLadder } from '@mainline/engine'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

const shown = (text: string | null | undefined) =>
  readLadder(text ?? '').messages.map(
    ({ party, direction, method, status }) =>
      `${party} ${direction === 'received' ? 'says' : 'hears'} ${status ?? ''} ${method}`,
  )

it('two phones ring, one answers, the caller hangs up', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const caller = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  await office.happens('the caller hears ringing', caller.ringing)
  maya.answer()
  await office.happens('the caller is connected', caller.answered)
  await office.pass(5)
  caller.hangUp()
  await office.ends('Maya hears the end', maya)

  const [record] = await office.records.calls()
  const messages = shown(record?.ladder)
  const [leg, other] = record?.legs[0]?.name === 'Maya' ? [1, 2] : [2, 1]
  expect(messages.filter((message) => message.startsWith('0 '))).toEqual([
    '0 says  INVITE',
    '0 hears 100 INVITE',
    '0 hears 180 INVITE',
    '0 hears 200 INVITE',
    '0 says  ACK',
    '0 says  BYE',
    '0 hears 200 BYE',
  ])
  expect(messages.filter((message) => message.startsWith(`${leg} `))).toEqual([
    `${leg} hears  INVITE`,
    `${leg} says 180 INVITE`,
    `${leg} says 200 INVITE`,
    `${leg} hears  ACK`,
    `${leg} hears  BYE`,
    `${leg} says 200 BYE`,
  ])
  expect(messages.filter((message) => message.startsWith(`${other} `))).toEqual([
    `${other} hears  INVITE`,
    `${other} says 180 INVITE`,
    `${other} hears  CANCEL`,
    `${other} says 200 CANCEL`,
    `${other} says 487 INVITE`,
    `${other} hears  ACK`,
  ])
  const ladder = readLadder(record?.ladder ?? '')
  expect(ladder.messages.at(-1)?.milliseconds).toBeGreaterThan(5_000)
  expect(ladder.messages.map(({ milliseconds }) => milliseconds)).toEqual(
    ladder.messages.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b),
  )
})

it('a message that is sent again is there again', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  office.network.cut('192.0.2.1', '192.0.2.11')
  const caller = office.callFromOutside()
  await office.pass(2)
  caller.hangUp()
  const [record] = await office.records.calls()
  const invites = shown(record?.ladder).filter((message) => message === '1 hears  INVITE')
  // T1 is half a second: at 0, 0.5 and 1.5 s (RFC 3261 §17.1.1.2).
  expect(invites).toHaveLength(3)
})
