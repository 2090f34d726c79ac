/** PINs of mailboxes (M12): once by default, five failures, a reset that keeps everything else. */
import { isRefusal } from '@mainline/pbx'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, testSecrets } from '../testing/index.ts'
import type { Database } from './database.ts'
import { pinAccesses, pinState, resetPin, setOwnPin, showDefaultPin, tryPin } from './mailbox-pins.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { hashPin, isPinOf } from './pin-hash.ts'
import type { Mailbox } from './schema.ts'

let database: Database
let mailbox: Mailbox
let pin: string
let tenants = 0
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  const { main } = await createTenant(database.kysely, { first: `+4420794${60 + ++tenants}000`, ordinary: 0 })
  const found = await findMailboxOfNumber(database.kysely, main.id)
  if (!found) throw new Error('no mailbox')
  mailbox = found
  pin = testSecrets.open(mailbox.defaultPin)
})

const own = '482935'
const attempt = (given: string) => tryPin(database.kysely, testSecrets, mailbox, given)
const choose = (given: string) => setOwnPin(database.kysely, testSecrets, mailbox, given)
const state = () => pinState(database.kysely, mailbox.id)
const wrong = () => (pin === '000000' ? '000001' : '000000')

describe('the Default PIN', () => {
  it('opens once and must then be replaced', async () => {
    expect(await state()).toEqual({ kind: 'default', spent: false, failures: 0, lockedAt: null })
    expect(await attempt(pin)).toBe('must-change')
    expect(await state()).toMatchObject({ kind: 'default', spent: true })
    expect(await attempt(pin)).toBe('wrong')
  })
  it('of many who use it at once, lets one in', async () => {
    const answers = await Promise.all([pin, pin, pin].map(attempt))
    expect(answers.toSorted()).toEqual(['must-change', 'wrong', 'wrong'])
  })
  it('is shown in clear, and that is written down', async () => {
    expect(await showDefaultPin(database.kysely, testSecrets, mailbox, 'Olga')).toBe(pin)
    expect(await pinAccesses(database.kysely, mailbox.id)).toMatchObject([{ action: 'shown', by: 'Olga' }])
  })
})

describe('an own PIN', () => {
  it('takes the place of the default and is known by its hash only', async () => {
    must(await choose(own))
    expect(await state()).toMatchObject({ kind: 'own', spent: false })
    expect([await attempt(own), await attempt(pin)]).toEqual(['opened', 'wrong'])
    const row = await database.kysely
      .selectFrom('mailboxPins')
      .selectAll()
      .where('mailboxId', '=', mailbox.id)
      .executeTakeFirstOrThrow()
    expect(row.pinHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(JSON.stringify(row)).not.toContain(own)
  })
  it('obeys the rules, is not the default and none of the last five', async () => {
    const code = async (given: string) => {
      const answer = await choose(given)
      return isRefusal(answer) ? answer.code : 'taken'
    }
    expect([await code('123456'), await code('48293'), await code(pin)]).toEqual([
      'pin-run',
      'pin-length',
      'pin-used',
    ])
    const five = ['482935', '593826', '604827', '715938', '826049']
    for (const one of five) expect(await code(one)).toBe('taken')
    for (const one of ['482935', '826049']) expect(await code(one)).toBe('pin-used')
    expect(await code('937150')).toBe('taken')
    expect(await code('482935')).toBe('taken')
  }, 30_000)
})

describe('five failures', () => {
  it('lock it, the right one included, until a reset', async () => {
    must(await choose(own))
    for (const expected of ['wrong', 'wrong', 'wrong', 'wrong', 'locked'])
      expect(await attempt(wrong())).toBe(expected)
    expect(await attempt(own)).toBe('locked')
    expect((await state()).lockedAt).not.toBeNull()
    expect(await resetPin(database.kysely, mailbox, 'Olga')).toEqual({
      kind: 'default',
      spent: false,
      failures: 0,
      lockedAt: null,
    })
    expect(await attempt(pin)).toBe('must-change')
    expect(await pinAccesses(database.kysely, mailbox.id)).toMatchObject([{ action: 'reset', by: 'Olga' }])
  })
  it('at once are still five', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(wrong())))
    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(4)
    expect((await state()).failures).toBe(5)
  })
  it('are forgotten after a success', async () => {
    must(await choose(own))
    for (let i = 0; i < 4; i++) await attempt(wrong())
    expect(await attempt(own)).toBe('opened')
    expect((await state()).failures).toBe(0)
  })
  it('a reset keeps the earlier PINs from coming back', async () => {
    must(await choose(own))
    await resetPin(database.kysely, mailbox, 'Olga')
    expect(await choose(own)).toMatchObject({ code: 'pin-used' })
  })
})

it('a hash of an older cost still opens, and none that is damaged', async () => {
  const cheap = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$'
  expect(await isPinOf(cheap, own)).toBe(false)
  expect(await isPinOf('nonsense', own)).toBe(false)
  expect(await isPinOf(await hashPin(own), own)).toBe(true)
})
