/** Tables of the main number's settings beside the routes: dated changes, reception cards, PINs, sources of events. */
import type { OpeningHours, ReceptionCard, Route } from '@mainline/pbx'
import type { ColumnType, Selectable } from 'kysely'
import type { Json, JsonOrNull, Version } from './columns.ts'

/** Product §6.5: other settings from one local time until another; null leaves as it is. */
export interface DatedChangeTable {
  id: string
  numberId: string
  operatorId: string
  siteId: string
  organizationId: string
  name: string
  /** `YYYY-MM-DDTHH:MM`, local to the site. */
  startsAt: string
  /** Exclusive. */
  endsAt: string
  inHours: JsonOrNull<Route>
  outOfHours: JsonOrNull<Route>
  hours: JsonOrNull<OpeningHours>
  version: Version
  changedAt: number
  changedBy: string
}

/** M11: what the answering person is shown; a number without a row has the default card. */
export interface ReceptionCardTable {
  numberId: string
  operatorId: string
  siteId: string
  organizationId: string
  card: Json<ReceptionCard>
  version: Version
  changedAt: number
  changedBy: string
}

/**
 * M12: what guards a mailbox. Apart from the mailbox, since attempts change it often and its hashes are for nobody's
 * eyes; a mailbox without a row still has its Default PIN, unused.
 */
export interface MailboxPinTable {
  mailboxId: string
  operatorId: string
  siteId: string
  organizationId: string
  numberId: string
  /** Argon2id; null: the Default PIN holds. */
  pinHash: string | null
  /** Hashes of earlier ones, the newest first. */
  earlierHashes: Json<string[]>
  failures: ColumnType<number, number | undefined, number>
  lockedAt: number | null
  /** The Default PIN opens once. */
  defaultSpent: ColumnType<boolean, boolean | undefined, boolean>
  changedAt: number
}

/** M12: who was shown a Default PIN, and who reset it. Append only. */
export interface PinAccessTable {
  id: string
  mailboxId: string
  numberId: string
  operatorId: string
  siteId: string
  organizationId: string
  action: 'shown' | 'reset'
  at: number
  by: string
}

/** M9: where events come from when nobody dated them by hand. */
export interface ScheduleSourceTable {
  id: string
  operatorId: string
  siteId: string
  /** Public holidays of a country or region; a calendar that was imported. */
  kind: 'holidays' | 'calendar'
  name: string
  /** Holidays: ISO 3166-1 code, and the parts of the country, as date-holidays names them. */
  country: string | null
  state: string | null
  region: string | null
  /** Holidays: which kinds of day count. */
  types: JsonOrNull<string[]>
  version: Version
  createdAt: number
  /** When its events were last brought up to date. */
  importedAt: number | null
}

export interface SettingsSchema {
  datedChanges: DatedChangeTable
  receptionCards: ReceptionCardTable
  mailboxPins: MailboxPinTable
  pinAccesses: PinAccessTable
  scheduleSources: ScheduleSourceTable
}

export type DatedChangeRow = Selectable<DatedChangeTable>
export type ReceptionCardRow = Selectable<ReceptionCardTable>
export type MailboxPin = Selectable<MailboxPinTable>
export type PinAccess = Selectable<PinAccessTable>
export type ScheduleSource = Selectable<ScheduleSourceTable>
