/**
 * The tables as Kysely sees them: one interface a table, camelCase here, snake_case in PostgreSQL.
 * Every row that belongs to a tenant names it (operatorId, siteId, organizationId).
 * Times are milliseconds since the epoch; identifiers are UUIDs of version 7, so that indexes grow at one end.
 */
import type { Kysely, Selectable, Transaction, Updateable } from 'kysely'
import type { BulkSchema } from './schema/bulk.ts'
import type {
  CallRecordTable,
  CallsSchema,
  DeviceTable,
  MailboxTable,
  MessageTable,
  PlanChangeTable,
  RegistrationTable,
  TrunkTable,
} from './schema/calls.ts'
import type { EventsSchema } from './schema/events.ts'
import type { GreetingSchema } from './schema/greetings.ts'
import type { LetterSchema } from './schema/letters.ts'
import type { LifeSchema } from './schema/life.ts'
import type {
  CallSettingsTable,
  NumberTable,
  OrganizationTable,
  PlacesSchema,
  SiteEventTable,
  SiteOverrideTable,
  SiteTable,
} from './schema/places.ts'
import type { ReceptionSchema } from './schema/reception.ts'
import type { SettingsSchema } from './schema/settings.ts'
import type { SignInSchema } from './schema/sign-in.ts'
import type { TenancySchema } from './schema/tenancy.ts'
import type { VoicemailDeliverySchema } from './schema/voicemail-delivery.ts'

export type * from './schema/calls.ts'
export type * from './schema/places.ts'

export interface Schema
  extends BulkSchema,
    CallsSchema,
    EventsSchema,
    GreetingSchema,
    LetterSchema,
    LifeSchema,
    PlacesSchema,
    ReceptionSchema,
    SettingsSchema,
    SignInSchema,
    TenancySchema,
    VoicemailDeliverySchema {}

export type { Import, ImportAuthorRole, ImportFault, ImportKind, ImportState } from './schema/bulk.ts'

/** What repositories run on: the database or a transaction. */
export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

export type Organization = Selectable<OrganizationTable>
export type Site = Selectable<SiteTable>
export type PhoneNumber = Selectable<NumberTable>
export type CallSettings = Selectable<CallSettingsTable>
export type SiteEvent = Selectable<SiteEventTable>
export type SiteOverride = Selectable<SiteOverrideTable>
export type Device = Selectable<DeviceTable>
export type RegistrationRow = Selectable<RegistrationTable>
export type Trunk = Selectable<TrunkTable>
export type Mailbox = Selectable<MailboxTable>
export type Message = Selectable<MessageTable>
export type CallRecord = Selectable<CallRecordTable>
export type PlanChange = Selectable<PlanChangeTable>
export type NumberUpdate = Updateable<NumberTable>
