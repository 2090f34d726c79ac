/** Messages by e-mail (M13), from the commit that finishes a message to a real mail server that refuses, drops, accepts. */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readWav } from '@mainline/media'
import { mostMessages, nearlyFullMessages } from '@mainline/pbx'
import {
  beginMessage,
  type Database,
  discardMessage,
  findMailboxOfNumber,
  findMessage,
  finishMessage,
  hurryDeliveries,
  isRefusal,
  listMessageDeliveries,
  type MessageDelivery,
  newId,
  requeueForgottenDeliveries,
  setMessageState,
} from '@mainline/storage'
import { createTenant, must, openTestDatabase, type Tenant, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AudioStore } from '../audio/audio-store.ts'
import { openLog } from '../log.ts'
import { openMailTransport } from '../mail/mail-transport.ts'
import { openMailServer, type TestMailServer } from '../mail/testing/mail-server.ts'
import { messageLinks } from '../voicemail/message-link.ts'
import { openTranscription } from '../voicemail/transcribe.ts'
import { deliverMessage, triedForMs } from './deliver-message.ts'
import { transcribeMessage } from './transcribe-message.ts'

let database: Database
let tenant: Tenant
let server: TestMailServer
let folder: string
let audio: AudioStore
let mailboxId: string
const links = messageLinks(testSecrets)
/** The data folder of the server whose jobs are run here. */
const recorder = newId()
/** In London; in Berlin it is ten. */
const NINE = Date.UTC(2040, 0, 4, 9)

beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely, { timeZone: 'Europe/Berlin' })
  server = await openMailServer()
  folder = await mkdtemp(join(tmpdir(), 'deliver-'))
  audio = new AudioStore({ db: database.kysely, secrets: testSecrets, folder })
  mailboxId = (await findMailboxOfNumber(database.kysely, tenant.main.id))?.id ?? ''
}, 60_000)
afterAll(async () => {
  await server.close()
  await database.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  server.letters.length = 0
  server.refuse = undefined
})

async function mailTo(voicemailEmails: string[], emailAs: MessageDelivery['sendAs'] = 'attachment') {
  await database.kysely
    .updateTable('callSettings')
    .set({ voicemailEmails: JSON.stringify(voicemailEmails), emailAs })
    .where('numberId', '=', tenant.main.id)
    .execute()
}

async function leave(caller: { number?: string | null; name?: string | null; recorder?: string } = {}) {
  const { number = '+442079460999', name = null } = caller
  const recordedBy = { engineId: newId(), recorder: caller.recorder ?? recorder }
  const about = { callId: 'c', callerNumber: number, callerName: name, recordedBy }
  const from = { ...about, path: '{id}.audio', startedAt: NINE }
  const message = must(await beginMessage(database.kysely, { mailboxId, ...from }))
  await audio.write(message.organizationId, message.path, new Int16Array(8000 * 3).fill(1000))
  await finishMessage(database.kysely, message.id, { seconds: 3 })
  return message.id
}

const queued = async (messageId: string) => {
  const rows = await listMessageDeliveries(database.kysely, messageId)
  return rows.map(({ id }) => id)
}

const jobOf = (url = server.url, now = Date.now, transcribes = false) => {
  const transport = openMailTransport({ url, from: 'Mainline <phones@mainline.example>' })
  const job = deliverMessage({
    transport,
    audio,
    recorder,
    links,
    transcribes,
    publicUrl: 'https://phones.example',
    now,
  })
  const about = { attempt: 1, last: false, signal: new AbortController().signal }
  return (deliveryId: string, hurried?: boolean) =>
    job.run({ deliveryId, ...(hurried && { hurried }) }, { database, log: openLog('silent', 'test') }, about)
}

const states = async (messageId: string) =>
  (await listMessageDeliveries(database.kysely, messageId)).map(({ recipient, state, attempts }) => [
    recipient,
    state,
    attempts,
  ])

const waitingJobs = async (id: string) => {
  const { rows } = await database.pool.query<{ run_at: Date }>(
    'select run_at from graphile_worker._private_jobs where key = $1',
    [`deliver-message ${id}`],
  )
  return rows.map(({ run_at }) => run_at.getTime())
}

describe('a message by e-mail', () => {
  it('goes to each recipient, once, as its own letter with the recording', async () => {
    await mailTo(['maya@a.example', 'tom@a.example', 'maya@a.example'])
    const messageId = await leave({ name: 'Ada' })
    const ids = await queued(messageId)
    expect(ids).toHaveLength(2)
    const run = jobOf()
    for (const id of [...ids, ...ids]) await run(id)
    expect(server.letters.map(({ recipients }) => recipients)).toEqual([
      ['maya@a.example'],
      ['tom@a.example'],
    ])
    expect(await states(messageId)).toEqual([
      ['maya@a.example', 'sent', 1],
      ['tom@a.example', 'sent', 1],
    ])
    const { mail } = server.letters[0] ?? {}
    expect(mail?.subject).toBe('Voicemail from Ada (+442079460999) (0:03), for Occupier')
    expect(mail?.text).toContain('4 January 2040 at 10:00 (Europe/Berlin)')
    expect(mail?.messageId).toBe(`<voicemail.${ids[0]}@mainline.example>`)
    const [attached] = mail?.attachments ?? []
    expect([attached?.filename, attached?.contentType]).toEqual([
      'voicemail-2040-01-04-09-00.wav',
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
    await mailTo(['maya@a.example'])
    const [id = ''] = await queued(await leave(caller))
    await jobOf()(id)
    const [letter, ...others] = server.letters
    expect(others).toEqual([])
    expect(letter?.recipients).toEqual(['maya@a.example'])
    expect(letter?.mail.bcc ?? letter?.mail.headers.get('bcc')).toBeUndefined()
    expect(letter?.mail.subject).toMatch(/^Voicemail from .*for Occupier$/)
    expect(String(letter?.mail.html)).not.toContain('<img')
  })

  it('is told of as a link that lets in for 14 days', async () => {
    await mailTo(['maya@a.example'], 'link')
    const messageId = await leave()
    const [id = ''] = await queued(messageId)
    await jobOf()(id)
    const { mail } = server.letters[0] ?? {}
    expect(mail?.attachments).toEqual([])
    const link = /https:\/\/phones\.example\/api\/v1\/message-links\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    expect(links.read(link, Date.now() + 13 * 86_400_000)).toBe(messageId)
    expect(links.read(link, Date.now() + 15 * 86_400_000)).toBeUndefined()
    expect(
      links.read(
        link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        Date.now(),
      ),
    ).toBeUndefined()
    expect(links.read(link.replace(messageId, tenant.main.id), Date.now())).toBeUndefined()
  })

  it('waits while the server refuses or is away, says what it said, and gives up after 48 hours', async () => {
    await mailTo(['maya@a.example'])
    const messageId = await leave()
    const [id = ''] = await queued(messageId)
    server.refuse = '451 the disk is full'
    await jobOf()(id)
    await jobOf('smtp://127.0.0.1:1')(id)
    const [row] = await listMessageDeliveries(database.kysely, messageId)
    expect(row).toMatchObject({ state: 'queued', attempts: 2 })
    expect(row?.lastError).toContain('ECONNREFUSED')
    const [at = 0] = await waitingJobs(id)
    expect(at - Date.now()).toBeGreaterThan(10_000)
    const late = () => Date.now() + triedForMs + 1
    await jobOf(server.url, late)(id)
    const [given] = await listMessageDeliveries(database.kysely, messageId)
    expect(given).toMatchObject({ state: 'failed', attempts: 3 })
    expect(given?.lastError).toContain('the disk is full')
    await jobOf()(id)
    expect(server.letters).toEqual([])
  })

  it('rests with others to a domain that takes none, one asks for all, and all go on with the first that is taken', async () => {
    await mailTo(['maya@rests.example', 'tom@rests.example', 'sam@takes.example'])
    const messageId = await leave()
    const [maya = '', sam = '', tom = ''] = (await listMessageDeliveries(database.kysely, messageId)).map(
      ({ id }) => id,
    )
    let now = Date.now()
    const run = jobOf(server.url, () => now)
    server.refuse = '451 come back later'
    await run(maya)
    server.refuse = undefined
    await run(tom)
    await run(sam)
    expect(server.letters.map(({ recipients }) => recipients)).toEqual([['sam@takes.example']])
    expect(await states(messageId)).toEqual([
      ['maya@rests.example', 'queued', 1],
      ['sam@takes.example', 'sent', 1],
      ['tom@rests.example', 'queued', 0],
    ])
    for (const id of [maya, tom]) expect((await waitingJobs(id))[0]).toBeGreaterThanOrEqual(now + 5_000)
    now += 5_000
    await run(maya)
    expect((await waitingJobs(tom))[0]).toBeLessThanOrEqual(Date.now())
    await run(tom)
    expect(server.letters).toHaveLength(3)
  })

  it.each([
    ['a full mailbox', '452 4.2.2 Mailbox full'],
    ['an address that is not served now', '450 4.1.1 Try this address later'],
  ])('to %s keeps nobody else at the domain waiting (RFC 3463 §3)', async (_, answer) => {
    const [full, other] = ['maya@shared.example', 'tom@shared.example']
    await mailTo([full, other])
    server.refuse = (address) => (address === full ? answer : undefined)
    const messageId = await leave()
    const run = jobOf()
    for (const id of await queued(messageId)) await run(id)
    expect(await states(messageId)).toEqual([
      [full, 'queued', 1],
      [other, 'sent', 1],
    ])
  })

  it('is tried at once where somebody wants it, though its domain rests, and though it was given up', async () => {
    await mailTo(['maya@hurry.example', 'tom@hurry.example'])
    const messageId = await leave()
    const [maya = '', tom = ''] = await queued(messageId)
    let now = Date.now()
    const run = jobOf(server.url, () => now)
    server.refuse = '451 come back later'
    await run(maya)
    now += triedForMs + 1
    await run(maya)
    server.refuse = undefined
    expect(await states(messageId)).toEqual([
      ['maya@hurry.example', 'failed', 2],
      ['tom@hurry.example', 'queued', 0],
    ])
    expect(await hurryDeliveries(database.kysely, messageId)).toBe(2)
    for (const id of [maya, tom]) {
      const [at = Number.POSITIVE_INFINITY] = await waitingJobs(id)
      expect(at).toBeLessThanOrEqual(Date.now() + 1_000)
      await run(id, true)
    }
    expect(server.letters).toHaveLength(2)
    expect(await hurryDeliveries(database.kysely, messageId)).toBe(0)
  })

  it('is sent by one at a time', async () => {
    await mailTo(['maya@a.example'])
    const [id = ''] = await queued(await leave())
    const run = jobOf()
    await Promise.all([run(id), jobOf()(id), run(id)])
    expect(server.letters).toHaveLength(1)
  })

  it('that lost its job gets another', async () => {
    await mailTo(['maya@a.example'])
    const [id = ''] = await queued(await leave())
    await database.pool.query('select graphile_worker.remove_job($1)', [`deliver-message ${id}`])
    expect(await requeueForgottenDeliveries(database.kysely, Date.now())).toBe(1)
    expect(await requeueForgottenDeliveries(database.kysely, Date.now())).toBe(0)
    expect(await waitingJobs(id)).toHaveLength(1)
  })

  it('kept by mail only is deleted when the last recipient has it, and no sooner', async () => {
    await mailTo(['maya@a.example', 'tom@a.example'], 'attachment-only')
    const messageId = await leave()
    const [first = '', second = ''] = await queued(messageId)
    const state = async () => (await findMessage(database.kysely, messageId))?.state
    await jobOf()(first)
    server.refuse = '550 no such user'
    await jobOf()(second)
    expect(await state()).toBe('new')
    server.refuse = undefined
    await jobOf()(second)
    expect(await state()).toBe('deleted')
  })

  describe('kept by mail only', () => {
    const fileOf = (messageId: string) => join(folder, `${messageId}.audio`)
    const stateOf = async (messageId: string) => (await findMessage(database.kysely, messageId))?.state
    const attached = () => server.letters.map(({ mail }) => mail.attachments.length)

    it('waits for a recording that cannot be read just now, and is deleted with the letter that has it', async () => {
      await mailTo(['maya@a.example'], 'attachment-only')
      const messageId = await leave()
      const [id = ''] = await queued(messageId)
      await rename(fileOf(messageId), `${fileOf(messageId)}.away`)
      await mkdir(fileOf(messageId))
      await jobOf()(id)
      expect(server.letters).toEqual([])
      expect(await states(messageId)).toEqual([['maya@a.example', 'queued', 0]])
      expect((await waitingJobs(id))[0]).toBeGreaterThan(Date.now() + 50_000)
      await rm(fileOf(messageId), { recursive: true })
      await rename(`${fileOf(messageId)}.away`, fileOf(messageId))
      await jobOf()(id)
      expect([attached(), await stateOf(messageId)]).toEqual([[1], 'deleted'])
    })

    it('is left to the server that has the recording, and links to it after an hour and stays', async () => {
      await mailTo(['maya@a.example'], 'attachment-only')
      const messageId = await leave({ recorder: newId() })
      const [id = ''] = await queued(messageId)
      await rm(fileOf(messageId))
      await jobOf()(id)
      expect(server.letters).toEqual([])
      expect((await waitingJobs(id))[0]).toBeGreaterThan(Date.now())
      await jobOf(server.url, () => Date.now() + 3_601_000)(id)
      expect([attached(), await stateOf(messageId)]).toEqual([[0], 'new'])
      expect(server.letters[0]?.mail.text).toContain('https://phones.example/api/v1/message-links/')
    })

    it('links to a message at once whose recording is gone, which stays for all that the others were sent', async () => {
      await mailTo(['maya@a.example', 'tom@a.example'], 'attachment-only')
      const messageId = await leave()
      const [first = '', second = ''] = await queued(messageId)
      await rename(fileOf(messageId), `${fileOf(messageId)}.away`)
      await jobOf()(first)
      await rename(`${fileOf(messageId)}.away`, fileOf(messageId))
      await jobOf()(second)
      expect([attached(), await stateOf(messageId)]).toEqual([[0, 1], 'new'])
    })
  })

  it('is written down when its recording can be read again, or by a server that has it', async () => {
    await mailTo([])
    const [away, here] = [await leave({ recorder: newId() }), await leave()]
    const write = transcribeMessage({ audio, recorder, transcribe: async () => 'Call me back.' })
    const run = (messageId: string, last = false) =>
      write.run(
        { messageId },
        { database, log: openLog('silent', 'test') },
        { attempt: 1, last, signal: new AbortController().signal },
      )
    const transcription = async (id: string) => (await findMessage(database.kysely, id))?.transcription
    for (const id of [away, here]) await rename(join(folder, `${id}.audio`), join(folder, `${id}.away`))
    await expect(run(away)).rejects.toThrow('not on this server')
    await mkdir(join(folder, `${here}.audio`))
    await expect(run(here)).rejects.toThrow('EISDIR')
    expect(await transcription(here)).toBe('none')
    await rm(join(folder, `${here}.audio`), { recursive: true })
    await rename(join(folder, `${here}.away`), join(folder, `${here}.audio`))
    await run(here)
    expect(await transcription(here)).toBe('done')
    await expect(run(away, true)).rejects.toThrow()
    expect(await transcription(away)).toBe('failed')
  })

  it('waits for what was said as text, and goes without it after 90 seconds', async () => {
    await mailTo(['maya@a.example'])
    const service = createServer((_, response) =>
      response.end(JSON.stringify({ text: 'Call me\u0000back.' })),
    )
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const { port } = service.address() as AddressInfo
    const write = transcribeMessage({
      audio,
      recorder,
      transcribe: openTranscription(`http://127.0.0.1:${port}/`),
    })
    const about = { attempt: 1, last: false, signal: new AbortController().signal }
    const messageId = await leave()
    const [id = ''] = await queued(messageId)
    await jobOf(server.url, Date.now, true)(id)
    expect(server.letters).toEqual([])
    await write.run({ messageId }, { database, log: openLog('silent', 'test') }, about)
    service.close()
    expect(await findMessage(database.kysely, messageId)).toMatchObject({
      transcription: 'done',
      transcript: 'Call me back.',
    })
    await jobOf(server.url, Date.now, true)(id)
    expect(server.letters[0]?.mail.text).toContain('as a program understood it: “Call me back.”')
    const [other = ''] = await queued(await leave())
    await jobOf(server.url, () => Date.now() + 91_000, true)(other)
    expect(server.letters).toHaveLength(2)
  })

  it('too short to be one is mailed to nobody', async () => {
    await mailTo(['maya@a.example'])
    const from = { callId: 'c', callerNumber: null, callerName: null, path: '{id}.audio', startedAt: NINE }
    const message = must(await beginMessage(database.kysely, { mailboxId, ...from }))
    await discardMessage(database.kysely, message.id)
    expect(await queued(message.id)).toEqual([])
  })
})

describe('a mailbox that fills up', () => {
  const from = { callId: 'c', callerNumber: null, callerName: null, path: '{id}.audio', startedAt: NINE }
  const add = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const begun = must(await beginMessage(database.kysely, { mailboxId, ...from }))
      await finishMessage(database.kysely, begun.id, { seconds: 3 })
    }
  }
  const letters = () =>
    database.kysely
      .selectFrom('messageDeliveries')
      .selectAll()
      .where('kind', '=', 'mailbox-nearly-full')
      .execute()

  it('is mailed of at nine tenths, once until it falls below', async () => {
    await mailTo(['maya@a.example'])
    await database.kysely.deleteFrom('messages').where('mailboxId', '=', mailboxId).execute()
    await database.kysely.deleteFrom('mailboxFills').execute()
    await add(nearlyFullMessages - 1)
    expect(await letters()).toEqual([])
    await add(2)
    const [letter, ...others] = await letters()
    expect(others).toEqual([])
    await jobOf()(letter?.id ?? '')
    const { subject, text } = server.letters[0]?.mail ?? {}
    expect(subject).toBe(`The mailbox of ${tenant.main.e164} is nearly full`)
    expect(text).toContain('holds 90 messages. With 100 it is full')

    const { rows } = await database.pool.query<{ id: string }>(
      "select id from messages where state = 'new' limit 2",
    )
    for (const { id } of rows) must(await setMessageState(database.kysely, id, 'deleted'))
    await add(1)
    expect(await letters()).toHaveLength(2)
  })
})

describe('a full mailbox', () => {
  const fill = async () => {
    const from = { callId: 'c', callerNumber: null, callerName: null, path: '{id}.audio', startedAt: NINE }
    for (let i = 0; i <= mostMessages; i += 1) {
      const begun = await beginMessage(database.kysely, { mailboxId, ...from })
      if (isRefusal(begun)) return begun.code
      await finishMessage(database.kysely, begun.id, { seconds: 3 })
    }
    return 'never full'
  }
  const letters = () =>
    database.kysely.selectFrom('messageDeliveries').selectAll().where('kind', '=', 'mailbox-full').execute()

  it('is mailed once until it has room again', async () => {
    await mailTo([])
    expect(await fill()).toBe('in-use')
    // Nobody was there to be told; somebody is now.
    await database.kysely.deleteFrom('mailboxFills').execute()
    await mailTo(['maya@a.example'])
    expect(await fill()).toBe('in-use')
    expect(await fill()).toBe('in-use')
    const [letter, ...others] = await letters()
    expect(others).toEqual([])
    await jobOf()(letter?.id ?? '')
    expect(server.letters[0]?.mail.subject).toBe(`The mailbox of ${tenant.main.e164} is full`)
    const { rows } = await database.pool.query<{ id: string }>(
      "select id from messages where state = 'new' limit 1",
    )
    must(await setMessageState(database.kysely, rows[0]?.id ?? '', 'deleted'))
    expect(await fill()).toBe('in-use')
    expect(await letters()).toHaveLength(2)
  })
})
