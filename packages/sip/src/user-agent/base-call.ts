/**
 * What all kinds of call have in common once there is a dialog: requests of ours within it, its session timer, its end. How
 * the peer is reached is `dialog-usage.ts`, what it sends `call-requests.ts`; how calls begin is `uas-call.ts` and `uac-call.ts`.
 */
import type { Dialog } from '../dialog/dialog.ts'
import { type SessionTimer, timerOfResponse } from '../dialog/session-timer.ts'
import {
  checkExtra,
  type RAck,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../message/index.ts'
import type { ServerTransaction } from '../transaction/transaction.ts'
import type {
  Call,
  CallBody,
  CallEnd,
  CallHandler,
  CallRequest,
  CallState,
  ModificationHandler,
  ModificationRequest,
  Respond,
} from './call.ts'
import type { CallHost } from './call-host.ts'
import { type CallSnapshot, snapshotOf } from './call-snapshot.ts'
import { DialogRequest } from './dialog-request.ts'
import { DialogUsage } from './dialog-usage.ts'
import { KeptSession, type KeptSessionUser } from './kept-session.ts'
import { Modification, type ModifiedCall } from './modification.ts'
import type { Referral } from './referral.ts'
import type { ReliableAnswer } from './reliable-answer.ts'

export abstract class BaseCall extends DialogUsage implements Call, ModifiedCall, KeptSessionUser {
  readonly id: number
  state: CallState = 'early'
  /** @internal Ours under way. */
  modification: Modification | undefined = undefined
  /** @internal A re-INVITE or UPDATE of the peer's that has no final response yet. */
  pendingServer: ServerTransaction | undefined = undefined
  /** @internal A 2xx of ours that has no ACK yet. */
  unacknowledged: ReliableAnswer | undefined = undefined
  /** @internal Whether that 2xx makes an offer, which the ACK is to answer. */
  offersInAnswer = false
  /** @internal What the peer asked for by its last REFER, as long as it is told of it. */
  referral: Referral | undefined = undefined
  /** Why the call is ending, once it is. */
  protected end: CallEnd | undefined = undefined
  #established = false
  /** Since the answer. */
  #session: KeptSession | undefined = undefined
  /** A refresh without an offer, while the modification waits to be tried again. */
  #refreshAside: Modification | undefined = undefined
  /** The peer's BYE, as long as what it asked for before is undecided. */
  #earlyBye: SipRequest | undefined = undefined

  constructor(host: CallHost, id: number, localTag: string) {
    super(host, localTag)
    this.id = id
  }

  abstract readonly ownsCallId: boolean
  /** @internal What the call tells goes there; nowhere when undefined. */
  abstract readonly events: CallHandler<Call> | undefined
  abstract setHandler(handler: CallHandler<Call>): void
  /** @internal The dialog with the peer of that tag, an early one too. */
  abstract dialogFor(remoteTag: string | undefined): Dialog | undefined
  /** @internal Whose offer has no answer yet (RFC 3264 §4), of those that INVITE and its responses make. */
  offerUnderway(_dialog: Dialog): 'ours' | 'theirs' | undefined {
    return this.unacknowledged !== undefined && this.offersInAnswer ? 'ours' : undefined
  }

  /** Gives up what has not been answered. */
  protected abstract giveUpEarly(extra: string | undefined): boolean

  bye(extra?: string): boolean {
    if (this.state === 'early') return this.giveUpEarly(extra)
    if (this.state !== 'answered') return false
    checkExtra(extra)
    if (this.#earlyBye !== undefined) {
      this.#endEarlyLeft()
      return true
    }
    this.leave('local-bye', extra)
    return true
  }

  get mayModify(): boolean {
    return this.modification === undefined && this.#isQuiet
  }

  /** Nothing is under way that no request of ours may cross. */
  get #isQuiet(): boolean {
    if (this.state !== 'answered' || this.#refreshAside !== undefined) return false
    // An INVITE without the tag of its peer (RFC 2543) would be a new call wherever its Contact leads.
    if (this.openDialog.remoteTag === '') return false
    return this.pendingServer === undefined && this.unacknowledged === undefined
  }

  reinvite(request: ModificationRequest, handler: ModificationHandler): boolean {
    return this.modify('INVITE', request, handler)
  }

  update(request: CallRequest, handler: ModificationHandler): boolean {
    return this.modify('UPDATE', request, handler)
  }

  info(request: CallRequest, onDone?: (status: number) => void): boolean {
    return this.sendRequest('INFO', request, onDone)
  }

  sendRequest(
    method: string,
    request: CallRequest,
    onDone?: (status: number, response?: SipResponse) => void,
  ): boolean {
    if (this.state !== 'answered') return false
    new DialogRequest(this, method, request, {
      onFinal: (response) => {
        try {
          onDone?.(response.status, response)
        } finally {
          if (response.status === 481) this.dialogLost()
        }
      },
      onLost: (failure) => {
        try {
          onDone?.(failure.status)
        } finally {
          if (failure.cause === 'timeout') this.dialogLost()
        }
      },
    })
    return true
  }

  /** The call has an answer: requests may flow, the session timer runs. */
  protected establish(peer: SipMessage, timer: SessionTimer | undefined, source: string | undefined): void {
    this.begin(peer.headers('Allow').includes('UPDATE'), timer, source)
  }

  /** The same, of a peer of whom it is known already whether it takes UPDATE. */
  protected begin(takesUpdate: boolean, timer: SessionTimer | undefined, source: string | undefined): void {
    this.state = 'answered'
    this.#established = true
    this.host.established()
    this.met(source)
    this.#session = new KeptSession(this, takesUpdate)
    this.#session.keep(timer)
  }

  snapshot(): CallSnapshot | undefined {
    const session = this.#session
    if (this.state !== 'answered' || session === undefined) return undefined
    return snapshotOf(this, session)
  }

  refresh(): boolean {
    return this.#session?.refreshNow() ?? false
  }

  /** @internal What a session refresh agreed on: a timer from now, or none any more. */
  keepSession(timer: SessionTimer | undefined): void {
    this.#session?.keep(timer)
  }

  /** @internal What we offered or answered last. */
  keepLocalBody(body: CallBody): void {
    this.#session?.keepLocalBody(body)
  }

  refreshed(response: SipResponse): void {
    this.events?.onRefreshed?.(response, this)
  }

  expireSession(): void {
    if (this.state === 'answered')
      this.leave('session-expired', 'Reason: SIP;cause=408;text="Session timed out"\r\n')
  }

  modificationLines(leastInterval: number): string {
    const { sessionTimer, capabilities } = this.host
    return capabilities.requestLines + (this.#session?.lines(sessionTimer, leastInterval) ?? '')
  }

  modified(response: SipResponse): void {
    this.openDialog.refreshTarget(response)
    this.keepSession(timerOfResponse(response))
  }

  withdrawModification(): void {
    this.modification?.withdraw()
  }

  modificationOver(modification: Modification): void {
    if (this.modification === modification) this.modification = undefined
    if (this.#refreshAside === modification) this.#refreshAside = undefined
  }

  dialogLost(): void {
    if (this.state === 'answered') this.leave('dialog-lost')
  }

  /** @internal The ACK of a 2xx came, the first one's or a re-INVITE's; repetitions change nothing. */
  receiveAck(ack: SipRequest): void {
    const { unacknowledged } = this
    if (unacknowledged === undefined || ack.cseq.sequence !== unacknowledged.sequence) return
    unacknowledged.acknowledge()
    this.unacknowledged = undefined
    if (this.state === 'answered') this.events?.onAck?.(ack, this)
  }

  /** @internal 64*T1 have passed without ACK (§13.3.1.4). */
  acknowledgementMissing(): void {
    this.unacknowledged = undefined
    if (this.state === 'answered') this.leave('ack-timeout')
  }

  /** @internal A PRACK came; whether it acknowledges anything (RFC 3262 §3). */
  acknowledgeProvisional(_rack: RAck): boolean {
    return false
  }

  /** @internal The body of a PRACK, for whoever runs the call; undefined: nobody takes it. */
  get prackTaker(): ((request: SipRequest, respond: Respond) => void) | undefined {
    return undefined
  }

  /** @internal A BYE before the answer; only a caller may send one (§15). */
  byeWhileEarly(_request: SipRequest, transaction: ServerTransaction): void {
    transaction.respond({ status: 481 })
  }

  /** Ends an answered call by a BYE of ours; what became of it is not waited for by anyone but us. */
  protected leave(end: CallEnd, extra?: string): void {
    this.end = end
    this.state = 'ending'
    this.#settle()
    this.sendBye(extra)
  }

  protected sendBye(extra?: string): void {
    const request = { extra: (extra ?? '') + this.host.capabilities.userAgent }
    new DialogRequest(this, 'BYE', request, {
      onFinal: () => this.finish(),
      onLost: () => this.finish(),
    })
  }

  /** @internal The peer's BYE came and has been answered. One of ours that crossed it needs no answer any more. */
  leftByPeer(request: SipRequest): void {
    // A phone may hang up at once when it has asked for a transfer (RFC 5589 §6): not before that is decided, or whom it
    // talked to would be hung up on.
    if (this.state === 'answered' && this.referral?.isAsked) {
      this.#earlyBye = request
      return
    }
    const answered = this.state === 'answered'
    if (answered) {
      this.state = 'ending'
      this.end = 'remote-bye'
    }
    try {
      if (answered) this.events?.onBye?.(request, this)
    } finally {
      this.finish()
    }
  }

  /** @internal What the peer asked for before its BYE is decided; what follows from that comes first. */
  referralDecided(): void {
    const bye = this.#earlyBye
    if (bye === undefined) return
    this.wheel.after(0, () => {
      if (this.#earlyBye === bye) this.leftByPeer(bye)
    })
  }

  /** @internal Lets go without telling anybody: the user agent is closing. */
  drop(): void {
    this.state = 'ended'
    this.#settle()
    this.#letGo()
  }

  abandon(): void {
    if (this.state === 'ended') return
    this.host.forget(this, this.#established)
    this.drop()
  }

  /** Tells the end, once, and lets go. */
  protected finish(): void {
    if (this.state === 'ended') return
    this.state = 'ended'
    this.#settle()
    this.host.forget(this, this.#established)
    const { events } = this
    this.#letGo()
    events?.onEnded?.(this.end ?? 'failed', this)
  }

  /** Drops what an ended call need not keep while transactions linger. */
  protected abstract release(): void

  #letGo(): void {
    // Whoever set it may hold a whole call of its own by it.
    this.elsewhere = undefined
    this.release()
  }

  /** Stops everything that waits. */
  #settle(): void {
    this.modification?.abandon()
    this.modification = undefined
    this.#refreshAside?.abandon()
    this.#refreshAside = undefined
    this.unacknowledged?.acknowledge()
    this.unacknowledged = undefined
    this.#session?.stop()
    this.#session = undefined
    this.referral?.drop()
    this.pendingServer?.respond({ status: 487 })
    this.pendingServer = undefined
  }

  /** We let go of a peer that has left already: there is nobody to tell. */
  #endEarlyLeft(): void {
    this.#earlyBye = undefined
    this.end = 'remote-bye'
    this.state = 'ending'
    this.wheel.after(0, () => this.finish())
  }

  /** @internal The session is refreshed by an UPDATE without an offer, which crosses none: one that waits after a 491 is no obstacle. */
  refreshByUpdate(handler: ModificationHandler): boolean {
    if (this.modification?.pending !== false) return this.modify('UPDATE', {}, handler)
    if (!this.#isQuiet) return false
    this.#refreshAside = new Modification(this, 'UPDATE', {}, handler)
    return true
  }

  /** @internal */
  modify(method: 'INVITE' | 'UPDATE', request: ModificationRequest, handler: ModificationHandler): boolean {
    if (!this.mayModify) return false
    const { onAccepted } = handler
    this.modification = new Modification(this, method, request, {
      // Refused, the session stays as it was, and so does what a refresh repeats (§14.1).
      onAccepted: (response, ack) => {
        this.keepLocalBody(request)
        onAccepted.call(handler, response, (body) => {
          if (body !== undefined) this.keepLocalBody(body)
          ack(body)
        })
      },
      onRefused: (failure) => handler.onRefused(failure),
    })
    return true
  }
}
