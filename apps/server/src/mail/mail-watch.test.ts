/** A mail server that is away is told of while letters wait, and no more once one is taken. */
import { FakeClock } from '@mainline/sip/testing'
import { type Database, standingAlerts } from '@mainline/storage'
import { openTestDatabase } from '@mainline/storage/testing'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { writeLetter } from './letter.ts'
import { openMailTransport } from './mail-transport.ts'
import { endMailAlert, watchMail } from './mail-watch.ts'
import { openMailServer, type TestMailServer } from './testing/mail-server.ts'

const minute = 60_000
const nobody = 'smtp://127.0.0.1:1'
const letter = writeLetter({ to: 'maya@alder.example', subject: 'Hello', paragraphs: ['Hello Maya.'] })
const log = { error: vi.fn() }
let database: Database
let clock: FakeClock
let server: TestMailServer
beforeEach(async () => {
  database = await openTestDatabase()
  clock = new FakeClock()
  server = await openMailServer()
  onTestFinished(async () => {
    await server.close()
    await database.close()
  })
})

const watched = (url: string) => {
  const transport = watchMail(openMailTransport({ url, from: 'phones@mainline.example' }), {
    database,
    url,
    clock,
    log,
  })
  onTestFinished(() => transport.close())
  return transport
}
const standing = () => standingAlerts(database.kysely, 'mail-fails')
const fails = async (transport: ReturnType<typeof watched>, minutes: number) => {
  clock.advance(minutes * minute)
  await expect(transport.deliver(letter)).rejects.toThrow()
  await transport.told()
}

it('is away for five minutes: told once, with what it said; over when a letter is taken', async () => {
  const away = watched(nobody)
  await fails(away, 0)
  await fails(away, 4)
  expect(await standing()).toEqual([])
  await fails(away, 1)
  const [alert] = await standing()
  expect(alert).toMatchObject({ severity: 'critical', operatorId: null, data: { mailServer: '127.0.0.1:1' } })
  expect(alert?.words).toMatch(
    /^The mail server 127\.0\.0\.1:1 takes no letters: .*ECONNREFUSED.*\. Letters wait, .* two days\. See /,
  )
  await fails(away, 60)
  expect((await standing()).map(({ id }) => id)).toEqual([alert?.id])
  const { rows } = await database.pool.query(
    "select count(*)::int from graphile_worker.jobs where task_identifier = 'write-alert-letters'",
  )
  expect(rows).toEqual([{ count: 1 }])

  // Started afresh with a server that works: what the process before said is over, too.
  const back = watched(server.url)
  await back.deliver(letter)
  await back.told()
  expect([server.letters.length, await standing()]).toEqual([1, []])
})

it('a letter that is taken in between begins the five minutes anew', async () => {
  const transport = watched(server.url)
  server.refuse = '421 closing'
  await fails(transport, 0)
  server.refuse = undefined
  clock.advance(4 * minute)
  await transport.deliver(letter)
  server.refuse = '421 closing'
  await fails(transport, 4)
  await fails(transport, 4)
  expect(await standing()).toEqual([])
  await fails(transport, 1)
  expect(await standing()).toHaveLength(1)
})

it.each(['550 5.1.1 no such user', '451 4.2.1 mailbox not served now'])(
  'what is said of one address (%s) says nothing of the mail server',
  async (refuse) => {
    const transport = watched(server.url)
    server.refuse = refuse
    await fails(transport, 0)
    await fails(transport, 60)
    expect(await standing()).toEqual([])
  },
)

it('is over where mail is switched off', async () => {
  const away = watched(nobody)
  await fails(away, 0)
  await fails(away, 5)
  expect(await standing()).toHaveLength(1)
  await endMailAlert(database.kysely, clock.epoch())
  expect(await standing()).toEqual([])
})
