/** N12: fifty clients edit the same thing from the same version; one wins, and the others are told what it is now. */
import * as contract from '@mainline/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const CLIENTS = 50
const ROUNDS = 2

interface Told {
  status: number
  error: { code: string; details?: { current?: Record<string, unknown> } } | undefined
}

interface Edited {
  what: string
  code: string
  /** What all clients have read, and edit. */
  read(): Promise<{ now: Record<string, unknown>; base: unknown }>
  /** An edit that bears a mark. */
  edit(base: never, mark: number): Promise<Told>
  /** The mark of the last edit. */
  markOf(now: Record<string, unknown>): unknown
}

const params = () => ({ numberId: api.tenant.main.id })
const ordinary = () => api.tenant.ordinary[0]?.id ?? ''
/** What one client writes, in each round something else: whoever writes what is there already changes nothing. */
const mark = (client: number, round: number) => 20 + ROUNDS * client + round

const edited: Edited[] = [
  {
    what: 'call settings',
    code: 'stale-version',
    async read() {
      const now = await api.ok(contract.getCallSettings, { params: params() })
      return { now, base: now.version }
    },
    edit: (version, own) =>
      api.call(contract.saveCallSettings, {
        params: params(),
        body: {
          version,
          inHours: {
            steps: [{ target: 'hunt-group', limitSeconds: own }, { target: 'voicemail' }],
          },
          outOfHours: { steps: [{ target: 'voicemail' }] },
          hours: null,
          voicemailEmails: [],
          emailAs: 'attachment',
        },
      }),
    markOf: ({ inHours }) => (inHours as { steps: { limitSeconds: number }[] }).steps[0]?.limitSeconds,
  },
  {
    what: 'a hunt group',
    code: 'members-changed',
    async read() {
      const now = await api.ok(contract.listHuntMembers, { params: params() })
      return { now, base: now.revision }
    },
    edit: (revision, own) =>
      api.call(contract.setHuntMembers, {
        params: params(),
        body: { revision, members: [{ kind: 'external', e164: '+442079469999', name: `${own}` }] },
      }),
    markOf: ({ members }) => Number((members as { name: string }[])[0]?.name),
  },
  {
    what: 'greetings',
    code: 'stale-version',
    async read() {
      const now = await api.ok(contract.getReceptionCard, { params: params() })
      return { now, base: now.version }
    },
    edit: (version, own) =>
      api.call(contract.saveReceptionCard, {
        params: params(),
        body: {
          version,
          inHours: { greeting: `${own}`, comments: [] },
          outOfHours: null,
          pronunciation: null,
        },
      }),
    markOf: ({ inHours }) => Number((inHours as { greeting: string }).greeting),
  },
  {
    what: 'a site',
    code: 'stale-version',
    async read() {
      const now = await api.ok(contract.getSite, { params: { siteId: api.tenant.site.id } })
      return { now, base: now.version }
    },
    edit: (version, own) =>
      api.call(contract.updateSite, {
        params: { siteId: api.tenant.site.id },
        body: { version, cooldownDays: own },
      }),
    markOf: ({ cooldownDays }) => cooldownDays,
  },
  {
    what: 'a number',
    code: 'stale-version',
    async read() {
      const now = await api.ok(contract.getNumber, { params: { numberId: ordinary() } })
      return { now, base: now.version }
    },
    edit: (version, own) =>
      api.call(contract.updateNumber, {
        params: { numberId: ordinary() },
        body: { version, label: `${own}` },
      }),
    markOf: ({ label }) => Number(label),
  },
]

describe.each(edited)('$what, edited by fifty at once', ({ code, read, edit, markOf }) => {
  it('has one winner a version; the others read its edit in their refusal', { timeout: 60_000 }, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { base } = await read()
      const clients = Array.from({ length: CLIENTS }, (_, client) => client)
      const answers = await Promise.all(clients.map((client) => edit(base as never, mark(client, round))))
      const winners = clients.filter((client) => answers[client]?.error === undefined)
      expect(winners).toHaveLength(1)
      const winner = mark(winners[0] ?? -1, round)
      const { now } = await read()
      expect(markOf(now)).toBe(winner)
      for (const { status, error } of answers.filter((answer) => answer.error)) {
        expect([status, error?.code]).toEqual([409, code])
        expect(markOf(error?.details?.current ?? {})).toBe(winner)
      }
    }
  })
})
