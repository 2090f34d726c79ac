/** C14: a mailbox that fills up is an alert until there is room; who has no letter of it is written to as of other alerts. */
import { mostMessages, nearlyFullMessages } from '@mainline/pbx'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { atOnce, createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import { takeUntoldAlerts } from './alert-recipients.ts'
import { listAlerts } from './alerts.ts'
import type { Database } from './database.ts'
import { decommission } from './decommission.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { beginMessage, finishMessage, setMessageState } from './messages.ts'
import { findOrganization } from './organizations.ts'
import type { Db } from './schema.ts'

let database: Database
let db: Db
let tenants = 0
let tenant: Tenant
let mailboxId: string
beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
}, 60_000)
afterAll(() => database.close())
beforeEach(async () => {
  tenants += 1
  tenant = await createTenant(db, { first: `+4420794600${tenants}0` })
  mailboxId = (await findMailboxOfNumber(db, tenant.main.id))?.id ?? ''
})

async function leave(count: number): Promise<string[]> {
  const caller = { callId: 'c', callerNumber: null, callerName: null, path: '{id}.audio', startedAt: 1 }
  const left: string[] = []
  for (let i = 0; i < count; i += 1) {
    const { id } = must(await beginMessage(db, { mailboxId, ...caller }))
    await finishMessage(db, id, { seconds: 3 })
    left.push(id)
  }
  return left
}
const standing = async () =>
  (await listAlerts(db, { numberId: tenant.main.id, standing: true })).items.map(({ kind }) => kind)
const untold = async () =>
  (await takeUntoldAlerts(db, 100)).filter((alert) => alert.numberId === tenant.main.id)

it('stands from nine tenths on, and when the mailbox is full, until there is room again', async () => {
  const messages = await leave(nearlyFullMessages - 1)
  expect(await standing()).toEqual([])
  messages.push(...(await leave(1)))
  expect(await standing()).toEqual(['mailbox-nearly-full'])
  messages.push(...(await leave(mostMessages - nearlyFullMessages)))
  await leave(1).catch(() => {})
  expect(await standing()).toEqual(['mailbox-full', 'mailbox-nearly-full'])
  await setMessageState(db, messages[0] ?? '', 'deleted')
  expect(await standing()).toEqual(['mailbox-nearly-full'])
  await db.deleteFrom('messages').where('id', 'in', messages.slice(0, 11)).execute()
  expect(await standing()).toEqual([])
  await leave(1)
  expect(await standing()).toEqual(['mailbox-nearly-full'])
})

it('is over when two messages that leave room go at the same moment', async () => {
  const [one = '', other = ''] = await leave(nearlyFullMessages + 1)
  await atOnce(
    database,
    (tx) => setMessageState(tx, one, 'deleted'),
    () => setMessageState(db, other, 'deleted'),
  )
  expect(await standing()).toEqual([])
})

it('is written of where nobody is mailed, and says so', async () => {
  await leave(nearlyFullMessages)
  expect(await untold()).toMatchObject([
    {
      kind: 'mailbox-nearly-full',
      severity: 'warning',
      words: `The mailbox of ${tenant.main.e164} (Occupier) holds 90 messages; with 100 it is full, and callers can leave nothing. Delete what is no longer needed. No e-mail address is set for its messages.`,
    },
  ])
  const queued = await database.pool.query(
    "select from graphile_worker.jobs where key = 'write-alert-letters'",
  )
  expect(queued.rowCount).toBe(1)
})

it('is not written of to others where the letter of the mailbox is, and goes with the company', async () => {
  await db
    .updateTable('callSettings')
    .set({ voicemailEmails: JSON.stringify(['maya@alder.example']) })
    .where('numberId', '=', tenant.main.id)
    .execute()
  await leave(nearlyFullMessages)
  expect(await standing()).toEqual(['mailbox-nearly-full'])
  expect(await untold()).toEqual([])
  const { id: organizationId } = tenant.occupier
  const { name, version } = (await findOrganization(db, organizationId)) ?? { name: '', version: 0 }
  must(await decommission(db, { organizationId }, { name, version }))
  expect(await standing()).toEqual([])
})
