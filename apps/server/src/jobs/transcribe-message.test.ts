/** What was said as text (M13), and the letters that wait for it. */
import { mkdir, rename, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { findMessage, newId } from '@mainline/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTranscription } from '../voicemail/transcribe.ts'
import { MessageLetters } from './testing/message-letters.ts'
import { transcribeMessage } from './transcribe-message.ts'

let letters: MessageLetters
beforeAll(async () => {
  letters = await MessageLetters.open()
}, 60_000)
afterAll(() => letters[Symbol.asyncDispose]())
beforeEach(() => letters.forget())

describe('a message', () => {
  it('is written down when its recording can be read again, or by a server that has it', async () => {
    await letters.mailTo([])
    const [away, here] = [await letters.leave({ recorder: newId() }), await letters.leave()]
    const write = transcribeMessage({
      audio: letters.audio,
      recorder: letters.recorder,
      transcribe: async () => 'Call me back.',
    })
    const run = (messageId: string, last = false) =>
      write.run(
        { messageId },
        { database: letters.database, log: letters.log },
        { attempt: 1, last, signal: new AbortController().signal },
      )
    const transcription = async (id: string) =>
      (await findMessage(letters.database.kysely, id))?.transcription
    for (const id of [away, here])
      await rename(join(letters.folder, `${id}.audio`), join(letters.folder, `${id}.away`))
    await expect(run(away)).rejects.toThrow('not on this server')
    await mkdir(join(letters.folder, `${here}.audio`))
    await expect(run(here)).rejects.toThrow('EISDIR')
    expect(await transcription(here)).toBe('none')
    await rm(join(letters.folder, `${here}.audio`), { recursive: true })
    await rename(join(letters.folder, `${here}.away`), join(letters.folder, `${here}.audio`))
    await run(here)
    expect(await transcription(here)).toBe('done')
    await expect(run(away, true)).rejects.toThrow()
    expect(await transcription(away)).toBe('failed')
  })

  it('waits for what was said as text, and goes without it after 90 seconds', async () => {
    await letters.mailTo(['maya@a.example'])
    const service = createServer((_, response) =>
      response.end(JSON.stringify({ text: 'Call me\u0000back.' })),
    )
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const { port } = service.address() as AddressInfo
    const write = transcribeMessage({
      audio: letters.audio,
      recorder: letters.recorder,
      transcribe: openTranscription(`http://127.0.0.1:${port}/`),
    })
    const about = { attempt: 1, last: false, signal: new AbortController().signal }
    const messageId = await letters.leave()
    const [id = ''] = await letters.of(messageId)
    await letters.sender(letters.server.url, Date.now, true)(id)
    expect(letters.server.letters).toEqual([])
    await write.run({ messageId }, { database: letters.database, log: letters.log }, about)
    service.close()
    expect(await findMessage(letters.database.kysely, messageId)).toMatchObject({
      transcription: 'done',
      transcript: 'Call me back.',
    })
    await letters.sender(letters.server.url, Date.now, true)(id)
    expect(letters.server.letters[0]?.mail.text).toContain('as a program understood it: “Call me back.”')
    const [other = ''] = await letters.of(await letters.leave())
    await letters.sender(letters.server.url, () => Date.now() + 91_000, true)(other)
    expect(letters.server.letters).toHaveLength(2)
  })
})
