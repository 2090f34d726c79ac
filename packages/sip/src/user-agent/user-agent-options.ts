/** How a user agent is set up, and what it hands on. */
import type { Clock } from '../clock.ts'
import type { SipRequest, SipResponse } from '../message/index.ts'
import type { BaseTimers } from '../transaction/timers.ts'
import type { ServerTransaction } from '../transaction/transaction.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import type { TransportLayer } from '../transport/transport-layer.ts'
import type { CallFailure, IncomingCall } from './call.ts'
import type { DigestCredentials } from './digest-client.ts'

export interface UserAgentOptions {
  readonly transport: TransportLayer
  readonly clock: Clock
  /** T1, T2, T4 where they shall differ from RFC 3261. */
  readonly timers?: Partial<BaseTimers>
  readonly handler: UserAgentHandler
  /**
   * Our Contact (a name-addr such as `<sip:10.0.0.1:5060>`) towards whoever is reached over the flow or there; a SIPS
   * URI where the dialog is one of those.
   */
  readonly contact: (towards: Flow | Destination, sips: boolean) => string
  /** Unguessable text for tags, Call-IDs and branches, 12 characters or more; tests pass a seeded one. */
  readonly random?: () => string
  /** Written as Server and User-Agent; left out, neither is sent. */
  readonly product?: string
  /** Whether who sent a request by that flow, outside of a call, may read in its answer which product it is from. Default: everybody. */
  readonly tellsProduct?: (flow: Flow) => boolean
  /** Default 1800 s and 90 s (RFC 4028); `false` never asks for one, but grants what a peer asks. */
  readonly sessionTimer?: SessionTimerOptions | false
  /** Methods taken besides INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, and those with a handler of their own. */
  readonly methods?: readonly string[]
  /** Option tags understood besides `timer` (RFC 3261 §8.2.2.3); `path` when a registrar is served,
   * `100rel` to give and take reliable provisional responses (RFC 3262). */
  readonly supported?: readonly string[]
  /** Body types taken in an INVITE. Default `application/sdp` and `multipart/mixed`. */
  readonly accept?: readonly string[]
  /** URI schemes taken in a Request-URI. Default sip, sips, tel. */
  readonly schemes?: readonly string[]
  /** Bytes of the largest body taken, beyond which 513; default 65,535. */
  readonly largestBody?: number
}

export interface SessionTimerOptions {
  /** Seconds of Session-Expires we ask for. Default 1800. */
  readonly interval?: number
  /** The least Session-Expires we take, in seconds; at least 90 (RFC 4028 §4). Default 90. */
  readonly minimum?: number
}

/**
 * Who gets what a user agent does not settle itself. Every request it is given has passed RFC 3261 §8.2: known method
 * and extensions, well formed, hops left, not merged, no loop; with a To tag, a dialog of ours.
 */
export interface UserAgentHandler {
  /** A new call. 100 has gone out if nothing else is sent within 200 ms. Without handler every call gets 480. */
  onInvite?(call: IncomingCall): void
  /** Without handler REGISTER is refused (405). */
  onRegister?(request: SipRequest, transaction: ServerTransaction): void
  /** A SUBSCRIBE, outside of a call; without handler it is refused (405). `Notifier.handle` fits. */
  onSubscribe?(request: SipRequest, transaction: ServerTransaction): void
  /** A NOTIFY of a subscription of ours, or one that nobody asked for; without handler it is refused (405). */
  onNotify?(request: SipRequest, transaction: ServerTransaction): void
  /** Without handler OPTIONS is answered 200 with what we can do (RFC 3261 §11.2). */
  onOptions?(request: SipRequest, transaction: ServerTransaction): void
  /**
   * A request within a call that is not known here; its owner may be gone. `resume` looks once more: without a call by
   * then it is refused (481), as it is at once without handler.
   */
  onUnknownCall?(request: SipRequest, resume: () => void): void
  /** A request outside of a dialog whose method `UserAgentOptions.methods` names and no other handler takes. Without handler: 405. */
  onOther?(request: SipRequest, transaction: ServerTransaction): void
}

/** A request outside of any dialog: OPTIONS, REGISTER, MESSAGE … */
export interface RequestOptions {
  readonly method: string
  readonly uri: string
  readonly destination: Destination
  /** From without tag. */
  readonly from: string
  /** Made up when left out; within a dialog it is that of the dialog, and `to` has the other one. */
  readonly fromTag?: string
  readonly to: string
  /** Made up when left out; a registration keeps its own. */
  readonly callId?: string | undefined
  /** Default 1. */
  readonly cseq?: number
  /** A Contact header; none by default. */
  readonly contact?: string
  readonly routes?: readonly string[]
  readonly extra?: string
  readonly contentType?: string
  readonly body?: Buffer | string
  readonly credentials?: DigestCredentials
}

/** How such a request fares: one of the two, once; `onResponse` for a 2xx. `cseq` is the number that was used last. */
export interface RequestHandler {
  onResponse(response: SipResponse, cseq: number): void
  onFailed(failure: CallFailure, cseq: number): void
}

/** How many live, for tests and metrics. */
export interface UserAgentCounts {
  /** Answered calls. */
  readonly dialogs: number
  /** All calls, ringing ones included. */
  readonly calls: number
}
