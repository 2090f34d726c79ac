/** Messages that are kept by mail only (M13): none is lost because its recording was not at hand. */
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findMessage, newId } from '@mainline/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MessageLetters } from './testing/message-letters.ts'

let letters: MessageLetters
beforeAll(async () => {
  letters = await MessageLetters.open()
}, 60_000)
afterAll(() => letters[Symbol.asyncDispose]())
beforeEach(() => letters.forget())

describe('a message kept by mail only', () => {
  const fileOf = (messageId: string) => join(letters.folder, `${messageId}.audio`)
  const stateOf = async (messageId: string) => (await findMessage(letters.database.kysely, messageId))?.state
  const attached = () => letters.server.letters.map(({ mail }) => mail.attachments.length)

  it('is deleted when the last recipient has it, and no sooner', async () => {
    await letters.mailTo(['maya@a.example', 'tom@a.example'], 'attachment-only')
    const messageId = await letters.leave()
    const [first = '', second = ''] = await letters.of(messageId)
    await letters.sender()(first)
    letters.server.refuse = '550 no such user'
    await letters.sender()(second)
    expect(await stateOf(messageId)).toBe('new')
    letters.server.refuse = undefined
    await letters.sender()(second)
    expect(await stateOf(messageId)).toBe('deleted')
  })

  it('waits for a recording that cannot be read just now, and is deleted with the letter that has it', async () => {
    await letters.mailTo(['maya@a.example'], 'attachment-only')
    const messageId = await letters.leave()
    const [id = ''] = await letters.of(messageId)
    await rename(fileOf(messageId), `${fileOf(messageId)}.away`)
    await mkdir(fileOf(messageId))
    await letters.sender()(id)
    expect(letters.server.letters).toEqual([])
    expect(await letters.states(messageId)).toEqual([['maya@a.example', 'queued', 0]])
    expect((await letters.waitingJobs(id))[0]).toBeGreaterThan(Date.now() + 50_000)
    await rm(fileOf(messageId), { recursive: true })
    await rename(`${fileOf(messageId)}.away`, fileOf(messageId))
    await letters.sender()(id)
    expect([attached(), await stateOf(messageId)]).toEqual([[1], 'deleted'])
  })

  it('is left to the server that has the recording, and links to it after an hour and stays', async () => {
    await letters.mailTo(['maya@a.example'], 'attachment-only')
    const messageId = await letters.leave({ recorder: newId() })
    const [id = ''] = await letters.of(messageId)
    await rm(fileOf(messageId))
    await letters.sender()(id)
    expect(letters.server.letters).toEqual([])
    expect((await letters.waitingJobs(id))[0]).toBeGreaterThan(Date.now())
    await letters.sender(letters.server.url, () => Date.now() + 3_601_000)(id)
    expect([attached(), await stateOf(messageId)]).toEqual([[0], 'new'])
    expect(letters.server.letters[0]?.mail.text).toContain('https://phones.example/listen#')
  })

  it('links to a message at once whose recording is gone, which stays for all that the others were sent', async () => {
    await letters.mailTo(['maya@a.example', 'tom@a.example'], 'attachment-only')
    const messageId = await letters.leave()
    const [first = '', second = ''] = await letters.of(messageId)
    await rename(fileOf(messageId), `${fileOf(messageId)}.away`)
    await letters.sender()(first)
    await rename(`${fileOf(messageId)}.away`, fileOf(messageId))
    await letters.sender()(second)
    expect([attached(), await stateOf(messageId)]).toEqual([[0, 1], 'new'])
  })
})
