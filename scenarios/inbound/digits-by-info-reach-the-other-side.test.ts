/** Keys that a telephone tells by SIP INFO reach whom it talks to, as if they had been in the audio (C12, RFC 6086). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { sdp } from '../office/scripted-media.ts'
import { callerTalksTo } from '../office/talks.ts'

const relayed = (digit: string) => ({
  contentType: 'application/dtmf-relay',
  body: `Signal=${digit}\r\nDuration=160\r\n`,
})
const plain = (digit: string) => ({ contentType: 'application/dtmf', body: digit })

it('both ways, in either kind of body', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const { caller, member: maya } = await callerTalksTo(office, 'Maya')

  for (const digit of '4*') expect(await office.happens('it is taken', maya.info(relayed(digit)))).toBe(200)
  expect(await office.happens('it is taken', caller.info(plain('7')))).toBe(200)
  expect(office.media.digitsToldTo(caller.remoteBody)).toBe('4*')
  expect(office.media.digitsToldTo(maya.remoteBody)).toBe('7')

  // What is no digit tells nobody anything; who is on hold hears music and no keys.
  expect(await office.happens('it is taken', maya.info(plain('!')))).toBe(200)
  await office.happens('Maya holds', maya.reinvite(`${sdp('192.0.2.11', 40_000)}a=sendonly\r\n`))
  await office.happens('it is taken', maya.info(relayed('5')))
  expect(office.media.digitsToldTo(caller.remoteBody)).toBe('4*')
  caller.hangUp()
  await office.ends('Maya hears of it', maya)
  expect(await office.leftovers()).toEqual({})
})
