/** What happened (live events), who is told of it (webhooks), what needs people (alerts), and counts of calls by day. */
import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Json, JsonOrNull } from './columns.ts'

export interface LiveEventTable {
  /** Order of writing within a transaction; no reader goes by it. */
  id: Generated<number>
  /** The place in the stream, given after the commit: see live-events.ts. */
  seq: number | null
  operatorId: string | null
  siteId: string | null
  organizationId: string | null
  numberId: string | null
  kind: string
  data: Json<unknown>
  at: number
}

/** Operators whose calls somebody follows; null: all of them. */
export interface EventInterestTable {
  operatorId: string | null
  until: number
}

export interface WebhookTable {
  id: string
  operatorId: string
  /** null: every site. */
  siteId: string | null
  /** null: every organization. */
  organizationId: string | null
  name: string
  url: string
  /** Empty: every kind. */
  kinds: Json<string[]>
  /** Encrypted. */
  secret: Buffer
  enabled: boolean
  /** The first failure since the last success. */
  failingSince: number | null
  version: ColumnType<number, number | undefined, number>
  createdAt: number
}

export type DeliveryState = 'waiting' | 'delivered' | 'failed'

/** One event on its way to one webhook. */
export interface WebhookDeliveryTable {
  id: string
  webhookId: string
  operatorId: string
  siteId: string | null
  organizationId: string | null
  seq: number
  kind: string
  /** The event as it is sent, byte for byte the same in every attempt. */
  body: string
  state: DeliveryState
  attempts: number
  createdAt: number
  /** Not before; null when there is none to come. */
  nextAttemptAt: number | null
  /** Of the last attempt. */
  attemptedAt: number | null
  status: number | null
  latencyMs: number | null
  error: string | null
  /** First bytes of the answer. */
  answer: string | null
}

export interface WebhookCursorTable {
  one: boolean
  seq: number
}

export type AlertKind =
  | 'nothing-would-ring'
  | 'engine-lost'
  | 'rtpengine-lost'
  | 'webhook-disabled'
  | 'certificate-ends'
  | 'disk-fills'
  | 'mail-fails'
  | 'activation-failed'
  | 'emergency-call'
  | 'calls-out-limit'
  | 'reception-unattended'
  | 'mailbox-nearly-full'
  | 'mailbox-full'
  | 'trunk-misfit'

export interface AlertTable {
  id: string
  operatorId: string | null
  siteId: string | null
  organizationId: string | null
  numberId: string | null
  kind: AlertKind
  /** What it is about: at most one alert of a kind and subject stands. */
  subject: string
  severity: 'warning' | 'critical'
  words: string
  data: Json<Record<string, unknown>>
  raisedAt: number
  clearedAt: number | null
  acknowledgedAt: number | null
  acknowledgedBy: string | null
  /** When its people were written to. */
  notifiedAt: number | null
}

/** Calls of one day at a site, of an organization there, or of a number: what reports read. */
export interface CallDayTable {
  siteId: string
  /** `site`, `organization` or `number`. */
  scope: 'site' | 'organization' | 'number'
  /** Identifier of the site, organization or number. */
  scopeId: string
  operatorId: string
  organizationId: string | null
  /** `YYYY-MM-DD` in the zone of the site. */
  day: string
  calls: number
  outOfHours: number
  /** By result. */
  results: JsonOrNull<Record<string, number>>
  /** Abandoned calls by the step in which the caller left. */
  abandoned: JsonOrNull<Record<string, number>>
  answeredBy: JsonOrNull<Record<string, number>>
  misdials: number
  /** Calls answered by people, by half seconds from arrival to answer. */
  waits: JsonOrNull<Record<string, number>>
}

/** Calls that the counts of their day do not hold yet. */
export interface CallToCountTable {
  callId: string
  siteId: string
  day: string
}

/** Days of which a record was changed: their counts do not hold any more. */
export interface CallDayChangedTable {
  siteId: string
  day: string
  touched: number
}

export interface EventsSchema {
  liveEvents: LiveEventTable
  eventInterest: EventInterestTable
  webhooks: WebhookTable
  webhookDeliveries: WebhookDeliveryTable
  webhookCursor: WebhookCursorTable
  alerts: AlertTable
  callDays: CallDayTable
  callsToCount: CallToCountTable
  callDaysChanged: CallDayChangedTable
}

export type LiveEventRow = Selectable<LiveEventTable>
export type Webhook = Selectable<WebhookTable>
export type WebhookDelivery = Selectable<WebhookDeliveryTable>
export type Alert = Selectable<AlertTable>
export type CallDay = Selectable<CallDayTable>
