/**
 * The use that a call makes of its dialog (RFC 5057 §3): where the peer is, where we told it that we are, and what a request
 * of ours needs to reach it. What the call is meanwhile is `base-call.ts`.
 */
import type { Dialog } from '../dialog/dialog.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import type { TransactionLayer } from '../transaction/transaction-layer.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import type { Call, CallBody } from './call.ts'
import type { CallHost } from './call-host.ts'
import type { DialogRequester } from './dialog-request.ts'
import { DigestClient, type DigestCredentials } from './digest-client.ts'
import { Whereabouts } from './whereabouts.ts'

export abstract class DialogUsage implements DialogRequester {
  readonly localTag: string
  /** @internal */
  readonly host: CallHost
  readonly #peerIs = new Whereabouts()
  /** Our Contact, once it has been told. */
  protected toldContact: string | undefined = undefined
  #credentials: DigestCredentials | undefined = undefined
  #digest: DigestClient | undefined = undefined

  constructor(host: CallHost, localTag: string) {
    this.host = host
    this.localTag = localTag
  }

  abstract readonly callId: string
  abstract readonly dialog: Dialog | undefined
  abstract readonly contact: string
  /** Where the peer was met first. */
  protected abstract readonly peer: Destination

  get openDialog(): Dialog {
    const { dialog } = this
    if (dialog === undefined) throw new Error('the call has no dialog yet')
    return dialog
  }

  get transactions(): TransactionLayer {
    return this.host.transactions
  }

  get wheel(): TimerWheel {
    return this.host.wheel
  }

  get userAgentLine(): string {
    return this.host.capabilities.userAgent
  }

  get requester(): DialogRequester {
    return this
  }

  get destination(): Destination {
    const { transport } = this.transactions
    return this.#peerIs.destination(this.openDialog, this.peer, (flow) => transport.isAlive(flow))
  }

  get routes(): readonly string[] | undefined {
    return this.#peerIs.routes(this.openDialog)
  }

  get credentials(): DigestCredentials | undefined {
    return this.#credentials
  }

  set credentials(credentials: DigestCredentials | undefined) {
    this.#credentials = credentials
    this.#digest = undefined
  }

  /** What the credentials make of challenges; made when the first request of ours goes out. */
  get digest(): DigestClient | undefined {
    if (this.#digest === undefined && this.#credentials !== undefined)
      this.#digest = new DigestClient(this.#credentials, () => this.host.random())
    return this.#digest
  }

  get symmetric(): boolean {
    return this.#peerIs.symmetric
  }

  set symmetric(symmetric: boolean) {
    this.#peerIs.symmetric = symmetric
  }

  get confined(): boolean {
    return this.#peerIs.confined
  }

  set confined(confined: boolean) {
    this.#peerIs.confined = confined
  }

  get elsewhere(): Call['elsewhere'] {
    return this.#peerIs.elsewhere
  }

  set elsewhere(elsewhere: Call['elsewhere']) {
    this.#peerIs.elsewhere = elsewhere
  }

  fraction(): number {
    return this.host.fraction()
  }

  /** The dialog is there. @param source the address that the peer answered or called from, when it is known */
  protected met(source: string | undefined): void {
    this.#peerIs.met(this.openDialog, source, this.peer)
  }

  /** @internal A request of the peer's came in order. */
  heardFrom(flow: Flow): void {
    const { contact } = this
    if (this.#peerIs.heardFrom(flow, this.openDialog, this.peer))
      this.toldContact = this.host.contact(flow, contact.startsWith('<sips:'))
  }

  /** @internal The peer has said where it is. */
  targetRefreshed(): void {
    const { dialog } = this
    if (dialog !== undefined) this.#peerIs.targetRefreshed(dialog)
  }

  sendAck(cseq: number, body: CallBody | undefined): void {
    const { openDialog: dialog, digest, routes } = this
    const inDialog = dialog.request('ACK', cseq)
    const parts = routes === undefined ? inDialog : { ...inDialog, routes }
    // §22.1: an ACK carries what its INVITE carried, since it cannot be challenged.
    const extra = digest?.inviteLines
    const full = body === undefined && extra === undefined ? parts : { ...parts, ...body, extra }
    this.host.transactions.sendAck(full, this.destination)
  }
}
