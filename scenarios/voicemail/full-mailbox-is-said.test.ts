/** A full mailbox says so instead of its greeting, and the call is a missed one (C14). */
import { mostMessages } from '@mainline/pbx'
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'
import { equipPortal, leaveMessages } from '../office/portal-caller.ts'

it('the caller hears it and nothing is recorded', async () => {
  const warnings: string[] = []
  const log = {
    debug() {},
    info() {},
    error() {},
    warn: (_: object, text: string) => void warnings.push(text),
  }
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT, log })
  const mailbox = await equipPortal(office)
  await leaveMessages(office, mailbox, new Array(mostMessages).fill(null))
  const call = office.callFromOutside()
  await office.happens('voicemail answers', call.answered)
  await office.happens('the caller is sent away', call.ended)
  expect(office.media.played).toContain('mailbox-full')
  expect(office.media.played).not.toContain('beep')
  expect(warnings).toContain('a mailbox is full')
  expect(await office.records.lastCall()).toMatchObject({ result: 'notice-heard', reason: 'mailbox-full' })
})
