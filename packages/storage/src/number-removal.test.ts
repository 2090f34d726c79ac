/** A number is taken out of the stock (N3): nothing of anybody's goes with it, and it can come again, elsewhere. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { atOnce, createTenant, must, planChangesSince, testSecrets } from '../testing/index.ts'
import { insertAlert, listAlerts } from './alerts.ts'
import { listAudit } from './audit.ts'
import { newId } from './id.ts'
import { noteListenIn } from './listen-ins.ts'
import { ensureMailbox } from './mailboxes.ts'
import { beginMessage } from './messages.ts'
import { allocate, deallocate, nominate, removeNumber } from './number-life.ts'
import { NumberStock, states } from './number-life-fixture.ts'
import { countNumbers } from './number-list.ts'
import { createNumbers, findNumber, updateNumber } from './numbers.ts'
import { insertReceptionMessage } from './reception-messages.ts'

const stock = await NumberStock.ofFile()
const { database, db } = stock

/** A number that a company has had, with a mailbox of it. @returns it, AVAILABLE again, and the mailbox */
async function handedBack(organizationId = stock.tenant.occupier.id) {
  const taken = await stock.in('RESERVED', organizationId)
  const mailbox = must(await ensureMailbox(db, testSecrets, taken.id))
  const number = must(await deallocate(db, taken.id, taken.version))
  return { number, mailbox }
}

describe('a number that is taken out of the stock', () => {
  it.each(states)('%s: only while nobody has it (N3), by SQL too', async (state) => {
    const { id, version } = await stock.in(state)
    const bySql = database.pool.query('delete from numbers where id = $1', [id])
    if (state === 'AVAILABLE') {
      await bySql
      expect(await findNumber(db, id)).toBeUndefined()
      return
    }
    await expect(bySql).rejects.toMatchObject({ constraint: 'number-state' })
    expect(await removeNumber(db, id, version)).toMatchObject({
      code: 'number-state',
      values: { action: 'remove', wanted: 'AVAILABLE' },
    })
  })

  it('under a version (N12), once', async () => {
    const { id } = await stock.take()
    must(await nominate(db, id, 1, 'main'))
    expect(await removeNumber(db, id, 1)).toMatchObject({ code: 'stale-version', current: { version: 2 } })
    expect(await removeNumber(db, id, 2)).toBeUndefined()
    expect(await removeNumber(db, id, 2)).toMatchObject({ code: 'not-found' })
  })

  it('is audited, announced to the engines, told and counted (N5, N11)', async () => {
    const { id, e164, siteId, operatorId } = await stock.take()
    const counted = async () => (await countNumbers(db, { siteId })).total
    const before = await counted()
    const { seq } = await db
      .selectFrom('planChanges')
      .select((of) => of.fn.max('seq').as('seq'))
      .executeTakeFirstOrThrow()
    expect(await removeNumber(db, id, 1)).toBeUndefined()
    expect(await planChangesSince(db, seq)).toMatchObject([{ kind: 'number', id, siteId, numbers: [e164] }])
    const told = await db.selectFrom('liveEvents').selectAll().orderBy('id', 'desc').executeTakeFirst()
    expect(told).toMatchObject({
      ...{ kind: 'numbers.changed', operatorId, siteId, organizationId: null },
      data: { count: 1, what: 'removed' },
    })
    expect(await counted()).toBe(before - 1)
    const [removed, created] = (await listAudit(db, { numberId: id })).items
    expect(removed).toMatchObject({ action: 'removed', name: e164, siteId, before: { e164 } })
    expect(created).toMatchObject({ action: 'created', name: e164 })
  })

  it('can be added again, at the site of somebody else', async () => {
    const { id, e164 } = await stock.take()
    must(await nominate(db, id, 1, 'main'))
    expect(await removeNumber(db, id, 2)).toBeUndefined()
    const other = await createTenant(db, { first: '+12125550100' })
    const [again] = must(await createNumbers(db, { siteId: other.site.id, first: e164 }))
    expect(again).toMatchObject({ e164, kind: 'ordinary', siteId: other.site.id, version: 1 })
  })

  it('is kept while a company that had it has messages in a mailbox of it (N4, N7), and then goes with its empty mailbox', async () => {
    const { number, mailbox } = await handedBack()
    const row = { callId: newId(), callerNumber: null, callerName: null, startedAt: 1, path: 'left.wav' }
    const message = must(await beginMessage(db, { ...row, mailboxId: mailbox.id }))
    expect(await removeNumber(db, number.id, number.version)).toMatchObject({ code: 'number-has-messages' })
    expect(await findNumber(db, number.id)).toBeDefined()
    await db.deleteFrom('messages').where('id', '=', message.id).execute()
    expect(await removeNumber(db, number.id, number.version)).toBeUndefined()
  })

  it('takes no message of reception and no record of listening along (C8, N11)', async () => {
    const { operator, site, occupier } = stock.tenant
    const { number } = await handedBack()
    const place = {
      operatorId: operator.id,
      siteId: site.id,
      organizationId: occupier.id,
      numberId: number.id,
    }
    const said = {
      recipient: null,
      callerName: 'Ada',
      callerNumber: null,
      callerCompany: null,
      text: 'Hello',
    }
    const { id } = await insertReceptionMessage(db, {
      ...{ ...place, ...said, callId: null, urgent: false, callBack: true, takenBy: 'Noor', mailedTo: [] },
    })
    const callId = newId()
    await noteListenIn(db, { ...place, callId, seatName: 'Front', listener: 'Noor', at: 1 })
    const events = () =>
      db.selectFrom('liveEvents').where('kind', '=', 'reception.message').selectAll().execute()
    const before = await events()
    expect(await removeNumber(db, number.id, number.version)).toBeUndefined()
    expect(
      await db.selectFrom('receptionMessages').selectAll().where('id', '=', id).executeTakeFirst(),
    ).toMatchObject({ numberId: null, text: 'Hello' })
    expect(
      await db.selectFrom('listenIns').selectAll().where('callId', '=', callId).executeTakeFirst(),
    ).toMatchObject({ numberId: null, listener: 'Noor' })
    expect(await events()).toEqual(before)
  })

  it('clears what stands of it, but no call for help', async () => {
    const { id, siteId, operatorId } = await stock.take()
    const alert = { subject: id, severity: 'critical', words: '…', data: {}, operatorId, siteId } as const
    for (const kind of ['nothing-would-ring', 'emergency-call'] as const)
      await insertAlert(db, { ...alert, kind, organizationId: null, numberId: id, at: 1 })
    expect(await removeNumber(db, id, 1)).toBeUndefined()
    const standing = (await listAlerts(db, { siteId })).items.filter(
      ({ subject, clearedAt }) => subject === id && clearedAt === null,
    )
    expect(standing.map(({ kind }) => kind)).toEqual(['emergency-call'])
  })
})

describe('whoever wants the number at the same moment', () => {
  it('20 remove it: one does', async () => {
    const { id } = await stock.take()
    const answers = await Promise.all(Array.from({ length: 20 }, () => removeNumber(db, id, 1)))
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1)
    expect(answers.filter((answer) => answer?.code === 'not-found')).toHaveLength(19)
  })

  it('allocates it, and finds none; or has it, and it stays', async () => {
    const lost = await stock.take()
    const allocated = await atOnce(
      database,
      (tx) => removeNumber(tx, lost.id, 1),
      () => allocate(db, lost.id, 1, stock.tenant.occupier.id),
    )
    expect(allocated).toMatchObject({ code: 'not-found' })
    const kept = await stock.take()
    const removed = await atOnce(
      database,
      (tx) => allocate(tx, kept.id, 1, stock.tenant.occupier.id),
      () => removeNumber(db, kept.id, 1),
    )
    expect(removed).toMatchObject({ code: 'stale-version', current: { state: 'RESERVED' } })
  })

  it('renames it, and finds none', async () => {
    const { id } = await stock.take()
    const renamed = await atOnce(
      database,
      (tx) => removeNumber(tx, id, 1),
      () => updateNumber(db, id, 1, { label: 'Front' }),
    )
    expect(renamed).toMatchObject({ code: 'not-found' })
  })

  it('listens to a call of it: that is written down without it (N11)', async () => {
    const { id, operatorId, siteId } = await stock.take()
    const callId = newId()
    const place = { operatorId, siteId, organizationId: null, numberId: id }
    await atOnce(
      database,
      (tx) => removeNumber(tx, id, 1),
      () => noteListenIn(db, { ...place, callId, seatName: 'Front', listener: 'Noor', at: 1 }),
    )
    const written = await db.selectFrom('listenIns').selectAll().where('callId', '=', callId).execute()
    expect(written).toMatchObject([{ numberId: null, listener: 'Noor' }])
  })

  it('imports it: it is there anew', async () => {
    const { id, e164, siteId, operatorId } = await stock.take()
    const imported = await atOnce(
      database,
      (tx) => removeNumber(tx, id, 1),
      () =>
        sql`insert into numbers (id, operator_id, site_id, e164, kind, state, created_at)
          values (${newId()}, ${operatorId}, ${siteId}, ${e164}, 'ordinary', 'AVAILABLE', 1)
          on conflict do nothing returning id`.execute(db),
    )
    expect(imported.rows).toHaveLength(1)
  })

  it('leaves a message there: it is waited for, and the number stays', async () => {
    const { number, mailbox } = await handedBack()
    const row = { callId: newId(), callerNumber: null, callerName: null, startedAt: 1, path: 'left.wav' }
    const removed = await atOnce(
      database,
      (tx) => beginMessage(tx, { ...row, mailboxId: mailbox.id }),
      () => removeNumber(db, number.id, number.version),
    )
    expect(removed).toMatchObject({ code: 'number-has-messages' })
  })
})
