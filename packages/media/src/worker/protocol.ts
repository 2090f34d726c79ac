/** What crosses between the signalling thread and a media worker: orders one way, reports the other, always in batches. */

import type { AudioSource } from '../audio-source.ts'
import type { BrowserParameters, OurParameters } from '../browser/browser-parameters.ts'
import type { MediaStatistics, RecordingResult } from '../media-endpoint.ts'
import type { SignallingSource } from '../rtp/peer-latch.ts'
import type { SdesKeys } from '../sdes/sdes-audio.ts'
import type { Negotiated } from '../sdp/negotiated.ts'

/** What a worker is started with. */
export interface WorkerSettings {
  readonly address: string
  /** Even ports it may bind; empty when the system chooses. */
  readonly ports: { readonly from: number; readonly to: number }
  readonly mostPairs: number
  /** Sockets for RTCP that are bound at most: a pair beyond does without. */
  readonly mostRtcp: number
  readonly prompts: string
  readonly inactivity: number
  /** What we show to browsers (PEM). */
  readonly identity: { readonly certificate: string; readonly key: string }
}

/**
 * Orders name the slot (a bound port pair) and the lease: a slot that sees a new lease starts afresh, so taking a port needs
 * no order of its own.
 */
export type Order =
  | { readonly op: 'bind'; readonly pairs: number }
  /** A browser will be there soon: what its audio needs is loaded. */
  | { readonly op: 'expectBrowsers' }
  | {
      readonly op: 'remote'
      readonly slot: number
      readonly lease: number
      readonly remote: Negotiated
      readonly allowFrom: SignallingSource | undefined
    }
  | {
      readonly op: 'browser'
      readonly slot: number
      readonly lease: number
      readonly local: OurParameters
      readonly remote: BrowserParameters | undefined
    }
  | {
      readonly op: 'secure'
      readonly slot: number
      readonly lease: number
      readonly keys: SdesKeys | undefined
    }
  | {
      readonly op: 'connect'
      readonly slot: number
      readonly lease: number
      readonly other: number
      readonly otherLease: number
    }
  | { readonly op: 'disconnect'; readonly slot: number; readonly lease: number }
  | {
      readonly op: 'overhear'
      readonly slot: number
      readonly lease: number
      readonly other: number
      readonly otherLease: number
    }
  | {
      readonly op: 'play'
      readonly slot: number
      readonly lease: number
      readonly token: number
      readonly sources: readonly AudioSource[]
      readonly loop: boolean
    }
  | { readonly op: 'stopPlaying'; readonly slot: number; readonly lease: number }
  | { readonly op: 'seek'; readonly slot: number; readonly lease: number; readonly milliseconds: number }
  | { readonly op: 'pause'; readonly slot: number; readonly lease: number }
  | { readonly op: 'resume'; readonly slot: number; readonly lease: number }
  | {
      readonly op: 'record'
      readonly slot: number
      readonly lease: number
      readonly token: number
      /** A beep is played first. */
      readonly beep: boolean
      readonly settings: RecordSettings
    }
  | { readonly op: 'stopRecording'; readonly slot: number; readonly lease: number }
  | {
      readonly op: 'sendDigits'
      readonly slot: number
      readonly lease: number
      readonly digits: string
      readonly milliseconds: number
    }
  | { readonly op: 'hearDigit'; readonly slot: number; readonly lease: number; readonly digit: string }
  | {
      readonly op: 'listen'
      readonly slot: number
      readonly lease: number
      readonly to: 'digits' | 'inactivity'
    }
  | { readonly op: 'close'; readonly slot: number; readonly lease: number }
  | { readonly op: 'shutdown' }

/** Recording options with every default filled in. */
export interface RecordSettings {
  readonly path: string
  readonly key?: string | undefined
  readonly maxSeconds: number
  readonly silenceSeconds: number
  readonly stopDigits: string
  readonly speechLevel: number
}

export type Report =
  /** Ports bound by one `bind` order, in slot order; fewer than asked when no more can be had. */
  | {
      readonly what: 'bound'
      readonly firstSlot: number
      readonly ports: readonly number[]
      readonly exhausted: boolean
    }
  | { readonly what: 'digit'; readonly lease: number; readonly digit: string }
  /** The browser that the endpoint faces is gone. */
  | { readonly what: 'lost'; readonly lease: number; readonly why: string }
  | { readonly what: 'inactive'; readonly lease: number }
  | { readonly what: 'played'; readonly token: number; readonly reason: 'finished' | 'stopped' | 'failed' }
  | { readonly what: 'recorded'; readonly token: number; readonly result: RecordingResult }
  | { readonly what: 'closed'; readonly lease: number; readonly statistics: MediaStatistics }
  | {
      readonly what: 'log'
      readonly level: 'info' | 'warn' | 'error'
      readonly message: string
      readonly fields: object
    }
  | { readonly what: 'shutdown' }

/**
 * Orders or reports on their way between two threads. JSON: cloning the objects one by one costs both threads twice as
 * much, and neither holds anything that JSON has no word for; what is undefined arrives as absent.
 */
export type Batch<T> = string & { readonly of?: T }

export const pack = <T>(messages: readonly T[]): Batch<T> => JSON.stringify(messages)

export const unpack = <T>(batch: Batch<T>): readonly T[] => JSON.parse(batch)
