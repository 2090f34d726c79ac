/** Letters from the change that they tell of to a real mail server, and what becomes of them when it is away. */
import { type Database, findQueuedLetter } from '@mainline/storage'
import { openTestDatabase, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliverLetter } from '../jobs/deliver-letter.ts'
import { openLog } from '../log.ts'
import { writeLetter } from './letter.ts'
import { mailSender } from './mail-sender.ts'
import { openMailTransport } from './mail-transport.ts'
import { openMailServer, type TestMailServer } from './testing/mail-server.ts'

let database: Database
let server: TestMailServer
beforeAll(async () => {
  database = await openTestDatabase()
  server = await openMailServer()
}, 60_000)
afterAll(async () => {
  await server.close()
  await database.close()
})

const from = 'Mainline <phones@mainline.example>'
const sender = mailSender(testSecrets, true)
const letter = writeLetter({
  to: 'maya@alder.example',
  subject: 'Grüße\r\nBcc: thief@evil.example',
  paragraphs: ['Hello Maya.'],
  link: { label: 'Open', url: 'https://mainline.example/reset-password#s3cret' },
})

const run = (letterId: string, url = server.url, last = false) => {
  const transport = openMailTransport({ url, from })
  const about = { attempt: 1, last, signal: new AbortController().signal }
  return deliverLetter(testSecrets, transport)
    .run({ letterId }, { database, log: openLog('silent', 'test') }, about)
    .finally(() => transport.close())
}

const queue = async () => {
  const id = await sender.send(letter, database.kysely)
  if (!id) throw new Error('mail is off')
  return id
}

const row = (id: string) =>
  database.kysely.selectFrom('letters').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('a letter', () => {
  it('arrives once, as it was written, from one address to one', async () => {
    const id = await queue()
    await run(id)
    await run(id)
    expect(server.letters).toHaveLength(1)
    const [arrived] = server.letters
    expect(arrived?.recipients).toEqual(['maya@alder.example'])
    expect(arrived?.mail.from?.text).toBe('"Mainline" <phones@mainline.example>')
    expect(arrived?.mail.subject).toBe('Grüße Bcc: thief@evil.example')
    expect(arrived?.mail.messageId).toBe(`<letter.${id}@mainline.example>`)
    expect(arrived?.mail.text).toContain('https://mainline.example/reset-password#s3cret')
    expect(arrived?.mail.html).toContain('<p>Hello Maya.</p>')
    expect(arrived?.mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(await row(id)).toMatchObject({ state: 'sent', sealed: null, attempts: 1, lastError: null })
  })

  it('is unreadable in the database while it waits', async () => {
    const id = await queue()
    const { sealed } = await row(id)
    expect(sealed?.toString('latin1')).not.toContain('s3cret')
    const { rows } = await database.pool.query('select payload from graphile_worker._private_jobs')
    expect(JSON.stringify(rows)).not.toContain('s3cret')
  })

  it('goes with the change that is rolled back', async () => {
    let id = ''
    const undone = database.kysely.transaction().execute(async (tx) => {
      id = (await sender.send(letter, tx)) ?? ''
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await findQueuedLetter(database.kysely, id)).toBeUndefined()
  })

  it('waits while the mail server says no, and says what it said', async () => {
    const id = await queue()
    server.refuse = '451 come back later'
    await expect(run(id)).rejects.toThrow('come back later')
    expect(await row(id)).toMatchObject({ state: 'queued', attempts: 1 })
    expect((await row(id)).lastError).toContain('come back later')
    server.refuse = undefined
    await run(id)
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 2, lastError: null })
  })

  it('is given up after the last try, its text forgotten', async () => {
    const id = await queue()
    await expect(run(id, 'smtp://127.0.0.1:1', true)).rejects.toThrow()
    expect(await row(id)).toMatchObject({ state: 'failed', sealed: null })
  })

  it('is not written where mail is off', async () => {
    expect(await mailSender(testSecrets, false).send(letter, database.kysely)).toBeUndefined()
  })
})
