/**
 * The tables as Kysely sees them: one interface a table, camelCase here, snake_case in PostgreSQL.
 * Every row that belongs to a tenant names it (operatorId, siteId, organizationId).
 * Times are milliseconds since the epoch; identifiers are UUIDs of version 7, so that indexes grow at one end.
 */
import type {
  DayInterval,
  Leg,
  NumberKind,
  NumberState,
  OpeningHours,
  PathEntry,
  Reason,
  Result,
  Route,
} from '@mainline/pbx'
import type { ColumnType, Generated, Insertable, Kysely, Selectable, Transaction, Updateable } from 'kysely'
import type { BulkSchema } from './schema/bulk.ts'
import type { EventsSchema } from './schema/events.ts'
import type { LetterSchema } from './schema/letters.ts'
import type { LifeSchema } from './schema/life.ts'
import type { SettingsSchema } from './schema/settings.ts'
import type { SignInSchema } from './schema/sign-in.ts'
import type { TenancySchema } from './schema/tenancy.ts'

/** A jsonb column: read as a value, written as JSON text by the repository. */
type Json<T> = ColumnType<T, string, string>

type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>

/** Filled by the database on insert, changed by repositories only. */
type Version = ColumnType<number, number | undefined, number>

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
  /** How long ahead of an opening people hear that nothing would ring, minutes; 0: never (product §6.4). */
  ringAlertMinutes: Generated<number>
  /** N7: how long messages of an organization that left are kept. */
  retentionDays: ColumnType<number, number | undefined, number>
  /** N9: what a main number uses of a voice service. */
  mainNumberUnits: ColumnType<number, number | undefined, number>
  /** N10: the first voice service nominates a main number. */
  automaticMain: ColumnType<boolean, boolean | undefined, boolean>
  /** N10: the first voice service takes free numbers up to its quantity. */
  automaticAllocation: ColumnType<boolean, boolean | undefined, boolean>
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
  version: Version
  createdAt: number
}

/** M5: one route in hours, one out of hours. */
export interface Routes {
  readonly inHours: Route
  readonly outOfHours: Route
}

/** M5: one row per main number; earlier versions are in call_settings_versions. */
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
  emailAs: ColumnType<'attachment' | 'link', 'attachment' | 'link' | undefined, 'attachment' | 'link'>
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
}

export interface DeviceTable {
  id: string
  operatorId: string
  siteId: string
  organizationId: string
  numberId: string
  name: string
  username: string
  realm: string
  /** Hexadecimal; the password itself is never stored. */
  ha1Md5: string
  ha1Sha256: string
  version: Version
  createdAt: number
}

/** The flow by which a registration came: requests to the device go back on it (RFC 5626 for TCP and WebSocket). */
export interface RegistrationFlow {
  transport: 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS'
  localAddress: string
  localPort: number
  remoteAddress: string
  remotePort: number
  connectionId: number
}

/** RFC 3261 §10.3: one binding of a device. */
export interface RegistrationTable {
  deviceId: string
  /** Contact URI, the key of a binding within its device. */
  contact: string
  operatorId: string
  siteId: string
  callId: string
  cseq: number
  /** 0..1 */
  q: number
  /** Path values, topmost first (RFC 3327). */
  path: Json<string[]>
  flow: Json<RegistrationFlow>
  userAgent: string | null
  params: string
  instance: string | null
  regId: number | null
  engineId: string | null
  expiresAt: number
  updatedAt: number
}

export type CalledNumberSource = 'request-uri' | 'to' | 'p-called-party-id' | 'diversion'

export interface TrunkTable {
  id: string
  /** null: the provider's, serving every operator. */
  operatorId: string | null
  name: string
  enabled: boolean
  /** C2: IP addresses and CIDR blocks. */
  sourceAddresses: Json<string[]>
  digestUsername: string | null
  digestRealm: string | null
  ha1Md5: string | null
  ha1Sha256: string | null
  /** Where outbound calls go. */
  host: string | null
  port: number | null
  transport: 'UDP' | 'TCP'
  /** Country calling code for numbers without one, digits only (C1). */
  countryCallingCode: string
  /** C11 */
  identityProfile: 'p-asserted-identity' | 'remote-party-id' | 'from'
  /** C1: tried in this order. */
  calledNumberSources: Json<CalledNumberSource[]>
  version: Version
  createdAt: number
}

export interface MailboxTable {
  id: string
  numberId: string
  operatorId: string
  siteId: string
  organizationId: string
  /** M12: AES-256-GCM under the key of the data folder. */
  defaultPin: Buffer
  language: string | null
  /** File of the own recording below the recordings folder; null: the default greeting by name. */
  greetingPath: string | null
  /** The number went to another organization: the messages stay with this one. */
  retiredAt: number | null
  version: Version
  createdAt: number
}

export type MessageState = 'recording' | 'new' | 'saved' | 'deleted'

export interface MessageTable {
  id: string
  mailboxId: string
  numberId: string
  operatorId: string
  siteId: string
  organizationId: string
  /** Our id of the call that left it. */
  callId: string
  callerNumber: string | null
  callerName: string | null
  state: MessageState
  /** The process died while recording: audio up to the last second. */
  cutShort: boolean
  /** Below the recordings folder. */
  path: string
  startedAt: number
  /** Length of the audio; 0 while recording. */
  seconds: number
}

/** C13 */
export interface CallRecordTable {
  callId: string
  operatorId: string | null
  siteId: string | null
  organizationId: string | null
  numberId: string | null
  trunkId: string | null
  sipCallId: string
  callerNumber: string | null
  callerName: string | null
  calledNumber: string
  startedAt: number
  answeredAt: number | null
  endedAt: number
  result: Result
  reason: Reason
  answeredBy: string | null
  settingsVersion: number | null
  path: Json<readonly PathEntry[]>
  legs: Json<readonly Leg[]>
  codecs: JsonOrNull<readonly string[]>
  /** Packets, loss, jitter of each side. */
  mediaStats: JsonOrNull<unknown>
  /** What held at arrival (C3); null: not known. */
  outOfHours: boolean | null
}

export interface SettingTable {
  key: string
  value: Json<unknown>
}

export type PlanChangeKind =
  | 'number'
  | 'call-settings'
  | 'hunt-member'
  | 'device'
  | 'mailbox'
  | 'site'
  | 'site-event'
  | 'site-override'
  | 'trunk'

/** The change feed: the last change of each thing, in order of `seq`. */
export interface PlanChangeTable {
  kind: PlanChangeKind
  id: string
  seq: Generated<number>
  siteId: string | null
  /** E.164 of the plans that it touches; null: every plan of the site (of everything, for trunks). */
  numbers: JsonOrNull<string[]>
  changedAt: number
}

export interface Schema
  extends BulkSchema,
    EventsSchema,
    LetterSchema,
    LifeSchema,
    SettingsSchema,
    SignInSchema,
    TenancySchema {
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
  devices: DeviceTable
  registrations: RegistrationTable
  trunks: TrunkTable
  mailboxes: MailboxTable
  messages: MessageTable
  callRecords: CallRecordTable
  settings: SettingTable
  planChanges: PlanChangeTable
}

export type { Import, ImportFault, ImportState } from './schema/bulk.ts'

/** What repositories run on: the database or a transaction. */
export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

export type Organization = Selectable<OrganizationTable>
export type Site = Selectable<SiteTable>
export type PhoneNumber = Selectable<NumberTable>
export type CallSettings = Selectable<CallSettingsTable>
export type SiteEvent = Selectable<SiteEventTable>
export type SiteOverride = Selectable<SiteOverrideTable>
export type HuntMember = Selectable<HuntMemberTable>
export type Device = Selectable<DeviceTable>
export type RegistrationRow = Selectable<RegistrationTable>
export type NewRegistration = Insertable<RegistrationTable>
export type Trunk = Selectable<TrunkTable>
export type Mailbox = Selectable<MailboxTable>
export type Message = Selectable<MessageTable>
export type CallRecord = Selectable<CallRecordTable>
export type PlanChange = Selectable<PlanChangeTable>
export type NumberUpdate = Updateable<NumberTable>
