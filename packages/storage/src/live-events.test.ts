/** Live events: a reader that goes on from its last place misses nothing, whatever order transactions commit in. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bindingOf, createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import { insertAlert } from './alerts.ts'
import type { Database } from './database.ts'
import { cancelDatedChange, createDatedChange } from './dated-changes.ts'
import { createDevice } from './devices.ts'
import { noteInterest } from './event-interest.ts'
import { setHuntMembers } from './hunt-members.ts'
import { newId } from './id.ts'
import {
  insertLiveEvents,
  type LiveEvent,
  liveEventBounds,
  liveEventChannel,
  type NewLiveEvent,
  numberLiveEvents,
  pruneLiveEvents,
  readLiveEvents,
} from './live-events.ts'
import { beginMessage, finishMessage, setMessageState, setTranscript } from './messages.ts'
import { deactivate } from './number-life.ts'
import { createNumbers, updateNumber } from './numbers.ts'
import { updateOrganization } from './organizations.ts'
import { removeRegistrations, saveRegistrations } from './registrations.ts'
import type { Db } from './schema.ts'
import { createSiteEvent } from './site-schedule.ts'

let database: Database
let db: Db
let tenant: Tenant
let place = 0

beforeAll(async () => {
  database = await openTestDatabase({ connections: 20 })
  db = database.kysely
  tenant = await createTenant(db)
  await readOn()
})
afterAll(() => database.close())

/** Everything that was told since the last time. */
async function readOn(): Promise<LiveEvent[]> {
  await numberLiveEvents(db)
  const events = await readLiveEvents(db, { after: place, limit: 1000 })
  place = events.at(-1)?.seq ?? place
  return events
}

const event = (data: unknown): NewLiveEvent => ({
  operatorId: tenant.operator.id,
  siteId: tenant.site.id,
  organizationId: null,
  numberId: null,
  kind: 'test',
  data,
  at: 1,
})

describe('the order of events', () => {
  it('an event whose number is lower but which commits later is not passed over', async () => {
    const slow = await db.startTransaction().execute()
    await insertLiveEvents(slow, [event('slow')])
    await insertLiveEvents(db, [event('fast')])
    expect((await readOn()).map(({ data }) => data)).toEqual(['fast'])
    await slow.commit().execute()
    expect((await readOn()).map(({ data }) => data)).toEqual(['slow'])
  })

  it('what was rolled back never happened', async () => {
    const doomed = await db.startTransaction().execute()
    await insertLiveEvents(doomed, [event('doomed')])
    await doomed.rollback().execute()
    expect(await readOn()).toEqual([])
  })

  it('a batch keeps its order', async () => {
    const order = Array.from({ length: 200 }, (_, index) => index)
    await insertLiveEvents(db, order.map(event))
    expect((await readOn()).map(({ data }) => data)).toEqual(order)
  })

  // Each transaction announces some events, and they commit (or not) interleaved with readers that number and read.
  it('property: every reader sees every committed event once, places growing, each call in its order', async () => {
    const step = fc.record({
      writer: fc.nat(5),
      act: fc.constantFrom('tell', 'tell', 'commit', 'rollback', 'read'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(), async (steps, run) => {
        await readOn()
        const from = place
        const open = new Map<
          number,
          { tx: Db; commit(): Promise<unknown>; back(): Promise<unknown>; told: string[] }
        >()
        const committed: string[] = []
        const readers = [0, 1, 2].map(() => ({ place: from, seen: [] as string[] }))
        const readAll = () =>
          Promise.all(
            readers.map(async (reader) => {
              await numberLiveEvents(db)
              const events = await readLiveEvents(db, { after: reader.place, limit: 1000 })
              expect(events.every(({ seq }, index) => seq > (events[index - 1]?.seq ?? reader.place))).toBe(
                true,
              )
              reader.place = events.at(-1)?.seq ?? reader.place
              reader.seen.push(...events.map(({ data }) => String(data)))
            }),
          )
        let count = 0
        for (const { writer, act } of steps) {
          if (act === 'read') await readAll()
          else if (act === 'tell') {
            if (!open.has(writer)) {
              const tx = await db.startTransaction().execute()
              const commit = () => tx.commit().execute()
              open.set(writer, { tx, commit, back: () => tx.rollback().execute(), told: [] })
            }
            const { tx, told } = open.get(writer) as { tx: Db; told: string[] }
            count += 1
            told.push(`${run}/${writer}/${count}`)
            await insertLiveEvents(tx, [event(told.at(-1))])
          } else {
            const one = open.get(writer)
            open.delete(writer)
            // Numbering and reading go on while this commits.
            if (one && act === 'commit') await Promise.all([one.commit(), readAll()])
            else await one?.back()
            if (one && act === 'commit') committed.push(...one.told)
          }
        }
        for (const one of open.values()) await one.back()
        await readAll()
        for (const { seen } of readers) {
          expect([...seen].sort()).toEqual([...committed].sort())
          for (let writer = 0; writer <= 5; writer++) {
            const of = (list: string[]) => list.filter((each) => each.startsWith(`${run}/${writer}/`))
            expect(of(seen)).toEqual(of(committed))
          }
        }
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('is announced once a transaction, after it', async () => {
    let heard = 0
    let tell: () => void = () => {}
    const once = new Promise<void>((resolve) => {
      tell = resolve
    })
    const stop = await database.listen(liveEventChannel, () => {
      heard += 1
      tell()
    })
    await db.transaction().execute(async (tx) => {
      await insertLiveEvents(tx, [event(1)])
      await insertLiveEvents(tx, [event(2)])
    })
    await once
    expect(heard).toBe(1)
    await stop()
    await readOn()
  })

  it('bounds tell what is kept; old events go', async () => {
    await insertLiveEvents(db, [event('last')])
    await readOn()
    expect((await liveEventBounds(db)).last).toBe(place)
    await pruneLiveEvents(db, Date.now() + 1000)
    expect(await liveEventBounds(db)).toEqual({ first: 0, last: place })
  })
})

describe('what the database tells by itself', () => {
  const kinds = async () => (await readOn()).map(({ kind, data }) => [kind, data])

  it('numbers (N2–N6)', async () => {
    const [number] = tenant.ordinary
    if (!number) throw new Error('none')
    must(await deactivate(db, number.id, number.version))
    const [told] = await readOn()
    expect(told).toMatchObject({
      kind: 'number.state',
      operatorId: tenant.operator.id,
      siteId: tenant.site.id,
      organizationId: tenant.occupier.id,
      numberId: number.id,
      data: { e164: number.e164, kind: 'ordinary', from: 'ACTIVE', to: 'PENDING', pendingTarget: 'RESERVED' },
    })
    must(await createNumbers(db, { siteId: tenant.site.id, first: '+442079461000', count: 80 }))
    expect(await kinds()).toEqual([['numbers.changed', { count: 80, what: 'added' }]])
  })

  it('what a number is called, its extension and whose it is, each number by itself; many at once as one', async () => {
    const number = tenant.ordinary.at(-1)
    if (!number) throw new Error('none')
    await readOn()
    const changed = must(await updateNumber(db, number.id, number.version, { label: 'Back door' }))
    expect(await readOn()).toMatchObject([
      {
        kind: 'numbers.changed',
        operatorId: tenant.operator.id,
        siteId: tenant.site.id,
        organizationId: tenant.occupier.id,
        numberId: number.id,
        data: { count: 1, what: 'changed' },
      },
    ])
    const again = must(await updateNumber(db, number.id, changed.version, { label: 'Back door' }))
    expect(await kinds()).toEqual([])
    must(await updateNumber(db, number.id, again.version, { extension: '9876' }))
    expect(await kinds()).toEqual([['numbers.changed', { count: 1, what: 'changed' }]])
    const user = { id: newId(), email: 'ada@b.example', name: 'Ada', createdAt: 1 }
    await db.insertInto('users').values(user).execute()
    await db.updateTable('numbers').set({ assignedTo: user.id }).where('id', '=', number.id).execute()
    expect(await kinds()).toEqual([['numbers.changed', { count: 1, what: 'changed' }]])
    const { numUpdatedRows } = await db
      .updateTable('numbers')
      .set({ label: 'Stock' })
      .where('state', '=', 'AVAILABLE')
      .executeTakeFirstOrThrow()
    expect(await kinds()).toEqual([['numbers.changed', { count: Number(numUpdatedRows), what: 'changed' }]])
  })

  it('settings and schedule (M5, M9)', async () => {
    await db.updateTable('callSettings').set({ changedBy: 'Ada', version: 2 }).execute()
    expect(await kinds()).toEqual([
      ['settings.changed', { what: 'call-settings', e164: tenant.main.e164, version: 2, changedBy: 'Ada' }],
    ])
    must(await setHuntMembers(db, tenant.main.id, []))
    expect((await kinds())[0]).toEqual([
      'settings.changed',
      { what: 'hunt-members', e164: tenant.main.e164, version: null, changedBy: null },
    ])
    const voicemail = { steps: [{ target: 'voicemail' as const }] }
    const change = { name: 'Winter', from: '2099-12-01T00:00', until: '2100-01-05T00:00', changedBy: 'Ada' }
    const planned = must(
      await createDatedChange(
        db,
        tenant.main.id,
        { ...change, inHours: voicemail, outOfHours: null, hours: null },
        () => undefined,
      ),
    )
    await cancelDatedChange(db, planned.id, planned.version)
    const told = { what: 'dated-changes', e164: tenant.main.e164, version: null }
    expect(await kinds()).toEqual([
      ['settings.changed', { ...told, changedBy: 'Ada' }],
      ['settings.changed', { ...told, changedBy: null }],
    ])
    must(
      await createSiteEvent(db, {
        operatorId: tenant.operator.id,
        siteIds: [tenant.site.id],
        name: 'Party',
        when: { kind: 'days', from: '2026-12-24', to: '2026-12-24' },
      }),
    )
    expect(await kinds()).toContainEqual(['schedule.changed', { what: 'event', name: 'Party' }])
  })

  it('phones, when somebody could hear: coming and going, not renewals (C15)', async () => {
    const [, number] = tenant.ordinary
    if (!number) throw new Error('none')
    const device = must(
      await createDevice(db, { numberId: number.id, name: 'Desk', username: 'desk-1', password: 'secret' }),
    )
    await readOn()
    const binding = (contact: string) => bindingOf(device.id, { contact })
    await saveRegistrations(db, [binding('sip:a')])
    await removeRegistrations(db, [{ deviceId: device.id }])
    expect(await kinds()).toEqual([])
    await noteInterest(db, tenant.operator.id, Date.now() + 60_000)
    await saveRegistrations(db, [binding('sip:a')])
    await saveRegistrations(db, [binding('sip:a')])
    await saveRegistrations(db, [binding('sip:b')])
    await removeRegistrations(db, [{ deviceId: device.id, contact: 'sip:a' }])
    expect((await kinds()).map(([kind]) => kind)).toEqual(['device.registered'])
    await removeRegistrations(db, [{ deviceId: device.id }])
    expect(await kinds()).toEqual([
      ['device.unregistered', { deviceId: device.id, name: 'Desk', e164: number.e164 }],
    ])
  })

  it('messages (C9) and alerts', async () => {
    const mailbox = await db
      .selectFrom('mailboxes')
      .selectAll()
      .where('numberId', '=', tenant.main.id)
      .executeTakeFirstOrThrow()
    const message = must(
      await beginMessage(db, {
        mailboxId: mailbox.id,
        callId: 'c1',
        callerNumber: null,
        callerName: 'Zoë',
        startedAt: 1,
        path: '{id}.wav',
      }),
    )
    expect(await kinds()).toEqual([])
    await finishMessage(db, message.id, { seconds: 12.5, cutShort: false })
    expect(await kinds()).toMatchObject([
      ['message.new', { messageId: message.id, callerName: 'Zoë', seconds: 12.5 }],
    ])
    await setMessageState(db, message.id, 'saved')
    await setMessageState(db, message.id, 'saved')
    await setTranscript(db, message.id, 'done', 'Hello.')
    expect(await kinds()).toMatchObject([
      ['message.changed', { messageId: message.id, from: 'new', to: 'saved' }],
    ])
    await insertAlert(db, {
      kind: 'engine-lost',
      subject: 'e1',
      severity: 'critical',
      words: 'An engine is lost.',
      data: {},
      operatorId: null,
      siteId: null,
      organizationId: null,
      numberId: null,
      at: 5,
    })
    expect(await kinds()).toMatchObject([
      ['alert.raised', { kind: 'engine-lost', words: 'An engine is lost.' }],
    ])
  })

  it('a company that is renamed, to itself and its landlord; nothing when it is called the same', async () => {
    const { id, name, version } = tenant.occupier
    must(await updateOrganization(db, id, version, { name: 'Another name' }))
    must(await updateOrganization(db, id, version + 1, { name: 'Another name' }))
    const { id: operatorId } = tenant.operator
    expect(await readOn()).toMatchObject([
      {
        kind: 'organization.changed',
        operatorId,
        organizationId: id,
        data: { name: 'Another name', was: name },
      },
    ])
  })
})
