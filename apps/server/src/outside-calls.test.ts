/** What the people of a site are told of an emergency call, in the console and by letter (C15). */
import type { Device } from '@mainline/engine'
import { acknowledgeAlert, type Database, listAlerts, newId } from '@mainline/storage'
import { createTenant, createTestUser, openTestDatabase } from '@mainline/storage/testing'
import { expect, it, onTestFinished } from 'vitest'
import { writeAlertLetters } from './jobs/write-alert-letters.ts'
import { openLog } from './log.ts'
import type { Letter } from './mail/letter.ts'
import { outsideCallSink } from './outside-calls.ts'

async function opened(language: string) {
  const database = await openTestDatabase()
  onTestFinished(() => database.close())
  const db = database.kysely
  const { operator, site, occupier, main } = await createTenant(db)
  await createTestUser(db, 'Maya', occupier)
  await db.updateTable('memberships').set({ role: 'occupier-admin' }).execute()
  const place = { operatorId: operator.id, siteId: site.id, organizationId: occupier.id, numberId: main.id }
  const device = { ...place, id: newId(), name: 'Studio', e164: main.e164, extension: '2003' } as Device
  const at = Date.parse('2026-11-30T09:29:00Z')
  const dialled = { callId: 'c1', dialled: '999', number: '999' }
  const call = { ...dialled, device, siteName: 'Yard', zone: 'Europe/London', language, at }
  return { database, call, sink: outsideCallSink(database) }
}

async function lettersOf(database: Database): Promise<Letter[]> {
  const letters: Letter[] = []
  const mail = {
    on: true,
    async send(letter: Letter) {
      letters.push(letter)
      return newId()
    },
  }
  const about = { attempt: 1, last: false, signal: new AbortController().signal }
  await writeAlertLetters(mail).run({}, { database, log: openLog('silent', 'test') }, about)
  return letters
}

const eventsOf = (database: Database) =>
  database.kysely.selectFrom('liveEvents').select(['kind', 'data']).orderBy('seq').execute()

it('an emergency call that reaches nobody is told of anew, in one alert that says so', async () => {
  const { database, call, sink } = await opened('en')
  await sink.emergency(call)
  const [first] = await lettersOf(database)
  expect(first?.subject).toMatch(/^Studio \(.+ \/ 2003, Yard\) called 999 at 09:29\. Look after them/)
  await sink.unreached({ ...call, reason: 'outside-failed' })
  // What was told late of its beginning changes nothing.
  await sink.emergency(call)
  const words =
    'called 999 at 09:29, and the call reached nobody: no trunk could put the call through. Call 999 for them from a mobile phone, and look after them.'
  const { items } = await listAlerts(database.kysely)
  expect(items).toMatchObject([{ severity: 'critical', data: { unreached: 'outside-failed' } }])
  expect(items[0]?.words).toContain(words)
  const [second, ...others] = await lettersOf(database)
  expect(others).toEqual([])
  // Whole, however long its names are.
  expect(second?.text).toContain(words)
  const raised = (await eventsOf(database)).filter(({ kind }) => kind === 'alert.raised')
  expect(raised).toHaveLength(2)
  expect(JSON.stringify(raised[1]?.data)).toContain('reached nobody')
})

it('says what was dialled where something else was sent', async () => {
  const { database, call, sink } = await opened('de')
  await sink.emergency({ ...call, dialled: '911' })
  const { items } = await listAlerts(database.kysely)
  expect(items[0]?.words).toContain(' called 911 (sent on as 999) at 09:29. ')
  expect(items[0]?.data).toMatchObject({ dialled: '911', number: '999' })
  expect((await lettersOf(database))[0]?.subject).toContain('die 911 (weitergegeben als 999) angerufen')
})

it('whoever has seen the call sees that it reached nobody, too', async () => {
  const { database, call, sink } = await opened('en')
  await sink.emergency(call)
  const db = database.kysely
  const { items } = await listAlerts(db)
  await acknowledgeAlert(db, items[0]?.id ?? '', 'Ada', Date.now())
  await sink.unreached({ ...call, reason: 'caller-hung-up' })
  const { items: standing } = await listAlerts(db, { standing: true })
  expect(standing).toMatchObject([{ acknowledgedBy: null, data: { unreached: 'caller-hung-up' } }])
})

it.each([
  [undefined, 'hat um 09:29 die 999 angerufen. Bitte nach den Leuten sehen und Helfern den Weg zeigen.'],
  [
    'outside-busy',
    'hat um 09:29 die 999 angerufen und niemanden erreicht. Dort war besetzt. Bitte von einem Mobiltelefon die 999 für sie anrufen und nach ihnen sehen.',
  ],
] as const)('the letter speaks German where the site does: %s', async (reason, words) => {
  const { database, call, sink } = await opened('de-AT')
  await (reason ? sink.unreached({ ...call, reason }) : sink.emergency(call))
  const [letter] = await lettersOf(database)
  expect(letter?.text).toContain(words)
  expect(letter?.text).toContain('Guten Tag Maya')
  expect(letter?.text).not.toMatch(/attention|alert/)
  // The console has its own German, of English words.
  const { items } = await listAlerts(database.kysely)
  expect(items[0]?.words).toMatch(/called 999 at 09:29/)
})
