/** How long messages are kept. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { findMessageRetention, purgeMessages, saveMessageRetention } from './message-retention.ts'
import { beginMessage, findMessage, finishMessage, setMessageState } from './messages.ts'
import { updateSite } from './sites.ts'

const DAY = 86_400_000
let database: Database
let tenant: Tenant

beforeAll(async () => {
  database = await openTestDatabase()
  tenant = await createTenant(database.kysely, { ordinary: 0 })
})
afterAll(() => database.close())

async function leave(daysAgo: number): Promise<string> {
  const db = database.kysely
  const mailbox = await findMailboxOfNumber(db, tenant.main.id)
  const { id } = must(
    await beginMessage(db, {
      mailboxId: mailbox?.id ?? '',
      callId: 'x',
      callerNumber: null,
      callerName: null,
      path: '{id}.wav',
      startedAt: Date.now() - daysAgo * DAY,
    }),
  )
  await finishMessage(db, id, { seconds: 4 })
  return id
}

const purge = (now = Date.now()) => database.kysely.transaction().execute((tx) => purgeMessages(tx, now))
const isThere = async (id: string) => (await findMessage(database.kysely, id)) !== undefined

it('for ever when nobody says otherwise; as the site says; as the organization says', async () => {
  const db = database.kysely
  const [old, older] = [await leave(40), await leave(400)]
  expect(await purge()).toEqual([])
  must(await updateSite(db, tenant.site.id, tenant.site.version, { messageDays: 365 }))
  expect(await purge()).toEqual([`${older}.wav`])
  const organizationId = tenant.occupier.id
  const chosen = must(await saveMessageRetention(db, { organizationId, days: 30, version: 0 }))
  expect(chosen).toEqual({ organizationId, days: 30, version: 1 })
  expect(await purge()).toEqual([`${old}.wav`])
  expect(await saveMessageRetention(db, { organizationId, days: 60, version: 0 })).toMatchObject({
    code: 'stale-version',
  })
  must(await saveMessageRetention(db, { organizationId, days: null, version: 1 }))
  expect(await findMessageRetention(db, organizationId)).toMatchObject({ days: null, version: 2 })
})

it('a deleted one can be restored for a week', async () => {
  const db = database.kysely
  const [gone, restored] = [await leave(1), await leave(1)]
  for (const id of [gone, restored]) must(await setMessageState(db, id, 'deleted'))
  expect(await purge(Date.now() + 6.9 * DAY)).toEqual([])
  must(await setMessageState(db, restored, 'saved'))
  expect(await purge(Date.now() + 7.1 * DAY)).toEqual([`${gone}.wav`])
  expect(await isThere(restored)).toBe(true)
})
