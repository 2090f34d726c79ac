/**
 * The media side as the signalling thread sees it: ports and endpoints here, sockets and packets on worker threads.
 * Nothing of it waits: leases are synchronous, orders are gathered and cross once a turn, reports come back as callbacks.
 */

import type { MediaEndpoint } from './media-endpoint.ts'

export interface MediaPlaneOptions {
  /** The address that sockets bind, and that descriptions show unless `advertise` says otherwise. */
  readonly address: string
  /** The address shown to peers when it is another (one-to-one NAT). */
  readonly advertise?: string
  /** RTP takes the even ports, RTCP the odd ones above. Zero and zero: whatever ports the system gives. */
  readonly ports: { readonly from: number; readonly to: number }
  /** Worker threads; 1 by default. */
  readonly workers?: number
  /** Socket pairs bound before `open` resolves; 32 by default. */
  readonly boundAhead?: number
  /** Milliseconds that a port rests before its next call; 2000 by default. */
  readonly quarantine?: number
  /** Folder with one folder of prompts per language; the package's own by default. */
  readonly prompts?: string
  /** Milliseconds without RTP after which `onInactive` fires; 60000 by default. */
  readonly inactivity?: number
  readonly log?: (level: 'info' | 'warn' | 'error', message: string, fields: object) => void
}

/** What is in use; all zero but `ports` when no call is up. */
export interface MediaCounts {
  readonly endpoints: number
  readonly relays: number
  readonly playing: number
  readonly recording: number
  /** Endpoints closed whose statistics are still to come. */
  readonly closing: number
}

export declare class MediaPlane {
  /** Starts the workers and binds the first ports; rejects when no port can be bound. */
  static open(options: MediaPlaneOptions): Promise<MediaPlane>
  /**
   * Leases a port pair; undefined when all are taken. `near` puts the new endpoint on the worker of another, which
   * `connect` needs when there are several workers.
   */
  openEndpoint(near?: MediaEndpoint): MediaEndpoint | undefined
  /**
   * Relays RTP and RTCP both ways. Bytes are forwarded untouched, except for payload types that the two sides agreed
   * on differently, and G.711 of the other law. Replaces an earlier connection of either.
   */
  connect(a: MediaEndpoint, b: MediaEndpoint): void
  /** Ends the relay of `a` and its partner; both stay open. */
  disconnect(a: MediaEndpoint): void
  counts(): MediaCounts
  /** Port pairs bound and free to lease now (resting ones excluded), and the most there may ever be. */
  ports(): {
    readonly free: number
    readonly resting: number
    readonly leased: number
    readonly limit: number
  }
  /** Ends every recording, gives all sockets back, stops the workers; resolves when the files are complete. */
  close(): Promise<void>
}
