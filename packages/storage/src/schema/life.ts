/** Voice services, the journey that the first one starts (N9, N10), and the call engines (N5). */
import type { NumberKind } from '@mainline/pbx'
import type { ColumnType, Selectable } from 'kysely'

/** N9: how many units of an organization may be in use at a site. */
export interface VoiceServiceTable {
  id: string
  operatorId: string
  siteId: string
  organizationId: string
  quantity: number
  version: ColumnType<number, number | undefined, number>
  createdAt: number
  changedAt: number
}

/** What the journey does with one number, in this order. */
export interface JourneyStep {
  readonly numberId: string
  readonly e164: string
  readonly kind: NumberKind
  readonly actions: readonly ('nominate' | 'allocate' | 'activate')[]
}

/** N10: how far it is, the states of its numbers tell. */
export interface ServiceJourneyTable {
  id: string
  operatorId: string
  siteId: string
  organizationId: string
  quantity: number
  steps: ColumnType<JourneyStep[], string, string>
  startedAt: number
  endedAt: number | null
  /** Why everything was taken back. */
  failure: string | null
}

/** A call engine, as long as it lives and for some days afterwards. */
export interface EngineTable {
  id: string
  name: string
  startedAt: number
  /** By the clock of the database, as all times here. */
  heartbeatAt: number
  /** `seq` of the change feed up to which it has dropped what it cached. */
  ackedSeq: number
  /** It was stopped. */
  endedAt: number | null
  /** Its heartbeat stopped, and another engine noticed. */
  lostAt: number | null
}

/** Whose jobs become free when an engine is lost: the workers of its server. */
export interface JobWorkerTable {
  id: string
  engineId: string
}

/** By what the key that seals what is in this database is known; one row. */
export interface InstallationKeyTable {
  keyCheck: string
  since: number
}

/** A server asks those beside it for their key (`installation-key.ts`). */
export interface KeyRequestTable {
  id: string
  /** X25519, SPKI in base64. */
  publicKey: string
  /** The key, for nobody but whoever asked; base64. */
  sealedKey: string | null
  requestedAt: number
}

/** Whether anybody takes the calls of a reception, as one engine sees it (product §6.4). */
export interface ReceptionAttendanceTable {
  siteId: string
  engineId: string
  attended: boolean
  /** Since when, epoch ms. */
  since: number
}

export interface LifeSchema {
  receptionAttendance: ReceptionAttendanceTable
  keyRequests: KeyRequestTable
  installationKey: InstallationKeyTable
  engines: EngineTable
  jobWorkers: JobWorkerTable
  voiceServices: VoiceServiceTable
  serviceJourneys: ServiceJourneyTable
}

export type EngineRow = Selectable<EngineTable>
export type VoiceService = Selectable<VoiceServiceTable>
export type ServiceJourney = Selectable<ServiceJourneyTable>
