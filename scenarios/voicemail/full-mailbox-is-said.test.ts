/** A full mailbox says so instead of its greeting, and the call is a missed one (C14). */
import { mostMessages } from '@mainline/pbx'
import { expect, it } from 'vitest'
import { Office, type OfficeOptions, WEDNESDAY_NIGHT } from '../office/office.ts'
import { equipPortal, leaveMessages, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'

/** An office out of hours whose main number takes no message any more. */
async function withFullMailbox(options: Pick<OfficeOptions, 'log'> = {}): Promise<Office> {
  const office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT, ...options })
  await leaveMessages(office, await equipPortal(office), new Array(mostMessages).fill(null))
  return office
}

/** Somebody calls from outside, and hears what voicemail says. */
async function reachVoicemail(office: Office): Promise<PortalCaller> {
  const call = office.callFromOutside()
  const caller = PortalCaller.of(office, call)
  await office.happens('voicemail answers', call.answered)
  return caller
}

it('the caller hears it and nothing is recorded', async () => {
  const warnings: string[] = []
  const log = {
    debug() {},
    info() {},
    error() {},
    warn: (_: object, text: string) => void warnings.push(text),
  }
  await using office = await withFullMailbox({ log })
  const { call } = await reachVoicemail(office)
  await office.happens('the caller is sent away', call.ended)
  expect(office.media.played).toContain('mailbox-full')
  expect(office.media.played).not.toContain('beep')
  expect(warnings).toContain('a mailbox is full')
  expect(await office.records.lastCall()).toMatchObject({ result: 'notice-heard', reason: 'mailbox-full' })
})

it('whose mailbox it is comes to it by `*` all the same, and makes room (C10)', async () => {
  await using office = await withFullMailbox()
  const caller = await reachVoicemail(office)
  const { call } = caller
  await caller.hears('mailbox-full')
  caller.press('*')
  await caller.hearsAndPresses('enter-pin', `${OWN_PIN}#`)
  await office.pass(1)
  expect(call.state).toBe('answered')
  call.hangUp()
  const { result, path } = await office.records.lastCall()
  expect(result).toBe('portal-visited')
  expect(path.map(({ step, outcome }) => `${step}: ${outcome}`)).toEqual([
    'arrival: decided',
    'voicemail: unavailable',
    'notice: ended',
    'portal: ended',
  ])
  expect(await office.leftovers()).toEqual({})
})

it('who presses `*` by mistake hears of it again', async () => {
  await using office = await withFullMailbox()
  const caller = await reachVoicemail(office)
  const { call } = caller
  await caller.hears('mailbox-full')
  caller.press('*')
  await caller.hears('enter-pin')
  await caller.hears('mailbox-full')
  await office.happens('the caller is sent away', call.ended)
  expect(await office.records.lastCall()).toMatchObject({ result: 'notice-heard', reason: 'mailbox-full' })
})
