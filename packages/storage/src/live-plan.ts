/**
 * What an engine needs to route calls, read on a cache miss: the called number with up to 255 neighbours of its
 * site, in one prepared statement, so that a large stock of numbers costs memory only for what is called.
 * Shared parts (site, schedule, devices) are read once and referred to by every plan of the page.
 */
import type { HuntMember, NumberPlan, OpeningHours } from '@mainline/pbx'
import type { Pool } from 'pg'
import { toPbxSettings } from './call-settings.ts'
import { livePlanQuery } from './live-plan-query.ts'
import type { Registration } from './registrations.ts'
import type { NumberTable, Routes, SiteOverride } from './schema.ts'
import { type SiteEventWithSites, scheduleFor } from './site-schedule.ts'

/** A device that rings for a number. */
export interface LiveDevice {
  id: string
  numberId: string
  name: string
  username: string
  /** Bindings that had not expired when it was read. */
  registrations: Registration[]
}

/** The plan of one number with the devices behind it. */
export interface LivePlan {
  plan: NumberPlan
  operatorId: string
  /** SIP domain of the site. */
  domain: string
  /** Of an ordinary number its own devices; of a main number those of all its number members. */
  devices: LiveDevice[]
}

/**
 * The plan of a called number, first, and those of neighbours at the same site that may be called next.
 *
 * @param e164 with the plus sign
 * @param now ms since the epoch: bindings and overrides that ended before are left out
 * @param pageSize how many plans at most; 1 reads no neighbour
 * @returns an empty list when the platform has no such number
 */
export async function loadPlans(pool: Pool, e164: string, now: number, pageSize = 256): Promise<LivePlan[]> {
  const { rows } = await pool.query<LivePage>({
    name: 'live-plans',
    text: livePlanQuery,
    values: [e164, now, pageSize - 1],
  })
  const page = rows[0]
  return page?.numbers && page.site
    ? assemble(page as LivePage & { site: SiteJson; numbers: NumberJson[] })
    : []
}

interface SiteJson {
  id: string
  operatorId: string
  name: string
  timeZone: string
  hours: OpeningHours
  domain: string
  language: string
}

type NumberJson = Pick<
  NumberTable,
  'id' | 'e164' | 'extension' | 'kind' | 'state' | 'pendingTarget' | 'label' | 'language' | 'organizationId'
> & {
  organization: string | null
  version: number | null
  routes: Routes | null
  hoursOverride: OpeningHours | null
  mailboxId: string | null
  greeting: string | null
  mailboxLanguage: string | null
}

interface MemberJson {
  id: string
  main: string
  name: string
  externalE164: string | null
  numberId: string | null
  e164: string | null
  label: string | null
  state: NumberTable['state'] | null
  kind: NumberTable['kind'] | null
}

interface LivePage {
  site: SiteJson | null
  numbers: NumberJson[] | null
  members: MemberJson[] | null
  devices: Omit<LiveDevice, 'registrations'>[] | null
  registrations: Registration[] | null
  events: SiteEventWithSites[] | null
  overrides: SiteOverride[] | null
}

function assemble(page: LivePage & { site: SiteJson; numbers: NumberJson[] }): LivePlan[] {
  const { site } = page
  const members = Map.groupBy(page.members ?? [], (member) => member.main)
  const registrations = Map.groupBy(page.registrations ?? [], (binding) => binding.deviceId)
  const devices = Map.groupBy(
    (page.devices ?? []).map((device) => ({ ...device, registrations: registrations.get(device.id) ?? [] })),
    (device) => device.numberId,
  )
  const events = page.events ?? []
  const overrides = page.overrides ?? []
  // Most numbers of a site share one schedule: nothing is narrower than the site.
  const shared = scheduleFor({ id: '', organizationId: null }, events, overrides)
  const narrow = [...events, ...overrides].some(
    (one) => one.numberId !== null || ('organizationId' in one && one.organizationId !== null),
  )
  return page.numbers.map((number) => {
    const group = members.get(number.id) ?? []
    const ringing = number.kind === 'main' ? group.map((member) => member.numberId) : [number.id]
    const schedule = narrow ? scheduleFor(number, events, overrides) : shared
    return {
      operatorId: site.operatorId,
      domain: site.domain,
      devices: ringing.flatMap((id) => (id === null ? [] : (devices.get(id) ?? []))),
      plan: { ...toPlan(number, site), schedule, members: group.map(toMember) },
    }
  })
}

function toPlan(number: NumberJson, site: SiteJson): Omit<NumberPlan, 'schedule' | 'members'> {
  const organizationName = number.organization ?? ''
  const label = number.label || organizationName || number.e164
  const { version, routes, hoursOverride } = number
  return {
    numberId: number.id,
    e164: number.e164,
    extension: number.extension ?? undefined,
    kind: number.kind,
    state: number.state,
    receivesWhilePending: number.pendingTarget === 'RESERVED',
    siteId: site.id,
    siteName: site.name,
    zone: site.timeZone,
    language: number.language ?? number.mailboxLanguage ?? site.language,
    organizationId: number.organizationId ?? undefined,
    organizationName,
    label,
    settings:
      version !== null && routes !== null ? toPbxSettings({ version, routes, hoursOverride }) : undefined,
    siteHours: site.hours,
    mailbox:
      number.mailboxId === null
        ? undefined
        : { id: number.mailboxId, name: label, greeting: number.greeting ?? undefined },
  }
}

function toMember({ id, name, externalE164, numberId, e164, label, state, kind }: MemberJson): HuntMember {
  return numberId !== null && e164 !== null && state !== null && kind !== null
    ? { kind: 'number', id, numberId, e164, name: label || e164, state, numberKind: kind }
    : { kind: 'external', id, e164: externalE164 ?? '', name: name || (externalE164 ?? '') }
}
