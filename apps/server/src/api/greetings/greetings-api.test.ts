/** Greetings: uploaded, spoken, chosen, dated, heard; what is no greeting is refused and says why (C9). */
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import * as contract from '@mainline/contract'
import { readWav, writeWav } from '@mainline/media'
import { findMailboxOfNumber, isRefusal, loadPlans, saveGreeting } from '@mainline/storage'
import { createTenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSpeech } from '../../speech/speech.ts'
import { apiPath, openTestApi, type TestApi, testToken } from '../testing/test-api.ts'

const tone = (seconds: number, rate = 8000) =>
  Int16Array.from({ length: seconds * rate }, (_, i) =>
    Math.round(8000 * Math.sin((2 * Math.PI * 440 * i) / rate)),
  )
const wav = (seconds: number, rate = 8000) => new Uint8Array(writeWav(tone(seconds, rate), rate))

/** What the speech service was asked, and what it answers. */
const speech = { asked: [] as unknown[], status: 200, answer: Buffer.from(wav(2, 22_050)) }
const service = createServer(async (request, response) => {
  let body = ''
  for await (const part of request) body += part
  speech.asked.push(JSON.parse(body))
  response.writeHead(speech.status).end(speech.answer)
})

let api: TestApi
let params: { numberId: string }
beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const address = service.address()
  const port = typeof address === 'object' ? address?.port : 0
  api = await openTestApi({ speechUrl: `http://127.0.0.1:${port}/speak` })
  params = { numberId: api.tenant.main.id }
}, 60_000)
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  service.close()
})

const upload = (body: Uint8Array<ArrayBuffer>, query: object = {}) => ({
  params,
  query,
  body,
  headers: { 'content-type': 'audio/wav' },
})

const files = () => readdir(join(api.recordingsFolder, 'greetings')).catch(() => [] as string[])

async function planned(): Promise<number> {
  const [plan] = await loadPlans(api.database.pool, api.tenant.main.e164, Date.now(), 1)
  return plan?.plan.mailbox?.greetings?.length ?? 0
}

describe('an uploaded greeting', () => {
  it('is brought to the sound of the telephone, chosen, heard, encrypted on disk', async () => {
    const made = await api.ok(contract.uploadGreeting, upload(wav(1.5, 44_100)))
    expect(made).toMatchObject({ kind: 'no-answer', source: 'uploaded', chosen: true, seconds: 1.5 })
    expect(made).not.toHaveProperty('path')
    expect(await planned()).toBe(1)
    const audio = await api.call(contract.getGreetingAudio, { params: { greetingId: made.id } })
    const heard = readWav(audio.payload)
    expect([heard.rate, heard.samples.length]).toEqual([8000, 12_000])
    const part = await api.call(contract.getGreetingAudio, {
      params: { greetingId: made.id },
      headers: { range: 'bytes=0-3' },
    })
    expect([part.status, part.payload.toString('latin1')]).toEqual([206, 'RIFF'])
    const [file = ''] = await files()
    const stored = await readFile(join(api.recordingsFolder, 'greetings', file))
    expect(stored.includes(audio.payload.subarray(44, 100))).toBe(false)
    expect((await api.ok(contract.getMailbox, { params })).greeting).toBe('own')
  })

  const hostile = Buffer.from(wav(1))
  hostile.writeUInt16LE(65_535, 22)
  it.each([
    ['text', new TextEncoder().encode('no sound at all'), 'audio-unreadable'],
    ['an MP3', new Uint8Array(Buffer.from(`ID3\u0003${'x'.repeat(5000)}`, 'latin1')), 'audio-unreadable'],
    ['nothing', new Uint8Array(), 'invalid-request'],
    ['65,535 channels', new Uint8Array(hostile), 'audio-unreadable'],
    ['a file cut off', wav(3).subarray(0, 20_000), 'audio-cut'],
    ['a click', wav(0.1), 'audio-length'],
    ['91 seconds', wav(91), 'audio-length'],
  ])('is refused for %s, and leaves no file', async (_, body, code) => {
    const before = await files()
    expect(await api.refusal(contract.uploadGreeting, upload(body))).toBe(code)
    expect(await files()).toEqual(before)
  })

  it('is refused while as many are converted and wait as may be, and taken again afterwards', async () => {
    const before = await files()
    const end = Promise.withResolvers<string>()
    const busy = [1, 2, 3].map(() => api.workers.run(() => end.promise))
    const refused = await api.call(contract.uploadGreeting, upload(wav(1)))
    expect(refused.error).toMatchObject({ code: 'server-busy', details: { retryAfterSeconds: 5 } })
    expect(refused.headers['retry-after']).toBe('5')
    expect(await files()).toEqual(before)
    end.resolve('through')
    await Promise.all(busy)
    const { id } = await api.ok(contract.uploadGreeting, upload(wav(1)))
    const { revision } = await api.ok(contract.listGreetings, { params })
    await api.ok(contract.deleteGreeting, { params: { greetingId: id }, query: { revision } })
  })

  it('is not even received while eight files are being sent', async () => {
    const bodies = Array.from({ length: 8 }, () => new PassThrough())
    const send = (payload: PassThrough) =>
      api.app.inject({
        method: 'POST',
        url: apiPath(`/numbers/${params.numberId}/greetings/upload`),
        headers: { authorization: `Bearer ${testToken}`, 'content-type': 'audio/wav' },
        payload,
      })
    const sent = bodies.map(send)
    for (const body of bodies) body.write('no')
    await expect.poll(() => bodies.every((body) => body.readableLength === 0)).toBe(true)
    expect(await api.refusal(contract.uploadGreeting, upload(wav(1)))).toBe('server-busy')
    for (const body of bodies) body.end(' sound')
    expect((await Promise.all(sent)).map(({ statusCode }) => statusCode)).not.toContain(201)
    expect(await api.refusal(contract.uploadGreeting, upload(wav(0.1)))).toBe('audio-length')
  })

  it('is refused when it is huge', async () => {
    const huge = upload(new Uint8Array(33 * 1024 * 1024))
    expect(await api.refusal(contract.uploadGreeting, huge)).toBe('body-too-large')
  })
})

describe('a spoken greeting', () => {
  const body = { words: 'We are back; at "half past eight" && $(reboot)', language: 'en' }

  it('is spoken by the service in its language', async () => {
    const made = await api.ok(contract.speakGreeting, { params, body })
    expect(made).toMatchObject({ source: 'spoken', words: body.words, language: 'en', seconds: 2 })
    expect(speech.asked).toEqual([{ text: body.words, language: 'en' }])
  })

  it('is refused when the service fails, or answers with no audio', async () => {
    speech.status = 500
    expect(await api.refusal(contract.speakGreeting, { params, body })).toBe('speech-failed')
    speech.status = 200
    speech.answer = Buffer.from('<html>')
    expect(await api.refusal(contract.speakGreeting, { params, body })).toBe('audio-unreadable')
  })

  it('is refused where nothing speaks', async () => {
    const nothing = openSpeech({ url: undefined, path: '' })
    expect(await nothing.on()).toBe(false)
    expect(await nothing.speak('Hello.', 'en')).toMatchObject({ fault: 'speech-off' })
  })

  it('is refused where too many are being spoken', async () => {
    const hung = createServer()
    await new Promise<void>((resolve) => hung.listen(0, '127.0.0.1', resolve))
    const { port } = hung.address() as AddressInfo
    const slow = openSpeech({ url: `http://127.0.0.1:${port}/`, path: '' })
    const spoken = Array.from({ length: 8 }, () => slow.speak('Hello.', 'en'))
    expect(await slow.speak('Hello.', 'en')).toMatchObject({ fault: 'server-busy' })
    hung.on('request', (_, response) => response.end(speech.answer))
    hung.closeAllConnections()
    await Promise.all(spoken)
    hung.close()
  })

  it('is spoken by what Debian has', async ({ skip }) => {
    const debian = openSpeech({ url: undefined })
    if (!(await debian.on())) return skip('neither flite nor espeak-ng is installed')
    const file = await debian.speak('-o /tmp/x We are closed.', 'en-GB')
    if ('fault' in file) throw new Error(file.words)
    expect(readWav(file).samples.length).toBeGreaterThan(8000)
  })
})

describe('greetings of a mailbox', () => {
  it('are one of a kind and language, or dated', async () => {
    const year = { from: '2040-12-24T00:00:00Z', until: '2041-01-02T00:00:00+01:00' }
    const dated = await api.ok(contract.uploadGreeting, upload(wav(1), { kind: 'dated', ...year }))
    expect(dated).toMatchObject({ from: '2040-12-24T00:00:00.000Z', until: '2041-01-01T23:00:00.000Z' })
    const first = await api.ok(contract.uploadGreeting, upload(wav(1), { kind: 'out-of-hours' }))
    const second = await api.ok(contract.uploadGreeting, upload(wav(1), { kind: 'out-of-hours' }))
    const chosen = async () =>
      (await api.ok(contract.listGreetings, { params })).items
        .filter((one) => one.kind === 'out-of-hours' && one.chosen)
        .map((one) => one.id)
    expect(await chosen()).toEqual([second.id])
    const target = { greetingId: first.id }
    const revision = async () => (await api.ok(contract.listGreetings, { params })).revision
    const choose = async (is: boolean) =>
      api.ok(contract.chooseGreeting, { params: target, body: { revision: await revision(), chosen: is } })
    await choose(true)
    expect(await chosen()).toEqual([first.id])
    await choose(false)
    expect(await chosen()).toEqual([])
    const before = await files()
    await api.ok(contract.deleteGreeting, { params: target, query: { revision: await revision() } })
    expect((await files()).length).toBe(before.length - 1)
    expect(await api.refusal(contract.getGreetingAudio, { params: target })).toBe('not-found')
  })

  it('are told with the route that plays them, as they would be heard now (M4)', async () => {
    const { main } = await createTenant(api.database.kysely, { first: '+442079469300' })
    const of = { numberId: main.id }
    const heard = async () => (await api.ok(contract.getMainNumber, { params: of })).voicemail?.greetings
    const record = (query: object, seconds = 1) =>
      api.ok(contract.uploadGreeting, { ...upload(wav(seconds), query), params: of })
    const byName = { kind: 'default', seconds: null }
    const own = (seconds: number) => ({ kind: 'own', seconds: expect.closeTo(seconds, 1) })
    expect(await heard()).toEqual({ inHours: byName, outOfHours: byName })
    await record({ kind: 'out-of-hours' }, 2)
    expect(await heard()).toEqual({ inHours: byName, outOfHours: own(2) })
    await record({ kind: 'dated', from: '2040-12-24T00:00:00Z', until: '2040-12-26T00:00:00Z' })
    await record({ kind: 'no-answer', language: 'fr' })
    expect(await heard()).toEqual({ inHours: byName, outOfHours: own(2) })
    await record({ kind: 'no-answer' }, 3)
    expect(await heard()).toEqual({ inHours: own(3), outOfHours: own(2) })
  })

  it.each([
    ['a dated one without dates', { kind: 'dated' }],
    [
      'one that ends before it starts',
      { kind: 'dated', from: '2040-01-02T00:00:00Z', until: '2040-01-01T00:00:00Z' },
    ],
    ['dates of one that is not dated', { from: '2040-01-01T00:00:00Z' }],
  ])('%s is refused', async (_, query) => {
    expect(await api.refusal(contract.uploadGreeting, upload(wav(1), query))).toBe('greeting-dates')
  })

  it('that would be one more than a mailbox has are refused, and leave no file', async () => {
    const mailbox = await findMailboxOfNumber(api.database.kysely, params.numberId)
    const made = { kind: 'no-answer', language: null, source: 'recorded', createdBy: 'Maya' } as const
    const saved = { mailboxId: mailbox?.id ?? '', ...made, path: 'x.audio', seconds: 1 }
    while (!isRefusal(await saveGreeting(api.database.kysely, saved)));
    const before = await files()
    expect(await api.refusal(contract.uploadGreeting, upload(wav(0.5)))).toBe('in-use')
    // Before it is looked at, or spoken.
    expect(await api.refusal(contract.uploadGreeting, upload(new Uint8Array(9)))).toBe('in-use')
    const asked = speech.asked.length
    expect(await api.refusal(contract.speakGreeting, { params, body: { words: 'Hello.' } })).toBe('in-use')
    expect(speech.asked).toHaveLength(asked)
    expect(await files()).toEqual(before)
  })
})
