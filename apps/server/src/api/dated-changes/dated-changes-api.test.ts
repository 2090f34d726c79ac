/** Dated changes and rollback (product §6.5): planned, seen ahead, judged like settings, cancelled, brought back. */
import * as contract from '@mainline/contract'
import { confirmPending, createDevice, deactivate, setHuntMembers } from '@mainline/storage'
import { createTenant, must, type Tenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let tenant: Tenant
let tenants = 0
let params = { numberId: '' }
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
const newTenant = () =>
  createTenant(api.database.kysely, { first: `+44207945${String(++tenants).padStart(2, '0')}00` })
beforeEach(async () => {
  tenant = await newTenant()
  params = { numberId: tenant.main.id }
})

const voicemail = { target: 'voicemail' } as const
const forward = (number: string) => ({
  steps: [{ target: 'forward', number, limitSeconds: 15 } as const, voicemail],
})
const winter = { name: 'Winter', from: '2099-12-01T09:00', until: '2100-01-05T00:00' }
const plan = (change: object = {}) =>
  api.call(contract.createDatedChange, {
    params,
    body: { ...winter, inHours: forward('+442079469999'), ...change },
  })
const previewAt = (at: string, days = 0) => api.ok(contract.previewNumber, { params, query: { at, days } })

describe('a dated change', () => {
  it('is planned, seen ahead, edited and cancelled', async () => {
    const made = (await plan()).body
    expect(made).toMatchObject({ ...winter, phase: 'ahead', version: 1, hours: null, outOfHours: null })
    expect(made.inWords).toEqual(['In hours: Forward to +442079469999 for 15 s, then voicemail.'])
    const seen = await previewAt('2099-12-02T10:00:00Z')
    expect(seen.path.map(({ step }) => step)).toContain('forward')
    expect(seen.ruling).toMatchObject({ rule: 'weekly', change: { id: made.id, name: 'Winter' } })
    const { strip } = await previewAt('2099-12-01T08:45:00Z', 1)
    expect(strip.slice(0, 2).map(({ from, ruling }) => [from, ruling.change?.name])).toEqual([
      ['2099-12-01T08:45:00.000Z', undefined],
      ['2099-12-01T09:00:00.000Z', 'Winter'],
    ])
    const target = { changeId: made.id }
    const body = { version: 1, ...winter, hours: { mode: 'always-closed' as const } }
    const edited = await api.ok(contract.updateDatedChange, { params: target, body })
    expect(edited).toMatchObject({ version: 2, inHours: null, inWords: ['Hours: Always closed.'] })
    const { error } = await api.call(contract.updateDatedChange, { params: target, body })
    expect(error).toMatchObject({ code: 'stale-version', details: { current: { version: 2 } } })
    expect((await api.ok(contract.listDatedChanges, { params })).items).toEqual([edited])
    expect(
      (await api.call(contract.cancelDatedChange, { params: target, query: { version: 2 } })).status,
    ).toBe(204)
    expect(await api.refusal(contract.cancelDatedChange, { params: target, query: { version: 2 } })).toBe(
      'not-found',
    )
    expect((await previewAt('2099-12-02T10:00:00Z')).ruling.change).toBeNull()
  })

  it.each<[string, object, string]>([
    ['an end before its start', { until: '2099-01-01T00:00' }, 'change-order'],
    ['a date that does not exist', { from: '2099-02-30T00:00' }, 'change-date'],
    ['an end that is over', { from: '2001-01-01T00:00', until: '2001-02-01T00:00' }, 'change-past'],
    ['nothing changed', { inHours: null }, 'change-empty'],
    [
      'a route without end',
      { inHours: { steps: [{ target: 'hunt-group', limitSeconds: 20 }] } },
      'route-last',
    ],
    [
      'faulty hours',
      { hours: { mode: 'weekly', intervals: [{ day: 1, start: '9', end: '10' }] } },
      'hours-time',
    ],
  ])('is refused with %s', async (_, change, code) => {
    expect((await plan(change)).error?.code).toBe(code)
  })

  it('is refused when it overlaps another, which is named', async () => {
    await plan()
    const { error } = await plan({ name: 'Other', from: '2100-01-04T00:00', until: '2100-02-01T00:00' })
    expect(error?.code).toBe('change-overlap')
    expect(error?.message).toContain('“Winter”')
    expect((await plan({ name: 'After', from: winter.until, until: '2100-02-01T00:00' })).status).toBe(201)
  })

  it('is refused when it leads back here, and leads back for others too (M6)', async () => {
    expect((await plan({ inHours: forward(tenant.main.e164) })).error?.code).toBe('forward-self')
    const other = await newTenant()
    await plan({ inHours: forward(other.main.e164) })
    const body = { version: 1, inHours: forward(tenant.main.e164), outOfHours: { steps: [voicemail] } }
    const back = { params: { numberId: other.main.id }, body }
    const { error } = await api.call(contract.saveCallSettings, back)
    expect(error?.code).toBe('forward-loop')
    expect(error?.message).toMatch(/In hours: step 1/)
  })

  it('is part of the proof', async () => {
    await plan()
    const proof = await api.ok(contract.proveNoDeadEnd, { params })
    expect(proof).toMatchObject({ holds: true, faults: [] })
    expect(proof.routes).toEqual(['In hours', 'Out of hours', '“Winter”, in hours'])
    expect(proof.ends.person + proof.ends.mailbox + proof.ends.notice).toBe(proof.cases)
  })

  it('shows in the summary of the number', async () => {
    await plan({ from: '2020-01-01T00:00', hours: { mode: 'always-open' } })
    const { settings, datedChanges, rightNow } = await api.ok(contract.getMainNumber, { params })
    expect(settings).toMatchObject({
      inHours: 'Forward to +442079469999 for 15 s, then voicemail',
      hours: { inWords: 'Always open', source: 'dated-change', ofSite: 'Mon–Fri 08:30–18:00' },
    })
    expect(datedChanges).toMatchObject([{ name: 'Winter' }])
    expect(rightNow?.sentence).toContain('+442079469999')
    expect(rightNow?.ruling.change?.name).toBe('Winter')
  })

  it('in force, a preview tells whom a caller reaches without it', async () => {
    const { body } = await plan({ from: '2020-01-01T00:00', hours: { mode: 'always-open' } })
    const sentence = async (withoutChange?: string) =>
      (await api.ok(contract.previewNumber, { params, query: { at: '2098-11-24T03:00:00Z', withoutChange } }))
        .sentence
    expect(await sentence()).toContain('+442079469999')
    expect(await sentence((body as { id: string }).id)).toBe('A caller will reach the mailbox of Occupier.')
  })

  it('belongs to a main number with settings', async () => {
    const numberId = tenant.ordinary[0]?.id ?? ''
    const body = { ...winter, inHours: { steps: [voicemail] } }
    expect(await api.refusal(contract.createDatedChange, { params: { numberId }, body })).toBe('not-found')
    expect(await api.refusal(contract.listDatedChanges, { params: { numberId } })).toBe('not-found')
  })
})

describe('rollback', () => {
  const save = (version: number, inHours: object, more: object = {}) =>
    api.ok(contract.saveCallSettings, {
      params,
      body: { version, inHours: inHours as never, outOfHours: { steps: [voicemail] }, ...more },
    })
  const back = (version: number, to: number) =>
    api.call(contract.rollbackCallSettings, { params, body: { version, to } })

  it('brings a version back as a new one, and every version says what it changed', async () => {
    await save(1, { steps: [voicemail] }, { voicemailEmails: ['a@b.example'], emailAs: 'link' })
    const restored = await back(2, 1)
    expect(restored.body).toMatchObject({
      version: 3,
      inHours: { steps: [{ target: 'hunt-group' }, voicemail] },
      voicemailEmails: [],
      emailAs: 'attachment',
    })
    const { items } = await api.ok(contract.listCallSettingsVersions, { params })
    expect(items.map(({ version, changes }) => [version, changes])).toEqual([
      [
        3,
        [
          'In hours: Hunt group for 20 s, then voicemail (was: Voicemail).',
          'Notice at the end in hours: nobody-available (was: none).',
          'Notice at the end out of hours: closed (was: none).',
          'Voicemail no longer goes to a@b.example.',
          'Voicemail is sent as: attachment (was: link).',
        ],
      ],
      [
        2,
        [
          'In hours: Voicemail (was: Hunt group for 20 s, then voicemail).',
          'Notice at the end in hours: none (was: nobody-available).',
          'Notice at the end out of hours: none (was: closed).',
          'Voicemail also goes to a@b.example.',
          'Voicemail is sent as: link (was: attachment).',
        ],
      ],
      [1, []],
    ])
    expect(items[0]?.changedBy).toBe(items[1]?.changedBy)
  })

  it('is refused on a stale version and for one that never was', async () => {
    await save(1, { steps: [voicemail] })
    expect((await back(1, 1)).error?.code).toBe('stale-version')
    expect((await back(2, 7)).error?.code).toBe('not-found')
  })

  it('is refused when the group has no members any more', async () => {
    await save(1, { steps: [voicemail] })
    must(await setHuntMembers(api.database.kysely, tenant.main.id, []))
    const { error } = await back(2, 1)
    expect(error?.code).toBe('rollback-gone')
    expect(error?.message).toContain(
      'In hours: step 1 of version 1 needs what is gone: the hunt group has no members',
    )
  })

  it('is refused when a number of ours that it forwards to takes no calls', async () => {
    const target = tenant.ordinary[0]
    if (!target) throw new Error('no number')
    await save(1, forward(target.e164))
    await save(2, { steps: [voicemail] })
    must(await deactivate(api.database.kysely, target.id, target.version))
    expect((await back(3, 2)).status).toBe(200)
    must(await confirmPending(api.database.kysely, target.id))
    const { error } = await back(4, 2)
    expect(error?.message).toContain(`${target.e164} takes no calls`)
  })

  it('is refused when the earlier settings would go in a circle by now (M6)', async () => {
    const other = await newTenant()
    await save(1, forward(other.main.e164))
    await save(2, { steps: [voicemail] })
    const body = { version: 1, inHours: forward(tenant.main.e164), outOfHours: { steps: [voicemail] } }
    await api.ok(contract.saveCallSettings, { params: { numberId: other.main.id }, body })
    expect((await back(3, 2)).error?.code).toBe('forward-loop')
  })
})

describe('the summary of a main number (M4)', () => {
  it('tells everything of the row', async () => {
    const [first] = tenant.ordinary
    must(
      await createDevice(api.database.kysely, {
        numberId: first?.id ?? '',
        name: 'Desk',
        username: `desk-${tenants}`,
        password: 'correct-horse-battery',
      }),
    )
    const shown = await api.ok(contract.getMainNumber, { params })
    expect(shown).toMatchObject({
      number: { id: tenant.main.id, state: 'ACTIVE' },
      settings: {
        version: 1,
        inHours: 'Hunt group for 20 s, then voicemail',
        outOfHours: 'Voicemail',
        hours: { inWords: 'Mon–Fri 08:30–18:00', source: 'site' },
      },
      members: [
        { numberId: first?.id, devices: 1, registered: 0 },
        { devices: 0, registered: 0 },
      ],
      card: { organization: 'Occupier' },
      voicemail: {
        greetings: { inHours: { kind: 'default' }, outOfHours: { kind: 'default' } },
        newMessages: 0,
        pin: { kind: 'default' },
      },
      datedChanges: [],
    })
    expect(shown.rightNow?.sentence).toBe('A caller reaches the mailbox of Occupier.')
    expect(shown.rightNow?.next).not.toBeNull()
  })
  it('of an ordinary number there is none', async () => {
    const numberId = tenant.ordinary[0]?.id ?? ''
    expect(await api.refusal(contract.getMainNumber, { params: { numberId } })).toBe('not-found')
  })
})

it('a preview can be asked with the phones of chosen numbers only', async () => {
  const [first, second] = tenant.ordinary
  for (const number of [first, second])
    must(
      await createDevice(api.database.kysely, {
        numberId: number?.id ?? '',
        name: 'Desk',
        username: `${number?.e164}`,
        password: 'correct-horse-battery',
      }),
    )
  const query = { at: '2026-11-24T10:00:00Z', registeredNumbers: second?.id ?? '' }
  const { path, ends } = await api.ok(contract.previewNumber, { params, query })
  expect(path.find(({ step }) => step === 'hunt-group')?.target).toBe(second?.e164)
  expect(ends).toMatchObject({ result: 'voicemail-left' })
})
