/**
 * Product §4, generated from the contract: every method × every role × own and foreign things. Whoever adds a method
 * says who may call it; whoever adds a kind of thing puts one of it into the world of the tests.
 */
import { type Method, type MethodGroup, methods, nobody, type Role, rolesOf } from '@mainline/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, unknownId } from './testing/test-api.ts'
import type { Things } from './testing/things.ts'
import { requestFor, Walk, withOneOutside } from './testing/walk.ts'
import { buildWorld, type World } from './testing/world.ts'

const guarded: readonly Method[] = methods.filter(({ access }) => access !== 'public')
const rows: [string, Method][] = guarded.map((method) => [method.id, method])
const missing = new Proxy({} as Things, { get: () => unknownId })

/** What no answer about an own thing may be. */
const refusedAccess = ['unauthorized', 'forbidden', 'not-found', 'no-such-path', 'internal']

/** A stream has no end to wait for. */
const ends = (method: Method) => method.mediaType !== 'text/event-stream'

describe('the contract keeps to §4', () => {
  const telephony: MethodGroup[] = [
    'numbers',
    'devices',
    'call-settings',
    'hunt-members',
    'hours',
    'messages',
    'greetings',
  ]
  /** What else belongs to the settings of a main number. */
  const settings: MethodGroup[] = ['dated-changes', 'reception-cards', 'pins']
  /** Where each role may change something at most. */
  const writes: Record<Exclude<Role, 'provider-admin'>, readonly MethodGroup[]> = {
    'operator-admin': [
      'sites',
      'organizations',
      'numbers',
      'voice-services',
      'devices',
      'call-settings',
      'hunt-members',
      // Of devices and members; numbers are refused to all but the provider.
      'imports',
      'hours',
      'schedule',
      'messages',
      'greetings',
      'tokens',
      ...settings,
      'users',
      'alerts',
      'webhooks',
      'reception',
    ],
    'operator-user': [...telephony, ...settings, 'imports', 'alerts', 'reception'],
    // Alerts of emergency calls only.
    receptionist: ['messages', 'alerts', 'reception'],
    // Of messages that reception took.
    'occupier-admin': [...telephony, ...settings, 'tokens', 'users', 'alerts', 'reception'],
    'occupier-user': ['devices', 'messages', 'greetings'],
  }
  /** What is the provider's alone: trunks, the stock of numbers, sites, engines. */
  const ofProvider = [
    'create-site',
    'create-numbers',
    'delete-number',
    'delete-operator',
    'delete-site',
    'release-number',
    'get-engine-status',
    'get-metrics',
    'list-engines',
  ]
  /** What an operator user may not, though telephony is its field: allocation and what holds for a whole site. */
  const ofOperatorAdmin = [
    'allocate-number',
    'deallocate-number',
    'nominate-number',
    'unnominate-number',
    'set-site-hours',
  ]

  it.each(rows)('%s', (id, { access, group, method }) => {
    const may = rolesOf(access)
    expect(may).toContain('provider-admin')
    if (group === 'trunks' || ofProvider.includes(id)) expect(may).toEqual(['provider-admin'])
    if (ofOperatorAdmin.includes(id)) expect(may).toEqual(['provider-admin', 'operator-admin'])
    // Of itself: password, sessions, second factor, the phone of its page.
    if (method === 'GET' || group === 'sign-in' || group === 'browser-phones') return
    for (const [role, groups] of Object.entries(writes)) {
      if (may.includes(role as Role)) expect(groups, `${role} writes`).toContain(group)
    }
  })
})

describe.each([
  ['with the check of the application', false],
  ['with row-level security alone', true],
] as const)('%s', (_, checkIsOff) => {
  const walk = new Walk()
  let api: TestApi
  let world: World
  beforeAll(async () => {
    api = await openTestApi({
      otherwise: () => ({
        ...walk.options,
        ...(checkIsOff && {
          authorizer: {
            mayCall: () => undefined,
            reaching: async (principal) => principal,
            mayTouch: async () => undefined,
          },
        }),
      }),
    })
    world = await buildWorld(api.database.kysely, api.tenant)
    api.engine.calls = [liveCall(world.foreign), liveCall(world.walkers[0]?.own ?? missing)]
  }, 120_000)
  afterAll(() => api[Symbol.asyncDispose]())

  const liveCall = (things: Things) => ({
    callId: things.call,
    siteId: things.site,
    organizationId: things.organization,
    numberId: things.number,
    callerNumber: null,
    callerName: null,
    calledNumber: '+442079460000',
    startedAt: '2026-11-24T09:00:00.000Z',
    answeredAt: null,
    state: 'hunting',
    answeredBy: null,
    outgoing: null,
  })

  describe.each(rows.filter(([, method]) => ends(method)))('%s', (__, method) => {
    const mayCall = (role: Role) => checkIsOff || rolesOf(method.access).includes(role)

    it('serves own things to whom §4 names, and shows nothing foreign', async () => {
      for (const { label, principal, own } of world.walkers) {
        const answer = await walk.send(api, principal, method, requestFor(method, own))
        if (!mayCall(principal.role)) {
          expect([answer.status, answer.code], label).toEqual([403, 'forbidden'])
          continue
        }
        // The alert of these worlds is of no emergency call.
        const isOtherAlert = principal.role === 'receptionist' && method.id === 'acknowledge-alert'
        if (!checkIsOff && !isOtherAlert) {
          expect(refusedAccess, `${label}: ${answer.body}`).not.toContain(answer.code)
        }
        if (principal.role === 'provider-admin') continue
        for (const id of Object.values(world.foreign)) expect(answer.body, label).not.toContain(id)
      }
    }, 120_000)

    it('answers a foreign thing like a missing one', async () => {
      for (const { label, principal, own, outside } of world.walkers) {
        for (const [where, things] of Object.entries(outside)) {
          for (const { kind, request } of withOneOutside(method, own, things)) {
            const absent = requestFor(method, { ...own, [kind]: unknownId })
            const foreign = await walk.send(api, principal, method, request)
            const none = await walk.send(api, principal, method, absent)
            const words = `${label}, ${kind} of ${where}`
            expect(foreign, words).toEqual(none)
            if (checkIsOff) expect(foreign.status, words).toBeGreaterThanOrEqual(400)
            else if (mayCall(principal.role))
              expect([foreign.status, foreign.code], words).toEqual([404, 'not-found'])
          }
        }
      }
    })

    it('finds nothing by a foreign filter', async () => {
      if (!method.example.query || method.method !== 'GET') return
      for (const { label, principal, own, outside } of world.walkers) {
        for (const [where, things] of Object.entries(outside)) {
          const foreign = await walk.send(api, principal, method, {
            ...requestFor(method, own),
            query: requestFor(method, { ...own, ...things }).query,
          })
          for (const id of Object.values(things))
            expect(foreign.body, `${label}, filter of ${where}`).not.toContain(id)
        }
      }
    })

    it('shows nobody anything', async () => {
      if (!checkIsOff) return
      const answer = await walk.send(api, nobody, method, requestFor(method, world.foreign))
      for (const id of Object.values(world.foreign)) expect(answer.body).not.toContain(id)
    })
  })
})
