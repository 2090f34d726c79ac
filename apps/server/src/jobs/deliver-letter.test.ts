/** Letters to a mail server that does not answer, on the real queue: whatever else is to be done goes on beside them. */
import { queueLetter } from '@mainline/storage'
import { openTestDatabase, testSecrets } from '@mainline/storage/testing'
import { expect, it, onTestFinished } from 'vitest'
import { deliverLetter } from './deliver-letter.ts'
import { workedOff } from './testing/worked-off.ts'

it('many letters that hang leave room for other work, and all go out in the end', async () => {
  const database = await openTestDatabase()
  onTestFinished(() => database.close())
  const { kysely } = database
  const answers = Promise.withResolvers<void>()
  const taken: string[] = []
  const transport = {
    async deliver({ to }: { to: string }) {
      taken.push(to)
      await answers.promise
    },
    close() {},
  }
  const doesOther = await workedOff(database, deliverLetter(testSecrets, transport))
  onTestFinished(() => answers.resolve())
  const sealed = testSecrets.seal(JSON.stringify({ text: 'x', html: 'x' }))
  for (let n = 0; n < 16; n++)
    await queueLetter(kysely, { recipient: `${n}@people.example`, subject: 'x', sealed })
  for (let n = 0; n < 12; n++) await doesOther()
  expect(taken.length).toBeLessThanOrEqual(4)
  answers.resolve()
  while (taken.length < 16) await doesOther()
})

it('one that is sent again has the same Message-ID (RFC 5322 §3.6.4)', async () => {
  const database = await openTestDatabase()
  onTestFinished(() => database.close())
  const sent: (string | undefined)[] = []
  const transport = {
    async deliver({ messageId }: { messageId?: string }) {
      sent.push(messageId)
      if (sent.length === 1) throw new Error('451 try again')
    },
    close() {},
  }
  const letter = { recipient: 'a@people.example', subject: 'x' }
  const sealed = testSecrets.seal(JSON.stringify({ text: 'x', html: 'x' }))
  await queueLetter(database.kysely, { ...letter, sealed })
  const { id: letterId } = await database.kysely.selectFrom('letters').select('id').executeTakeFirstOrThrow()
  const { run } = deliverLetter(testSecrets, transport)
  const attempt = () => run({ letterId }, { database } as never, { last: false } as never)
  await expect(attempt()).rejects.toThrow('451')
  await attempt()
  expect(sent).toEqual([`letter.${letterId}`, `letter.${letterId}`])
})
