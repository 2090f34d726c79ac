/** Tables of what rings and what came of it: devices, registrations, trunks, mailboxes, messages, records; the change feed. */

import type { Leg, OutgoingPlan, PathEntry, Reason, Result } from '@mainline/pbx'
import type { ColumnType, Generated } from 'kysely'
import type { Json, JsonOrNull, Version } from './columns.ts'
import type { EmailAs } from './places.ts'

/** `required`: no call without. */
export type Srtp = 'off' | 'required'

export interface DeviceTable {
  id: string
  operatorId: string
  siteId: string
  organizationId: string
  /** null: the phone of a seat in a page, which has no number. */
  numberId: ColumnType<string | null, string | null, never>
  name: string
  username: string
  realm: string
  /** Hexadecimal; the password itself is never stored. */
  ha1Md5: string
  ha1Sha256: string
  /** The session that it lives and ends with; null for what somebody set up. */
  sessionId: ColumnType<string | null, string | null | undefined, never>
  /** The membership of whoever was shown the password last; null: nobody knows who. */
  shownTo: ColumnType<string | null, string | null | undefined, string | null>
  /** A page's that only listens to a seat. */
  listens: ColumnType<boolean, boolean | undefined, never>
  /** Whether its audio is secured with keys of the descriptions (RFC 4568). */
  srtp: Generated<Srtp>
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
  /** Where the phone itself is, when it came by a proxy that is believed. */
  origin?: { transport: 'UDP' | 'TCP' | 'TLS'; address: string; port: number }
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

/** A device that was registered and is not. Written by a trigger. */
export interface DeviceAbsenceTable {
  deviceId: string
  operatorId: string
  siteId: string
  /** ms since the epoch */
  since: number
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
  /** C2: name that its TLS client certificate is for. */
  certificateName: ColumnType<string | null, string | null | undefined, string | null>
  /** Whether its audio is secured with keys of the descriptions (RFC 4568). */
  srtp: Generated<Srtp>
  digestUsername: string | null
  digestRealm: string | null
  ha1Md5: string | null
  ha1Sha256: string | null
  /** Where outbound calls go. */
  host: string | null
  port: number | null
  transport: 'UDP' | 'TCP' | 'TLS'
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
  /** The number went to another organization: the messages stay with this one. */
  retiredAt: number | null
  version: Version
  createdAt: number
  /** M13, of an ordinary number: a main number has those of its call settings. */
  voicemailEmails: ColumnType<string[], string | undefined, string>
  emailAs: ColumnType<EmailAs, EmailAs | undefined, EmailAs>
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
  /** When it was deleted: for a while it can be restored. Kept by a trigger. */
  deletedAt: Generated<number | null>
  /** The engine that records it, and the data folder it writes to; null: a version before that said neither. */
  engineId: string | null
  recorder: string | null
  transcript: string | null
  transcription: Generated<'none' | 'waiting' | 'done' | 'failed'>
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
  /** Its SIP messages, as the engine writes them; null: not kept. */
  ladder: string | null
  /** C7: what the call had to do with a reception; null: nothing. */
  reception: ColumnType<ReceptionPart | null, string | null | undefined, string | null>
  /** What held at arrival (C3); null: not known. */
  outOfHours: boolean | null
  /** C15: of a call out, where it went. */
  outgoing: OutgoingPlan['class'] | null
}

/** Of a call that waited at a reception: how long, and which seat took it. */
export interface ReceptionPart {
  readonly siteId: string
  readonly waitedMs: number
  readonly seatId: string | null
  readonly seatName: string | null
}

export type PlanChangeKind =
  | 'number'
  | 'call-settings'
  | 'hunt-member'
  | 'device'
  | 'mailbox'
  | 'organization'
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

export interface CallsSchema {
  devices: DeviceTable
  registrations: RegistrationTable
  deviceAbsences: DeviceAbsenceTable
  trunks: TrunkTable
  mailboxes: MailboxTable
  messages: MessageTable
  callRecords: CallRecordTable
  planChanges: PlanChangeTable
}
