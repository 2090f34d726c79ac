import { greetingAt } from '@mainline/pbx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, planChangesSince, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import {
  chooseGreeting,
  deleteGreeting,
  hasGreeting,
  listGreetings,
  mostGreetings,
  type NewGreeting,
  saveGreeting,
} from './greetings.ts'
import { newId } from './id.ts'
import { loadPlans } from './live-plan.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import type { Db } from './schema.ts'

let database: Database
let db: Db
let tenant: Tenant
let mailboxId: string
beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  tenant = await createTenant(db, { ordinary: 1 })
  mailboxId = (await findMailboxOfNumber(db, tenant.main.id))?.id ?? ''
}, 60_000)
afterAll(() => database.close())

const save = async (name: string, given: Partial<NewGreeting> = {}) =>
  must(
    await saveGreeting(db, {
      mailboxId,
      kind: 'no-answer',
      language: null,
      source: 'recorded',
      path: `greetings/${name}.wav`,
      seconds: 4,
      createdBy: 'test',
      ...given,
    }),
  )

/** What the engines know of. */
const planned = async () =>
  (await loadPlans(database.pool, tenant.main.e164, Date.now(), 64)).find(
    ({ plan }) => plan.numberId === tenant.main.id,
  )?.plan.mailbox?.greetings

/** What a caller would hear; undefined: the default by name. */
const heard = async (language: string, open = true) =>
  greetingAt((await planned()) ?? [], { open, at: Date.now(), language })?.file

describe('greetings (C9)', () => {
  it('none --> the default by name', async () => {
    expect(await hasGreeting(db, mailboxId)).toBe(false)
    expect(await heard('en')).toBeUndefined()
    expect(await planned()).toBeUndefined()
  })

  it('are chosen when they are saved, one of a kind and language; engines hear of it', async () => {
    const seq = Math.max(0, ...(await planChangesSince(db, 0)).map((change) => change.seq))
    const first = await save('first')
    const second = await save('second')
    await save('night', { kind: 'out-of-hours' })
    await save('german', { language: 'de' })
    const chosen = (await listGreetings(db, mailboxId)).map((one) => [one.path.slice(10, -4), one.chosen])
    expect(chosen).toEqual([
      ['first', false],
      ['second', true],
      ['night', true],
      ['german', true],
    ])
    expect((await planned())?.length).toBe(3)
    const changes = await planChangesSince(db, seq)
    expect(changes.map(({ kind, numbers }) => [kind, numbers])).toContainEqual([
      'mailbox',
      [tenant.main.e164],
    ])
    must(await chooseGreeting(db, first.id))
    expect(await heard('en')).toBe(first.path)
    expect(await heard('de')).toContain('german')
    expect(await heard('en', false)).toContain('night')
    must(await chooseGreeting(db, first.id, false))
    expect(await heard('en')).toBeUndefined()
    expect(await deleteGreeting(db, second.id)).toBe('greetings/second.wav')
    expect(await deleteGreeting(db, second.id)).toBeUndefined()
  })

  it('hold for their dates, and leave the plan when they are over', async () => {
    const from = Date.now() - 2_000
    const over = await save('over', { kind: 'dated', valid: { from, until: from + 1_000 } })
    const now = await save('now', { kind: 'dated', valid: { from, until: from + 3_600_000 } })
    const files = (await planned())?.map(({ file }) => file)
    expect(files).toContain(now.path)
    expect(files).not.toContain(over.path)
    expect(await heard('en')).toBe(now.path)
  })

  it('are not without number, and not of a mailbox that is none', async () => {
    const full = (await findMailboxOfNumber(db, tenant.ordinary[0]?.id ?? ''))?.id ?? ''
    for (let i = 0; i < mostGreetings; i += 1) await save(`n${i}`, { mailboxId: full })
    const one = { mailboxId: full, kind: 'no-answer', language: null, source: 'uploaded' } as const
    const rest = { path: 'x.wav', seconds: 1, createdBy: 'test' }
    expect(await saveGreeting(db, { ...one, ...rest })).toMatchObject({ code: 'in-use' })
    expect(await saveGreeting(db, { ...one, ...rest, mailboxId: newId() })).toMatchObject({
      code: 'not-found',
    })
  })
})
