/** What the stream lets through in memory and what row-level security lets be read back are one and the same. */
import { type Principal, type Role, roles } from '@mainline/contract'
import { insertLiveEvents, newId, numberLiveEvents, readLiveEvents } from '@mainline/storage'
import { createTenant, openTestDatabase } from '@mainline/storage/testing'
import { expect, it, onTestFinished } from 'vitest'
import { sightOf } from './sight.ts'

it('holds for every role, own and foreign tenant, site, organization and number', async () => {
  const database = await openTestDatabase()
  onTestFinished(() => database.close())
  const { kysely: db } = database
  const mine = await createTenant(db)
  const theirs = await createTenant(db, { first: '+442079470000' })
  const userId = newId()
  await db
    .insertInto('users')
    .values({ id: userId, email: 'a@b.example', name: 'Ada', createdAt: 1 })
    .execute()
  const [own, other] = mine.ordinary
  if (!own || !other) throw new Error('no numbers')
  await db.updateTable('numbers').set({ assignedTo: userId }).where('id', '=', own.id).execute()
  const organizations = [null, mine.occupier.id, mine.operator.id, theirs.occupier.id]
  const told = [
    ...['numbers.changed', 'call.started', 'message.new', 'message.changed'].map((kind) => ({
      kind,
      data: {},
    })),
    ...['site', 'override'].map((what) => ({ kind: 'schedule.changed', data: { what, name: 'x' } })),
  ]
  const events = told.flatMap((one) =>
    [null, mine, theirs].flatMap((tenant) =>
      [null, mine.site.id, newId(), theirs.site.id].flatMap((siteId) =>
        organizations.flatMap((organizationId) =>
          [null, own.id, other.id].map((numberId) => {
            const operatorId = tenant?.operator.id ?? null
            return { ...one, operatorId, siteId, organizationId, numberId, at: 1 }
          }),
        ),
      ),
    ),
  )
  await db.deleteFrom('liveEvents').execute()
  await insertLiveEvents(db, events)
  await numberLiveEvents(db)
  const all = await readLiveEvents(db, { after: 0, limit: 1000 })
  expect(all).toHaveLength(events.length)

  const principal = (role: Role, siteIds: readonly string[] | null): Principal => ({
    kind: 'user',
    id: userId,
    name: 'Ada',
    role,
    operatorId: role === 'provider-admin' ? null : mine.operator.id,
    siteIds,
    organizationId: role.startsWith('occupier') ? mine.occupier.id : null,
    userId,
  })
  for (const role of roles) {
    for (const siteIds of [null, [mine.site.id], [theirs.site.id]]) {
      if (role === 'provider-admin' && siteIds) continue
      const who = principal(role, siteIds)
      const view = database.scoped(who)
      const maySee = await sightOf(who, view)
      const read = await readLiveEvents(view, { after: 0, limit: 1000 })
      const seen = all.filter(maySee)
      expect(
        read.map(({ seq }) => seq),
        `${role} ${siteIds}`,
      ).toEqual(seen.map(({ seq }) => seq))
      expect(
        seen.every(
          ({ operatorId }) =>
            role === 'provider-admin' ||
            operatorId === mine.operator.id ||
            operatorId === null ||
            role.startsWith('occupier'),
        ),
      ).toBe(true)
      // Where its company is, whatever number it has: what the site is called and by which clock it lives.
      const hearsOfSite = seen.some(({ kind, siteId, organizationId, data }) => {
        const what = (data as { what?: string }).what
        return kind === 'schedule.changed' && what === 'site' && siteId === mine.site.id && !organizationId
      })
      expect(hearsOfSite, `${role} ${siteIds}`).toBe(siteIds?.[0] !== theirs.site.id)
      if (role !== 'provider-admin') expect(seen.length).toBeLessThan(all.length / 2)
      if (siteIds === null) expect(seen.length).toBeGreaterThan(0)
    }
  }
})
