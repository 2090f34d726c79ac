/** The voice portal's storage: whose mailbox is meant, and that nobody guesses a PIN (C10, M12). */
import { mostMessages } from '@mainline/pbx'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, type Tenant, testSecrets } from '../testing/index.ts'
import type { Database } from './database.ts'
import { refusalOf } from './errors.ts'
import { pinState, setOwnPin } from './mailbox-pins.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { beginMessage, finishMessage, hasRoom, setMessageState } from './messages.ts'
import { createNumbers } from './numbers.ts'
import type { Db, Mailbox } from './schema.ts'
import { updateSite } from './sites.ts'
import {
  findSiteByPortalExtension,
  findSiteByPortalNumber,
  type PortalAnswer,
  portalMessages,
  tryPortalPin,
} from './voice-portal.ts'

const pin = '582935'
let database: Database
let db: Db
let tenant: Tenant
let mailbox: Mailbox
let tenants = 0
let at = Date.parse('2040-01-04T12:00:00Z')

beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
})
afterAll(() => database.close())
beforeEach(async () => {
  tenant = await createTenant(db, { first: `+4420795${60 + ++tenants}000`, ordinary: 0 })
  const found = await findMailboxOfNumber(db, tenant.main.id)
  if (!found) throw new Error('no mailbox')
  mailbox = found
})

const choose = async () => must(await setOwnPin(db, testSecrets, mailbox, pin))
const attempt = (typed: string, given = pin, caller = '+442079460990') =>
  tryPortalPin(db, testSecrets, {
    mailbox: { siteId: tenant.site.id, typed },
    pin: given,
    caller: { name: caller, many: false },
    at,
  })
const extension = () => tenant.main.extension ?? ''
const refused: PortalAnswer = { outcome: 'refused' }
const save = async (changes: object) => {
  const site = await db
    .selectFrom('sites')
    .selectAll()
    .where('id', '=', tenant.site.id)
    .executeTakeFirstOrThrow()
  return updateSite(db, site.id, site.version, changes)
}

describe('whose mailbox is meant', () => {
  it('the extension, the number in any way people write it, or the id', async () => {
    await choose()
    const { e164 } = tenant.main
    const ways = [extension(), e164.slice(1), `0${e164.slice(3)}`, `00${e164.slice(1)}`, e164.slice(3)]
    for (const typed of ways)
      expect(await attempt(typed), typed).toMatchObject({
        outcome: 'opened',
        mailbox: { id: mailbox.id, e164, extension: extension(), language: 'en' },
      })
    const byId = { mailbox: { id: mailbox.id }, pin, caller: { name: 'x', many: false }, at }
    expect(await tryPortalPin(db, testSecrets, byId)).toMatchObject({ outcome: 'opened' })
  })

  it.each(['', '1', '99999', '00000000', '7'.repeat(30), '20 79', '79460'])('not “%s”', async (typed) => {
    expect(await attempt(typed, pin, typed)).toEqual(refused)
  })

  it('one of another site is nobody’s here', async () => {
    await choose()
    const here = tenant
    tenant = await createTenant(db, { first: `+4420795${60 + ++tenants}000`, ordinary: 0 })
    expect(await attempt(here.main.e164.slice(1))).toEqual(refused)
  })
})

describe('guessing', () => {
  it('the Default PIN opens once, and says that it must go', async () => {
    const given = testSecrets.open(mailbox.defaultPin)
    expect(await attempt(extension(), given)).toMatchObject({ outcome: 'must-change' })
    expect(await attempt(extension(), given)).toEqual(refused)
  })

  it('an unknown mailbox, a wrong PIN and a locked one are answered alike', async () => {
    await choose()
    const answers = [await attempt('99999'), await attempt(extension(), '999991')]
    for (let failure = 2; failure <= 6; failure += 1) {
      at += 120_000
      answers.push(await attempt(extension(), '999991'))
    }
    at += 120_000
    answers.push(await attempt(extension()))
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify(refused)]),
    )
    expect(await pinState(db, mailbox.id)).toMatchObject({ failures: 5, lockedAt: expect.any(Number) })
  })

  it('many callers at once get no more than five tries between them', async () => {
    await choose()
    const guesses = Array.from({ length: 40 }, (_, guess) =>
      attempt(extension(), guess === 39 ? pin : `90000${guess}`, `+4420794601${guess}`),
    )
    expect((await Promise.all(guesses)).filter(({ outcome }) => outcome !== 'refused').length).toBeLessThan(2)
    for (let round = 0; round < 10; round += 1) {
      at += 120_000
      await Promise.all([1, 2, 3].map((caller) => attempt(extension(), '900001', `caller ${caller}`)))
    }
    expect((await pinState(db, mailbox.id)).failures).toBe(5)
  })

  it('after two failures the next has to wait, whoever tries: it is not even judged', async () => {
    await choose()
    for (const caller of ['a', 'b', 'c']) await attempt(extension(), '999991', caller)
    expect(await attempt(extension(), pin, 'owner')).toEqual(refused)
    at += 1_001
    expect(await attempt(extension(), pin, 'owner')).toMatchObject({ outcome: 'opened' })
    expect((await pinState(db, mailbox.id)).failures).toBe(0)
  })

  it('a caller who tries mailbox after mailbox has to wait too', async () => {
    await choose()
    for (let guess = 0; guess < 6; guess += 1) await attempt(`9${guess}999`, pin, 'thief')
    expect(await attempt(extension(), pin, 'thief')).toEqual(refused)
    at += 1_001
    expect(await attempt(extension(), pin, 'thief')).toMatchObject({ outcome: 'opened' })
  })
})

describe('callers who withhold their number', () => {
  const hidden = (typed: string, given = pin) =>
    tryPortalPin(db, testSecrets, {
      mailbox: { siteId: tenant.site.id, typed },
      pin: given,
      caller: { name: 'withheld at the carrier', many: true },
      at,
    })

  it('one who guesses through the house does not lock out the others, and is slowed down', async () => {
    await choose()
    for (let guess = 0; guess < 15; guess += 1) await hidden(`9${guess}99`)
    expect(await hidden(extension())).toMatchObject({ outcome: 'opened' })
    // That somebody knew his PIN is no pardon for the guesses of another.
    for (let guess = 0; guess < 400; guess += 1) await hidden(`8${guess}9`)
    expect(await hidden(extension())).toEqual(refused)
    at += 30_001
    expect(await hidden(extension())).toMatchObject({ outcome: 'opened' })
  })

  it('get no more than five tries at one mailbox either', async () => {
    await choose()
    for (let round = 0; round < 10; round += 1) {
      at += 120_000
      await Promise.all([1, 2, 3].map(() => hidden(extension(), '900001')))
    }
    expect((await pinState(db, mailbox.id)).failures).toBe(5)
  })
})

describe('messages', () => {
  const leave = async (callerNumber: string | null, startedAt: number) => {
    const message = {
      mailboxId: mailbox.id,
      callId: 'x',
      callerNumber,
      callerName: null,
      path: '{id}',
      startedAt,
    }
    const { id } = must(await beginMessage(db, message))
    await finishMessage(db, id, { seconds: 4 })
    return id
  }

  it('new ones, then saved ones, the oldest first; none that is deleted', async () => {
    const ids = []
    for (const startedAt of [1, 2, 3, 4, 5]) ids.push(await leave(startedAt === 2 ? null : '+44', startedAt))
    must(await setMessageState(db, ids[0] ?? '', 'saved'))
    must(await setMessageState(db, ids[2] ?? '', 'saved'))
    must(await setMessageState(db, ids[4] ?? '', 'deleted'))
    const messages = await portalMessages(db, mailbox.id)
    expect(messages.map(({ receivedAt, state }) => [receivedAt, state])).toEqual([
      [2, 'new'],
      [4, 'new'],
      [1, 'saved'],
      [3, 'saved'],
    ])
    expect(messages[0]).toMatchObject({ callerNumber: undefined, before: 'new' })
  })

  it('a mailbox is full, and has room again when something is deleted (C14)', async () => {
    const last: string[] = []
    for (let count = 0; count < mostMessages; count += 1) last.push(await leave(null, count))
    expect(await hasRoom(db, mailbox.id)).toBe(false)
    const message = { mailboxId: mailbox.id, callId: 'x', callerNumber: null, callerName: null, path: 'x' }
    expect(await beginMessage(db, { ...message, startedAt: 1 })).toMatchObject({ code: 'in-use' })
    must(await setMessageState(db, last[0] ?? '', 'deleted'))
    expect(await hasRoom(db, mailbox.id)).toBe(true)
  })
})

describe('where the portal is reached', () => {
  const refusalFor = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error) => refusalOf(error)?.code,
    )

  it('by its number and by its extension', async () => {
    must(await save({ portalNumber: '+442079451111', portalExtension: '77' }))
    expect((await findSiteByPortalNumber(db, '+442079451111'))?.id).toBe(tenant.site.id)
    expect((await findSiteByPortalExtension(db, tenant.site.id, '77'))?.id).toBe(tenant.site.id)
    expect(await findSiteByPortalNumber(db, '+442079451112')).toBeUndefined()
    expect(await findSiteByPortalExtension(db, tenant.site.id, '78')).toBeUndefined()
  })

  it.each(['the portal first', 'the stock first'])(
    'not by a number that comes into the stock at the same moment: %s (N1)',
    async (order) => {
      const e164 = order === 'the portal first' ? '+442079453333' : '+442079454444'
      const portal = (tx: Db) =>
        tx.updateTable('sites').set({ portalNumber: e164 }).where('id', '=', tenant.site.id).execute()
      const elsewhere = await createTenant(db, { first: `+4420795${60 + ++tenants}000`, ordinary: 0 })
      const stock = (tx: Db) => createNumbers(tx, { siteId: elsewhere.site.id, first: e164, count: 1 })
      const [first, second] = order === 'the portal first' ? [portal, stock] : [stock, portal]
      let outcome: unknown
      const isWaiting = async () =>
        (await sql`select from pg_locks where locktype = 'advisory' and not granted`.execute(db)).rows
          .length > 0
      const both = await db.transaction().execute(async (tx) => {
        await first(tx)
        const other = db
          .transaction()
          .execute((beside) => second(beside) as Promise<unknown>)
          .then(
            (answer) => {
              outcome = answer
            },
            (error: unknown) => {
              outcome = error
            },
          )
        await expect.poll(async () => outcome !== undefined || (await isWaiting())).toBe(true)
        return { other }
      })
      await both.other
      expect(outcome instanceof Error ? refusalOf(outcome) : outcome).toMatchObject({ code: 'number-exists' })
    },
  )

  it('not by a number of the stock, nor by that of another portal, nor by an extension of phones (N1)', async () => {
    expect(await refusalFor(save({ portalNumber: tenant.main.e164 }))).toBe('number-exists')
    must(await save({ portalNumber: '+442079452222' }))
    const stock = createNumbers(db, { siteId: tenant.site.id, first: '+442079452222', count: 1 })
    expect(await refusalFor(stock)).toBe('number-exists')
    expect(await refusalFor(save({ portalExtension: String(tenant.site.extensionFirst) }))).toBe(
      'extension-taken',
    )
    tenant = await createTenant(db, { first: `+4420795${60 + ++tenants}000`, ordinary: 0 })
    expect(await refusalFor(save({ portalNumber: '+442079452222' }))).toBe('number-exists')
  })
})
