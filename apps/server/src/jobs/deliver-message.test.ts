/** Messages by e-mail (M13), from the commit that finishes a message to a real mail server. */
import { readWav } from '@mainline/media'
import {
  discardMessage,
  findMessage,
  listMessageDeliveries,
  requeueForgottenDeliveries,
} from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MessageLetters } from './testing/message-letters.ts'

let letters: MessageLetters
beforeAll(async () => {
  letters = await MessageLetters.open()
}, 60_000)
afterAll(() => letters[Symbol.asyncDispose]())
beforeEach(() => letters.forget())

describe('a message by e-mail', () => {
  it('goes to each recipient, once, as its own letter with the recording', async () => {
    await letters.mailTo(['maya@a.example', 'tom@a.example', 'maya@a.example'])
    const messageId = await letters.leave({ name: 'Ada' })
    const ids = await letters.of(messageId)
    expect(ids).toHaveLength(2)
    const run = letters.sender()
    for (const id of [...ids, ...ids]) await run(id)
    expect(letters.server.letters.map(({ recipients }) => recipients)).toEqual([
      ['maya@a.example'],
      ['tom@a.example'],
    ])
    expect(await letters.states(messageId)).toEqual([
      ['maya@a.example', 'sent', 1],
      ['tom@a.example', 'sent', 1],
    ])
    const { mail } = letters.server.letters[0] ?? {}
    expect(mail?.subject).toBe('Voicemail from Ada (+442079460999) (0:03), for Occupier')
    expect(mail?.text).toContain('4 January 2040 at 10:00 (Europe/Berlin)')
    expect(mail?.messageId).toBe(`<voicemail.${ids[0]}@mainline.example>`)
    const [attached] = mail?.attachments ?? []
    expect([attached?.filename, attached?.contentType]).toEqual([
      'voicemail-2040-01-04-10-00.wav',
      'audio/wav',
    ])
    expect(readWav(attached?.content ?? Buffer.alloc(0)).samples.length).toBe(24_000)
  })

  it.each([
    ['a header in the name', { name: 'Ada\r\nBcc: thief@evil.example' }],
    ['a header in the number', { number: '+1\nSubject: x\r\n\r\nbody', name: null }],
    ['markup', { name: '<img src=x onerror=alert(1)>' }],
    ['a line separator', { name: 'Ada\u2028Bcc: thief@evil.example' }],
  ])('stays one letter to one address, whatever the caller is called: %s', async (_, caller) => {
    await letters.mailTo(['maya@a.example'])
    const [id = ''] = await letters.of(await letters.leave(caller))
    await letters.sender()(id)
    const [letter, ...others] = letters.server.letters
    expect(others).toEqual([])
    expect(letter?.recipients).toEqual(['maya@a.example'])
    expect(letter?.mail.bcc ?? letter?.mail.headers.get('bcc')).toBeUndefined()
    expect(letter?.mail.subject).toMatch(/^Voicemail from .*for Occupier$/)
    expect(String(letter?.mail.html)).not.toContain('<img')
  })

  it('is told of as a link that lets in for 14 days', async () => {
    await letters.mailTo(['maya@a.example'], 'link')
    const messageId = await letters.leave()
    const [id = ''] = await letters.of(messageId)
    await letters.sender()(id)
    const { mail } = letters.server.letters[0] ?? {}
    expect(mail?.attachments).toEqual([])
    const link = /https:\/\/phones\.example\/listen#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    expect(letters.links.read(link, Date.now() + 13 * 86_400_000)).toBe(messageId)
    expect(letters.links.read(link, Date.now() + 15 * 86_400_000)).toBeUndefined()
    expect(
      letters.links.read(
        link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        Date.now(),
      ),
    ).toBeUndefined()
    expect(letters.links.read(link.replace(messageId, letters.tenant.main.id), Date.now())).toBeUndefined()
  })

  it.each([
    '552 5.3.4 Message too big for system',
    '552-5.2.3 Your message exceeded our limits',
    '552 Too much mail data',
  ])(
    'whose recording is too long for the mail server goes as a link, and stays in the mailbox: %s',
    async (refuse) => {
      await letters.mailTo(['maya@a.example'], 'attachment-only')
      letters.server.most = { bytes: 20_000, refuse }
      const messageId = await letters.leave()
      const [id = ''] = await letters.of(messageId)
      await letters.sender()(id)
      expect(letters.server.letters.map(({ mail }) => mail.attachments)).toEqual([[]])
      expect(letters.server.letters[0]?.mail.text).toContain('https://phones.example/listen#')
      const [row] = await listMessageDeliveries(letters.database.kysely, messageId)
      expect(row).toMatchObject({ state: 'sent', sendAs: 'link', attempts: 1 })
      expect(await findMessage(letters.database.kysely, messageId)).toMatchObject({ state: 'new' })
    },
  )

  it('to somebody whose mailbox is full waits as it is', async () => {
    await letters.mailTo(['maya@a.example'])
    letters.server.most = { bytes: 20_000, refuse: '552 5.2.2 Mailbox full' }
    const messageId = await letters.leave()
    const [id = ''] = await letters.of(messageId)
    await letters.sender()(id)
    expect(letters.server.letters).toEqual([])
    expect(await letters.states(messageId)).toEqual([['maya@a.example', 'queued', 1]])
  })

  it('is sent by one at a time', async () => {
    await letters.mailTo(['maya@a.example'])
    const [id = ''] = await letters.of(await letters.leave())
    const run = letters.sender()
    await Promise.all([run(id), letters.sender()(id), run(id)])
    expect(letters.server.letters).toHaveLength(1)
  })

  it('that lost its job gets another', async () => {
    await letters.mailTo(['maya@a.example'])
    const [id = ''] = await letters.of(await letters.leave())
    await letters.database.pool.query('select graphile_worker.remove_job($1)', [`deliver-message ${id}`])
    expect(await requeueForgottenDeliveries(letters.database.kysely, Date.now())).toBe(1)
    expect(await requeueForgottenDeliveries(letters.database.kysely, Date.now())).toBe(0)
    expect(await letters.waitingJobs(id)).toHaveLength(1)
  })

  it('too short to be one is mailed to nobody', async () => {
    await letters.mailTo(['maya@a.example'])
    const message = must(await letters.begin())
    await discardMessage(letters.database.kysely, message.id)
    expect(await letters.of(message.id)).toEqual([])
  })
})
