/** A greeting that was just chosen is what the next caller hears; out of hours its own, on its date the dated one (C9). */
import { findMailboxOfNumber, type NewGreeting, saveGreeting } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT, WEDNESDAY_NOON } from '../office/office.ts'

it.each([
  ['in hours: the one for no answer', WEDNESDAY_NOON, false, 'everyday'],
  ['out of hours: the one for it', WEDNESDAY_NIGHT, false, 'night'],
  ['on its date: the dated one', WEDNESDAY_NIGHT, true, 'winter'],
])('%s', async (_, at, dated, heard) => {
  await using office = await Office.open({ people: [], at })
  const before = await hear(office)
  expect(before.slice(0, 3)).toEqual([
    'you-have-reached',
    office.mainNumber.slice(1),
    'leave-message-after-tone',
  ])

  await choose(office, 'everyday', { kind: 'no-answer' })
  await choose(office, 'night', { kind: 'out-of-hours' })
  const valid = { from: Date.parse(at) - 1_000, until: Date.parse(at) + 86_400_000 }
  if (dated) await choose(office, 'winter', { kind: 'dated', valid })
  const [greeting] = await hear(office)
  expect(greeting).toMatch(new RegExp(`/greetings/${heard}\\.audio$`))
})

async function choose(office: Office, name: string, occasion: Pick<NewGreeting, 'kind' | 'valid'>) {
  await office.settings.change(async (tx, { main }) => {
    const mailbox = await findMailboxOfNumber(tx, main.id)
    const made = { language: null, source: 'recorded', seconds: 3, createdBy: 'Maya' } as const
    const path = `greetings/${name}.audio`
    must(await saveGreeting(tx, { mailboxId: mailbox?.id ?? '', ...made, ...occasion, path }))
  })
}

/** What a caller is played. */
async function hear(office: Office): Promise<string[]> {
  const before = office.media.played.length
  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.recording()
  office.media.press('#')
  await office.happens('the caller is let go', caller.ended)
  return office.media.played.slice(before)
}
