/** Messages and their audio (C9). */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as contract from '@mainline/contract'
import { readWav, writeWav } from '@mainline/media'
import {
  acknowledgeReceptionMessage,
  beginMessage,
  createOrganization,
  findMailboxOfNumber,
  finishMessage,
  insertReceptionMessage,
} from '@mainline/storage'
import { must, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageLinks } from '../../voicemail/message-link.ts'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi, testToken, unknownId } from '../testing/test-api.ts'

let api: TestApi
const audio = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251))
beforeAll(async () => {
  api = await openTestApi()
  await mkdir(join(api.recordingsFolder, 'box'))
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

async function record(options: { path?: string; finish?: boolean } = {}) {
  const { path = 'box/{id}.wav', finish = true } = options
  const db = api.database.kysely
  const mailbox = await findMailboxOfNumber(db, api.tenant.main.id)
  const message = must(
    await beginMessage(db, {
      mailboxId: mailbox?.id ?? '',
      callId: 'c1',
      callerNumber: '+442079469999',
      callerName: null,
      path,
      startedAt: Date.now(),
    }),
  )
  await writeFile(join(api.recordingsFolder, message.path), audio)
  if (finish) await finishMessage(db, message.id, { seconds: 12.5, cutShort: true })
  return { params: { messageId: message.id }, path: message.path }
}

describe('messages', () => {
  it('are listed newest first, by number, mailbox and state', async () => {
    const older = await record()
    const newer = await record()
    const query = { numberId: api.tenant.main.id, state: 'new' as const }
    const { items } = await api.ok(contract.listMessages, { query })
    const ids = items.map((one) => one.id)
    expect(ids.indexOf(newer.params.messageId)).toBeLessThan(ids.indexOf(older.params.messageId))
    const message = await api.ok(contract.getMessage, { params: newer.params })
    expect(message).toMatchObject({
      state: 'new',
      cutShort: true,
      seconds: 12.5,
      callerNumber: '+442079469999',
    })
    expect(message).not.toHaveProperty('path')
    const page = await api.ok(contract.listMessages, { query: { ...query, limit: 1 } })
    expect(page.items).toHaveLength(1)
    const rest = await api.ok(contract.listMessages, { query: { ...query, limit: 1, after: page.next } })
    expect(rest.items[0]?.id).not.toBe(page.items[0]?.id)
  })

  it('are found by who left them, and never those of another company', async () => {
    const { params } = await record()
    const found = async (search: string) =>
      (await api.ok(contract.listMessages, { query: { search } })).items.map(({ id }) => id)
    expect(await found('020 7946 9999')).toContain(params.messageId)
    expect(await found('020 7946 9998')).toEqual([])
    const neighbour = must(
      await createOrganization(api.database.kysely, {
        name: 'Neighbour',
        operatorId: api.tenant.operator.id,
      }),
    )
    const seenBy = async (organizationId: string) => {
      const browser = await signedIn(api, await addPerson(api, 'occupier-admin', { organizationId }))
      const { body } = await browser.call(contract.listMessages, { query: { search: '9999' } })
      return body.items.map(({ id }) => id)
    }
    expect(await seenBy(api.tenant.occupier.id)).toContain(params.messageId)
    expect(await seenBy(neighbour.id)).toEqual([])
  })

  it('are saved, deleted and restored; counts follow', async () => {
    const { params } = await record()
    const before = await api.ok(contract.getMailbox, { params: { numberId: api.tenant.main.id } })
    for (const state of ['saved', 'deleted', 'new', 'saved'] as const) {
      expect((await api.ok(contract.markMessage, { params, body: { state } })).state).toBe(state)
    }
    const after = await api.ok(contract.getMailbox, { params: { numberId: api.tenant.main.id } })
    expect([after.newMessages, after.savedMessages]).toEqual([
      before.newMessages - 1,
      before.savedMessages + 1,
    ])
  })

  it('stay as they are while they are recorded', async () => {
    const { params } = await record({ finish: false })
    expect(await api.refusal(contract.markMessage, { params, body: { state: 'saved' } })).toBe('wrong-state')
    expect(await api.refusal(contract.getMessageAudio, { params })).toBe('wrong-state')
  })
})

describe('the audio of a message', () => {
  it('comes whole', async () => {
    const { params } = await record()
    const { status, headers, payload } = await api.call(contract.getMessageAudio, { params })
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      'content-length': '1000',
    })
    expect(payload.equals(audio)).toBe(true)
  })

  it.each([
    ['bytes=0-9', 'bytes 0-9/1000', 0, 10],
    ['bytes=990-', 'bytes 990-999/1000', 990, 1000],
    ['bytes=-5', 'bytes 995-999/1000', 995, 1000],
  ])('comes in part for %s', async (range, contentRange, from, to) => {
    const { params } = await record()
    const { status, headers, payload } = await api.call(contract.getMessageAudio, {
      params,
      headers: { range },
    })
    expect([status, headers['content-range']]).toEqual([206, contentRange])
    expect(payload.equals(audio.subarray(from, to))).toBe(true)
  })

  it('comes as loud as other speech where that is asked for, and is kept as it was recorded (C9)', async () => {
    const { params, path } = await record()
    const quiet = writeWav(Int16Array.from({ length: 8_000 }, (_, at) => 1_000 * Math.sin(at / 3)))
    await writeFile(join(api.recordingsFolder, path), quiet)
    const heard = await api.call(contract.getMessageAudio, { params, query: { levelled: 'true' } })
    const level = (wav: Buffer) => Math.max(...readWav(wav).samples)
    expect(heard.payload.length).toBe(quiet.length)
    expect(level(heard.payload)).toBeGreaterThan(4_000)
    const original = await api.call(contract.getMessageAudio, { params })
    expect(original.payload.equals(quiet)).toBe(true)
  })

  it('that cannot be read just now is no missing one: whoever asks is told to ask again', async () => {
    const { params, path } = await record()
    const file = join(api.recordingsFolder, path)
    const link = messageLinks(testSecrets).sign(params.messageId, Date.now() + 60_000)
    await rm(file)
    await mkdir(file)
    expect(await api.refusal(contract.getMessageAudio, { params })).toBe('internal')
    expect(await api.refusal(contract.openMessageLink, { params: { link } })).toBe('internal')
    await rm(file, { recursive: true })
  })

  it('is refused behind its end, and when its file is gone or elsewhere', async () => {
    const { params, path } = await record()
    const behind = { params, headers: { range: 'bytes=1000-' } }
    expect(await api.refusal(contract.getMessageAudio, behind)).toBe('range-unsatisfiable')
    await rm(join(api.recordingsFolder, path))
    expect(await api.refusal(contract.getMessageAudio, { params })).toBe('audio-missing')
    const outside = await record({ path: '../outside-{id}.wav' })
    expect(await api.refusal(contract.getMessageAudio, { params: outside.params })).toBe('internal')
    await api.ok(contract.markMessage, { params: outside.params, body: { state: 'deleted' } })
    await rm(join(api.recordingsFolder, outside.path))
  })
})

it('a number without mailbox has none to show', async () => {
  const body = { siteId: api.tenant.site.id, first: '+442079460777' }
  const { items } = await api.ok(contract.createNumbers, { body })
  const params = { numberId: items[0]?.id ?? '' }
  expect(await api.refusal(contract.getMailbox, { params })).toBe('not-found')
})

describe('who heard a message is on record (N11)', () => {
  const heard = async (messageId: string) =>
    (
      await api.database.kysely
        .selectFrom('messageAccesses')
        .select(['way', 'by'])
        .where('messageId', '=', messageId)
        .orderBy('at')
        .execute()
    ).map(({ way, by }) => `${way} ${by}`)

  it('once a listening, whatever parts a player asks for', async () => {
    const { params } = await record()
    for (const range of ['bytes=0-9', 'bytes=10-', undefined])
      await api.call(contract.getMessageAudio, { params, ...(range && { headers: { range } }) })
    expect(await heard(params.messageId)).toHaveLength(1)
    expect((await heard(params.messageId))[0]).toMatch(/^console /)
    const { rows } = await api.database.pool.query('select kind from audit_log where object_id = $1', [
      params.messageId,
    ])
    expect(rows.map(({ kind }) => kind)).toEqual(['message-access'])
  })

  it('by no program that asked for the head only: of a console, a scanner of letters (RFC 9110 §9.3.2)', async () => {
    const { params } = await record()
    const link = messageLinks(testSecrets).sign(params.messageId, Date.now() + 60_000)
    for (const url of [
      `/api/v1/messages/${params.messageId}/audio`,
      `/api/v1/message-links/${link}`,
      `/api/v1/numbers/${api.tenant.main.id}/mailbox/export`,
    ]) {
      const headers = { authorization: `Bearer ${testToken}` }
      const { statusCode, payload } = await api.app.inject({ method: 'HEAD', url, headers })
      expect([url, statusCode, payload]).toEqual([url, 200, ''])
    }
    expect(await heard(params.messageId)).toEqual([])
  })

  it('by nobody who was only shown its waveform', async () => {
    const { params, path } = await record()
    await writeFile(
      join(api.recordingsFolder, path),
      writeWav(Int16Array.from({ length: 1_500 }, (_, at) => at)),
    )
    const { peaks } = await api.ok(contract.getMessageWaveform, { params })
    expect([peaks.length, peaks[149], peaks[74]]).toEqual([150, 1, 0.5])
    expect(await heard(params.messageId)).toEqual([])
    await rm(join(api.recordingsFolder, path))
    expect(await api.refusal(contract.getMessageWaveform, { params })).toBe('audio-missing')
  })

  it('by the link of a letter too, which ends with its time or the message', async () => {
    const { params } = await record()
    const links = messageLinks(testSecrets)
    const link = links.sign(params.messageId, Date.now() + 60_000)
    const answer = await api.call(contract.openMessageLink, { params: { link } })
    expect([answer.status, answer.payload.equals(audio)]).toEqual([200, true])
    expect(await heard(params.messageId)).toEqual(['link Whoever has the link of the letter'])
    const late = links.sign(params.messageId, Date.now() - 1)
    expect(await api.refusal(contract.openMessageLink, { params: { link: late } })).toBe('link-void')
    const forged = `${link.slice(0, -2)}xx`
    expect(await api.refusal(contract.openMessageLink, { params: { link: forged } })).toBe('link-void')
    await api.ok(contract.markMessage, { params, body: { state: 'deleted' } })
    expect(await api.refusal(contract.openMessageLink, { params: { link } })).toBe('link-void')
  })
})

it('a mailbox is taken away as a ZIP with the audio of its messages, and that is on record', async () => {
  const { params } = await record()
  await api.database.kysely
    .updateTable('messages')
    .set({ callerName: '=cmd()', state: 'saved' })
    .where('id', '=', params.messageId)
    .execute()
  const { status, headers, payload } = await api.call(contract.exportMailbox, {
    params: { numberId: api.tenant.main.id },
  })
  expect([status, headers['content-type']]).toEqual([200, 'application/zip'])
  expect(payload.toString('latin1', 0, 4)).toBe('PK\u0003\u0004')
  const text = payload.toString('utf8')
  expect(text).toContain(`-${params.messageId.slice(-6)}.wav`)
  expect(text).toContain("'=cmd()")
  expect(payload.includes(audio)).toBe(true)
  const rows = await api.database.kysely
    .selectFrom('messageAccesses')
    .select('way')
    .where('messageId', '=', params.messageId)
    .execute()
  expect(rows).toEqual([{ way: 'export' }])
})

it('a mailbox that is taken away lists what it lacks without a file, and is refused where that may be there next time', async () => {
  const { params, path } = await record()
  const file = join(api.recordingsFolder, path)
  const take = () => api.call(contract.exportMailbox, { params: { numberId: api.tenant.main.id } })
  await rm(file)
  const text = (await take()).payload.toString('utf8')
  expect(text).not.toContain(`-${params.messageId.slice(-6)}.wav`)
  expect(text).toMatch(/\n,\d{4}-/)
  await mkdir(file)
  expect((await take()).status).toBe(500)
  await rm(file, { recursive: true })
})

describe('the inbox: voicemail and what reception took down, as one list', () => {
  const folderOf = async (folder: 'all' | 'new' | 'reception' | 'deleted', more: object = {}) => {
    const { items } = await api.ok(contract.listInbox, {
      query: { organizationId: api.tenant.occupier.id, folder, limit: 1000, ...more },
    })
    return items.map((item) => (item.kind === 'voicemail' ? item.id : item.receptionMessageId))
  }
  const take = async (text: string) =>
    (
      await insertReceptionMessage(api.database.kysely, {
        operatorId: api.tenant.operator.id,
        siteId: api.tenant.site.id,
        organizationId: api.tenant.occupier.id,
        numberId: api.tenant.main.id,
        callId: null,
        recipient: null,
        callerName: null,
        callerNumber: '+442079461234',
        callerCompany: null,
        text,
        urgent: false,
        callBack: false,
        takenBy: 'Rita Vale',
        mailedTo: [],
      })
    ).id

  it('is in the order of time, by folder, and by page', async () => {
    const first = (await record()).params.messageId
    const taken = await take('Ring back')
    const last = (await record()).params.messageId
    const gone = (await record()).params.messageId
    await api.ok(contract.markMessage, { params: { messageId: gone }, body: { state: 'deleted' } })
    const all = await folderOf('all')
    expect(all.slice(0, 3)).toEqual([last, taken, first])
    expect(all).not.toContain(gone)
    expect(await folderOf('reception')).toEqual([taken])
    expect(await folderOf('deleted')).toContain(gone)

    const query = { organizationId: api.tenant.occupier.id, limit: 2 } as const
    const page = await api.ok(contract.listInbox, { query })
    expect(page.next).toBe(taken)
    expect((await folderOf('all', { after: page.next }))[0]).toBe(first)

    await api.ok(contract.markMessage, { params: { messageId: last }, body: { state: 'saved' } })
    await acknowledgeReceptionMessage(api.database.kysely, taken, 'Maya Alder')
    const unheard = await folderOf('new')
    expect(unheard).toContain(first)
    expect([last, taken, gone].filter((id) => unheard.includes(id))).toEqual([])
  })

  it('is searched in both kinds', async () => {
    const taken = await take('The scaffolding is up')
    expect(await folderOf('all', { search: 'scaffold' })).toEqual([taken])
    expect(await folderOf('all', { search: '020 7946 1234' })).toContain(taken)
  })

  it('counts what its folders list, of one company or of all', async () => {
    for (const organizationId of [api.tenant.occupier.id, undefined]) {
      const counts = await api.ok(contract.countInbox, { query: { organizationId } })
      for (const folder of ['all', 'new', 'reception', 'deleted'] as const)
        expect([folder, counts[folder]]).toEqual([folder, (await folderOf(folder)).length])
    }
  })

  it('says which numbers have how many that nobody has heard', async () => {
    await record()
    const query = { organizationId: api.tenant.occupier.id, siteId: api.tenant.site.id }
    const { items } = await api.ok(contract.countNewMessages, { query })
    const { items: unheard } = await api.ok(contract.listMessages, {
      query: { numberId: api.tenant.main.id, state: 'new', limit: 1000 },
    })
    expect(items).toEqual([{ numberId: api.tenant.main.id, new: unheard.length }])
    const elsewhere = { query: { organizationId: unknownId } }
    expect((await api.ok(contract.countNewMessages, elsewhere)).items).toEqual([])
  })

  it('is each person’s own: no other company’s, and none of reception for a user of one number', async () => {
    const neighbour = must(
      await createOrganization(api.database.kysely, {
        name: 'Beyond the wall',
        operatorId: api.tenant.operator.id,
      }),
    )
    const foreign = await signedIn(
      api,
      await addPerson(api, 'occupier-admin', { organizationId: neighbour.id }),
    )
    expect((await foreign.call(contract.countInbox)).body).toEqual({
      all: 0,
      new: 0,
      reception: 0,
      deleted: 0,
    })
    expect((await foreign.call(contract.listInbox)).body.items).toEqual([])
    const user = await signedIn(api, await addPerson(api, 'occupier-user'))
    expect((await user.call(contract.countInbox)).body).toMatchObject({ reception: 0 })
    expect((await user.call(contract.listInbox, { query: { folder: 'reception' } })).body.items).toEqual([])
  })
})
