/** Letters about messages (M13) that a mail server does not take just now. */
import { hurryDeliveries, listMessageDeliveries } from '@mainline/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { triedForMs } from './deliver-message.ts'
import { MessageLetters } from './testing/message-letters.ts'

let letters: MessageLetters
beforeAll(async () => {
  letters = await MessageLetters.open()
}, 60_000)
afterAll(() => letters[Symbol.asyncDispose]())
beforeEach(() => letters.forget())

describe('a message by e-mail', () => {
  it('waits while the server refuses or is away, says what it said, and gives up after 48 hours', async () => {
    await letters.mailTo(['maya@a.example'])
    const messageId = await letters.leave()
    const [id = ''] = await letters.of(messageId)
    letters.server.refuse = '451 the disk is full'
    await letters.sender()(id)
    await letters.sender('smtp://127.0.0.1:1')(id)
    const [row] = await listMessageDeliveries(letters.database.kysely, messageId)
    expect(row).toMatchObject({ state: 'queued', attempts: 2 })
    expect(row?.lastError).toContain('ECONNREFUSED')
    const [at = 0] = await letters.waitingJobs(id)
    expect(at - Date.now()).toBeGreaterThan(10_000)
    const late = () => Date.now() + triedForMs + 1
    await letters.sender(letters.server.url, late)(id)
    const [given] = await listMessageDeliveries(letters.database.kysely, messageId)
    expect(given).toMatchObject({ state: 'failed', attempts: 3 })
    expect(given?.lastError).toContain('the disk is full')
    await letters.sender()(id)
    expect(letters.server.letters).toEqual([])
  })

  it('rests with others to a domain that takes none, one asks for all, and all go on with the first that is taken', async () => {
    await letters.mailTo(['maya@rests.example', 'tom@rests.example', 'sam@takes.example'])
    const messageId = await letters.leave()
    const [maya = '', sam = '', tom = ''] = (
      await listMessageDeliveries(letters.database.kysely, messageId)
    ).map(({ id }) => id)
    let now = Date.now()
    const run = letters.sender(letters.server.url, () => now)
    letters.server.refuse = '451 come back later'
    await run(maya)
    letters.server.refuse = undefined
    await run(tom)
    await run(sam)
    expect(letters.server.letters.map(({ recipients }) => recipients)).toEqual([['sam@takes.example']])
    expect(await letters.states(messageId)).toEqual([
      ['maya@rests.example', 'queued', 1],
      ['sam@takes.example', 'sent', 1],
      ['tom@rests.example', 'queued', 0],
    ])
    for (const id of [maya, tom])
      expect((await letters.waitingJobs(id))[0]).toBeGreaterThanOrEqual(now + 5_000)
    now += 5_000
    await run(maya)
    expect((await letters.waitingJobs(tom))[0]).toBeLessThanOrEqual(Date.now())
    await run(tom)
    expect(letters.server.letters).toHaveLength(3)
  })

  it.each([
    ['a full mailbox', '452 4.2.2 Mailbox full'],
    ['an address that is not served now', '450 4.1.1 Try this address later'],
  ])('to %s keeps nobody else at the domain waiting (RFC 3463 §3)', async (_, answer) => {
    const [full, other] = ['maya@shared.example', 'tom@shared.example']
    await letters.mailTo([full, other])
    letters.server.refuse = (address) => (address === full ? answer : undefined)
    const messageId = await letters.leave()
    const run = letters.sender()
    for (const id of await letters.of(messageId)) await run(id)
    expect(await letters.states(messageId)).toEqual([
      [full, 'queued', 1],
      [other, 'sent', 1],
    ])
  })

  it('is tried at once where somebody wants it, though its domain rests, and though it was given up', async () => {
    await letters.mailTo(['maya@hurry.example', 'tom@hurry.example'])
    const messageId = await letters.leave()
    const [maya = '', tom = ''] = await letters.of(messageId)
    let now = Date.now()
    const run = letters.sender(letters.server.url, () => now)
    letters.server.refuse = '451 come back later'
    await run(maya)
    now += triedForMs + 1
    await run(maya)
    letters.server.refuse = undefined
    expect(await letters.states(messageId)).toEqual([
      ['maya@hurry.example', 'failed', 2],
      ['tom@hurry.example', 'queued', 0],
    ])
    expect(await hurryDeliveries(letters.database.kysely, messageId)).toBe(2)
    for (const id of [maya, tom]) {
      const [at = Number.POSITIVE_INFINITY] = await letters.waitingJobs(id)
      expect(at).toBeLessThanOrEqual(Date.now() + 1_000)
      await run(id, true)
    }
    expect(letters.server.letters).toHaveLength(2)
    expect(await hurryDeliveries(letters.database.kysely, messageId)).toBe(0)
  })
})
