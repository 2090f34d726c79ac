/** Random settings of a main number, and what people do when it is called: all that a preview has to foresee. */
import type {
  DatedChange,
  NumberPlan,
  OpeningHours,
  Route,
  RouteNotice,
  ScheduleEvent,
  Step,
  World,
} from '@mainline/pbx'
import {
  createDatedChange,
  createSiteEvent,
  currentSiteOverrides,
  findCallSettings,
  huntMemberCandidates,
  liftSiteOverride,
  saveCallSettings,
  setEmergencyClosure,
  setHuntMembers,
  setSiteOverride,
  type Tx,
} from '@mainline/storage'
import { must, type Tenant } from '@mainline/storage/testing'
import fc from 'fast-check'
import { anyHours } from '../../packages/pbx/testing/any-hours.ts'

export const MOBILE = '+447700900123'

/** What a phone, or the carrier, does with a call. */
export type Conduct = 'ring' | 'answer' | 'busy' | 'decline'

export interface AnySettings {
  /** Minutes that go by before the call. */
  readonly later: number
  readonly siteHours: OpeningHours
  readonly hours: OpeningHours | null
  readonly inHours: Route
  readonly outOfHours: Route
  /** Who of the people is a member, and whether a mobile is too. */
  readonly members: readonly boolean[]
  readonly mobile: boolean
  /** Begin and length in hours from the call. */
  readonly events: readonly (Pick<ScheduleEvent, 'scope' | 'route' | 'hours'> & Span & { whole: boolean })[]
  readonly change: (Pick<DatedChange, 'inHours' | 'outOfHours' | 'hours'> & Span) | null
  readonly override: { readonly open: boolean; readonly ofNumber: boolean } | null
  readonly emergency: { readonly route: Route | undefined } | null
  /** Whose phones are registered. */
  readonly registered: readonly boolean[]
  /** What the phones do; at most one of them answers. */
  readonly conduct: readonly Conduct[]
  readonly carrier: Conduct
  readonly confirms: boolean
  readonly speaks: boolean
}

interface Span {
  readonly begin: number
  readonly length: number
}

/** Longer than it takes a mobile to answer and press 1. */
const limitSeconds = fc.integer({ min: 8, max: 30 })
const unanswered: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: limitSeconds.map((limit): Step => ({ target: 'hunt-group', limitSeconds: limit })),
  },
  { weight: 1, arbitrary: limitSeconds.map((limit): Step => ({ target: 'reception', limitSeconds: limit })) },
  {
    weight: 2,
    arbitrary: limitSeconds.map(
      (limit): Step => ({ target: 'forward', number: MOBILE, limitSeconds: limit }),
    ),
  },
)
const notice = fc.constantFrom<RouteNotice>('closed', 'nobody-available', 'try-later')

/** Every route that can be saved. */
const anyRoute: fc.Arbitrary<Route> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.array(unanswered, { maxLength: 3 }), fc.option(notice, { nil: undefined }), fc.boolean())
      .map(([steps, end, receptionOnZero]) => ({
        steps: [...steps, { target: 'voicemail' as const, receptionOnZero }],
        ...(end && { end }),
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.array(unanswered, { minLength: 1, maxLength: 4 }), notice)
      .map(([steps, end]) => ({ steps, end })),
  },
)

const anySpan = { begin: fc.integer({ min: -30, max: 10 }), length: fc.integer({ min: 1, max: 40 }) }
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const halfDay = fc.constantFrom([{ start: '08:30', end: '12:00' }], [{ start: '00:00', end: '24:00' }], [])
const conduct = fc.constantFrom<Conduct>('ring', 'answer', 'busy', 'decline')

export const anySettings = (people: number): fc.Arbitrary<AnySettings> =>
  fc.record({
    later: fc.integer({ min: 0, max: 45 }),
    siteHours: anyHours,
    hours: fc.option(anyHours, { freq: 3 }),
    inHours: anyRoute,
    outOfHours: anyRoute,
    members: fc.array(fc.boolean(), { minLength: people, maxLength: people }),
    mobile: fc.boolean(),
    events: fc.array(
      fc.record({
        ...anySpan,
        whole: fc.boolean(),
        scope: fc.constantFrom('number' as const, 'organization' as const, 'site' as const),
        route: optional(anyRoute),
        hours: optional(halfDay),
      }),
      { maxLength: 3 },
    ),
    change: fc.option(
      fc.record({ ...anySpan, inHours: anyRoute, outOfHours: optional(anyRoute), hours: optional(anyHours) }),
    ),
    override: fc.option(fc.record({ open: fc.boolean(), ofNumber: fc.boolean() }), { freq: 2 }),
    emergency: fc.option(fc.record({ route: optional(anyRoute) }), { freq: 1 }),
    registered: fc.array(fc.boolean(), { minLength: people, maxLength: people }),
    conduct: fc.array(conduct, { minLength: people, maxLength: people }).map(onlyOneAnswers),
    carrier: conduct,
    confirms: fc.boolean(),
    speaks: fc.boolean(),
  })

/** Who of two is first to answer is for the network to decide. */
const onlyOneAnswers = (all: Conduct[]): Conduct[] =>
  all.map((one, index) => (one === 'answer' && all.indexOf('answer') < index ? 'ring' : one))

/** Saves the settings as the API would, around the instant of the call. */
export async function applySettings(
  tx: Tx,
  tenant: Tenant,
  settings: AnySettings,
  at: number,
): Promise<void> {
  const { site, main } = tenant
  await tx.deleteFrom('siteEvents').execute()
  await tx.deleteFrom('datedChanges').execute()
  for (const { id } of await currentSiteOverrides(tx, site.id, 0)) must(await liftSiteOverride(tx, id))
  const businessHours = JSON.stringify(settings.siteHours)
  await tx.updateTable('sites').set({ businessHours }).where('id', '=', site.id).execute()
  const before = await findCallSettings(tx, main.id)
  const { inHours, outOfHours, hours: hoursOverride } = settings
  const change = {
    routes: { inHours, outOfHours },
    hoursOverride,
    voicemailEmails: [],
    changedBy: 'scenario',
  }
  must(await saveCallSettings(tx, main.id, before?.version ?? 1, change))
  const candidates = await huntMemberCandidates(tx, main.id)
  const mobile = settings.mobile ? [{ externalE164: MOBILE, name: 'Mobile' }] : []
  must(await setHuntMembers(tx, main.id, [...candidates.filter((_, i) => settings.members[i]), ...mobile]))
  await applySchedule(tx, tenant, settings, at)
}

async function applySchedule(tx: Tx, tenant: Tenant, settings: AnySettings, at: number): Promise<void> {
  const { operator, site, occupier, main } = tenant
  for (const [index, event] of settings.events.entries()) {
    const [from, to] = boundsOf(event, at, event.whole ? 10 : 16)
    must(
      await createSiteEvent(tx, {
        operatorId: operator.id,
        siteIds: [site.id],
        organizationId: event.scope === 'organization' ? occupier.id : null,
        numberId: event.scope === 'number' ? main.id : null,
        name: `Event ${index}`,
        when: { kind: event.whole ? 'days' : 'span', from, to },
        route: event.route,
        hours: event.whole ? event.hours : undefined,
      }),
    )
  }
  if (settings.change) {
    const { inHours = null, outOfHours = null, hours = null } = settings.change
    const [from, until] = boundsOf(settings.change, at, 16)
    const input = { name: 'Change', from, until, inHours, outOfHours, hours, changedBy: 'scenario' }
    must(await createDatedChange(tx, main.id, input, () => undefined))
  }
  if (settings.override) {
    const numberId = settings.override.ofNumber ? main.id : null
    const until = at + 3_600_000
    const { open } = settings.override
    must(await setSiteOverride(tx, { siteId: site.id, numberId, open, until, by: 'Desk' }))
  }
  if (settings.emergency)
    must(
      await setEmergencyClosure(tx, { siteId: site.id, by: 'Desk', reason: 'Flood', ...settings.emergency }),
    )
}

/** Local times; London in winter is UTC, and in summer an hour off is as good. */
function boundsOf({ begin, length }: Span, at: number, cut: number): [string, string] {
  const text = (hours: number) => new Date(at + hours * 3_600_000).toISOString().slice(0, cut)
  return [text(begin), text(begin + length)]
}

/** The same people as the preview is told of them. */
export function worldOf(settings: AnySettings, { members }: NumberPlan, names: readonly string[]): World {
  const { conduct, carrier, confirms, speaks } = settings
  const nameOf = (memberId: string) => members.find(({ id }) => id === memberId)?.name ?? ''
  return {
    phone: ({ target, memberId }) =>
      responses[typeof target === 'string' ? carrier : (conduct[names.indexOf(nameOf(memberId))] ?? 'ring')],
    forwarded: responses[carrier],
    confirms,
    mailbox: speaks ? 'message' : 'silence',
  }
}

const responses = {
  ring: { does: 'ring' },
  answer: { does: 'answer', afterSeconds: 2 },
  busy: { does: 'fail', status: 486, reason: 'Busy Here' },
  decline: { does: 'fail', status: 603, reason: 'Decline' },
} as const
