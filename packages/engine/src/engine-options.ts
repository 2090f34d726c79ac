/** What an engine is opened with, and what it says of itself. */
import type { Clock, ListenAddress, Network, Resolver, StreamLimits, TransactionCounts } from '@mainline/sip'
import type { EdgeAddress } from './edge-proxies.ts'
import type { LineWriter } from './journal/line-writer.ts'
import type { MediaPort } from './media-port.ts'
import type {
  AttendanceStore,
  CallEventSink,
  CallRecordSink,
  CardLinks,
  DeviceSource,
  EngineLog,
  LampSource,
  MessageStore,
  OutsideCallSink,
  PlanSource,
  PortalStore,
  RegistrationStore,
  TrunkNewsSink,
  TrunkSource,
} from './ports.ts'
import type { KeptCallStore } from './takeover/kept-call.ts'

export interface EngineOptions {
  network: Network
  clock: Clock
  resolver?: Resolver
  listen: readonly ListenAddress[]
  /** Host of the SIP URIs we write, as peers reach us, with the port when it is not 5060. */
  host: string
  /** The same where TLS is listened for, with the port when it is not 5061; undefined: it is not. */
  secureHost?: string | undefined
  /** By it names that nobody has get their realms, so that every engine asks in the same (C2); one of this engine's own where left out. */
  realmSecret?: string | undefined
  /** Proxies that stand before us, and that calls out go through (decision 0014); none where left out. */
  edges?: readonly EdgeAddress[] | undefined
  /** How much of us peers may occupy with connections; the usual of the transport where left out. */
  connectionLimits?: Partial<StreamLimits> | undefined
  /** Folder of the call journal. */
  journalFolder: string
  /** Writes the journal; where left out, this thread does, and waits for the disk. */
  journalLines?: LineWriter | undefined
  media: MediaPort
  plans: PlanSource
  devices: DeviceSource
  trunks: TrunkSource
  registrations: RegistrationStore
  messages: MessageStore
  portal: PortalStore
  records: CallRecordSink
  /** undefined: nobody is told of calls while they go on. */
  events?: CallEventSink | undefined
  /** undefined: nobody is told of emergency calls while they go on. */
  outsideCalls?: OutsideCallSink | undefined
  /** undefined: nobody is told of trunks whose calls cannot be answered. */
  trunkNews?: TrunkNewsSink | undefined
  /** undefined: no phone is told of messages. */
  lamps?: LampSource | undefined
  /** undefined: INVITEs lead to no page. */
  cards?: CardLinks | undefined
  /** undefined: nobody is told where a reception is without people. */
  attendance?: AttendanceStore | undefined
  /** undefined: calls end with this engine. */
  keptCalls?: KeptCallStore | undefined
  /** The share of the time since it was last asked that this thread was at work, 0 to 1; undefined: no call is refused for it. */
  utilization?: (() => number) | undefined
  log: EngineLog
}

/** What is live, for load tests, metrics and the console. */
export interface EngineCounters {
  readonly calls: number
  /** Since the start. */
  readonly callsTotal: number
  readonly dialogs: number
  readonly transactions: TransactionCounts
  readonly connections: number
  readonly cachedPlans: number
  /** Of phones, that hold. */
  readonly registrations: number
  readonly subscriptions: number
  readonly journalBacklog: number
  readonly droppedMessages: number
  /** Because there was more to do than the engine manages, since the start. */
  readonly refusedCalls: number
}

/** A change of what plans rest on (N5). */
export interface PlanChange {
  readonly kind: string
  readonly id: string
  readonly siteId: string | null
  readonly numbers: readonly string[] | null
}

/**
 * How many registered devices are read at start: as many phones can call for help should the database go away before they register
 * anew, and enough names for every site that shares a host with its carrier.
 */
export const DEVICES_REMEMBERED = 10_000
