/** What the main thread and the engine thread say to each other; all else they share is the database. */
import type { EngineStatusReport } from '@mainline/contract'
import type { EdgeAddress } from '@mainline/engine'
import type { TlsIdentity } from '@mainline/sip'
import type { SocketNews, SocketOrder } from './engine-sockets.ts'
import type { ReceptionPort } from './http/ports.ts'

/** What the engine thread holds; whether the server is ready is not for it to say. */
export type EngineThreadReport = Omit<EngineStatusReport, 'ready'>

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
  /** Of the console. */
  readonly publicUrl: string
  readonly sip: { readonly bind: string; readonly advertise: string; readonly port: number }
  /** undefined: SIP in the clear only. `host` is what peers are told: a name of the certificate. */
  readonly tls?: { readonly identity: TlsIdentity; readonly host: string; readonly port: number } | undefined
  readonly rtp: {
    readonly from: number
    readonly to: number
    readonly mostPairs: number
    readonly mostRtcp: number
    readonly mostRecordings: number
  }
  /** Proxies that stand before it (decision 0014). */
  readonly edges: readonly EdgeAddress[]
  readonly rtpengines: readonly { readonly host: string; readonly port: number }[]
  /** Connections of SIP at most. */
  readonly sipConnections: number
  readonly strangerConnections: number
  /** Folder of prompts; the product's own when left out. */
  readonly prompts?: string | undefined
  /** Of the service that speaks typed greetings; undefined: what this machine has. */
  readonly speechUrl?: string | undefined
  readonly logLevel: string
}

/** A question to the receptions: the method of `ReceptionPort` by name. */
export type ReceptionQuestion = {
  [Name in keyof ReceptionPort]: { readonly name: Name; readonly args: Parameters<ReceptionPort[Name]> }
}[keyof ReceptionPort]

export type ToEngine =
  | SocketNews
  | { readonly do: 'reception'; readonly id: number; readonly question: ReceptionQuestion }
  | { readonly do: 'renew-certificate'; readonly identity: TlsIdentity }
  | { readonly do: 'report'; readonly id: number }
  | { readonly do: 'live-calls'; readonly id: number }
  | { readonly do: 'drain'; readonly id: number; readonly deadlineMs: number }

export type FromEngine =
  | SocketOrder
  | {
      readonly said: 'ready'
      readonly listening: readonly { transport: string; address: string; port: number }[]
    }
  | { readonly said: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly said: 'failed'; readonly id: number; readonly words: string }
