/**
 * An answered call that another user agent held and that goes on here: its peer notices nothing but another Contact.
 * Both write the same dialog (RFC 3261 §12), so only one of them may live.
 */
import { Dialog } from '../dialog/dialog.ts'
import { knownUri } from '../dialog/route-set.ts'
import type { SipRequest } from '../message/index.ts'
import { type Destination, type Flow, isReliable } from '../transport/flow.ts'
import { BaseCall } from './base-call.ts'
import type { Call, CallHandler, IncomingCall } from './call.ts'
import type { CallHost } from './call-host.ts'
import type { CallSnapshot } from './call-snapshot.ts'
import type { DigestCredentials } from './digest-client.ts'

export interface AdoptOptions {
  readonly handler: CallHandler<Call>
  /** Answers 401 and 407 to requests of ours. */
  readonly credentials?: DigestCredentials | undefined
  /** Of a call that came: what it began with, and how that came. */
  readonly begun?: { readonly request: SipRequest; readonly flow: Flow } | undefined
}

/** The first owner may have sent requests since the snapshot was taken; gaps are fine (RFC 3261 §12.2.2). */
const SEQUENCE_GAP = 1_000

/** What begins a call has been done long ago, and does nothing here. */
export class AdoptedCall extends BaseCall implements IncomingCall {
  readonly callId: string
  readonly ownsCallId: boolean
  readonly dialog: Dialog
  events: CallHandler<Call> | undefined
  readonly replaced = undefined
  protected readonly peer: Destination
  readonly #sips: boolean
  readonly #begun: AdoptOptions['begun']
  /** The peer has sent something here. */
  #heard = false

  constructor(host: CallHost, id: number, snapshot: CallSnapshot, options: AdoptOptions) {
    super(host, id, snapshot.localTag)
    const { callId, remoteTag, localAddress, remoteAddress, remoteSequence, routeSet, way } = snapshot
    this.callId = callId
    this.ownsCallId = snapshot.ownsCallId
    this.#sips = snapshot.sips
    this.dialog = new Dialog({
      callId,
      localTag: snapshot.localTag,
      remoteTag,
      localAddress,
      remoteAddress,
      localSequence: snapshot.localSequence + SEQUENCE_GAP,
      remoteSequence,
      routeSet,
      remoteTarget: knownUri(snapshot.remoteTarget),
      early: false,
    })
    this.peer = way ?? this.dialog.destination
    this.symmetric = way !== undefined
    this.credentials = options.credentials
    this.events = options.handler
    this.#begun = options.begun
    this.begin(snapshot.takesUpdate, snapshot.timer, way?.address)
    if (snapshot.session !== undefined) this.keepLocalBody(snapshot.session)
  }

  /** A connection was the other user agent's: the peer is where it has registered since, as far as anybody knows. */
  override get destination(): Destination {
    const isConnection = 'transport' in this.peer && isReliable(this.peer.transport) && this.symmetric
    return (isConnection && !this.#heard && this.elsewhere?.(true)) || super.destination
  }

  override heardFrom(flow: Flow): void {
    this.#heard = true
    super.heardFrom(flow)
  }

  get contact(): string {
    this.toldContact ??= this.host.contact(this.destination, this.#sips)
    return this.toldContact
  }

  get request(): SipRequest {
    return this.#beginning.request
  }

  get flow(): Flow {
    return this.#beginning.flow
  }

  get #beginning(): NonNullable<AdoptOptions['begun']> {
    if (this.#begun === undefined) throw new Error('how the call began is not known')
    return this.#begun
  }

  trying(): void {}

  progress(): boolean {
    return false
  }

  answer(): boolean {
    return false
  }

  reject(): boolean {
    return false
  }

  dialogFor(remoteTag: string | undefined): Dialog | undefined {
    return this.dialog.matches(remoteTag) ? this.dialog : undefined
  }

  setHandler(handler: CallHandler<Call>): void {
    this.events = handler
  }

  protected giveUpEarly(): boolean {
    return false
  }

  protected release(): void {
    this.events = undefined
  }
}
