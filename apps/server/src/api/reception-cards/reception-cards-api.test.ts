/** Reception cards and Default PINs by API (M11, M12). */
import * as contract from '@mainline/contract'
import { findMailboxOfNumber, tryPin } from '@mainline/storage'
import { createTenant, type Tenant, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cardSignatures } from '../../card-links.ts'
import { messageLinks } from '../../voicemail/message-link.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let tenant: Tenant
let tenants = 0
let params = { numberId: '' }
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(async () => {
  tenant = await createTenant(api.database.kysely, {
    first: `+44207945${String(++tenants).padStart(2, '0')}00`,
  })
  params = { numberId: tenant.main.id }
})

describe('the reception card', () => {
  const inHours = {
    greeting: '{good morning} from {organization}',
    comments: [{ text: 'Anna is ill', expiresAt: '2026-12-02T12:00:00Z' }, { text: 'Ask for the code' }],
  }
  const save = (version: number, change: object = {}) =>
    api.call(contract.saveReceptionCard, { params, body: { version, inHours, ...change } })
  const shownAt = (at: string) => api.ok(contract.showReceptionCard, { params, query: { at } })

  it('is the default until it is written, and is seen as the clock and the rule have it', async () => {
    expect(await api.ok(contract.getReceptionCard, { params })).toMatchObject({ version: 0, changedBy: null })
    expect((await shownAt('2026-12-02T10:00:00Z')).greeting).toBe(
      'Good morning, Occupier, how may I help you?',
    )
    const outOfHours = { greeting: 'We are closed', comments: [] }
    const saved = await save(0, { outOfHours, pronunciation: 'OCK-u-pier' })
    expect(saved.body).toMatchObject({ version: 1, pronunciation: 'OCK-u-pier' })
    expect(await shownAt('2026-12-02T14:00:00Z')).toMatchObject({
      open: true,
      greeting: 'Good afternoon from Occupier',
      comments: [{ text: 'Ask for the code' }],
    })
    expect((await shownAt('2026-12-02T11:00:00Z')).comments).toHaveLength(2)
    expect(await shownAt('2026-12-02T20:00:00Z')).toMatchObject({
      open: false,
      greeting: 'We are closed',
      comments: [],
    })
  })

  it('is refused when stale, with what is there; comments keep their author', async () => {
    const first = await save(0)
    const { error } = await save(0)
    expect(error).toMatchObject({ code: 'stale-version', details: { current: { version: 1 } } })
    const second = await save(1, { inHours: { ...inHours, greeting: 'Hello' } })
    expect(second.body.inHours.comments).toEqual(first.body.inHours.comments)
  })

  it.each<[string, object, string]>([
    ['a long greeting', { inHours: { greeting: 'x'.repeat(251), comments: [] } }, 'card-greeting'],
    ['a long comment', { inHours: { greeting: '', comments: [{ text: 'x'.repeat(1001) }] } }, 'card-comment'],
    ['a placeholder that is none', { outOfHours: { greeting: '{name}', comments: [] } }, 'card-placeholder'],
    [
      'many comments',
      { inHours: { greeting: '', comments: Array(21).fill({ text: 'x' }) } },
      'card-comments',
    ],
    ['a long pronunciation', { pronunciation: 'x'.repeat(121) }, 'card-pronunciation'],
  ])('is refused with %s', async (_, change, code) => {
    expect((await save(0, change)).error?.code).toBe(code)
  })

  it('of an ordinary number there is none', async () => {
    const ordinary = { params: { numberId: tenant.ordinary[0]?.id ?? '' } }
    expect(await api.refusal(contract.getReceptionCard, ordinary)).toBe('not-found')
    expect(await api.refusal(contract.showReceptionCard, ordinary)).toBe('not-found')
  })
})

describe('the link of a call at an answering service (C7)', () => {
  const links = cardSignatures(testSecrets)
  const linkFor = (numberId: string, side: 'in' | 'out', until = Date.now() + 60_000) =>
    links.sign(`${numberId}_${side}`, until)
  const voidWith = (link: string) => api.refusal(contract.openCardLink, { params: { link } })

  it('shows the card of that side to whoever has it', async () => {
    const outOfHours = { greeting: 'We are closed', comments: [] }
    const inHours = { greeting: 'Hello from {organization}', comments: [] }
    await api.ok(contract.saveReceptionCard, { params, body: { version: 0, inHours, outOfHours } })
    const greetings = ['in', 'out'] as const
    const shown = greetings.map((side) =>
      api.ok(contract.openCardLink, { params: { link: linkFor(params.numberId, side) } }),
    )
    expect(await Promise.all(shown)).toMatchObject([
      { zone: 'Europe/London', card: { open: true, greeting: 'Hello from Occupier' } },
      { card: { open: false, greeting: 'We are closed' } },
    ])
  })

  it('is void when its time is over, when it was altered, and for what has no card', async () => {
    const good = linkFor(params.numberId, 'in')
    expect(await voidWith(linkFor(params.numberId, 'in', Date.now() - 1))).toBe('link-void')
    expect(await voidWith(good.replace('_in', '_out'))).toBe('link-void')
    expect(await voidWith(linkFor(tenant.ordinary[0]?.id ?? '', 'in'))).toBe('link-void')
    // Signed for another purpose.
    const message = messageLinks(testSecrets).sign(`${params.numberId}_in`, Date.now() + 60_000)
    expect(await voidWith(message)).toBe('link-void')
  })
})

describe('the Default PIN', () => {
  it('is shown to who may reset it, written down, and opens again after a reset', async () => {
    const shown = await api.ok(contract.getDefaultPin, { params })
    expect(shown.defaultPin).toMatch(/^\d{6}$/)
    const mailbox = await findMailboxOfNumber(api.database.kysely, tenant.main.id)
    if (!mailbox) throw new Error('no mailbox')
    const attempt = () => tryPin(api.database.kysely, testSecrets, mailbox, shown.defaultPin)
    expect([await attempt(), await attempt()]).toEqual(['must-change', 'wrong'])
    expect(await api.ok(contract.resetPin, { params })).toEqual({
      kind: 'default',
      spent: false,
      failures: 0,
      lockedAt: null,
    })
    expect(await attempt()).toBe('must-change')
    const { accesses, state } = await api.ok(contract.getDefaultPin, { params })
    expect(accesses.map(({ action }) => action)).toEqual(['shown', 'reset', 'shown'])
    expect(state.spent).toBe(true)
  })
})
