/** Mailboxes of an occupier that left: how long they are kept, and that they go (N7). */
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTenant, must, openTestDatabase, testSecrets } from '../testing/index.ts'
import { decommission, purgeMailboxes } from './decommission.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { beginMessage } from './messages.ts'
import { destroyKeys, findOrganizationKey, organizationKey } from './organization-keys.ts'
import { locateAtSite } from './organizations.ts'

const DAY = 86_400_000

describe('mailboxes of an occupier that left', () => {
  it('are kept as long as the site says; those of organizations that stay, for ever', async () => {
    const database = await openTestDatabase()
    onTestFinished(() => database.close())
    const db = database.kysely
    const { occupier, main, ordinary } = await createTenant(db)
    const stays = await createTenant(db, { first: '+442079470000' })
    const mailbox = await findMailboxOfNumber(db, main.id)
    const from = { callId: 'c', callerNumber: null, callerName: null, startedAt: 1 }
    must(await beginMessage(db, { ...from, mailboxId: mailbox?.id ?? '', path: 'left.wav' }))
    const key = await organizationKey(db, testSecrets, occupier.id)
    const ofStaying = await organizationKey(db, testSecrets, stays.occupier.id)
    must(
      await decommission(
        db,
        { organizationId: occupier.id },
        { version: occupier.version, name: occupier.name },
      ),
    )
    const kept = async () =>
      (await db.selectFrom('mailboxes').select('id').where('organizationId', '=', occupier.id).execute())
        .length

    expect(await purgeMailboxes(db, Date.now() + 29 * DAY)).toEqual([])
    expect(await kept()).toBe(ordinary.length + 1)
    expect(await destroyKeys(db)).toEqual([])
    expect(await organizationKey(db, testSecrets, occupier.id)).toBe(key)
    expect(await purgeMailboxes(db, Date.now() + 31 * DAY)).toEqual(['left.wav'])
    expect(await destroyKeys(db)).toEqual([occupier.id])
    expect(await findOrganizationKey(db, testSecrets, occupier.id)).toBeUndefined()
    expect(await findOrganizationKey(db, testSecrets, stays.occupier.id)).toBe(ofStaying)
    expect(await kept()).toBe(0)
    expect(await findMailboxOfNumber(db, stays.main.id)).toBeDefined()
  })

  it('go when nobody does anything to a message of theirs: neither waits for the other', async () => {
    const database = await openTestDatabase()
    onTestFinished(() => database.close())
    const db = database.kysely
    const { occupier, main } = await createTenant(db)
    const mailboxId = (await findMailboxOfNumber(db, main.id))?.id ?? ''
    const from = { callId: 'c', callerNumber: null, callerName: null, startedAt: 1 }
    const { id } = must(await beginMessage(db, { ...from, mailboxId, path: 'left.wav' }))
    const { version, name } = occupier
    must(await decommission(db, { organizationId: occupier.id }, { version, name }))
    const isWaiting = async () =>
      (await sql`select from pg_locks where not granted`.execute(db)).rows.length > 0
    const { purged } = await db.transaction().execute(async (tx) => {
      await tx.updateTable('messages').set({ seconds: 3 }).where('id', '=', id).execute()
      const purged = purgeMailboxes(db, Date.now() + 31 * DAY).catch((error: Error) => error.message)
      await expect.poll(isWaiting).toBe(true)
      // As whatever is added to a message looks for its mailbox.
      await sql`select from mailboxes where id = ${mailboxId}::uuid for key share`.execute(tx)
      return { purged }
    })
    expect(await purged).toEqual(['left.wav'])
  })

  it('stay apart: an organization that left does not come back', async () => {
    const database = await openTestDatabase()
    onTestFinished(() => database.close())
    const { occupier, site } = await createTenant(database.kysely)
    must(
      await decommission(
        database.kysely,
        { organizationId: occupier.id },
        { version: occupier.version, name: occupier.name },
      ),
    )
    expect(await locateAtSite(database.kysely, occupier.id, site.id)).toMatchObject({ code: 'not-found' })
  })
})
