/** Letters about a mailbox that fills up (M13). */
import { mostMessages, nearlyFullMessages } from '@mainline/pbx'
import { finishMessage, isRefusal, setMessageState } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MessageLetters } from './testing/message-letters.ts'

let letters: MessageLetters
beforeAll(async () => {
  letters = await MessageLetters.open()
}, 60_000)
afterAll(() => letters[Symbol.asyncDispose]())
beforeEach(() => letters.forget())

describe('a mailbox that fills up', () => {
  const add = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const begun = must(await letters.begin())
      await finishMessage(letters.database.kysely, begun.id, { seconds: 3 })
    }
  }
  const told = () =>
    letters.database.kysely
      .selectFrom('messageDeliveries')
      .selectAll()
      .where('kind', '=', 'mailbox-nearly-full')
      .execute()

  it('is mailed of at nine tenths, once until it falls below', async () => {
    await letters.mailTo(['maya@a.example'])
    await letters.database.kysely.deleteFrom('messages').where('mailboxId', '=', letters.mailboxId).execute()
    await letters.database.kysely.deleteFrom('mailboxFills').execute()
    await add(nearlyFullMessages - 1)
    expect(await told()).toEqual([])
    await add(2)
    const [letter, ...others] = await told()
    expect(others).toEqual([])
    await letters.sender()(letter?.id ?? '')
    const { subject, text } = letters.server.letters[0]?.mail ?? {}
    expect(subject).toBe(`The mailbox of ${letters.tenant.main.e164} is nearly full`)
    expect(text).toContain('holds 90 messages. With 100 it is full')

    const { rows } = await letters.database.pool.query<{ id: string }>(
      "select id from messages where state = 'new' limit 2",
    )
    for (const { id } of rows) must(await setMessageState(letters.database.kysely, id, 'deleted'))
    await add(1)
    expect(await told()).toHaveLength(2)
  })
})

describe('a full mailbox', () => {
  const fill = async () => {
    for (let i = 0; i <= mostMessages; i += 1) {
      const begun = await letters.begin()
      if (isRefusal(begun)) return begun.code
      await finishMessage(letters.database.kysely, begun.id, { seconds: 3 })
    }
    return 'never full'
  }
  const told = () =>
    letters.database.kysely
      .selectFrom('messageDeliveries')
      .selectAll()
      .where('kind', '=', 'mailbox-full')
      .execute()

  it('is mailed once until it has room again', async () => {
    await letters.mailTo([])
    expect(await fill()).toBe('in-use')
    // Nobody was there to be told; somebody is now.
    await letters.database.kysely.deleteFrom('mailboxFills').execute()
    await letters.mailTo(['maya@a.example'])
    expect(await fill()).toBe('in-use')
    expect(await fill()).toBe('in-use')
    const [letter, ...others] = await told()
    expect(others).toEqual([])
    await letters.sender()(letter?.id ?? '')
    expect(letters.server.letters[0]?.mail.subject).toBe(`The mailbox of ${letters.tenant.main.e164} is full`)
    const { rows } = await letters.database.pool.query<{ id: string }>(
      "select id from messages where state = 'new' limit 1",
    )
    must(await setMessageState(letters.database.kysely, rows[0]?.id ?? '', 'deleted'))
    expect(await fill()).toBe('in-use')
    expect(await told()).toHaveLength(2)
  })
})
