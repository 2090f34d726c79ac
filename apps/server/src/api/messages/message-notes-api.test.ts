/** Notes of colleagues on a message, and letters about it that are tried at once. */
import * as contract from '@mainline/contract'
import { createOrganization } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'
import { leaveMessage } from '../testing/things.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const left = async () => ({ messageId: await leaveMessage(api.database.kysely, api.tenant.main) })

describe('notes on a message', () => {
  const neighbourOf = async () => {
    const neighbour = must(
      await createOrganization(api.database.kysely, {
        name: `Next door ${Math.random()}`,
        operatorId: api.tenant.operator.id,
      }),
    )
    return signedIn(api, await addPerson(api, 'occupier-admin', { organizationId: neighbour.id }))
  }
  const notesOf = async (params: { messageId: string }) =>
    (await api.ok(contract.getMessage, { params })).notes.map(({ text, author }) => [author, text])

  it('are read by whoever may hear it, with who wrote them, and go when they are removed', async () => {
    const params = await left()
    const colleague = await signedIn(api, await addPerson(api, 'occupier-admin'))
    const first = await colleague.call(contract.addMessageNote, {
      params,
      body: { text: 'Rang back.\nTwice.' },
    })
    expect(first.status).toBe(201)
    await api.ok(contract.addMessageNote, { params, body: { text: '<b>She comes on Friday</b>' } })
    const [[author = '', text] = [], second] = await notesOf(params)
    expect([author, text]).toEqual([first.body.author, 'Rang back.\nTwice.'])
    expect(second?.[1]).toBe('<b>She comes on Friday</b>')
    const removal = { params: { ...params, messageNoteId: first.body.id } }
    expect((await colleague.call(contract.deleteMessageNote, removal)).status).toBe(204)
    expect(await notesOf(params)).toHaveLength(1)
    expect(
      await api.refusal(contract.deleteMessageNote, { params: { ...params, messageNoteId: first.body.id } }),
    ).toBe('not-found')
  })

  it.each([
    ['empty', '  '],
    ['longer than it may be', 'x'.repeat(2001)],
    ['with a control character', 'a\u0007b'],
  ])('that are %s are refused', async (_, text) => {
    const params = await left()
    expect(await api.refusal(contract.addMessageNote, { params, body: { text } })).toBe('invalid-request')
  })

  it('are of nobody else’s: another company neither writes nor removes them', async () => {
    const params = await left()
    const { id: messageNoteId } = await api.ok(contract.addMessageNote, { params, body: { text: 'Ours' } })
    const foreign = await neighbourOf()
    const added = await foreign.call(contract.addMessageNote, { params, body: { text: 'Theirs' } })
    const removed = await foreign.call(contract.deleteMessageNote, { params: { ...params, messageNoteId } })
    expect([added.status, removed.status]).toEqual([404, 404])
    expect(await foreign.call(contract.retryMessageLetters, { params })).toMatchObject({ status: 404 })
    expect(await notesOf(params)).toHaveLength(1)
  })

  it('are a hundred at most', async () => {
    const params = await left()
    for (let i = 0; i < 100; i++)
      await api.ok(contract.addMessageNote, { params, body: { text: `Note ${i}` } })
    expect(await api.refusal(contract.addMessageNote, { params, body: { text: 'One more' } })).toBe('in-use')
  })
})

it('letters about a message that wait are told of with when they are tried next, and tried at once', async () => {
  await api.database.kysely
    .updateTable('callSettings')
    .set({ voicemailEmails: JSON.stringify(['maya@a.example']) })
    .where('numberId', '=', api.tenant.main.id)
    .execute()
  const params = await left()
  const [letter] = (await api.ok(contract.getMessage, { params })).deliveries
  expect(letter).toMatchObject({ recipient: 'maya@a.example', state: 'queued' })
  expect(Date.parse(letter?.triedUntil ?? '') - Date.now()).toBeGreaterThan(47 * 3_600_000)
  expect(letter?.nextTryAt).not.toBeNull()
  expect(await api.ok(contract.retryMessageLetters, { params })).toEqual({ tried: 1 })
})
