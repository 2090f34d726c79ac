/**
 * What a user agent and whoever runs the calls say to each other: the two kinds of call, what can be asked of each,
 * and what is told. `uas-call.ts` and `uac-call.ts` do it; calls can be faked in tests by these types.
 *
 * Handlers get the call as their last argument, so one handler object may serve any number of calls.
 */
import type { Dialog } from '../dialog/dialog.ts'
import type { NameAddr, ResponseParts, SipRequest, SipResponse } from '../message/index.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import type { TransportError } from '../transport/transport-error.ts'
import type { CallSnapshot } from './call-snapshot.ts'
import type { DigestCredentials } from './digest-client.ts'
import type { Referral } from './referral.ts'

/**
 * `early`: no final response yet. `answered`: a 2xx was sent or came. `ending`: our BYE is under way.
 * `ended`: nothing more will be told and nothing is held.
 */
export type CallState = 'early' | 'answered' | 'ending' | 'ended'

/** Why a call is over. */
export type CallEnd =
  | 'rejected' // refused by the side that was called
  | 'cancelled' // given up by the side that called, before the answer
  | 'failed' // never answered: timeout or transport
  | 'local-bye'
  | 'remote-bye'
  | 'ack-timeout' // our 2xx was never acknowledged (RFC 3261 §13.3.1.4)
  | 'session-expired' // no session refresh came in time, or ours failed (RFC 4028 §10)
  | 'dialog-lost' // the peer answered 481 or 408 within the dialog (RFC 3261 §12.2.1.2)

/** A body and its type, for requests within a call. */
export interface CallBody {
  readonly contentType?: string | undefined
  /** A string is real text and leaves as UTF-8. */
  readonly body?: Buffer | string | undefined
}

/** A request within a call. */
export interface CallRequest extends CallBody {
  /** Ready header lines, each ending in CRLF. */
  readonly extra?: string
}

/** How something that was asked for did not happen. */
export interface CallFailure {
  /** The status of the response; 408 for a timeout, 503 for the transport, 487 when we cancelled. */
  readonly status: number
  readonly response?: SipResponse
  readonly cause: 'response' | 'timeout' | 'transport' | 'cancelled'
  /** Of the transport: whether the name, the connection, its certificate or the network was at fault. */
  readonly error?: TransportError
  /** Of a 3xx: where else to try, best first (RFC 3261 §8.1.3.4). */
  readonly contacts: readonly NameAddr[]
}

/** Answers a request within a call; the final response once, `toTag` and `contact` are filled in. */
export type Respond = (parts: ResponseParts) => void

/** How a re-INVITE or an UPDATE of ours fares: one of the two, once. */
export interface ModificationHandler {
  /**
   * A 2xx came. For a re-INVITE sent with `manualAck`, `ack` sends the ACK with the given body (RFC 3261 §13.2.2.4)
   * and has to be called; otherwise the ACK has been sent.
   */
  onAccepted(response: SipResponse, ack: (body?: CallBody) => void): void
  /** The session stays as it was. Glare (491) was retried already (RFC 3261 §14.1). */
  onRefused(failure: CallFailure): void
}

export interface ModificationRequest extends CallRequest {
  readonly manualAck?: boolean
}

/** What both kinds of call can be asked. What makes no sense in the present state returns false and does nothing. */
export interface Call {
  /** Small and unique among the live calls of this user agent. */
  readonly id: number
  readonly callId: string
  readonly localTag: string
  readonly state: CallState
  /** The confirmed dialog, once answered; of an incoming call also before. */
  readonly dialog: Dialog | undefined
  /**
   * Whether requests within the call go back to where the peer's came from rather than to its Contact: for phones
   * behind NAT. Preset when the Contact cannot be reached or the call came over a connection (RFC 5626 §5.3).
   */
  symmetric: boolean
  /**
   * Whether its Contact and its route count only as far as they lead to the host that the peer is met at: of phones, which prove
   * who they are, but not that they may send us anywhere. To be set before the answer. Default false.
   */
  confined: boolean
  /**
   * Where the peer is registered now: for phones, which may register from elsewhere while they talk (RFC 5626 §5.3). Another
   * answer than when it was heard last means that it has moved. `lost`: the connection that it was met over is gone, so that
   * a guess is better than none; without one its Contact has to do.
   */
  elsewhere?: ((lost: boolean) => Destination | undefined) | undefined
  /**
   * Answers 401 and 407 to requests of ours within the call, once for each realm. Of an outgoing call preset by its
   * `InviteOptions`.
   */
  credentials: DigestCredentials | undefined
  /** What the call tells goes there from now on; what it has told is not repeated. */
  setHandler(handler: CallHandler<Call>): void
  /** Ends an answered call. An outgoing call that still rings is cancelled; an incoming one is refused (603). */
  bye(extra?: string): boolean
  /** The call as another user agent may go on with it (`UserAgent.adopt`); undefined unless it is answered. */
  snapshot(): CallSnapshot | undefined
  /** Sends a session refresh before it is due (RFC 4028 §7.4): the peer learns where we are now. Whether it was sent. */
  refresh(): boolean
  /** Lets go of the call without a word to its peer or to its handler: another user agent has adopted it. */
  abandon(): void
  /** Whether a re-INVITE or an UPDATE may be sent now. */
  readonly mayModify: boolean
  /** Sends a re-INVITE; one modification of ours at a time, and only after the ACK (RFC 3261 §14.1). */
  reinvite(request: ModificationRequest, handler: ModificationHandler): boolean
  /** Sends an UPDATE (RFC 3311). */
  update(request: CallRequest, handler: ModificationHandler): boolean
  /** Sends an INFO (RFC 6086); `onDone` gets the status, 408 or 503 when none came. */
  info(request: CallRequest, onDone?: (status: number) => void): boolean
  /** Sends any other request within the call. */
  sendRequest(
    method: string,
    request: CallRequest,
    onDone?: (status: number, response?: SipResponse) => void,
  ): boolean
}

/** What both kinds of call tell. What has no handler is refused as RFC 3261 says: 488, 405 … */
export interface CallHandler<C extends Call> {
  /** The peer hung up an answered call; 200 has been sent. `onEnded` follows. */
  onBye?(request: SipRequest, call: C): void
  /** The ACK of a 2xx of ours to INVITE or re-INVITE, once; its body is the answer when the INVITE had no offer. */
  onAck?(request: SipRequest, call: C): void
  /** A re-INVITE came; at most one of ours and theirs is under way. Without handler: 488, the session stays. */
  onReinvite?(request: SipRequest, respond: Respond, call: C): void
  /** The 2xx to a session refresh of ours by re-INVITE came: it answers what the peer was offered or answered last, again. */
  onRefreshed?(response: SipResponse, call: C): void
  /** An UPDATE with a body came; one without is a refresh and answered 200 here. Without handler: 488. */
  onUpdate?(request: SipRequest, respond: Respond, call: C): void
  /** Without handler: 469 for an info package, else 415 (RFC 6086 §4.2.2). */
  onInfo?(request: SipRequest, respond: Respond, call: C): void
  /** The peer wants somebody called: a transfer (RFC 3515). To be accepted or refused. Without handler: 405. */
  onRefer?(referral: Referral, call: C): void
  /** Any other request within the call that `UserAgentOptions.methods` allows. Without handler: 405. */
  onRequest?(request: SipRequest, respond: Respond, call: C): void
  /**
   * Exactly once for each call, last: nothing more will be told and nothing is held. When we refuse a call or answer
   * its CANCEL it comes before `reject` or `onCancel` has returned; a BYE of ours is waited for.
   */
  onEnded?(end: CallEnd, call: C): void
}

/**
 * A call that came to us. A status that does not fit throws `UnfitStatus`, what would break out of its line
 * `UnsafeHeaderValue`; nothing has happened then.
 */
export interface IncomingCall extends Call {
  /** The INVITE, until the final response; read what is needed longer before that. */
  readonly request: SipRequest
  readonly flow: Flow
  /** The call whose place this one is to take, if its caller may (RFC 3891); with `replaces` in `supported` only. */
  readonly replaced: Call | undefined
  /** May be set at any time; events before that are not repeated. */
  setHandler(handler: IncomingCallHandler): void
  /** Sends 100 unless something was said already; without it, 100 goes after 200 ms of silence (RFC 3261 §17.2.1). */
  trying(): void
  /**
   * Sends 101-199; repeated every minute until the final response (RFC 3261 §13.3.1.1). Where `100rel` is supported it
   * wants a PRACK when the caller requires that, or when it is to be sent `reliably` and the caller can (RFC 3262 §3).
   */
  progress(parts: ResponseParts, reliably?: boolean): boolean
  /**
   * As soon as what was said reliably of the session is acknowledged (RFC 3262 §3), sends a 2xx, repeats it until the ACK (RFC 3261 §13.3.1.4),
   * and begins the session timer (RFC 4028 §9).
   */
  answer(parts: ResponseParts): boolean
  /** Sends 300-699. */
  reject(parts: ResponseParts): boolean
}

export interface IncomingCallHandler extends CallHandler<IncomingCall> {
  /** The caller gave up before the answer: 200 and 487 have been sent. `request` carries its Reason. */
  onCancel?(request: SipRequest, call: IncomingCall): void
  /** A PRACK came with a body: an answer to what we offered, or an offer (RFC 3262 §5). Without handler: 488. */
  onPrack?(request: SipRequest, respond: Respond, call: IncomingCall): void
  /** No ACK came within 64*T1: BYE has been sent. `onEnded` follows. */
  onAckTimeout?(call: IncomingCall): void
}

/** A call that we make. */
export interface OutgoingCall extends Call {
  /** The dialogs that provisional responses opened, one for each fork that answered (RFC 3261 §13.2.2.1). */
  readonly earlyDialogs: readonly Dialog[]
  /**
   * Gives up (RFC 3261 §9.1): CANCEL goes out as soon as a provisional response came, `extra` in it (a Reason, say);
   * a 2xx that crosses it is acknowledged and ended here. `onFailed` with cause `cancelled` follows.
   */
  cancel(extra?: string): boolean
  /** With `manualAck`: acknowledges the 2xx, once. */
  ack(body?: CallBody): boolean
}

export interface OutgoingCallHandler extends CallHandler<OutgoingCall> {
  /** Any response at all came, a 100 or a challenge, too: somebody is there. What else is told of it follows. */
  onHeard?(call: OutgoingCall): void
  /** Each 101-199, a PRACK sent where one is wanted; several forks ring one by one, told apart by their To tags. */
  onProvisional?(response: SipResponse, call: OutgoingCall): void
  /** A reliable provisional response made an offer, since our INVITE had none: the answer goes with the PRACK. */
  onEarlyOffer?(response: SipResponse, call: OutgoingCall): CallBody | undefined
  /** The first 2xx. The ACK has been sent unless `manualAck`. Later ones, of other forks, are ended here. */
  onAnswered?(response: SipResponse, call: OutgoingCall): void
  /** No answer will come. `onEnded` follows. */
  onFailed?(failure: CallFailure, call: OutgoingCall): void
}

/** What a call that we make is made of. Header values are wire text. */
export interface InviteOptions {
  readonly uri: string
  readonly destination: Destination
  /** From without its tag, which is ours to give. */
  readonly from: string
  readonly to: string
  /** Made up when left out. */
  readonly callId?: string
  /** Default: what `UserAgentOptions.contact` says for the destination. */
  readonly contact?: string
  readonly routes?: readonly string[]
  /** Default 70. */
  readonly maxForwards?: number
  /** Ready header lines, each ending in CRLF; share one text among all forks of a call. */
  readonly extra?: string
  readonly contentType?: string
  readonly body?: Buffer | string
  /** Answers 401 and 407, once for each realm. */
  readonly credentials?: DigestCredentials
  /** We call `ack` ourselves: for an INVITE without offer. */
  readonly manualAck?: boolean
  /** Whether to ask for a session timer (RFC 4028); default as the user agent. */
  readonly sessionTimer?: boolean
}
