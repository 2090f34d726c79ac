/** Tables of who is where and what becomes of calls: organizations, sites, numbers, settings, schedule, hunt groups. */
import type {
  CallsOut,
  DayInterval,
  NumberKind,
  NumberState,
  OpeningHours,
  ReceptionRules,
  Route,
} from '@mainline/pbx'
import type { ColumnType, Generated } from 'kysely'
import type { Json, JsonOrNull, Version } from './columns.ts'

export interface OrganizationTable {
  id: string
  /** The tenant root: of an operator its own id, of an occupier its operator's. */
  operatorId: string
  kind: 'operator' | 'occupier'
  name: string
  /** N7: when it left. */
  decommissionedAt: ColumnType<number | null, number | null | undefined, number | null>
  version: Version
  createdAt: number
}

/** N1: an organization is located at a site. */
export interface OccupancyTable {
  organizationId: string
  siteId: string
  operatorId: string
}

export interface SiteTable {
  id: string
  operatorId: string
  name: string
  /** IANA zone name. */
  timeZone: string
  /** M8 */
  businessHours: Json<OpeningHours>
  extensionFirst: number
  extensionLast: number
  /** N2: who may nominate a main number. */
  nomination: 'provider' | 'operator'
  /** N7 */
  cooldownDays: number
  /** SIP domain and digest realm of the devices of this site. */
  domain: string
  /** Language of prompts, for numbers that name none. */
  language: string
  /** C7: what was set of its reception; null: nothing yet. */
  reception: ColumnType<ReceptionRules | null, string | null | undefined, string | null>
  /** How long ahead of an opening people hear that nothing would ring, minutes; 0: never (product §6.4). */
  ringAlertMinutes: Generated<number>
  /** N7: how long messages of an organization that left are kept. */
  retentionDays: ColumnType<number, number | undefined, number>
  /** How long messages are kept unless their organization says otherwise; null: until somebody deletes them. */
  messageDays: ColumnType<number | null, number | null | undefined, number | null>
  /** N9: what a main number uses of a voice service. */
  mainNumberUnits: ColumnType<number, number | undefined, number>
  /** N10: the first voice service nominates a main number. */
  automaticMain: ColumnType<boolean, boolean | undefined, boolean>
  /** N10: the first voice service takes free numbers up to its quantity. */
  automaticAllocation: ColumnType<boolean, boolean | undefined, boolean>
  /** E.164 of the voice portal (C10); null: it has none. */
  portalNumber: ColumnType<string | null, string | null | undefined, string | null>
  /** By which phones of the site reach it. */
  portalExtension: ColumnType<string | null, string | null | undefined, string | null>
  /** C15: what its phones may call outside; null: nobody has chosen. */
  callsOut: ColumnType<CallsOut | null, string | null | undefined, string | null>
  /** C15: tried first for emergency calls; its carrier knows the address of the site. */
  emergencyTrunkId: ColumnType<string | null, string | null | undefined, string | null>
  version: Version
  createdAt: number
}

export interface NumberTable {
  id: string
  operatorId: string
  siteId: string
  organizationId: string | null
  /** With leading +. */
  e164: string
  extension: string | null
  kind: NumberKind
  state: NumberState
  /** What a PENDING number becomes when every engine has confirmed; RESERVED means it still receives (N6). */
  pendingTarget: 'ACTIVE' | 'RESERVED' | null
  pendingSince: number | null
  cooldownUntil: number | null
  /** Kept by the database; null for what came into its state before it was. */
  stateSince: ColumnType<number | null, never, never>
  /** N10: chosen for its digits; no journey hands it out by itself. */
  special: ColumnType<boolean, boolean | undefined, boolean>
  /** N5: engines that were dead when the last activation or deactivation was confirmed without them. */
  unconfirmedBy: ColumnType<string[], string | undefined, string>
  /** What it is called by; empty: the organization's name. */
  label: string
  /** N4: the user that it is assigned to. */
  assignedTo: string | null
  /** What that user is called; kept by the database. */
  assignedName: ColumnType<string | null, never, never>
  language: string | null
  /** The extension as a number, for its order; above all others where there is none. Kept by the database. */
  extensionRank: ColumnType<number, never, never>
  /** What it is found by (`number-search.ts`). */
  searchText: ColumnType<string, never, never>
  version: Version
  createdAt: number
}

/** M5: one route in hours, one out of hours. */
export interface Routes {
  readonly inHours: Route
  readonly outOfHours: Route
}

/** M5: one row per main number; earlier versions are in call_settings_versions. */
/** M13: with the recording, with the recording and deleted once every recipient has it, or with a link to it. */
export type EmailAs = 'attachment' | 'attachment-only' | 'link'

export interface CallSettingsTable {
  numberId: string
  operatorId: string
  siteId: string
  organizationId: string
  version: Version
  routes: Json<Routes>
  /** null: the site's hours. */
  hoursOverride: JsonOrNull<OpeningHours>
  voicemailEmails: Json<string[]>
  /** M13: how they get a message. */
  emailAs: ColumnType<EmailAs, EmailAs | undefined, EmailAs>
  changedAt: number
  changedBy: string
}

export type CallSettingsVersionTable = CallSettingsTable

/** M9: a dated event, one or more sites, optionally of one organization or number only. */
export interface SiteEventTable {
  id: string
  operatorId: string
  organizationId: string | null
  numberId: string | null
  name: string
  /** `days`: whole local days, both included; `span`: half-open local time. */
  kind: 'days' | 'span'
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, local to each site. */
  startsOn: string
  endsOn: string
  /** A route of its own instead of the out-of-hours route. */
  route: JsonOrNull<Route>
  /** Half days: when it is open all the same. */
  hours: JsonOrNull<readonly DayInterval[]>
  /** One of many dates of a rule; gives way to what is dated by hand. */
  recurring: ColumnType<boolean, boolean | undefined, boolean>
  /** Of a source, but it shall not count. */
  excluded: ColumnType<boolean, boolean | undefined, boolean>
  /** The subscription or calendar that it comes from, and what it is called there. */
  sourceId: ColumnType<string | null, string | null | undefined, string | null>
  sourceKey: ColumnType<string | null, string | null | undefined, string | null>
  /** Of a source that says it by the clock of a zone: what is local follows the zone of the site. */
  beginsAt: ColumnType<number | null, number | null | undefined, number | null>
  endsAt: ColumnType<number | null, number | null | undefined, number | null>
  version: Version
  createdAt: number
}

export interface SiteEventSiteTable {
  eventId: string
  siteId: string
  operatorId: string
}

/** M9: emergency closures and manual overrides; the one that holds is the latest that nobody lifted. */
export interface SiteOverrideTable {
  id: string
  operatorId: string
  siteId: string
  /** null: of the whole site. */
  numberId: string | null
  kind: 'emergency' | 'manual'
  open: boolean
  since: number
  /** null for an emergency closure, which holds until it is lifted. */
  until: number | null
  by: string
  reason: string | null
  /** Emergency closure: a route of its own. */
  route: JsonOrNull<Route>
  liftedAt: number | null
}

/** M10: a member is an own number or an external one. */
export interface HuntMemberTable {
  id: string
  operatorId: string
  siteId: string
  organizationId: string
  mainNumberId: string
  memberNumberId: string | null
  externalE164: string | null
  /** What an external member is called. */
  name: string
  position: number
  /** Its phones carry the message-waiting lamp of the main number. */
  lamp: ColumnType<boolean, boolean | undefined, boolean>
}

export interface PlacesSchema {
  organizations: OrganizationTable
  occupancies: OccupancyTable
  sites: SiteTable
  numbers: NumberTable
  callSettings: CallSettingsTable
  callSettingsVersions: CallSettingsVersionTable
  siteEvents: SiteEventTable
  siteEventSites: SiteEventSiteTable
  siteOverrides: SiteOverrideTable
  huntMembers: HuntMemberTable
}
