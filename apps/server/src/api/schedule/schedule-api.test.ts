/** The site schedule: events, overrides, closures (M9), each of which calls see by the preview. */
import * as contract from '@mainline/contract'
import { createOrganization, createSite, locateAtSite } from '@mainline/storage'
import { createTenant } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let tenants = 0
let tenant: Awaited<ReturnType<typeof createTenant>>
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())
beforeEach(async () => {
  tenant = await createTenant(api.database.kysely, {
    first: `+44207945${String(++tenants).padStart(2, '0')}00`,
  })
})

const days = { kind: 'days', from: '2026-12-24', to: '2026-12-26' } as const
const event = (changes: object = {}) => ({
  name: 'Holidays',
  siteIds: [tenant.site.id],
  when: days,
  ...changes,
})
const ruleAt = async (at: string) => {
  const { ruling } = await api.ok(contract.previewNumber, {
    params: { numberId: tenant.main.id },
    query: { at },
  })
  return ruling.rule
}
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString()
const voicemail = { target: 'voicemail' } as const
const forward = (number: string) => ({
  steps: [{ target: 'forward', number, limitSeconds: 15 } as const, voicemail],
})

describe('an event', () => {
  it('is announced, found, replaced and taken back', async () => {
    const made = await api.ok(contract.createSiteEvent, { body: event() })
    expect(made).toMatchObject({
      name: 'Holidays',
      siteIds: [tenant.site.id],
      when: days,
      route: null,
      version: 1,
    })
    expect(await ruleAt('2026-12-24T10:00:00Z')).toBe('event')
    expect(await ruleAt('2026-12-28T10:00:00Z')).toBe('weekly')
    const params = { eventId: made.id }
    expect(await api.ok(contract.getSiteEvent, { params })).toEqual(made)
    const { items } = await api.ok(contract.listSiteEvents, { query: { siteId: tenant.site.id } })
    expect(items).toEqual([made])
    const longer = event({ when: { ...days, to: '2026-12-31' } })
    const replaced = await api.ok(contract.updateSiteEvent, { params, body: { version: 1, ...longer } })
    expect(replaced.version).toBe(2)
    expect(await ruleAt('2026-12-28T10:00:00Z')).toBe('event')
    const { error } = await api.call(contract.updateSiteEvent, { params, body: { version: 1, ...longer } })
    expect(error).toMatchObject({ code: 'stale-version', details: { current: { version: 2 } } })
    expect((await api.call(contract.deleteSiteEvent, { params, query: { version: 2 } })).status).toBe(204)
    expect(await ruleAt('2026-12-24T10:00:00Z')).toBe('weekly')
    expect(await api.refusal(contract.deleteSiteEvent, { params, query: { version: 2 } })).toBe('not-found')
  })

  it('may be of one number, with a route of its own', async () => {
    const body = event({ numberId: tenant.main.id, route: forward('+442079469999') })
    await api.ok(contract.createSiteEvent, { body })
    const shown = await api.ok(contract.previewNumber, {
      params: { numberId: tenant.main.id },
      query: { at: '2026-12-25T12:00:00Z' },
    })
    expect(shown.path.map((entry) => entry.step)).toContain('forward')
  })

  it.each([
    ['a day that does not exist', { when: { ...days, to: '2026-02-30' } }, 'event-date'],
    ['an end before its start', { when: { ...days, to: '2026-12-01' } }, 'event-order'],
    ['a route of no step', { route: { steps: [] } }, 'route-length'],
    [
      'a route that may go unanswered',
      { route: { steps: [{ target: 'hunt-group', limitSeconds: 20 }] } },
      'route-last',
    ],
    ['no site', { siteIds: [] }, 'invalid-request'],
    ['an unknown organization', { organizationId: unknownId }, 'not-found'],
    ['an unknown number', { numberId: unknownId }, 'not-found'],
    ['a second site that is unknown', { siteIds: 'and-unknown' }, 'not-found'],
  ])('is refused with %s', async (_, changes, code) => {
    const siteIds =
      'siteIds' in changes && changes.siteIds === 'and-unknown' ? [tenant.site.id, unknownId] : undefined
    const body = event({ ...changes, ...(siteIds && { siteIds }) })
    expect(await api.refusal(contract.createSiteEvent, { body })).toBe(code)
  })

  it('is refused for sites of two operators, and for a number of another site', async () => {
    const { site: own } = tenant
    const stranger = await createTenant(api.database.kysely, {
      first: `+442079449${String(tenants).padStart(2, '0')}0`,
    })
    const both = event({ siteIds: [own.id, stranger.site.id] })
    expect(await api.refusal(contract.createSiteEvent, { body: both })).toBe('wrong-tenant')
    const foreign = event({ numberId: stranger.main.id })
    expect(await api.refusal(contract.createSiteEvent, { body: foreign })).toBe('not-found')
  })

  it('that other sites share is left alone by who has not all of them (§4)', async () => {
    const { kysely } = api.database
    const { operator, site } = tenant
    const { id: _, version: _v, createdAt: _c, ...like } = site
    const other = await createSite(kysely, { ...like, name: 'Other' })
    const body = event({ siteIds: [site.id, other.id] })
    const { id } = await api.ok(contract.createSiteEvent, { body })
    const token = await api.ok(contract.createApiToken, {
      body: { name: 'One site', role: 'operator-admin', operatorId: operator.id, siteIds: [site.id] },
    })
    const headers = { authorization: `Bearer ${token.secret}` }
    const params = { eventId: id }
    const words = 'The event is also at sites that are not yours.'
    const changed = await api.call(contract.updateSiteEvent, {
      params,
      headers,
      body: { version: 1, ...event() },
    })
    expect([changed.status, changed.error?.code]).toEqual([409, 'wrong-state'])
    expect(changed.error?.message).toContain(words)
    const deleted = await api.call(contract.deleteSiteEvent, { params, headers, query: { version: 1 } })
    expect(deleted.error?.message).toContain(words)
    expect(await api.ok(contract.getSiteEvent, { params })).toMatchObject({
      siteIds: [site.id, other.id],
      version: 1,
    })
  })

  it('is refused for a number that is not of the organization it is of: it would never hold (M9)', async () => {
    const { kysely } = api.database
    const { operator, site, occupier, main } = tenant
    const other = await createOrganization(kysely, { name: 'Other', operatorId: operator.id })
    await locateAtSite(kysely, other.id, site.id)
    const { status, error } = await api.call(contract.createSiteEvent, {
      body: event({ organizationId: other.id, numberId: main.id }),
    })
    expect([status, error?.code]).toEqual([422, 'wrong-tenant'])
    await api.ok(contract.createSiteEvent, {
      body: event({ organizationId: occupier.id, numberId: main.id }),
    })
  })

  it('is refused when its route leads back to a number that it holds for (M6)', async () => {
    const body = event({ route: forward(tenant.main.e164) })
    const { error } = await api.call(contract.createSiteEvent, { body })
    expect(error?.code).toBe('forward-loop')
    expect(error?.message).toContain('step 1')
  })
})

describe('an override', () => {
  const params = () => ({ siteId: tenant.site.id })

  it('closes the site or one number until a time, and is lifted', async () => {
    const until = ahead(3_600_000)
    const set = await api.ok(contract.setOverride, {
      params: params(),
      body: { open: false, until },
    })
    expect(set).toMatchObject({
      kind: 'manual',
      open: false,
      until,
      by: 'API token',
      numberId: null,
      liftedAt: null,
    })
    expect(await ruleAt(ahead(60_000))).toBe('override')
    const again = await api.ok(contract.setOverride, {
      params: params(),
      body: { overrideId: set.id, open: true, until },
    })
    const { items } = await api.ok(contract.listOverrides, { params: params() })
    expect(items.map((one) => one.id)).toEqual([again.id])
    const lifted = await api.ok(contract.liftOverride, { params: { overrideId: again.id } })
    expect(lifted.liftedAt).not.toBeNull()
    expect(await ruleAt(ahead(60_000))).toBe('weekly')
    expect(await api.refusal(contract.liftOverride, { params: { overrideId: again.id } })).toBe('not-found')
  })

  it('is refused with an end that is over, and for a number of another site', async () => {
    const past = { params: params(), body: { open: true, until: ahead(-1) } }
    expect(await api.refusal(contract.setOverride, past)).toBe('override-end')
    const foreign = {
      params: params(),
      body: { open: true, until: ahead(60_000), numberId: api.tenant.main.id },
    }
    expect(await api.refusal(contract.setOverride, foreign)).toBe('not-found')
    const own = { params: params(), body: { open: true, until: ahead(60_000), numberId: tenant.main.id } }
    expect((await api.ok(contract.setOverride, own)).numberId).toBe(tenant.main.id)
  })

  it('is of the site or a main number: an ordinary one has no hours (M9)', async () => {
    const numberId = tenant.ordinary[0]?.id ?? ''
    const body = { open: true, until: ahead(60_000), numberId }
    const { status, error } = await api.call(contract.setOverride, { params: params(), body })
    expect([status, error?.code]).toEqual([422, 'override-number'])
    expect(error?.message).toContain('is an ordinary number')
  })

  it.each([contract.setOverride, contract.closeSite])(
    'says who sets it, and takes no other name: $id',
    async (method) => {
      const body = { open: true, until: ahead(60_000), by: 'Somebody Else' }
      const { status, error } = await api.call(method, { params: params(), body } as never)
      expect([status, error?.code]).toEqual([400, 'invalid-request'])
      expect(JSON.stringify(error)).toContain('by')
    },
  )

  it('yields to an emergency closure', async () => {
    await api.ok(contract.setOverride, { params: params(), body: { open: true, until: ahead(3_600_000) } })
    const closure = await api.ok(contract.closeSite, {
      params: params(),
      body: { reason: 'Flood' },
    })
    expect(closure).toMatchObject({ kind: 'emergency', until: null, by: 'API token', reason: 'Flood' })
    expect(await ruleAt(ahead(60_000))).toBe('emergency')
    expect((await api.ok(contract.listOverrides, { params: params() })).items).toHaveLength(2)
    const trap = { params: params(), body: { route: forward(tenant.main.e164) } }
    expect(await api.refusal(contract.closeSite, trap)).toBe('forward-loop')
  })
})
