/** How long messages are kept. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { deliverySent, listMessageDeliveries, lockDelivery } from './message-deliveries.ts'
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

it('one whose last letter is just going out is left until that is sent: neither waits for the other (M13)', async () => {
  const db = database.kysely
  await db
    .updateTable('callSettings')
    .set({ voicemailEmails: JSON.stringify(['a@example.com']), emailAs: 'attachment-only' })
    .where('numberId', '=', tenant.main.id)
    .execute()
  const id = await leave(1)
  const [letter] = await listMessageDeliveries(db, id)
  must(await saveMessageRetention(db, { organizationId: tenant.occupier.id, days: 30, version: 2 }))
  const later = Date.now() + 4_000 * DAY
  const { purged } = await db.transaction().execute(async (tx) => {
    const delivery = await lockDelivery(tx, letter?.id ?? '')
    if (!delivery) throw new Error('no letter')
    let over = false
    const purged = purge(later)
      .catch((error: Error) => error.message)
      .finally(() => {
        over = true
      })
    const isWaiting = async () =>
      (await sql`select from pg_locks where not granted`.execute(db)).rows.length > 0
    await expect.poll(async () => over || (await isWaiting())).toBe(true)
    await deliverySent(tx, delivery, { sentAs: 'attachment-only', now: Date.now() })
    return { purged }
  })
  const files = await purged
  expect(files).toBeInstanceOf(Array)
  expect(files).not.toContain(`${id}.wav`)
  expect((await findMessage(db, id))?.state).toBe('deleted')
  expect(await purge(later)).toContain(`${id}.wav`)
})
