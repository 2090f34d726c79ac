/** What a receptionist writes down: messages that reach the organization, notes that stay among colleagues (C8). */
import * as contract from '@mainline/contract'
import { createSite, locateAtSite } from '@mainline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { addPerson } from '../testing/people.ts'
import { openReceptionAtWork, type ReceptionAtWork } from '../testing/reception-at-work.ts'
import type { TestApi } from '../testing/test-api.ts'

let reception: ReceptionAtWork
let api: TestApi
let rita: Browser
let sam: Browser
let admin: Browser
let place: ReceptionAtWork['place']
let atSite: ReceptionAtWork['atSite']
beforeAll(async () => {
  reception = await openReceptionAtWork()
  ;({ api, rita, sam, admin, place, atSite } = reception)
}, 60_000)
afterAll(() => reception[Symbol.asyncDispose]())

describe('a message (C8)', () => {
  it('goes to the organization by e-mail and stays until it is acknowledged', async () => {
    const body = {
      organizationId: api.tenant.occupier.id,
      numberId: api.tenant.main.id,
      callerName: 'Imogen Vane',
      callerNumber: '+442079460990',
      text: 'Drawings are ready',
      callBack: true,
    }
    const told = { params: atSite, query: { numberId: body.numberId } }
    const { body: before } = await rita.call(contract.listMessageRecipients, told)
    expect(before.items).toEqual(['ada@occupier.example'])
    expect(await admin.refusal(contract.listMessageRecipients, told)).toBe('forbidden')
    const { body: taken } = await rita.call(contract.takeReceptionMessage, { params: place, body })
    expect(taken.mailedTo).toEqual(['ada@occupier.example'])
    const letters = await api.database.kysely.selectFrom('letters').select(['recipient', 'subject']).execute()
    expect(letters).toEqual([{ recipient: 'ada@occupier.example', subject: 'Message from Imogen Vane' }])
    const query = { open: 'true' as const }
    const { body: listed } = await admin.call(contract.listReceptionMessages, { query })
    expect(listed.items).toMatchObject([
      { text: 'Drawings are ready', organizationName: 'Occupier', acknowledgedAt: null },
    ])
    const found = async (search: string) =>
      (await admin.call(contract.listReceptionMessages, { query: { search } })).body.items.length
    expect(await Promise.all(['020 7946 0990', 'VANE', 'drawings', 'doorway'].map(found))).toEqual([
      1, 1, 1, 0,
    ])
    const params = { receptionMessageId: taken.receptionMessageId }
    const { body: done } = await admin.call(contract.acknowledgeReceptionMessage, { params })
    expect(done.acknowledgedBy).toMatch(/^Person/)
    expect((await rita.call(contract.acknowledgeReceptionMessage, { params })).body).toEqual(done)
    expect((await rita.call(contract.listReceptionMessages, { query })).body.items).toEqual([])
  })
})

describe('who is written to', () => {
  it('is no administrator of other sites only, unless there is no other (§4)', async () => {
    const { kysely } = api.database
    const { id: _, version: _v, createdAt: _c, ...like } = api.tenant.site
    const elsewhere = await createSite(kysely, { ...like, name: 'Elsewhere' })
    await locateAtSite(kysely, api.tenant.occupier.id, elsewhere.id)
    const email = 'elsewhere@occupier.example'
    await addPerson(api, 'occupier-admin', { email, siteIds: [elsewhere.id] })
    const recipients = async () =>
      (await rita.call(contract.listMessageRecipients, { params: atSite, query: {} })).body.items
    expect(await recipients()).toEqual(['ada@occupier.example'])
    const only = await kysely
      .selectFrom('users')
      .select('id')
      .where('email', '=', 'ada@occupier.example')
      .executeTakeFirstOrThrow()
    await kysely.updateTable('memberships').set({ retiredAt: 1 }).where('userId', '=', only.id).execute()
    expect(await recipients()).toEqual([email])
    await kysely.updateTable('memberships').set({ retiredAt: null }).where('userId', '=', only.id).execute()
  })
})

it('the letter speaks the language of the number, else of the site', async () => {
  const { kysely } = api.database
  const { main, occupier } = api.tenant
  const subjectIn = async (language: string | null) => {
    await kysely.updateTable('numbers').set({ language }).where('id', '=', main.id).execute()
    const body = { organizationId: occupier.id, numberId: main.id, callerName: 'Imogen Vane', text: 'x' }
    await rita.call(contract.takeReceptionMessage, { params: place, body })
    const letters = kysely
      .selectFrom('letters')
      .select('subject')
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
    return (await letters.executeTakeFirstOrThrow()).subject
  }
  expect(await subjectIn('de')).toBe('Nachricht von Imogen Vane')
  expect(await subjectIn(null)).toBe('Message from Imogen Vane')
})

describe('notes for colleagues', () => {
  it('are seen by the reception alone', async () => {
    const { body: note } = await rita.call(contract.addReceptionNote, {
      params: atSite,
      body: { text: 'Mr Finch is on site' },
    })
    expect((await sam.call(contract.listReceptionNotes, { params: atSite })).body.items).toEqual([note])
    expect(await admin.refusal(contract.listReceptionNotes, { params: atSite })).toBe('forbidden')
    const params = { noteId: note.noteId }
    expect((await sam.call(contract.removeReceptionNote, { params })).status).toBe(204)
    expect(await sam.refusal(contract.removeReceptionNote, { params })).toBe('not-found')
  })
})
