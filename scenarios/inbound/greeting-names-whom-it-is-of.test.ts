/** Where something speaks, the greeting that nobody made says the name; until it is spoken, and elsewhere, the number (C9). */
import { writeWav } from '@mainline/media'
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'

it('the first caller hears the number, the next one the name', async () => {
  const said: string[] = []
  const speech = {
    on: async () => true,
    async speak(words: string) {
      said.push(words)
      return writeWav(new Int16Array(8_000).fill(500))
    },
  }
  await using office = await Office.open({ people: [], at: WEDNESDAY_NIGHT, speech })
  expect((await hear(office)).slice(0, 2)).toEqual(['you-have-reached', office.mainNumber.slice(1)])
  // It is made beside the calls.
  await expect.poll(async () => (await hear(office))[0], { timeout: 60_000 }).toContain('/names/')
  expect(said).toEqual(['You have reached Occupier. Please leave a message after the tone.'])
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
