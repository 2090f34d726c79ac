/** What the main thread and the engine thread say to each other; all else they share is the database. */
import type { EngineCounters } from '@mainline/engine'
import type { MediaCounts } from '@mainline/media'

/** How the engine thread reaches the database that the main thread has opened. */
export interface DatabaseConnection {
  readonly connectionString?: string
  readonly host?: string
  readonly user?: string
  readonly database?: string
}

/** What the engine thread is started with. */
export interface EngineThreadConfig {
  readonly database: DatabaseConnection
  readonly engineId: string
  readonly dataFolder: string
  readonly sip: { readonly bind: string; readonly advertise: string; readonly port: number }
  readonly rtp: { readonly from: number; readonly to: number }
  readonly logLevel: string
}

/** A call in progress, as the API shows it. Times are epoch ms. */
export interface LiveCallView {
  readonly callId: string
  readonly state: string
  readonly calledNumber: string
  readonly callerNumber: string | undefined
  readonly numberId: string | undefined
  readonly siteId: string | undefined
  readonly organizationId: string | undefined
  readonly startedAt: number
  readonly answeredAt: number | undefined
}

export interface EngineReport extends EngineCounters {
  readonly media: MediaCounts
  readonly ports: {
    readonly free: number
    readonly resting: number
    readonly leased: number
    readonly limit: number
  }
}

export type ToEngine =
  | { readonly do: 'report'; readonly id: number }
  | { readonly do: 'live-calls'; readonly id: number }
  | { readonly do: 'drain'; readonly id: number; readonly deadlineMs: number }

export type FromEngine =
  | {
      readonly said: 'ready'
      readonly listening: readonly { transport: string; address: string; port: number }[]
    }
  | { readonly said: 'answer'; readonly id: number; readonly value: unknown }
