/** M3: while a main number is RESERVED, nothing of it is set up but that it is activated. */
import * as contract from '@mainline/contract'
import { writeWav } from '@mainline/media'
import { testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from '../../imports/run-import.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let params: { numberId: string }
let greetingId: string
const wav = new Uint8Array(
  writeWav(
    Int16Array.from({ length: 8000 }, (_, i) => (i % 40) * 400),
    8000,
  ),
)
const upload = () =>
  api.call(contract.uploadGreeting, {
    params,
    query: { kind: 'no-answer' },
    body: wav,
    headers: { 'content-type': 'audio/wav' },
  })
const revision = async () => (await api.ok(contract.listGreetings, { params })).revision
const groupRevision = async () => (await api.ok(contract.listHuntMembers, { params })).revision

beforeAll(async () => {
  api = await openTestApi()
  params = { numberId: api.tenant.main.id }
  greetingId = (await upload()).body.id
  const { version } = await api.ok(contract.getNumber, { params })
  await api.ok(contract.deactivateNumber, { params, body: { version } })
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const voicemail = { steps: [{ target: 'voicemail' as const }] }
const card = { inHours: { greeting: 'Hello', comments: [] }, outOfHours: null, pronunciation: null }

const attempts: readonly (readonly [string, () => Promise<{ status: number; error: unknown }>])[] = [
  [
    'save-call-settings',
    () =>
      api.call(contract.saveCallSettings, {
        params,
        body: {
          ...{ version: 1, inHours: voicemail, outOfHours: voicemail, hours: null },
          ...{ voicemailEmails: [], emailAs: 'attachment' },
        },
      }),
  ],
  [
    'set-number-hours',
    () => api.call(contract.setNumberHours, { params, body: { version: 1, hours: { mode: 'always-open' } } }),
  ],
  [
    'save-reception-card',
    () => api.call(contract.saveReceptionCard, { params, body: { version: 0, ...card } }),
  ],
  [
    'set-hunt-members',
    async () =>
      api.call(contract.setHuntMembers, { params, body: { revision: await groupRevision(), members: [] } }),
  ],
  ['save-mailbox', () => api.call(contract.saveMailbox, { params, body: { version: 1, language: 'de' } })],
  ['reset-pin', () => api.call(contract.resetPin, { params })],
  ['upload-greeting', upload],
  [
    'speak-greeting',
    () => api.call(contract.speakGreeting, { params, body: { words: 'We are closed.', kind: 'no-answer' } }),
  ],
  [
    'choose-greeting',
    async () =>
      api.call(contract.chooseGreeting, {
        params: { greetingId },
        body: { revision: await revision(), chosen: false },
      }),
  ],
  [
    'delete-greeting',
    async () =>
      api.call(contract.deleteGreeting, {
        params: { greetingId },
        query: { revision: await revision() },
      }),
  ],
]

/** All that may have been changed. */
const settings = async () => [
  await api.ok(contract.getCallSettings, { params }),
  await api.ok(contract.getNumberHours, { params }),
  await api.ok(contract.getReceptionCard, { params }),
  await api.ok(contract.listHuntMembers, { params }),
  await api.ok(contract.getMailbox, { params }),
  await api.ok(contract.listGreetings, { params }),
]

describe('of a RESERVED main number', () => {
  it.each(attempts)('%s is refused, and nothing is changed', async (_, attempt) => {
    const before = await settings()
    const { status, error } = await attempt()
    expect([status, error]).toEqual([
      409,
      expect.objectContaining({
        code: 'wrong-state',
        message: expect.stringContaining('The number is RESERVED; activate it first.'),
      }),
    ])
    expect(await settings()).toEqual(before)
  })

  it('no member is imported into its hunt group', async () => {
    const body = new TextEncoder().encode(`main,member,name\n${api.tenant.main.e164},+442079469999,Mobile`)
    const site = { siteId: api.tenant.site.id }
    const { id } = await api.ok(contract.createImport, {
      params: site,
      query: { kind: 'hunt-members' },
      body,
    })
    const before = await settings()
    await runImport(api.database, testSecrets, id)
    const { items } = await api.ok(contract.listImportErrors, { params: { importId: id }, query: {} })
    expect(items.map(({ column, message }) => [column, message])).toEqual([
      ['main', 'The main number is not active. Activate it first.'],
    ])
    expect(await settings()).toEqual(before)
  })
})
