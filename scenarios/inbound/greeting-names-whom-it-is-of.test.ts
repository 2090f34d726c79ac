/** Where something speaks, the greeting that nobody made says the name, from the first caller on (C9). */
import { writeWav } from '@mainline/media'
import { updateOrganization } from '@mainline/storage'
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'

it('the first caller hears the name, and after a company has changed its name the first one hears the new name', async () => {
  const said: string[] = []
  const speech = {
    on: async () => true,
    async speak(words: string) {
      said.push(words)
      return writeWav(new Int16Array(8_000).fill(500))
    },
  }
  await using office = await Office.open({ people: [], at: WEDNESDAY_NIGHT, speech })
  const [first] = await hear(office)
  expect(first).toContain('/names/')
  expect(await hear(office)).toContain(first)
  await office.settings.change((tx, { occupier: { id, version } }) =>
    updateOrganization(tx, id, version, { name: 'Alder & Finch' }),
  )
  const [renamed] = await hear(office)
  expect(renamed).toContain('/names/')
  expect(renamed).not.toBe(first)
  expect(said).toEqual([
    `You have reached ${office.organization}. Please leave a message after the tone.`,
    'You have reached Alder & Finch. Please leave a message after the tone.',
  ])
}, 90_000)

it('where the name cannot be spoken the caller hears the number', async () => {
  const speech = {
    on: async () => true,
    speak: async () => ({ fault: 'speech-failed', words: 'the service answered 500' }) as const,
  }
  await using office = await Office.open({ people: [], at: WEDNESDAY_NIGHT, speech })
  expect((await hear(office)).slice(0, 2)).toEqual(['you-have-reached', office.mainNumber.slice(1)])
}, 90_000)

it('a name that cannot be found does not talk over the message of who did not wait for it', async () => {
  const speech = { on: async () => true, speak: async () => writeWav(new Int16Array(8_000).fill(500)) }
  await using office = await Office.open({ people: [], at: WEDNESDAY_NIGHT, speech })
  // The settings are known from here on.
  await hear(office)
  office.database = 'silent'
  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.pass(2)
  office.database = 'there'
  office.media.press('#')
  await office.recording()
  const { length } = office.media.played
  await office.pass(20)
  expect(office.media.played.slice(length)).toEqual([])
  caller.hangUp()
  expect(await office.records.lastCall()).toMatchObject({
    result: 'voicemail-left',
    reason: 'message-ended-by-hang-up',
  })
  expect(await office.leftovers()).toEqual({})
}, 90_000)

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
