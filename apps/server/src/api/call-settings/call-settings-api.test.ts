/** What becomes of a call to a main number: settings, hunt group, own hours, preview (M4–M10). */
import * as contract from '@mainline/contract'
import { defaultHours } from '@mainline/pbx'
import { allocate, createNumbers, createOrganization, locateAtSite, nominate } from '@mainline/storage'
import { createTenant, must } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let params = { numberId: '' }
let mains = 0
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

/** A tenant with an ACTIVE main number of its own for each test. */
async function newMain() {
  return createTenant(api.database.kysely, { first: `+44207946${String(++mains).padStart(2, '0')}00` })
}

let tenant: Awaited<ReturnType<typeof newMain>>
beforeEach(async () => {
  tenant = await newMain()
  params = { numberId: tenant.main.id }
})

const voicemail = { target: 'voicemail' } as const
const forward = (number: string) => ({ target: 'forward', number, limitSeconds: 15 }) as const
type Body = contract.MethodInput<typeof contract.saveCallSettings>['body']
/** Some rows hold what the contract does not know, to see it refused. */
const settings = (inHours: object, version = 1): Body => ({
  version,
  inHours: inHours as Body['inHours'],
  outOfHours: { steps: [voicemail] },
  hours: null,
  voicemailEmails: [],
  emailAs: 'attachment',
})

describe('call settings', () => {
  it('are saved as a new version and hold; the ones before are kept', async () => {
    const body = settings({ steps: [forward('+442079469999'), voicemail] })
    const saved = await api.ok(contract.saveCallSettings, {
      params,
      body: { ...body, voicemailEmails: ['a@b.example'] },
    })
    expect(saved).toMatchObject({
      version: 2,
      voicemailEmails: ['a@b.example'],
      hours: null,
      changedBy: 'API token',
    })
    expect(await api.ok(contract.getCallSettings, { params })).toEqual(saved)
    const { items } = await api.ok(contract.listCallSettingsVersions, { params })
    expect(items.map((one) => one.version)).toEqual([2, 1])
  })

  it('are refused on an old version, with those that hold', async () => {
    const body = settings({ steps: [voicemail] })
    await api.ok(contract.saveCallSettings, { params, body })
    const { error } = await api.call(contract.saveCallSettings, { params, body })
    expect(error).toMatchObject({
      code: 'stale-version',
      details: { current: { version: 2, inHours: { steps: [voicemail] } } },
    })
  })

  const hunt = (limitSeconds = 20) => ({ target: 'hunt-group', limitSeconds })
  it.each([
    ['no step', { steps: [] }, 'route-length'],
    ['five steps', { steps: [hunt(), hunt(), hunt(), hunt(), voicemail] }, 'route-length'],
    ['a last step that may go unanswered', { steps: [hunt()] }, 'route-last'],
    ['a step behind voicemail', { steps: [voicemail, hunt()], end: 'closed' }, 'route-after-voicemail'],
    ['a limit of 4 s', { steps: [hunt(4), voicemail] }, 'step-limit'],
    ['a limit of 121 s', { steps: [hunt(121), voicemail] }, 'step-limit'],
    ['a forward to a name', { steps: [forward('reception'), voicemail] }, 'step-number'],
    [
      'a forward to a number that lacks two digits',
      { steps: [forward('+4420794609'), voicemail] },
      'invalid-request',
    ],
    [
      'a forward abroad, where the site allows no such calls',
      { steps: [forward('+4930901820'), voicemail] },
      'forward-not-allowed',
    ],
    ['a target that is none', { steps: [{ target: 'fax' }] }, 'invalid-request'],
  ])('are refused with %s (M6)', async (_, inHours, code) => {
    expect(await api.refusal(contract.saveCallSettings, { params, body: settings(inHours) })).toBe(code)
  })

  it('are refused when they forward to themselves, or in a circle over another tenant (M6)', async () => {
    const self = settings({ steps: [forward(tenant.main.e164), voicemail] })
    expect(await api.refusal(contract.saveCallSettings, { params, body: self })).toBe('forward-self')
    const other = await newMain()
    const there = settings({ steps: [forward(tenant.main.e164), voicemail] })
    await api.ok(contract.saveCallSettings, { params: { numberId: other.main.id }, body: there })
    const back = settings({ steps: [hunt(), forward(other.main.e164), voicemail] })
    const { error } = await api.call(contract.saveCallSettings, { params, body: back })
    expect(error).toMatchObject({ code: 'forward-loop', details: { faults: [{ code: 'forward-loop' }] } })
    expect(error?.message).toContain('step 2')
    expect(error?.message).not.toContain(other.main.e164)
  })

  it('name every wrong path at once', async () => {
    const body = { ...settings({ steps: [hunt(1)] }), outOfHours: { steps: [] } }
    const { error } = await api.call(contract.saveCallSettings, { params, body })
    expect(error?.details?.faults?.map((fault) => fault.code)).toEqual([
      'step-limit',
      'route-last',
      'route-length',
    ])
  })

  it('belong to main numbers from their activation on, and rest while RESERVED (M3)', async () => {
    const ordinary = { params: { numberId: tenant.ordinary[0]?.id ?? '' } }
    expect(await api.refusal(contract.getCallSettings, ordinary)).toBe('not-found')
    const { main } = tenant
    const fresh = await api.ok(contract.getNumber, { params })
    await api.ok(contract.deactivateNumber, { params, body: { version: fresh.version } })
    expect(main.state).toBe('ACTIVE')
    const body = settings({ steps: [voicemail] })
    expect(await api.refusal(contract.saveCallSettings, { params, body })).toBe('wrong-state')
  })
})

describe('own hours (M8)', () => {
  it('override those of the site and go back to them', async () => {
    const before = await api.ok(contract.getNumberHours, { params })
    expect(before).toMatchObject({ override: null, hours: defaultHours, version: 1 })
    const open = { params, body: { version: 1, hours: { mode: 'always-open' as const } } }
    expect(await api.ok(contract.setNumberHours, open)).toMatchObject({ openNow: true, version: 2 })
    expect(await api.refusal(contract.setNumberHours, open)).toBe('stale-version')
    const back = await api.ok(contract.setNumberHours, { params, body: { version: 2, hours: null } })
    expect(back).toMatchObject({ override: null, hours: defaultHours })
    expect((await api.ok(contract.getCallSettings, { params })).inHours.steps).toHaveLength(2)
  })

  it('are refused with a fault', async () => {
    const intervals = [{ day: 1 as const, start: '9', end: '17:00' }]
    const body = { version: 1, hours: { mode: 'weekly' as const, intervals } }
    expect(await api.refusal(contract.setNumberHours, { params, body })).toBe('hours-time')
  })
})

describe('the hunt group (M10)', () => {
  const read = () => api.ok(contract.listHuntMembers, { params })
  const external = { kind: 'external', e164: '+442079468888', name: 'Mobile' } as const

  it('is replaced: own numbers and outside ones; empty with a warning', async () => {
    const { revision, members } = await read()
    expect(members).toHaveLength(2)
    const { items } = await api.ok(contract.listHuntMemberCandidates, { params })
    const numberId = items[0]?.numberId ?? ''
    const set = await api.ok(contract.setHuntMembers, {
      params,
      body: { revision, members: [{ kind: 'number', numberId }, external] },
    })
    expect(set.members).toMatchObject([{ kind: 'number', numberId, state: 'ACTIVE' }, external])
    expect(set.warning).toBeNull()
    const empty = await api.ok(contract.setHuntMembers, {
      params,
      body: { revision: set.revision, members: [] },
    })
    expect(empty.warning).toContain('skipped')
  })

  it('is refused when it was changed in between, and stays', async () => {
    const before = await read()
    const set = (revision: string) =>
      api.call(contract.setHuntMembers, { params, body: { revision, members: [external] } })
    const changed = await set(before.revision)
    const { error } = await set(before.revision)
    expect(error).toMatchObject({
      code: 'members-changed',
      details: { current: { revision: changed.body.revision } },
    })
    expect((await read()).members).toHaveLength(1)
  })

  it('takes no main number, no stranger and none that is not ACTIVE', async () => {
    const { revision } = await read()
    const set = (numberId: string) =>
      api.refusal(contract.setHuntMembers, {
        params,
        body: { revision, members: [{ kind: 'number', numberId }] },
      })
    expect(await set(tenant.main.id)).toBe('member-main')
    const outside = (e164: string) =>
      api.refusal(contract.setHuntMembers, {
        params,
        body: { revision, members: [external, { kind: 'external', e164, name: 'Round' }] },
      })
    // By the trunk and back: the own one, and one of which the tenant sees nothing.
    expect(await outside(tenant.main.e164)).toBe('member-main')
    expect(await outside((await newMain()).main.e164)).toBe('member-main')
    expect(await outside(tenant.ordinary[0]?.e164 ?? '')).toBe('member-inside')
    expect(await outside('+449098790123')).toBe('member-not-allowed')
    expect((await read()).revision).toBe(revision)
    expect(await set((await newMain()).ordinary[0]?.id ?? '')).toBe('member-not-active')
    expect(await set(unknownId)).toBe('member-not-active')
    const ordinary = { params: { numberId: tenant.ordinary[0]?.id ?? '' } }
    expect(await api.refusal(contract.listHuntMembers, ordinary)).toBe('wrong-state')
    const body = { revision, members: [] }
    expect(await api.refusal(contract.setHuntMembers, { ...ordinary, body })).toBe('wrong-state')
  })
})

describe('the preview (M4)', () => {
  it('plays a call at an instant, with the phones there are', async () => {
    const numberId = tenant.ordinary[0]?.id ?? ''
    await api.ok(contract.createDevice, { body: { numberId, name: 'Desk' } })
    const at = '2026-11-24T10:00:00+00:00'
    const nobody = await api.ok(contract.previewNumber, { params, query: { at } })
    expect(nobody.ruling).toMatchObject({ open: true, rule: 'weekly', until: '2026-11-24T18:00:00.000Z' })
    expect(nobody.path.map((entry) => [entry.step, entry.outcome])).toContainEqual(['hunt-group', 'skipped'])
    const all = await api.ok(contract.previewNumber, { params, query: { at, registered: 'all' } })
    expect(all.path.map((entry) => [entry.step, entry.outcome])).toContainEqual(['hunt-group', 'no-answer'])
    expect(all.sentence).toMatch(/hunt group.*mailbox/)
    expect(all.strip).toEqual([])
  })

  it('leads to reception while somebody attends to it', async () => {
    const steps = [{ target: 'reception', limitSeconds: 30 }, voicemail]
    await api.ok(contract.saveCallSettings, { params, body: settings({ steps }) })
    const at = '2026-11-24T10:00:00Z'
    const outcome = async (registered?: 'all' | 'none') => {
      const { path } = await api.ok(contract.previewNumber, { params, query: { at, registered } })
      return path.find(({ step }) => step === 'reception')?.outcome
    }
    expect([await outcome(), await outcome('all')]).toEqual(['skipped', 'no-answer'])
    api.engine.attending = 2
    expect([await outcome(), await outcome('none')]).toEqual(['no-answer', 'skipped'])
    expect(await api.ok(contract.getMainNumber, { params })).toMatchObject({ seatsReady: 2 })
    api.engine.attending = 0
  })

  it('shows a fortnight of rulings without a gap', async () => {
    const { strip } = await api.ok(contract.previewNumber, {
      params,
      query: { at: '2026-11-24T10:00:00Z', days: 14 },
    })
    expect(strip[0]?.from).toBe('2026-11-24T10:00:00.000Z')
    expect(strip.at(-1)?.until).toBe('2026-12-08T10:00:00.000Z')
    for (const [i, one] of strip.entries()) if (i > 0) expect(one.from).toBe(strip[i - 1]?.until)
  })

  it('tells that a RESERVED number receives nothing', async () => {
    const { kysely } = api.database
    const other = await createOrganization(kysely, { name: 'New', operatorId: tenant.operator.id })
    await locateAtSite(kysely, other.id, tenant.site.id)
    const [number] = must(await createNumbers(kysely, { siteId: tenant.site.id, first: '+442079467000' }))
    const main = must(await nominate(kysely, number?.id ?? '', 1, 'main'))
    const reserved = must(await allocate(kysely, main.id, main.version, other.id))
    const shown = await api.ok(contract.previewNumber, { params: { numberId: reserved.id } })
    expect(shown.path.at(-1)).toMatchObject({ step: 'arrival', outcome: 'rejected' })
  })

  it('refuses an instant that is none', async () => {
    const { error } = await api.call(contract.previewNumber, { params, query: { at: 'Sunday' } })
    expect(error?.details?.fields).toMatchObject([{ field: 'query.at' }])
  })
})
